/** The stack of views in front of the page. The sandbox says what opens, is pushed, changes and closes. */
import { act } from "../core/api.js";
import { on } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { report, sentence } from "../core/reports.js";
import { t } from "../core/words.js";
import { confirmed } from "../widgets/confirm.js";
import { ModalView } from "./modalview.js";

/** @type {ModalView[]} the one in front last */
let stack = [];
/** @type {HTMLDialogElement} */
let dialog;
/** @type {Element|null} */
let cameFrom = null;

export function mountModals() {
  dialog = h("dialog.modal", { "aria-labelledby": "modal-title", data: { testid: "modal" } });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  dialog.addEventListener("close", closedByBrowser);
  on("stream:view_opened", (news) => open(news.view));
  on("stream:view_pushed", (news) => push(news.view));
  on("stream:view_updated", (news) => update(news.view));
  on("stream:view_closed", (news) => (news.all ? showStack([]) : remove(news.id)));
  on("stream:views", (news) => showStack(stack.filter((one) => news.ids.includes(one.view.id))));
  on("person", () => showStack([]));
  return dialog;
}

const acts = {
  submit,
  back: () => close({ all: Boolean(stack.at(-1)?.view.clear_on_close) }),
  shut: () => close({ all: true }),
};

/** A stream that comes back says again what is open: a view that stands here already is only drawn anew. */
const isKnown = (view) => stack.some((one) => one.view.id === view.id);

function open(view) {
  if (isKnown(view)) return update(view);
  showStack([new ModalView(view, acts)]);
  return undefined;
}

function push(view) {
  if (isKnown(view)) return update(view);
  showStack([...stack, new ModalView(view, acts)]);
  stack.at(-1).update(view, stack.length);
  return stack.at(-1).focusFirst();
}

function update(view) {
  const at = stack.findIndex((one) => one.view.id === view.id);
  if (at < 0) return;
  const front = stack[at];
  const hadFocus = front.node.contains(document.activeElement) && document.activeElement.closest(".modal-body");
  const before = front.wrong;
  front.update(view, at + 1);
  const lost = !front.node.contains(document.activeElement);
  if (at === stack.length - 1 && (lost || !hadFocus)) front.focusFirst();
  if (front.wrong && front.wrong !== before) front.showWrong();
}

function remove(id) {
  if (stack.some((one) => one.view.id === id)) showStack(stack.filter((one) => one.view.id !== id));
}

/** Shows the last of these views; with none, the page is as before. */
function showStack(views) {
  const before = stack.at(-1);
  stack = views;
  const front = stack.at(-1);
  if (!front) return leave();
  if (!dialog.open) {
    cameFrom = document.activeElement;
    dialog.showModal();
  }
  if (front === before) return undefined;
  const notices = dialog.querySelector(".notices");
  fill(dialog, front.node, notices);
  return front.focusFirst();
}

function leave() {
  if (!dialog?.open) return;
  const notices = dialog.querySelector(".notices");
  if (notices) document.body.append(notices);
  dialog.close();
  dialog.replaceChildren();
  if (cameFrom?.isConnected) cameFrom.focus();
}

/** @param {{all?: boolean}} [how] all: the whole stack, as the cross does */
async function close({ all = false } = {}) {
  const front = stack.at(-1);
  if (!front) return;
  const losing = all ? stack : [front];
  if (losing.some((one) => one.holdsTyping) && !(await mayLose())) return;
  const left = all ? [] : stack.slice(0, -1);
  showStack(left);
  report(await act("/_page/view_close", { view_id: front.view.id, cleared: all }));
}

/** A browser may shut a dialog without asking, as the back gesture of a telephone does. */
function closedByBrowser() {
  const front = stack.at(-1);
  if (!front) return;
  stack = [];
  act("/_page/view_close", { view_id: front.view.id, cleared: true });
}

function mayLose() {
  return confirmed({
    title: t("close_typed"),
    text: t("close_typed_text"),
    confirm: t("discard"),
    deny: t("keep"),
    danger: true,
  });
}

async function submit(front) {
  front.wait(true);
  front.say("");
  const answer = await act("/_page/view_submit", { view_id: front.view.id, state: { values: front.surface.values() } });
  front.wait(false);
  if (!answer.ok) return front.say(sentence(answer));
  if (answer.errors) return front.showErrors(answer.errors);
  if (answer.response_action === "clear") return showStack([]);
  if (answer.response_action) return undefined;
  front.surface.touched = false;
  return remove(front.view.id);
}
