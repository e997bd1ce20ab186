/**
 * Where an element stands: on which surface, in which block, under which label, and what becomes of a change.
 * In an input block a change is kept for the submit, elsewhere it is told to the app at once.
 */
import { confirmed } from "../widgets/confirm.js";
import { drawText, plainWords } from "../text/draw.js";
import { t } from "../core/words.js";

/**
 * @typedef {{surface: import("../surface.js").Surface, blockId: string, element: any, input: boolean,
 *   dispatch: boolean, optional: boolean, label: Record<string, string>, key: string,
 *   start: (value: object) => any, change: (value: object, control?: HTMLElement) => Promise<boolean>,
 *   write: (value: object) => void, act: (extra: object, control?: HTMLElement) => Promise<any>}} Place
 */

/**
 * @param {import("../surface.js").Surface} surface
 * @param {any} element
 * @param {{blockId: string, input?: boolean, dispatch?: boolean, optional?: boolean, label?: Record<string, string>}} standing
 * @returns {Place}
 */
export function placeOf(surface, element, { blockId, input = false, dispatch = false, optional = false, label }) {
  const action = element.action_id ?? element.type;
  const withType = (value) => ({ type: element.type, ...value });
  const place = {
    surface,
    blockId,
    element,
    input,
    dispatch,
    optional,
    key: `${blockId} ${action}`,
    label: label ?? { "aria-label": plainWords(element.placeholder) || action.replaceAll("_", " ") },
    start: (value) => surface.start(blockId, action, withType(value)),
    write: (value) => surface.write(blockId, action, withType(value)),
    act: (extra, control) =>
      actOnce(surface, blockId, { type: element.type, action_id: action, block_id: blockId, ...extra }, control),
    change: (value, control) => change(place, value, control),
  };
  return place;
}

/** @returns {Promise<boolean>} false when the person was asked to confirm and did not */
async function change(place, value, control) {
  const silent = place.input && !place.dispatch;
  if (!silent && !(await asked(place.element.confirm))) return false;
  place.write(value);
  if (!silent) await place.act(value, control);
  return true;
}

/** Sends a click; the control is busy until the app answers, and takes no second click meanwhile. */
async function actOnce(surface, blockId, action, control) {
  if (control?.getAttribute("aria-busy") === "true") return undefined;
  control?.setAttribute("aria-busy", "true");
  try {
    return await surface.act(blockId, action);
  } finally {
    control?.removeAttribute("aria-busy");
  }
}

/** @returns {Promise<boolean>} */
export async function asked(confirm) {
  if (!confirm) return true;
  return confirmed({
    title: plainWords(confirm.title),
    text: drawText(confirm.text),
    confirm: plainWords(confirm.confirm) || t("yes"),
    deny: plainWords(confirm.deny) || t("cancel"),
    danger: confirm.style === "danger",
  });
}
