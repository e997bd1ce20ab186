/** Buttons, and the menu behind three dots. */
import { h, safeUrl } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { state } from "../core/state.js";
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

/** Starts a workflow in Slack; here the app has none, so it says what it would start. */
export function drawWorkflowButton(element, place) {
  const { trigger } = element.workflow ?? {};
  const style = element.style ? `.${element.style === "primary" ? "primary" : "danger"}` : "";
  return h(
    `button.button${style}`,
    {
      type: "button",
      title: t("no_workflows", { address: trigger?.url ?? "?" }),
      "aria-disabled": "true",
      data: { key: place.key },
    },
    h("span.button-words", null, drawText(element.text)),
  );
}

const ICONS = { trash: "trash" };

/** @param {any} element @param {import("./place.js").Place} place */
export function drawIconButton(element, place) {
  const words = element.accessibility_label || plainWords(element.text);
  const { visible_to_user_ids: seers } = element;
  if (seers?.length && !seers.includes(state.as)) return null;
  const press = async () => {
    if (!(await asked(element.confirm))) return;
    await place.act({ icon: element.icon, text: element.text, ...valueOf(element) }, button);
  };
  const button = h(
    "button.ghost.icon-button",
    { type: "button", "aria-label": words, title: words, onclick: press, data: { key: place.key } },
    element.icon in ICONS ? icon(ICONS[element.icon], 16) : h("span.button-words", null, drawText(element.text)),
  );
  return button;
}

const valueOf = ({ value }) => (value === undefined ? {} : { value });

/** Two thumbs; the one that was pressed stays pressed. */
export function drawFeedback(element, place) {
  const thumbs = [
    ["up", element.positive_button],
    ["down", element.negative_button],
  ].map(([way, given]) => {
    const words = given?.accessibility_label || plainWords(given?.text);
    const press = async () => {
      await place.act({ text: given.text, ...valueOf(given) }, button);
      for (const one of thumbs) one.setAttribute("aria-pressed", String(one === button));
    };
    const button = h(
      `button.ghost.thumb.${way}`,
      { type: "button", "aria-label": words, title: words, "aria-pressed": "false", onclick: press },
      icon("thumb", 16),
    );
    return button;
  });
  return h("span.feedback", { role: "group" }, thumbs);
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
