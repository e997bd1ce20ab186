/**
 * A field that chooses from a list: one or several, from choices that are here or that are asked for
 * as one types. The ARIA combobox with a list; arrows, Enter, Escape and Backspace do what they say.
 *
 * @typedef {import("./listbox.js").Choice} Choice
 * @typedef {import("./listbox.js").Group} Group
 * @typedef {{
 *   label: Record<string, string>, placeholder: string, multiple?: boolean, max?: number, clearable?: boolean, key?: string,
 *   chosen: Choice[], find: (letters: string) => Promise<Group[]>, wait?: number, least?: number,
 *   onchange: (choices: Choice[]) => void
 * }} PickerOptions
 */
import { fill, h, settled } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { Listbox } from "./listbox.js";

export class Picker {
  /** @param {PickerOptions} options */
  constructor(options) {
    this.options = options;
    this.chosen = [...options.chosen];
    this.asked = 0;
    this.list = new Listbox({
      label: options.label["aria-label"] ?? options.placeholder,
      onpick: (choice) => this.pick(choice),
      multiple: options.multiple,
    });
    this.input = this.drawInput();
    this.chips = h("ul.chips", { "aria-label": t("choose_several") });
    this.clear = h(
      "button.picker-clear",
      { type: "button", "aria-label": t("clear"), title: t("clear"), onclick: () => this.choose([]) },
      icon("close", 14),
    );
    this.node = h(
      "div.picker",
      { onclick: (event) => this.press(event) },
      options.multiple ? this.chips : null,
      this.input,
      this.clear,
      h("span.picker-arrow", { "aria-hidden": "true" }, icon("down", 16)),
    );
    this.findLater = settled((letters) => this.find(letters), options.wait ?? 0);
    this.redraw();
  }

  drawInput() {
    const steer = {
      oninput: () => this.typed(),
      onfocus: () => this.input.select(),
      onblur: () => this.leave(),
      onkeydown: (event) => this.key(event),
    };
    return h("input.picker-input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      data: { key: this.options.key ?? "" },
      ...this.options.label,
      ...steer,
    });
  }

  redraw() {
    const { multiple, clearable, placeholder } = this.options;
    if (multiple)
      fill(
        this.chips,
        this.chosen.map((choice) => this.drawChip(choice)),
      );
    this.chips.hidden = !this.chosen.length;
    this.clear.hidden = multiple || !clearable || !this.chosen.length;
    this.input.placeholder = multiple && this.chosen.length ? "" : placeholder;
    this.input.value = multiple ? "" : (this.chosen[0]?.label ?? "");
  }

  drawChip(choice) {
    const remove = () => {
      this.choose(this.chosen.filter((one) => one !== choice));
      this.input.focus();
    };
    return h(
      "li.chip",
      null,
      h("span", null, choice.label),
      h(
        "button",
        { type: "button", "aria-label": t("remove_choice", { name: choice.label }), onclick: remove },
        icon("close", 12),
      ),
    );
  }

  press(event) {
    if (event.target.closest("button")) return;
    this.input.focus();
    if (!this.list.open) this.find("");
  }

  typed() {
    this.findLater(this.input.value.trim());
  }

  async find(letters) {
    const { least = 0, find } = this.options;
    if (letters.length < least) return this.showNote(t("type_more", { count: least - letters.length }));
    const turn = ++this.asked;
    const slow = setTimeout(() => turn === this.asked && this.showNote(t("loading")), 120);
    const groups = await find(letters);
    clearTimeout(slow);
    if (turn !== this.asked || document.activeElement !== this.input) return undefined;
    return this.showGroups(groups);
  }

  showGroups(groups) {
    const empty = !groups.some((group) => group.choices.length);
    const keys = new Set(this.chosen.map((choice) => choice.key));
    const shown = groups.flatMap((group) => group.choices);
    const active = this.options.multiple ? 0 : shown.findIndex((choice) => keys.has(choice.key));
    this.list.show(groups, this.input, { chosen: keys, note: empty ? t("nothing_found") : "", active });
    this.input.setAttribute("aria-expanded", "true");
  }

  showNote(note) {
    this.list.show([], this.input, { note });
    this.input.setAttribute("aria-expanded", "true");
  }

  hide() {
    this.asked += 1;
    this.list.hide();
    this.input.setAttribute("aria-expanded", "false");
  }

  leave() {
    this.hide();
    this.redraw();
  }

  key(event) {
    const act = {
      ArrowDown: () => this.arrow(1),
      ArrowUp: () => this.arrow(-1),
      Enter: () => this.enter(),
      Escape: () => this.escape(event),
      Backspace: () => this.backspace(event),
    }[event.key];
    if (!act) return;
    if (event.key.startsWith("Arrow") || event.key === "Enter") event.preventDefault();
    act();
  }

  arrow(rows) {
    if (this.list.open) this.list.move(rows);
    else this.find("");
  }

  enter() {
    if (!this.list.open) this.find("");
    else if (this.list.current) this.pick(this.list.current);
  }

  escape(event) {
    if (!this.list.open) return;
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  }

  backspace(event) {
    if (this.input.value || !this.options.multiple || !this.chosen.length) return;
    event.preventDefault();
    this.choose(this.chosen.slice(0, -1));
  }

  pick(choice) {
    const { multiple, max = Infinity } = this.options;
    const had = this.chosen.some((one) => one.key === choice.key);
    if (!multiple) this.choose([choice]);
    else if (had) this.choose(this.chosen.filter((one) => one.key !== choice.key));
    else if (this.chosen.length < max) this.choose([...this.chosen, choice]);
    else return this.showNote(t("too_many", { limit: max }));
    this.hide();
    return this.input.select();
  }

  choose(choices) {
    this.chosen = choices;
    this.redraw();
    this.options.onchange(choices);
  }

  /** Puts back what stood before, when the person takes a choice back. */
  restore(choices) {
    this.chosen = choices;
    this.redraw();
  }
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Searches choices that are here, without regard to accents and case. @param {Group[]} groups */
export function among(groups) {
  return async (letters) => {
    const wanted = fold(letters);
    const fits = (choice) => fold(`${choice.label} ${choice.description ?? ""}`).includes(wanted);
    return groups
      .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
      .filter((group) => group.choices.length);
  };
}
