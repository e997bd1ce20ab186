/** Which function draws which element. A new kind is one line here. */
import { h } from "../core/dom.js";
import { t } from "../core/words.js";
import { drawButton, drawFeedback, drawIconButton, drawOverflow, drawWorkflowButton } from "./button.js";
import { drawCheckboxes, drawRadios } from "./checks.js";
import { drawDate, drawDateTime, drawTime } from "./dates.js";
import { drawFileInput } from "./files.js";
import { drawInput } from "./inputs.js";
import { drawMembers } from "./members.js";
import { placeOf } from "./place.js";
import { drawRichTextInput } from "./richtext.js";
import { drawExternal, drawStatic } from "./selects.js";
import { drawImage } from "../blocks/image.js";

const DRAW = {
  button: drawButton,
  workflow_button: drawWorkflowButton,
  icon_button: drawIconButton,
  feedback_buttons: drawFeedback,
  overflow: drawOverflow,
  checkboxes: drawCheckboxes,
  radio_buttons: drawRadios,
  static_select: drawStatic,
  multi_static_select: drawStatic,
  external_select: drawExternal,
  multi_external_select: drawExternal,
  users_select: drawMembers,
  multi_users_select: drawMembers,
  channels_select: drawMembers,
  multi_channels_select: drawMembers,
  conversations_select: drawMembers,
  multi_conversations_select: drawMembers,
  datepicker: drawDate,
  timepicker: drawTime,
  datetimepicker: drawDateTime,
  plain_text_input: drawInput,
  number_input: drawInput,
  email_text_input: drawInput,
  url_text_input: drawInput,
  rich_text_input: drawRichTextInput,
  file_input: drawFileInput,
  image: (element) => drawImage(element),
};

/**
 * @param {any} element
 * @param {import("../surface.js").Surface} surface
 * @param {Parameters<typeof placeOf>[2]} standing
 * @returns {Node}
 */
export function drawElement(element, surface, standing) {
  const draw = DRAW[element.type];
  if (!draw) return drawUnknown(element, "unknown_element");
  return draw(element, placeOf(surface, element, standing));
}

/** What is not drawn is not hidden either: its kind and its JSON. */
export function drawUnknown(thing, key) {
  return h(
    "details.unknown",
    null,
    h("summary", null, t(key, { type: thing.type ?? "?" })),
    h("pre", { tabindex: "0" }, JSON.stringify(thing, null, 2)),
  );
}
