/** Forms: opened by a command or a shortcut, a second one on top, options as one types, errors, the end. */
import { actions, button, line, modal, option, plain, section } from "./shapes.mjs";

const COLOURS = ["black", "blue", "brown", "green", "red"];

/** @param {import("@slack/bolt").App} app */
export function showForms(app) {
  openForms(app);
  answerForms(app);
  app.options({ type: "block_suggestion", action_id: "colour" }, async ({ options, ack }) => {
    await ack({ options: COLOURS.filter((colour) => colour.startsWith(options.value)).map(option) });
  });
}

/** @param {import("@slack/bolt").App} app */
function openForms(app) {
  app.command("/form", async ({ command, ack, client }) => {
    await client.views.open({ trigger_id: command.trigger_id, view: form(command.text) });
    await ack();
  });

  app.shortcut({ type: "shortcut", callback_id: "everywhere" }, async ({ shortcut, ack, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form("from everywhere") });
  });

  app.shortcut({ type: "message_action", callback_id: "this_one" }, async ({ shortcut, ack, client }) => {
    await ack();
    const { message, channel, trigger_id } = shortcut;
    await client.views.open({ trigger_id, view: form(`${message.text} in ${channel.name}`) });
  });

  app.action("deeper", async ({ ack, body, client }) => {
    await ack();
    const pushed = await client.views.push({ trigger_id: body.trigger_id, view: second("loading") });
    await client.views.update({ view_id: pushed.view.id, hash: pushed.view.hash, view: second("there") });
  });
}

/** @param {import("@slack/bolt").App} app */
function answerForms(app) {
  app.view("first", async ({ ack, view }) => {
    const { name, colour } = view.state.values;
    if (name.name.value.length < 3) {
      await ack({ response_action: "errors", errors: { name: "Three letters at least" } });
      return;
    }
    const chosen = colour.colour.selected_option?.value ?? "no colour";
    await ack({ response_action: "update", view: done(`${name.name.value}, ${chosen}, ${view.private_metadata}`) });
  });

  app.view("second", async ({ ack }) => {
    await ack({ response_action: "clear" });
  });

  app.view({ type: "view_closed", callback_id: "first" }, async ({ ack, body, client }) => {
    await ack();
    const how = body.is_cleared ? "all of it" : "one form";
    await client.chat.postMessage({ channel: body.user.id, text: `Closed ${how}` });
  });
}

const form = (words) => {
  const blocks = [section(`About ${words}`), line("name", "Name"), colour(), actions(button("deeper", "Deeper"))];
  return modal("first", "First", blocks, { private_metadata: words, notify_on_close: true });
};

const colour = () => ({
  type: "input",
  block_id: "colour",
  label: plain("Colour"),
  optional: true,
  element: { type: "external_select", action_id: "colour", min_query_length: 1 },
});

const second = (words) => modal("second", "Second", [section(words), line("more", "More", { optional: true })]);
const done = (words) => ({ type: "modal", title: plain("Done"), blocks: [section(words)] });
