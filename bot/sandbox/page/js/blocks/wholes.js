/** Blocks made of others: containers, plans and their tasks, videos, and the row of small actions under a message. */
import { h, safeUrl } from "../core/dom.js";
import { t } from "../core/words.js";
import { drawElement } from "../elements/index.js";
import { drawLink, drawText, plainWords } from "../text/draw.js";
import { drawImage } from "./image.js";
import { drawRichText } from "./richtext.js";
import { drawHead } from "./texts.js";

export function drawContextActions(block, surface) {
  return h(
    "div.actions.small",
    null,
    block.elements.map((element) => drawElement(element, surface, { blockId: block.block_id })),
  );
}

/** @param {(block: any, surface: import("../surface.js").Surface) => HTMLElement} drawBlock */
export function drawContainer(block, surface, drawBlock) {
  const children = (block.child_blocks ?? []).map((child, index) =>
    drawBlock({ ...child, block_id: child.block_id ?? `${block.block_id}-${index}` }, surface),
  );
  const title = block.rich_text_title ? drawRichText(block.rich_text_title) : block.title && drawText(block.title);
  const head = drawHead(block, title || null);
  const kind = `.${["narrow", "wide", "full"].includes(block.width) ? block.width : "standard"}`;
  if (!block.is_collapsible) return h(`div.container${kind}`, { role: "group" }, head, h("div.blocks", null, children));
  return h(
    `details.container${kind}`,
    { open: !block.default_collapsed },
    h("summary", null, head),
    h("div.blocks", null, children),
  );
}

const SIGNS = { pending: "○", in_progress: "◐", complete: "✓", error: "×" };

export function drawTask(block) {
  const status = block.status in SIGNS ? block.status : "pending";
  const sources = (block.sources ?? []).map((source) => h("li", null, drawLink(source.url, source.text)));
  return h(
    "div.task",
    { data: { status } },
    h("span.task-sign", { role: "img", "aria-label": t(`task_${status}`) }, SIGNS[status]),
    h(
      "div.task-words",
      null,
      h("div.card-title", null, titleOf(block)),
      block.details ? h("div.text.rich", null, richOf(block.details)) : null,
      block.output ? h("div.text.rich", null, richOf(block.output)) : null,
      sources.length ? h("ul.task-sources", null, sources) : null,
    ),
  );
}

export function drawPlan(block) {
  return h(
    "section.plan",
    { "aria-label": titleOf(block) },
    h("div.card-title", null, titleOf(block)),
    (block.tasks ?? []).map(drawTask),
  );
}

/** The SDKs differ: a title is a string in one, a text object in another. */
const titleOf = ({ title }) => (typeof title === "string" ? title : plainWords(title));
const richOf = (words) => (words.type === "rich_text" ? drawRichText(words) : drawText(words));

/** The player is the video's own page: this one may load nothing from elsewhere but pictures. */
export function drawVideo(block) {
  const href = safeUrl(block.title_url ?? block.video_url ?? "");
  return h(
    "figure.video",
    null,
    h(
      "figcaption",
      null,
      block.provider_name ? h("span.card-subtitle", null, block.provider_name) : null,
      h("div.card-title", null, href ? drawLink(href, plainWords(block.title)) : plainWords(block.title)),
      block.author_name ? h("span.card-subtitle", null, block.author_name) : null,
      block.description ? h("div.text", null, drawText(block.description)) : null,
    ),
    drawImage({ image_url: block.thumbnail_url, alt_text: block.alt_text }),
  );
}
