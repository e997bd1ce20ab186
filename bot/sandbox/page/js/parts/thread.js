/** A thread, in a pane at the side. */
import { on } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { openThread, placeName, state } from "../core/state.js";
import { t } from "../core/words.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messagelist.js";

/** @type {MessageList|null} */
let list = null;
/** @type {Element|null} */
let cameFrom = null;

export function mountThread() {
  const pane = h("aside.side-pane.thread", { hidden: true, "aria-label": t("thread"), data: { testid: "thread" } });
  pane.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  on("thread", (ts) => draw(pane, ts));
  on("place", () => draw(pane, state.thread));
  return pane;
}

function close() {
  openThread(null);
  cameFrom?.focus?.();
}

function draw(pane, ts) {
  list?.dispose();
  list = null;
  pane.hidden = !ts;
  if (!ts) return fill(pane);
  cameFrom = document.activeElement;
  list = new MessageList({ channel: state.place, thread: ts, label: t("thread"), testid: "thread-messages" });
  const composer = new Composer({
    channel: state.place,
    thread: ts,
    label: t("reply"),
    placeholder: t("write_reply"),
    testid: "thread-composer",
  });
  const shut = h(
    "button.ghost",
    { type: "button", "aria-label": t("thread_close"), title: t("thread_close"), onclick: close },
    icon("close"),
  );
  fill(
    pane,
    h(
      "header.side-head",
      null,
      h("h2", null, t("thread")),
      h("span.side-place", null, placeName(state.place)),
      h("span.spring"),
      shut,
    ),
    list.node,
    composer.node,
  );
  list.load();
  return composer.focus();
}
