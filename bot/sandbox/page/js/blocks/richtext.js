/** Rich text: sections, lists, quotes and preformatted parts, and all that may stand in a line. */
import { h } from "../core/dom.js";
import { drawChannel, drawDate, drawEmoji, drawLink, drawUser } from "../text/draw.js";
import { emojiFromCodes, emojiOf } from "../text/emoji.js";

/**
 * @param {any} block
 * @param {{plain?: boolean}} [how] plain: for the editor, where each mention carries its own element
 * @returns {Node[]}
 */
export const drawRichText = (block, { plain = false } = {}) =>
  (block.elements ?? []).map((part) => drawPart(part, plain));

function drawPart(part, plain) {
  if (part.type === "rich_text_list") return drawList(part, plain);
  const border = part.border ? ".bordered" : "";
  const inside = (part.elements ?? []).map((element) => drawInline(element, plain));
  if (part.type === "rich_text_preformatted") return h(`pre${border}`, { tabindex: plain ? null : "0" }, inside);
  if (part.type === "rich_text_quote") return h("blockquote", null, inside);
  return h("div.rich-section", null, inside);
}

function drawList(list, plain) {
  const tag = list.style === "ordered" ? "ol" : "ul";
  const depth = Math.min(8, list.indent ?? 0);
  const start = list.style === "ordered" && list.offset ? list.offset + 1 : null;
  const rows = (list.elements ?? []).map((row) =>
    h(
      "li",
      null,
      (row.elements ?? []).map((element) => drawInline(element, plain)),
    ),
  );
  return h(`${tag}.indent-${depth}${list.border ? ".bordered" : ""}`, { start }, rows);
}

const INLINE = {
  text: (element) => document.createTextNode(element.text),
  link: (element) => drawLink(element.url, element.text),
  user: (element) => drawUser(element.user_id),
  channel: (element) => drawChannel(element.channel_id),
  usergroup: (element) => h("span.mention", null, `@${element.usergroup_id}`),
  team: (element) => h("span.mention", null, `@${element.team_id}`),
  broadcast: (element) => h("span.mention.everyone", null, `@${element.range}`),
  emoji: (element) =>
    drawEmoji(element.name, emojiOf(element.name) ?? (element.unicode ? emojiFromCodes(element.unicode) : undefined)),
  date: (element) =>
    drawDate({ at: element.timestamp, template: element.format, url: element.url, fallback: element.fallback }),
  color: (element) => drawColour(element.value),
};

const STYLES = {
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  highlight: "mark",
  client_highlight: "mark",
  code: "code",
};

function drawInline(element, plain) {
  const draw = INLINE[element.type];
  let node = draw
    ? draw(element)
    : h("span.unknown-inline", { title: JSON.stringify(element) }, element.text ?? `[${element.type}]`);
  if (plain && element.type !== "text" && element.type !== "link")
    node = h("span", { contenteditable: "false", data: { element: JSON.stringify(element) } }, node);
  for (const [style, tag] of Object.entries(STYLES)) if (element.style?.[style]) node = h(tag, null, node);
  return node;
}

function drawColour(value) {
  const swatch = h("span.swatch", { "aria-hidden": "true" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) swatch.style.backgroundColor = value;
  return h("span.colour", null, swatch, value);
}
