/** Blocks of words: section, header, context, divider, alert, and markdown in its simple parts. */
import { h, uid } from "../core/dom.js";
import { t } from "../core/words.js";
import { drawElement } from "../elements/index.js";
import { drawText, plainWords } from "../text/draw.js";
import { drawMarkdown } from "../text/markdown.js";
import { drawImage } from "./image.js";

export function drawSection(block, surface) {
  const id = uid("section");
  const text = block.text ? h("div.text", { id }, drawText(block.text)) : null;
  const fields = block.fields?.length
    ? h(
        "div.fields",
        null,
        block.fields.map((field) => h("div.text", null, drawText(field))),
      )
    : null;
  const accessory = block.accessory ? drawAccessory(block, surface, text ? id : undefined) : null;
  return h("div.section", null, h("div.section-words", null, text, fields), accessory);
}

/** What stands beside a text is named by it, unless it has words of its own. */
function drawAccessory(block, surface, textId) {
  const { accessory } = block;
  const nameless = !accessory.placeholder && textId && accessory.type !== "button";
  const label = nameless ? { "aria-labelledby": textId } : undefined;
  return h(
    "div.accessory",
    { data: { kind: accessory.type } },
    drawElement(accessory, surface, { blockId: block.block_id, label }),
  );
}

/** Below the title of a modal, or the name of a channel. */
export const drawHeader = (block, surface) =>
  h(surface.kind === "modal" ? "h3.header" : "h2.header", null, drawText(block.text));

export const drawDivider = () => h("hr.divider");

export function drawContext(block) {
  return h(
    "div.context",
    null,
    block.elements.map((element) =>
      element.type === "image" ? drawImage(element) : h("span.text", null, drawText(element)),
    ),
  );
}

const SIGNS = { info: "i", warning: "!", error: "×", success: "✓", default: "·" };

export function drawAlert(block) {
  const level = block.level in SIGNS ? block.level : "default";
  return h(
    `div.alert.${level}`,
    { role: level === "error" || level === "warning" ? "alert" : "status" },
    h("span.alert-sign", { role: "img", "aria-label": t(`level_${level}`) }, SIGNS[level]),
    h("div.text", null, drawText(block.text)),
  );
}

export const drawMarkdownBlock = (block) => h("div.text.markdown", null, drawMarkdown(block.text ?? ""));

export function drawCard(block, surface) {
  const image = block.hero_image ? h("div.card-hero", null, drawImage(block.hero_image)) : null;
  const head = drawHead(block, block.title ? drawText(block.title) : null);
  const actions = (block.actions ?? []).map((element) => drawElement(element, surface, { blockId: block.block_id }));
  return h(
    "div.card",
    { role: "group", "aria-label": plainWords(block.title) || null },
    image,
    head,
    block.body ? h("div.text", null, drawText(block.body)) : null,
    actions.length ? h("div.actions", null, actions) : null,
  );
}

/** The icon, the title and what stands below it, of a card or a container. @param {Node[]|null} title */
export function drawHead({ icon, subtitle }, title) {
  return h(
    "div.card-head",
    null,
    icon ? drawImage(icon) : null,
    h(
      "div",
      null,
      title ? h("div.card-title", null, title) : null,
      subtitle ? h("div.card-subtitle", null, drawText(subtitle)) : null,
    ),
  );
}

export function drawCarousel(block, surface) {
  return h(
    "div.carousel",
    { tabindex: "0", role: "group" },
    block.elements.map((card) => drawCard({ block_id: block.block_id, ...card }, surface)),
  );
}
