/** What is typed: `/say` answers at once and goes on through its response_url, `/try` makes a tour of Web API calls. */
import { actions, button, section } from "./shapes.mjs";
import * as tours from "./tours.mjs";

/** @param {import("@slack/bolt").App} app */
export function answerCommands(app) {
  app.command("/say", async ({ command, ack }) => {
    await ack({
      text: command.text,
      blocks: [section(`You said: ${command.text}`), choices(command.text)],
    });
  });

  app.action("aloud", async ({ action, ack, respond }) => {
    await ack();
    await respond({ delete_original: true });
    await respond({ response_type: "in_channel", replace_original: false, text: `Aloud: ${action.value}` });
  });

  app.action("louder", async ({ action, ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: action.value.toUpperCase() });
  });

  app.command("/try", async ({ command, ack, client, respond }) => {
    await ack();
    await respond({ text: JSON.stringify(await toured(command, client)) });
  });
}

const choices = (words) =>
  actions(button("louder", "Louder", { value: words }), button("aloud", "Aloud", { value: words, style: "primary" }));

/** What the tour of that name has found, or how Slack refused it. */
async function toured(command, client) {
  const [name, ...words] = command.text.split(" ");
  try {
    return await tours[name]({ client, user: command.user_id, channel: command.channel_id, words });
  } catch (error) {
    return { refused: error.data ?? String(error) };
  }
}
