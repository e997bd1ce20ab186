/**
 * Draws the blocks of a surface, and redraws them when the app changes them: a block that stayed the same
 * keeps its nodes, so that typing, focus and scrolling go on.
 */
import { drawOr, h } from "../core/dom.js";
import { drawUnknown } from "../elements/index.js";
import { drawActions, drawInputBlock } from "./controls.js";
import { drawDataTable } from "./datatable.js";
import { drawImageBlock } from "./image.js";
import { drawRichText } from "./richtext.js";
import { drawTable } from "./table.js";
import {
  drawAlert,
  drawCard,
  drawCarousel,
  drawContext,
  drawDivider,
  drawHeader,
  drawMarkdownBlock,
  drawSection,
} from "./texts.js";
import { drawContainer, drawContextActions, drawPlan, drawTask, drawVideo } from "./wholes.js";

const DRAW = {
  section: drawSection,
  header: drawHeader,
  divider: drawDivider,
  context: drawContext,
  image: drawImageBlock,
  actions: drawActions,
  input: drawInputBlock,
  rich_text: (block) => h("div.text.rich", null, drawRichText(block)),
  table: drawTable,
  alert: drawAlert,
  card: drawCard,
  carousel: drawCarousel,
  markdown: drawMarkdownBlock,
  data_table: drawDataTable,
  context_actions: drawContextActions,
  container: (block, surface) => drawContainer(block, surface, drawBlock),
  task_card: drawTask,
  plan: drawPlan,
  video: drawVideo,
};

/** @type {WeakMap<HTMLElement, Map<string, {json: string, node: HTMLElement}>>} */
const drawn = new WeakMap();

/**
 * @param {HTMLElement} holder
 * @param {any[]} blocks
 * @param {import("../surface.js").Surface} surface
 */
export function drawBlocks(holder, blocks, surface) {
  const before = drawn.get(holder) ?? new Map();
  const focus = focusIn(holder);
  const now = new Map();
  for (const [index, given] of blocks.entries()) {
    const block = { ...given, block_id: given.block_id ?? `block-${index}` };
    const json = JSON.stringify(block);
    const kept = before.get(block.block_id);
    now.set(block.block_id, kept?.json === json ? kept : { json, node: drawBlock(block, surface) });
  }
  surface.forgetAllBut(new Set(now.keys()));
  drawn.set(holder, now);
  settle(
    holder,
    [...now.values()].map((entry) => entry.node),
  );
  restore(holder, focus);
}

function drawBlock(block, surface) {
  const draw = DRAW[block.type];
  const unknown = () => drawUnknown(block, "unknown_block");
  const content = draw ? drawOr(() => draw(block, surface), unknown) : unknown();
  return h("div.block", { data: { block: block.block_id, type: block.type } }, content);
}

/** Puts the nodes in order, moving only those that are not in their place: a moved field would lose its focus. */
function settle(holder, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...holder.children]) if (!wanted.has(child)) child.remove();
  for (const [index, node] of nodes.entries())
    if (holder.children[index] !== node) holder.insertBefore(node, holder.children[index] ?? null);
}

/** Which field had the focus, and where its caret stood. */
function focusIn(holder) {
  const active = document.activeElement;
  if (!holder.contains(active) || !active.dataset.key) return null;
  return { key: active.dataset.key, node: active, start: active.selectionStart, end: active.selectionEnd };
}

function restore(holder, focus) {
  if (!focus || focus.node.isConnected) return;
  const field = [...holder.querySelectorAll("[data-key]")].find((one) => one.dataset.key === focus.key);
  field?.focus({ preventScroll: true });
  if (typeof focus.start === "number" && field?.setSelectionRange) field.setSelectionRange(focus.start, focus.end);
}
