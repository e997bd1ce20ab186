/** Blocks that hold controls: actions, and the input with its label, hint and complaint. */
import { h, uid } from "../core/dom.js";
import { t } from "../core/words.js";
import { drawElement } from "../elements/index.js";
import { drawText, plainWords } from "../text/draw.js";

export function drawActions(block, surface) {
  return h(
    "div.actions",
    null,
    block.elements.map((element) => drawElement(element, surface, { blockId: block.block_id })),
  );
}

export function drawInputBlock(block, surface) {
  const [hintId, errorId] = [uid("hint"), uid("error")];
  const { element } = block;
  const label = {
    "data-field": "",
    "aria-label": plainWords(block.label),
    "aria-describedby": block.hint ? hintId : null,
    "aria-required": GROUPS.has(element.type) ? null : String(!block.optional),
  };
  const standing = {
    blockId: block.block_id,
    input: true,
    dispatch: Boolean(block.dispatch_action),
    optional: Boolean(block.optional),
    label,
  };
  const field = drawElement(element, surface, standing);
  const node = h(
    "div.input-block",
    { data: { hint: block.hint ? hintId : "" } },
    h(
      "div.label",
      { onclick: () => fieldOf(node)?.focus() },
      h("span", null, drawText(block.label)),
      block.optional ? h("span.optional", null, ` ${t("optional")}`) : null,
    ),
    field,
    h("p.error", { id: errorId, hidden: true }),
    block.hint ? h("p.hint", { id: hintId }, drawText(block.hint)) : null,
  );
  return node;
}

const TYPED = "input, textarea, [contenteditable=true]";

/** What takes the focus in an input block: the field, or the first of a group. */
export function fieldOf(node) {
  const field = node.querySelector("[data-field]");
  return field?.matches(TYPED) ? field : (field?.querySelector(TYPED) ?? null);
}

// Groups of boxes, files and buttons have no required state of their own.
const GROUPS = new Set(["checkboxes", "radio_buttons", "file_input"]);

/** Says under a field what is wrong with it, or takes it back. */
export function showComplaint(node, sentence) {
  const line = node.querySelector(".error");
  if (!line) return;
  line.textContent = sentence ?? "";
  line.hidden = !sentence;
  node.classList.toggle("wrong", Boolean(sentence));
  const field = node.querySelector("[data-field]");
  if (!field) return;
  const { hint } = node.querySelector(".input-block").dataset;
  setOrDrop(field, "aria-invalid", sentence ? "true" : "");
  setOrDrop(field, "aria-describedby", [hint, sentence ? line.id : ""].join(" ").trim());
}

function setOrDrop(field, name, value) {
  if (value) field.setAttribute(name, value);
  else field.removeAttribute(name);
}
