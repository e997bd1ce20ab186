/** Emoji to choose from, under a button: a search field and a grid that arrows move through. */
import { fill, h, layerOf } from "../core/dom.js";
import { t } from "../core/words.js";
import { emojiToChoose } from "../text/emoji.js";

const SHOWN = 160;
const ACROSS = 8;
const GAP = 4;

/** @typedef {(emoji: {name: string, character: string}) => void} OnPick */

/** @type {{button: HTMLElement, shut: (refocus?: boolean) => void}|null} the one that is open */
let open = null;

/** A button of its own. @param {HTMLElement} button @param {OnPick} onpick */
export function emojiUnder(button, onpick) {
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => (open?.button === button ? open.shut() : chooseEmoji(button, onpick)));
}

/** @param {HTMLElement} button under which it opens, and which has the focus afterwards @param {OnPick} onpick */
export function chooseEmoji(button, onpick) {
  open?.shut(false);
  const shut = (refocus = true) => {
    if (open?.shut !== shut) return;
    open = null; // what is taken away loses the focus, which would shut it again
    picker.remove();
    if (refocus) button.focus();
  };
  const pick = (emoji) => {
    shut();
    onpick(emoji);
  };
  const picker = drawPicker(pick, shut);
  open = { button, shut };
  layerOf(button).append(picker);
  place(picker, button);
  picker.querySelector("input").focus();
}

function drawPicker(pick, shut) {
  const grid = h("div.emoji-grid");
  const show = () => {
    const found = emojiToChoose(field.value.trim().toLowerCase().replaceAll(" ", "_"), SHOWN);
    fill(
      grid,
      found.length
        ? found.map((emoji, at) => drawEmoji(emoji, pick, at ? "-1" : "0"))
        : h("p.hint", null, t("nothing_found")),
    );
  };
  const field = h("input.field", {
    type: "search",
    placeholder: t("search_emoji"),
    "aria-label": t("search_emoji"),
    oninput: show,
  });
  show();
  const frame = h(
    "div.emoji-picker",
    { role: "dialog", "aria-label": t("emoji"), data: { testid: "emoji-picker" } },
    field,
    grid,
  );
  frame.addEventListener("keydown", (event) => steer(event, field, [...grid.querySelectorAll("button")], shut));
  frame.addEventListener("focusout", (event) => {
    if (!frame.contains(event.relatedTarget)) shut(false);
  });
  return frame;
}

/** One of them is reached by Tab, the others by arrows from there. */
function drawEmoji(emoji, pick, tabindex) {
  const words = emoji.name.replaceAll("_", " ");
  return h(
    "button.emoji-choice",
    { type: "button", tabindex, "aria-label": words, title: `:${emoji.name}:`, onclick: () => pick(emoji) },
    emoji.character,
  );
}

function steer(event, field, choices, shut) {
  const at = choices.indexOf(document.activeElement);
  const inField = document.activeElement === field;
  const steps = { ArrowDown: ACROSS, ArrowUp: -ACROSS, ArrowRight: 1, ArrowLeft: -1 };
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    shut();
  } else if (event.key === "Enter" && inField) {
    event.preventDefault();
    choices[0]?.click();
  } else if (event.key === "ArrowDown" && inField) {
    event.preventDefault();
    choices[0]?.focus();
  } else if (event.key in steps && !inField) {
    event.preventDefault();
    (choices[at + steps[event.key]] ?? field).focus();
  }
}

function place(picker, button) {
  const rect = button.getBoundingClientRect();
  const up = innerHeight - rect.bottom < picker.offsetHeight + 2 * GAP && rect.top > picker.offsetHeight;
  picker.style.top = `${up ? rect.top - picker.offsetHeight - GAP : rect.bottom + GAP}px`;
  picker.style.left = `${Math.max(8, Math.min(rect.left, innerWidth - picker.offsetWidth - 8))}px`;
}
