/** What stands in the editor, read back as Slack's rich text. */

const STYLE_TAGS = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  CODE: "code",
};
const BLOCK_TAGS = new Set(["DIV", "P", "UL", "OL", "BLOCKQUOTE", "PRE"]);

/** @param {HTMLElement} editor @returns {object|null} a rich_text block, or null where nothing is written */
export function readRichText(editor) {
  const parts = readBlocks(editor, 0)
    .map(trimmed)
    .filter((part) => part.elements.length);
  return parts.length ? { type: "rich_text", elements: joinedSections(parts) } : null;
}

/** Lists and quotes stand for themselves; everything between them is lines of text. */
function readBlocks(parent, indent) {
  const parts = [];
  const line = () => {
    if (parts.at(-1)?.open) return parts.at(-1);
    parts.push({ type: "rich_text_section", elements: [], open: true });
    return parts.at(-1);
  };
  for (const child of parent.childNodes) {
    if (!BLOCK_TAGS.has(child.nodeName)) {
      line().elements.push(...readInline(child, {}));
      continue;
    }
    if (parts.at(-1)) parts.at(-1).open = false;
    parts.push(...readBlock(child, indent));
  }
  return parts;
}

function readBlock(element, indent) {
  if (element.nodeName === "UL" || element.nodeName === "OL") return readList(element, indent);
  if (element.nodeName === "BLOCKQUOTE") return [{ type: "rich_text_quote", elements: readChildren(element, {}) }];
  if (element.nodeName === "PRE") return [{ type: "rich_text_preformatted", elements: readChildren(element, {}) }];
  return readBlocks(element, indent);
}

/** A list inside a list is a list of its own with a deeper indent, as in Slack. */
function readList(element, indent) {
  const style = element.nodeName === "OL" ? "ordered" : "bullet";
  const parts = [];
  for (const child of element.children) {
    if (child.nodeName !== "LI") {
      parts.push(...readBlock(child, indent + 1));
      continue;
    }
    const open = parts.at(-1);
    const list = open?.indent === indent ? open : { type: "rich_text_list", style, indent, elements: [] };
    if (list !== open) parts.push(list);
    const nested = [...child.children].filter((one) => /^(UL|OL)$/.test(one.nodeName));
    const words = [...child.childNodes].filter((one) => !nested.includes(one)).flatMap((one) => readInline(one, {}));
    list.elements.push({ type: "rich_text_section", elements: words });
    for (const deeper of nested) parts.push(...readList(deeper, indent + 1));
  }
  return parts;
}

const readChildren = (element, style) => [...element.childNodes].flatMap((child) => readInline(child, style));

function readInline(node, style) {
  if (node.nodeType === Node.TEXT_NODE)
    return node.data ? [words({ type: "text", text: node.data.replaceAll("\u00a0", " ") }, style)] : [];
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  if (node.dataset?.element) return [JSON.parse(node.dataset.element)];
  if (node.nodeName === "A")
    return [words({ type: "link", url: node.getAttribute("href"), text: node.textContent }, style)];
  const named = STYLE_TAGS[node.nodeName];
  return readChildren(node, named ? { ...style, [named]: true } : style);
}

const words = (element, style) => (Object.keys(style).length ? { ...element, style } : element);

/** The browser ends a line with a <br> that nobody typed. */
function trimmed({ open, ...part }) {
  const last = part.elements.at(-1);
  if (last?.type !== "text" || !last.text.endsWith("\n") || part.type === "rich_text_list") return part;
  const text = last.text.slice(0, -1);
  return { ...part, elements: [...part.elements.slice(0, -1), ...(text ? [{ ...last, text }] : [])] };
}

/** Lines that follow each other are one section with line breaks. */
function joinedSections(parts) {
  const joined = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.type === "rich_text_section" && part.type === "rich_text_section")
      last.elements.push({ type: "text", text: "\n" }, ...part.elements);
    else joined.push(part);
  }
  return joined;
}
