/** Fields to type in: text of one or several lines, numbers, addresses. */
import { h, settled, uid } from "../core/dom.js";
import { t } from "../core/words.js";
import { plainWords } from "../text/draw.js";

const COUNT_FROM = 0.8;
const PAUSE = 400;

/** What the browser's keyboard should be on a telephone. */
const MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };

/** @param {any} element @param {import("./place.js").Place} place */
export function drawInput(element, place) {
  const standing = place.start({ value: element.initial_value ?? null });
  const field = h(element.multiline ? "textarea.field" : "input.field", {
    ...place.label,
    ...(element.multiline ? { rows: "4" } : { type: "text", inputmode: MODES[element.type] }),
    value: standing.value ?? "",
    placeholder: plainWords(element.placeholder) || null,
    autocomplete: "off",
    maxlength: element.max_length,
    autofocus: element.focus_on_load,
    data: { key: place.key },
  });
  const left = element.max_length ? drawLeft(field, element.max_length) : null;
  // A field in an actions block or section is told on Enter; in an input block only when it asks for it.
  const tellApp = () => place.act({ value: field.value || null }, field);
  listen(field, place, tellApp);
  return left ? h("div.field-with-count", null, field, left) : field;
}

function listen(field, place, tellApp) {
  const when = place.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tells = place.dispatch || !place.input;
  const tellLater = settled(tellApp, PAUSE);
  field.addEventListener("input", () => {
    place.write({ value: field.value || null });
    if (tells && when.includes("on_character_entered")) tellLater();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !tells || !when.includes("on_enter_pressed")) return;
    if (field.tagName === "TEXTAREA" && event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    tellApp();
  });
}

/** How many characters remain, once few do. */
function drawLeft(field, limit) {
  const note = h("span.field-left", { id: uid("left"), "aria-live": "polite" });
  const recount = () => {
    const remaining = limit - [...field.value].length;
    note.textContent = remaining <= limit * (1 - COUNT_FROM) ? t("left", { count: remaining }) : "";
  };
  field.addEventListener("input", recount);
  recount();
  return note;
}
