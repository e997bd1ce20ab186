/** Marks, mentions and dates as nodes, in the eyes of the person who is looking. */
import { h, safeUrl } from "../core/dom.js";
import { channel, person, state } from "../core/state.js";
import { fillDate, fullTime } from "../core/time.js";
import { goFrom } from "../core/visit.js";
import { emojiOf, withEmoji } from "./emoji.js";
import { parse, unescaped } from "./mrkdwn.js";

/** A text object of Slack: `plain_text` or `mrkdwn`. @returns {Node[]} */
export function drawText(text) {
  if (!text) return [];
  if (typeof text === "string") return [document.createTextNode(text)];
  return text.type === "mrkdwn" ? drawMrkdwn(text.text ?? "") : [document.createTextNode(plainWords(text))];
}

/** The words of a plain text object, for labels and accessible names. */
export function plainWords(text) {
  if (!text) return "";
  const words = unescaped(text.text ?? "");
  return text.emoji === false ? words : withEmoji(words);
}

/** An option's words. Slack reads no escapes in them. */
export function optionWords(text) {
  if (!text) return "";
  return text.emoji === false ? text.text : withEmoji(text.text ?? "");
}

/** @returns {Node[]} */
export const drawMrkdwn = (text) => parse(text).map(drawMark);

/** @param {import("./mrkdwn.js").Mark} mark @returns {Node} */
function drawMark(mark) {
  const draw = MARKS[mark.type];
  return draw(mark);
}

const inside = (mark) => mark.children.map(drawMark);

const MARKS = {
  lines: (mark) => h("span.lines", null, inside(mark)),
  quote: (mark) => h("blockquote", null, inside(mark)),
  pre: (mark) => h("pre", { tabindex: "0" }, inside(mark)),
  break: () => document.createElement("br"),
  text: (mark) => document.createTextNode(mark.text),
  bold: (mark) => h("strong", null, inside(mark)),
  italic: (mark) => h("em", null, inside(mark)),
  strike: (mark) => h("s", null, inside(mark)),
  code: (mark) => h("code", null, inside(mark)),
  emoji: (mark) => drawEmoji(mark.name),
  link: (mark) => drawLink(mark.url, mark.label),
  user: (mark) => drawUser(mark.id, mark.label),
  channel: (mark) => drawChannel(mark.id, mark.label),
  group: (mark) => h("span.mention", null, mark.label ?? `@${mark.id}`),
  broadcast: (mark) => h("span.mention.everyone", null, `@${mark.label ?? mark.name.split("|")[0]}`),
  date: (mark) => drawDate(mark),
};

export function drawEmoji(name, character = emojiOf(name)) {
  if (!character) return document.createTextNode(`:${name}:`);
  return h("span.emoji", { role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, character);
}

export function drawLink(address, label) {
  const href = safeUrl(address);
  if (!href) return document.createTextNode(label ?? address);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, label || address);
}

export function drawUser(id, label) {
  const someone = person(id);
  const name = someone?.real_name || someone?.name || label || id;
  const kind = id === state.as ? "span.mention.me" : "span.mention";
  return h(kind, { title: someone ? someone.title || someone.name : id }, `@${name}`);
}

export function drawChannel(id, label) {
  const known = channel(id);
  const name = known?.name ?? label ?? id;
  if (!known) return h("span.mention", { title: id }, `#${name}`);
  return h("a.mention", { href: "#", onclick: (event) => goFrom(event, id) }, `#${name}`);
}

/** @param {{at: number, template: string, url?: string, fallback?: string}} date */
export function drawDate(date) {
  const words = fillDate(date.template, date.at);
  if (words === null) return document.createTextNode(date.fallback ?? "");
  const moment = h("time", { datetime: new Date(date.at * 1000).toISOString(), title: fullTime(date.at) }, words);
  const href = date.url ? safeUrl(date.url) : null;
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, moment) : moment;
}
