/**
 * A list that floats under a field and is steered from it: for selects and for what the composer completes.
 *
 * @typedef {{key: string, label: string, description?: string, mark?: Node|string, hint?: string, raw?: any}} Choice
 * @typedef {{label?: string, choices: Choice[]}} Group
 */
import { fill, h, layerOf, uid } from "../core/dom.js";

const GAP = 4;
const EDGE = 8;
const TALLEST = 320;

export class Listbox {
  /** @param {{label: string, onpick: (choice: Choice) => void, multiple?: boolean, wide?: boolean}} options */
  constructor({ label, onpick, multiple = false, wide = false }) {
    this.id = uid("list");
    this.onpick = onpick;
    this.wide = wide;
    /** @type {Choice[]} */
    this.choices = [];
    this.active = -1;
    this.node = h("div.listbox", {
      id: this.id,
      role: "listbox",
      "aria-label": label,
      "aria-multiselectable": multiple,
    });
    // The field keeps the focus, so that typing goes on while the mouse picks.
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
    this.place = this.place.bind(this);
  }

  get open() {
    return this.node.isConnected;
  }

  /**
   * @param {Group[]} groups
   * @param {HTMLElement} anchor
   * @param {{chosen?: Set<string>, note?: string, active?: number}} [more]
   */
  show(groups, anchor, { chosen = new Set(), note = "", active = 0 } = {}) {
    this.anchor = anchor;
    this.choices = groups.flatMap((group) => group.choices);
    fill(
      this.node,
      groups.map((group) => this.drawGroup(group, chosen)),
      note && h("div.listbox-note", { role: "presentation" }, note),
    );
    if (!this.open) this.enter();
    this.place();
    this.activate(this.choices.length ? Math.max(0, active) : -1);
  }

  enter() {
    layerOf(this.anchor).append(this.node);
    this.anchor.setAttribute("aria-controls", this.id);
    addEventListener("scroll", this.place, true);
    addEventListener("resize", this.place);
  }

  hide() {
    this.node.remove();
    this.active = -1;
    for (const name of ["aria-controls", "aria-activedescendant"]) this.anchor?.removeAttribute(name);
    removeEventListener("scroll", this.place, true);
    removeEventListener("resize", this.place);
  }

  drawGroup(group, chosen) {
    const rows = group.choices.map((choice) => this.drawChoice(choice, chosen.has(choice.key)));
    if (!group.label) return rows;
    return h(
      "div",
      { role: "group", "aria-label": group.label },
      h("div.listbox-group", { "aria-hidden": "true" }, group.label),
      rows,
    );
  }

  drawChoice(choice, selected) {
    const pick = () => this.onpick(choice);
    return h(
      "div.choice",
      {
        id: `${this.id}-${this.choices.indexOf(choice)}`,
        role: "option",
        "aria-selected": String(selected),
        onclick: pick,
      },
      choice.mark ? h("span.choice-mark", { "aria-hidden": "true" }, choice.mark) : null,
      h(
        "span.choice-words",
        null,
        h("span.choice-label", null, choice.label, choice.hint ? h("span.choice-hint", null, ` ${choice.hint}`) : null),
        choice.description ? h("span.choice-description", null, choice.description) : null,
      ),
    );
  }

  /** Moves the marker by so many rows, round the ends. */
  move(rows) {
    const count = this.choices.length;
    if (count) this.activate((this.active + rows + count) % count);
  }

  activate(index) {
    this.node.querySelector(".choice.active")?.classList.remove("active");
    this.active = index;
    const row = index >= 0 ? document.getElementById(`${this.id}-${index}`) : null;
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.anchor.setAttribute("aria-activedescendant", row.id);
    else this.anchor.removeAttribute("aria-activedescendant");
  }

  get current() {
    return this.choices[this.active];
  }

  place() {
    if (!this.anchor?.isConnected) return this.hide();
    const field = (this.anchor.closest(".picker") ?? this.anchor).getBoundingClientRect();
    const below = innerHeight - field.bottom - EDGE - GAP;
    const above = field.top - EDGE - GAP;
    const up = below < Math.min(TALLEST, this.node.scrollHeight) && above > below;
    const style = this.node.style;
    style.maxHeight = `${Math.min(TALLEST, up ? above : below)}px`;
    style.width = this.wide ? `${field.width}px` : `${Math.min(Math.max(field.width, 240), innerWidth - 2 * EDGE)}px`;
    style.left = `${Math.max(EDGE, Math.min(field.left, innerWidth - this.node.offsetWidth - EDGE))}px`;
    style.top = up ? "auto" : `${field.bottom + GAP}px`;
    style.bottom = up ? `${innerHeight - field.top + GAP}px` : "auto";
    return undefined;
  }
}
