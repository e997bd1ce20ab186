/** Standard Markdown as the markdown block takes it, in its common parts: headings, lists, quotes, code, inline styles. */
import { h } from "../core/dom.js";
import { drawLink } from "./draw.js";
import { withEmoji } from "./emoji.js";

/** @returns {Node[]} */
export function drawMarkdown(text) {
  return text.split(/^```[^\n]*\n([\s\S]*?)\n?```$/m).flatMap((part, index) => {
    if (index % 2) return [h("pre", { tabindex: "0" }, part)];
    return part
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph.trim())
      .map(drawParagraph);
  });
}

function drawParagraph(paragraph) {
  const lines = paragraph.trim().split("\n");
  const heading = /^(#{1,6}) +(.*)$/.exec(lines[0]);
  if (heading && lines.length === 1) return h(`h${Math.min(6, heading[1].length + 1)}`, null, inline(heading[2]));
  if (heading) return h("div", null, drawParagraph(lines[0]), drawParagraph(lines.slice(1).join("\n")));
  if (/^(-{3,}|\*{3,})$/.test(paragraph.trim())) return h("hr.divider");
  if (lines.every((line) => /^\s*[-*+] /.test(line))) return drawList("ul", lines, /^\s*[-*+] +/);
  if (lines.every((line) => /^\s*\d+[.)] /.test(line))) return drawList("ol", lines, /^\s*\d+[.)] +/);
  if (lines.every((line) => line.startsWith(">")))
    return h("blockquote", null, brokenLines(lines.map((line) => line.replace(/^> ?/, ""))));
  return h("p", null, brokenLines(lines));
}

const drawList = (tag, lines, sign) =>
  h(
    tag,
    null,
    lines.map((line) => h("li", null, inline(line.replace(sign, "")))),
  );

const brokenLines = (lines) => lines.flatMap((line, index) => [index ? h("br") : null, ...inline(line)]);

const TOKEN = /\*\*(.+?)\*\*|~~(.+?)~~|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b/g;

function inline(text) {
  const nodes = [];
  let done = 0;
  for (const hit of text.matchAll(TOKEN)) {
    nodes.push(withEmoji(text.slice(done, hit.index)), drawToken(hit));
    done = hit.index + hit[0].length;
  }
  return [...nodes, withEmoji(text.slice(done))];
}

function drawToken([, bold, strike, code, label, address, star, line]) {
  if (bold) return h("strong", null, inline(bold));
  if (strike) return h("s", null, inline(strike));
  if (code) return h("code", null, code);
  if (label) return drawLink(address, label);
  return h("em", null, inline(star ?? line));
}
