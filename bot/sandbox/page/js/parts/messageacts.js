/** What can be done with a message: reactions, the app's shortcuts, and changing or deleting one's own. */
import { act } from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { person, state, workspace } from "../core/state.js";
import { t } from "../core/words.js";
import { emojiOf } from "../text/emoji.js";
import { asTyped } from "../text/typed.js";
import { asksFor, confirmed } from "../widgets/confirm.js";
import { chooseEmoji, emojiUnder } from "../widgets/emojipicker.js";

/** @typedef {import("./message.js").Message} Message */

const whereOf = ({ channel, ts }) => ({ channel, ts });

/** Turns it on, or off where it is on. */
const react = async (message, name) => report(await act("/_page/react", { ...whereOf(message), name }));

/** @param {Message} message */
export function drawReaction(message, reaction) {
  const users = reaction.users ?? [];
  const count = reaction.count ?? users.length;
  const names = users.map((id) => person(id)?.real_name ?? id).join(", ");
  const mine = users.includes(state.as);
  return h(
    "li",
    null,
    h(
      "button.reaction",
      {
        type: "button",
        title: names,
        "aria-label": t("reaction", { name: reaction.name.replaceAll("_", " "), count }),
        "aria-pressed": String(mine),
        onclick: () => react(message, reaction.name),
        data: { testid: "reaction" },
      },
      emojiOf(reaction.name) ?? `:${reaction.name}:`,
      ` ${count}`,
    ),
  );
}

/** @param {Message} message */
export function reactButton(message) {
  const words = t("add_reaction");
  const button = h(
    "button.ghost",
    { type: "button", "aria-label": words, title: words, data: { testid: "react" } },
    icon("smile", 16),
  );
  emojiUnder(button, ({ name }) => react(message, name));
  return button;
}

/**
 * @param {Message} message
 * @param {{body: HTMLElement, button: HTMLElement, reply: (() => void)|null}} of what it says, for copying; the menu's
 *   button; what opens its thread
 */
export function menuItems(message, { body, button, reply }) {
  const pin = {
    label: t(message.pinned_to?.length ? "unpin" : "pin"),
    mark: icon("pin", 16),
    pick: async () => report(await act("/_page/pin", whereOf(message))),
  };
  const copy = { label: t("copy_text"), mark: icon("copy", 16), pick: () => navigator.clipboard?.writeText(body.innerText) };
  if (message.ephemeral) return [copy];
  const wonder = {
    label: t("add_reaction"),
    mark: icon("smile", 16),
    pick: () => chooseEmoji(button, ({ name }) => react(message, name)),
  };
  const answer = reply ? [{ label: t("reply_in_thread"), mark: icon("reply", 16), pick: reply }] : [];
  const shortcuts = workspace().shortcuts.filter((one) => one.type === "message");
  const own = message.user === state.as && !message.subtype ? ownItems(message) : [];
  return [...shortcuts.map((one) => shortcutItem(message, one)), ...answer, wonder, copy, pin, ...own];
}

function shortcutItem(message, shortcut) {
  const callback = { callback_id: shortcut.callback_id, ...whereOf(message) };
  return {
    label: shortcut.name,
    description: shortcut.description || workspace().app.name,
    mark: icon("app", 16),
    pick: async () => report(await act("/_page/message_shortcut", callback)),
  };
}

function ownItems(message) {
  return [
    { label: t("edit_message"), mark: icon("pencil", 16), pick: () => edit(message) },
    { label: t("delete_message"), mark: icon("trash", 16), danger: true, pick: () => remove(message) },
  ];
}

async function edit(message) {
  const before = asTyped(message.text ?? "");
  const text = await asksFor({
    title: t("edit_message"),
    label: t("message"),
    value: before,
    confirm: t("save"),
    deny: t("cancel"),
  });
  if (text && text !== before) report(await act("/_page/edit", { ...whereOf(message), text }));
}

async function remove(message) {
  const question = {
    title: t("delete_message"),
    text: t("delete_message_ask"),
    confirm: t("delete_message"),
    deny: t("cancel"),
    danger: true,
  };
  if (await confirmed(question)) report(await act("/_page/delete", whereOf(message)));
}
