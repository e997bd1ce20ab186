/** What went between the sandbox and the app: each call with its body, its answer and how long it took. */
import { ask } from "../core/api.js";
import { on, tell } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { format } from "../core/time.js";
import { t } from "../core/words.js";

const EVERY = 1000;
const AT_MOST = 300;

let isOpen = false;
let last = 0;
let timer = 0;

export const toggleInspector = (open = !isOpen) => tell("inspector", open);

export function mountInspector() {
  const list = h("ol.log");
  const empty = h("p.messages-empty");
  const drawer = h("aside.side-pane.inspector", { hidden: true, data: { testid: "inspector" } });
  const poll = async () => {
    clearTimeout(timer);
    if (!isOpen) return;
    await read(list, empty);
    timer = setTimeout(poll, EVERY);
  };
  const redraw = () => drawFrame(drawer, list, empty);
  on("inspector", (open) => {
    isOpen = open;
    drawer.hidden = !open;
    redraw();
    poll();
    if (open) drawer.querySelector("button, input")?.focus();
  });
  on("person", redraw);
  drawer.addEventListener("keydown", (event) => event.key === "Escape" && toggleInspector(false));
  return drawer;
}

function drawFrame(drawer, list, empty) {
  drawer.setAttribute("aria-label", t("inspector"));
  const filter = h("input.field", {
    type: "search",
    placeholder: t("filter"),
    "aria-label": t("filter"),
    oninput: () => sift(list, filter.value),
  });
  const shut = h(
    "button.ghost",
    { type: "button", "aria-label": t("close"), title: t("close"), onclick: () => toggleInspector(false) },
    icon("close"),
  );
  empty.textContent = t("inspector_empty");
  fill(
    drawer,
    h("header.side-head", null, h("h2", null, t("inspector")), h("span.spring"), shut),
    h("div.inspector-top", null, h("p.hint", null, t("inspector_help")), filter),
    h("div.log-scroll", { tabindex: "0" }, empty, list),
  );
}

async function read(list, empty) {
  const answer = await ask("/_page/log", { after: last });
  for (const entry of answer.entries ?? []) {
    last = Math.max(last, entry.n);
    list.prepend(drawEntry(entry));
  }
  while (list.children.length > AT_MOST) list.lastElementChild.remove();
  empty.hidden = list.children.length > 0;
}

function sift(list, letters) {
  const wanted = letters.trim().toLowerCase();
  for (const row of list.children) row.hidden = !row.textContent.toLowerCase().includes(wanted);
}

function drawEntry({ at, direction, kind, body, response, ms }) {
  const isOut = direction === "out";
  const time = Number.isFinite(Date.parse(at))
    ? format(Date.parse(at) / 1000, { hour: "2-digit", minute: "2-digit", second: "2-digit" })
    : "";
  const failed = response?.ok === false || response?.error;
  const summary = h(
    "summary",
    null,
    h(
      `span.way.${isOut ? "out" : "in"}`,
      { role: "img", "aria-label": t(isOut ? "to_app" : "from_app"), title: t(isOut ? "to_app" : "from_app") },
      isOut ? "→" : "←",
    ),
    h("span.log-kind", null, kind),
    failed ? h("span.log-error", null, response.error ?? "error") : null,
    h("span.spring"),
    h(
      "span.log-ms",
      null,
      ms === null || ms === undefined ? t("no_answer") : t("milliseconds", { count: Math.round(ms * 10) / 10 }),
    ),
    h("span.log-time", null, time),
  );
  const details = h("details", null, summary);
  // The JSON is laid out when it is looked at.
  details.addEventListener(
    "toggle",
    () => details.open && details.children.length === 1 && details.append(...drawBodies(isOut, body, response)),
  );
  return h("li", null, details);
}

function drawBodies(isOut, body, response) {
  return [h("h3", null, t(isOut ? "sent" : "called")), json(body), h("h3", null, t("answered")), json(response)];
}

const json = (value) =>
  h("pre", { tabindex: "0" }, value === undefined || value === null ? "–" : JSON.stringify(value, null, 2));
