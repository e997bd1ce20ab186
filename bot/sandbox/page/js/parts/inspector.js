/** What went between the sandbox and the app: each click with what was sent, what came back and how long it took. */
import { ask } from "../core/api.js";
import { on, tell } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { drawMatter } from "./exchange.js";
import { matters, refusalOf } from "./exchanges.js";

const EVERY = 1000;
const SOON = 60;
const AT_MOST = 300;

let isOpen = false;

export const toggleInspector = (open = !isOpen) => tell("inspector", open);

export function mountInspector() {
  const drawer = h("aside.side-pane.inspector", { hidden: true, data: { testid: "inspector" } });
  const inspector = new Inspector(drawer);
  on("inspector", (open) => {
    isOpen = open;
    drawer.hidden = !open;
    inspector.redraw();
    inspector.poll();
    if (open) inspector.filter.focus();
  });
  on("person", () => inspector.redraw());
  // What a click has caused is looked at as soon as it is answered.
  on("acted", () => isOpen && setTimeout(() => inspector.poll(), SOON));
  drawer.addEventListener("keydown", (event) => event.key === "Escape" && toggleInspector(false));
  return drawer;
}

class Inspector {
  constructor(drawer) {
    this.drawer = drawer;
    /** @type {import("./exchanges.js").Exchange[]} in the order of their numbers */
    this.exchanges = [];
    /** @type {Map<string, {json: string, node: HTMLElement}>} what stands, by its key */
    this.drawn = new Map();
    this.timer = 0;
  }

  redraw() {
    this.drawn.clear();
    this.drawer.setAttribute("aria-label", t("inspector"));
    this.list = h("ol.log");
    this.empty = h("p.messages-empty", null, t("inspector_empty"));
    this.filter = h("input.field", {
      type: "search",
      placeholder: t("filter"),
      "aria-label": t("filter"),
      oninput: () => this.sift(),
    });
    const only = h("input", { type: "checkbox", data: { testid: "only-refused" }, onchange: () => this.sift() });
    this.only = only;
    fill(
      this.drawer,
      drawHead(() => this.forget()),
      h(
        "div.inspector-top",
        null,
        h("p.hint", null, t("inspector_help")),
        this.filter,
        h("label.check", null, only, h("span.check-words", null, t("only_refused"))),
      ),
      h("div.log-scroll", { tabindex: "0", role: "region", "aria-label": t("inspector") }, this.empty, this.list),
    );
    this.show();
  }

  async poll() {
    clearTimeout(this.timer);
    if (!isOpen) return;
    const answer = await ask("/_page/log", { after: this.exchanges.at(-1)?.n ?? 0 });
    const fresh = (answer.entries ?? []).filter(({ n }) => n > (this.exchanges.at(-1)?.n ?? 0));
    if (fresh.length) {
      this.exchanges = [...this.exchanges, ...fresh].slice(-AT_MOST);
      this.show();
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poll(), EVERY);
  }

  /** Empties the list; what was said before stays unseen. */
  forget() {
    this.exchanges = this.exchanges.slice(-1);
    this.hiddenUpTo = this.exchanges.at(-1)?.n ?? 0;
    this.show();
  }

  /** A matter that stayed the same keeps its nodes, so that what is open stays open. */
  show() {
    const seen = this.exchanges.filter(({ n }) => n > (this.hiddenUpTo ?? 0));
    const found = matters(seen);
    const now = new Map();
    for (const matter of found) {
      const json = JSON.stringify([matter.first.n, matter.calls.map(({ n }) => n)]);
      const kept = this.drawn.get(matter.key);
      now.set(
        matter.key,
        kept?.json === json ? kept : { json, node: reopened(drawMatter(matter), kept?.node), matter },
      );
    }
    this.drawn = now;
    this.list.replaceChildren(...[...now.values()].map(({ node }) => node));
    this.empty.hidden = found.length > 0;
    this.sift();
  }

  sift() {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const { node, matter } of this.drawn.values()) {
      const refused = [matter.first, ...matter.calls].some(refusalOf);
      const fits = JSON.stringify([matter.first, matter.calls]).toLowerCase().includes(wanted);
      node.hidden = !fits || (this.only.checked && !refused);
    }
  }
}

/** Opens what was open before it was drawn anew. */
function reopened(node, before) {
  for (const open of before?.querySelectorAll("details[open]") ?? [])
    node.querySelector(`details[data-n="${open.dataset.n}"]`)?.setAttribute("open", "");
  return node;
}

function drawHead(forget) {
  const shut = h(
    "button.ghost",
    { type: "button", "aria-label": t("close"), title: t("close"), onclick: () => toggleInspector(false) },
    icon("close"),
  );
  const clear = h(
    "button.ghost",
    { type: "button", "aria-label": t("clear"), title: t("clear"), onclick: forget },
    icon("trash", 16),
  );
  return h("header.side-head", null, h("h2", null, t("inspector")), h("span.spring"), clear, shut);
}
