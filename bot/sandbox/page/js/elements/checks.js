/** Checkboxes and radio buttons. */
import { h, uid } from "../core/dom.js";
import { drawText, optionWords } from "../text/draw.js";

/** @param {any} element @param {import("./place.js").Place} place */
export function drawCheckboxes(element, place) {
  const standing = place.start({ selected_options: element.initial_options ?? [] });
  let chosen = new Set(standing.selected_options.map((option) => option.value));
  const toggle = async (option, box) => {
    const before = new Set(chosen);
    if (box.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    const kept = await place.change(
      { selected_options: element.options.filter((one) => chosen.has(one.value)) },
      group,
    );
    if (kept) return;
    chosen = before;
    box.checked = chosen.has(option.value);
  };
  const group = drawGroup(element, place, { type: "checkbox", isChosen: (option) => chosen.has(option.value), toggle });
  return group;
}

/** @param {any} element @param {import("./place.js").Place} place */
export function drawRadios(element, place) {
  const standing = place.start({ selected_option: element.initial_option ?? null });
  let chosen = standing.selected_option?.value;
  const toggle = async (option) => {
    const before = chosen;
    chosen = option.value;
    if (await place.change({ selected_option: option }, group)) return;
    chosen = before;
    for (const [index, box] of [...group.querySelectorAll("input")].entries())
      box.checked = element.options[index].value === before;
  };
  const group = drawGroup(element, place, { type: "radio", isChosen: (option) => option.value === chosen, toggle });
  return group;
}

function drawGroup(element, place, { type, isChosen, toggle }) {
  const name = uid("group");
  const rows = (element.options ?? []).map((option, index) => {
    const box = h("input", {
      type,
      name,
      checked: isChosen(option),
      onchange: () => toggle(option, box),
      data: { key: `${place.key} ${index}` },
    });
    return h(
      "label.check",
      null,
      box,
      h(
        "span.check-words",
        null,
        optionNodes(option.text),
        option.description ? h("span.check-description", null, optionNodes(option.description)) : null,
      ),
    );
  });
  return h("div.checks", { role: type === "radio" ? "radiogroup" : "group", ...place.label }, rows);
}

const optionNodes = (text) => (text?.type === "mrkdwn" ? drawText(text) : optionWords(text));
