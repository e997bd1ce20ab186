/**
 * Slack's own markup, read into a tree. Pure: no document, no people; draw.js makes nodes of it.
 *
 * @typedef {{type: string, text?: string, children?: Mark[], url?: string, id?: string, label?: string,
 *   at?: number, template?: string, fallback?: string, name?: string}} Mark
 */

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Turns the three escapes of Slack back; everything else is as it was written. */
export const unescaped = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** @returns {Mark[]} paragraphs, quotes and preformatted parts in order */
export function parse(text) {
  const parts = text.split(/```([\s\S]*?)```/);
  return parts.flatMap((part, index) => {
    if (index % 2) return [{ type: "pre", children: inTags(part.replace(/^\n|\n$/g, "")) }];
    return lines(trimmedBeside(part, index, parts.length));
  });
}

/** A line break beside a preformatted part belongs to it. */
function trimmedBeside(part, index, count) {
  const start = index > 0 ? part.replace(/^\n/, "") : part;
  return index < count - 1 ? start.replace(/\n$/, "") : start;
}

function lines(text) {
  if (!text) return [];
  /** @type {Mark[]} */
  const marks = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const type = quoted ? "quote" : "lines";
    const words = inline(quoted ? line.slice(quoted[0].length) : line);
    const last = marks.at(-1);
    if (last?.type === type) last.children.push({ type: "break" }, ...words);
    else marks.push({ type, children: words });
  }
  return marks;
}

const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const TOKEN =
  /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)"'\]]|[*_~]/g;

/** @returns {Mark[]} */
export function inline(text) {
  /** @type {Mark[]} */
  const marks = [];
  let done = 0;
  TOKEN.lastIndex = 0;
  for (let hit = TOKEN.exec(text); hit; hit = TOKEN.exec(text)) {
    const found = tokenAt(text, hit);
    if (!found) continue;
    const resume = found.end;
    pushText(marks, text.slice(done, hit.index));
    marks.push(found.mark);
    done = resume;
    TOKEN.lastIndex = resume;
  }
  pushText(marks, text.slice(done));
  return marks;
}

function pushText(marks, text) {
  if (text) marks.push({ type: "text", text: unescaped(text) });
}

function tokenAt(text, hit) {
  const [whole, tag, code, emoji] = hit;
  const end = hit.index + whole.length;
  if (tag !== undefined) return { mark: tagMark(tag), end };
  if (code !== undefined) return { mark: { type: "code", children: inTags(code) }, end };
  if (emoji !== undefined) return { mark: { type: "emoji", name: emoji, text: whole }, end };
  if (whole.length > 1) return { mark: { type: "link", url: unescaped(whole), label: unescaped(whole) }, end };
  return styled(text, hit.index);
}

/** `*bold*`: the sign stands at a word's edge and what it holds neither starts nor ends with a space. */
function styled(text, start) {
  const sign = text[start];
  if (!isEdge(text[start - 1]) || !/\S/.test(text[start + 1] ?? "") || text[start + 1] === sign) return null;
  const end = closing(text, start, sign);
  if (end < 0) return null;
  // The inner call moves the expression that both share; the caller sets it behind the closing sign.
  const children = inline(text.slice(start + 1, end));
  return { mark: { type: STYLES[sign], children }, end: end + 1 };
}

function closing(text, start, sign) {
  for (let at = start + 2; at < text.length; at += 1) {
    if (text[at] === "<") at = Math.max(at, text.indexOf(">", at));
    else if (text[at] === "`") at = Math.max(at, text.indexOf("`", at + 1));
    else if (text[at] === sign && /\S/.test(text[at - 1]) && isEdge(text[at + 1])) return at;
  }
  return -1;
}

const isEdge = (character) => character === undefined || !/[\p{L}\p{N}]/u.test(character);

/** Inside code only the tags of Slack still mean something; they are shown as their words. */
function inTags(text) {
  const marks = [];
  for (const [index, part] of text.split(/<([^<>\n]+)>/).entries()) {
    if (index % 2) marks.push(tagMark(part));
    else pushText(marks, part);
  }
  return marks;
}

/** @returns {Mark} what stands between < and > */
function tagMark(tag) {
  const bar = tag.indexOf("|");
  const target = bar < 0 ? tag : tag.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(tag.slice(bar + 1));
  if (target.startsWith("@")) return { type: "user", id: target.slice(1), label };
  if (target.startsWith("#")) return { type: "channel", id: target.slice(1), label };
  if (target.startsWith("!date^")) return dateMark(target, label);
  if (target.startsWith("!subteam^")) return { type: "group", id: target.slice(9), label };
  if (target.startsWith("!")) return { type: "broadcast", name: target.slice(1), label };
  const url = unescaped(target);
  return { type: "link", url, label: label ?? url.replace(/^(mailto|tel):/, "") };
}

function dateMark(target, fallback) {
  const [, seconds, template, url] = target.split("^");
  return { type: "date", at: Number(seconds), template: unescaped(template ?? ""), url, fallback };
}
