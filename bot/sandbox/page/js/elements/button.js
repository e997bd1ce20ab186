/** Buttons, and the menu behind three dots. */
import { h, safeUrl } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { drawText, optionWords, plainWords } from "../text/draw.js";
import { menuUnder } from "../widgets/menu.js";
import { asked } from "./place.js";

/** @param {any} element @param {import("./place.js").Place} place */
export function drawButton(element, place) {
  const style = element.style ? `.${element.style === "primary" ? "primary" : "danger"}` : "";
  const { text, value, url } = element;
  const press = async () => {
    if (!(await asked(element.confirm))) return;
    const address = url ? safeUrl(url) : null;
    if (address) open(address, "_blank", "noopener");
    await place.act({ text, ...(value === undefined ? {} : { value }), ...(url ? { url } : {}) }, button);
  };
  const button = h(
    `button.button${style}`,
    {
      type: "button",
      onclick: press,
      data: { key: place.key, action: element.action_id ?? "" },
      "aria-label": element.accessibility_label,
      title: url ? t("open_link", { address: url }) : null,
    },
    h("span.button-words", null, drawText(text)),
  );
  return button;
}

/** @param {any} element @param {import("./place.js").Place} place */
export function drawOverflow(element, place) {
  const button = h(
    "button.button.overflow",
    { type: "button", "aria-label": t("more_choices"), title: t("more_choices"), data: { key: place.key } },
    icon("more", 18),
  );
  const pick = async (option) => {
    const address = option.url ? safeUrl(option.url) : null;
    if (!(await asked(element.confirm))) return;
    if (address) open(address, "_blank", "noopener");
    await place.act({ selected_option: option }, button);
  };
  menuUnder(button, () => ({
    label: t("more_choices"),
    items: (element.options ?? []).map((option) => ({
      label: optionWords(option.text),
      description: plainWords(option.description),
      pick: () => pick(option),
    })),
  }));
  return button;
}
