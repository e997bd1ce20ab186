/** What happens around the app: its home is opened, somebody writes to it, somebody gives it a file. */
import { actions, button, section } from "./shapes.mjs";
import { contentOf } from "./tours.mjs";

/** @param {import("@slack/bolt").App} app */
export function answerEvents(app) {
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: home("Welcome"), hash: event.view?.hash });
  });

  app.action("welcome", async ({ ack, body, client }) => {
    await ack();
    await client.views.publish({ user_id: body.user.id, view: home("Welcome again"), hash: body.view.hash });
  });

  app.message("hello", async ({ message, say }) => {
    await say({ text: `Hello <@${message.user}>`, thread_ts: message.ts });
  });

  app.message(async ({ message, client, say }) => {
    if (message.subtype !== "file_share") return;
    const { file } = await client.files.info({ file: message.files[0].id });
    await say(`It says: ${await contentOf(client, file)}`);
  });

  app.event("reaction_added", async ({ event, client }) => {
    await client.chat.postMessage({ channel: event.item.channel, text: `Thanks for the :${event.reaction}:` });
  });
}

const home = (words) => ({ type: "home", blocks: [section(words), actions(button("welcome", "Once more"))] });
