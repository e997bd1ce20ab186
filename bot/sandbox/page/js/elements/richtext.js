/** The rich text field: a small editor that gives Slack's rich text, and its tools. */
import { h, safeUrl } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { plainWords } from "../text/draw.js";
import { asksFor } from "../widgets/confirm.js";
import { drawRichText } from "../blocks/richtext.js";
import { readRichText } from "./richtext-read.js";

// The browser's own editing commands: no standard replaces them yet, and they keep undo working.
const TOOLS = [
  { name: "bold", run: () => document.execCommand("bold"), on: "bold" },
  { name: "italic", run: () => document.execCommand("italic"), on: "italic" },
  { name: "strike", run: () => document.execCommand("strikeThrough"), on: "strikeThrough" },
  { name: "code", run: wrapInCode },
  { name: "link", run: askForLink },
  {
    name: "bulleted",
    icon: "bullets",
    run: () => document.execCommand("insertUnorderedList"),
    on: "insertUnorderedList",
  },
  { name: "numbered", icon: "numbers", run: () => document.execCommand("insertOrderedList"), on: "insertOrderedList" },
];

/** @param {any} element @param {import("./place.js").Place} place */
export function drawRichTextInput(element, place) {
  const standing = place.start({ rich_text_value: element.initial_value ?? null });
  const editor = h("div.editor", {
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    ...place.label,
    data: { key: place.key, placeholder: plainWords(element.placeholder) },
    onpaste: pastePlain,
    onkeydown: (event) => typeKey(event, place),
    oninput: () => keep(editor, place),
  });
  if (standing.rich_text_value) editor.append(...drawRichText(standing.rich_text_value, { plain: true }));
  mark(editor);
  return h("div.rich-input", null, drawTools(editor, place), editor);
}

function keep(editor, place) {
  mark(editor);
  place.write({ rich_text_value: readRichText(editor) });
}

function mark(editor) {
  editor.classList.toggle("empty", !editor.textContent && !editor.querySelector("li"));
}

function drawTools(editor, place) {
  const buttons = TOOLS.map((tool) => {
    const press = async () => {
      editor.focus();
      await tool.run();
      keep(editor, place);
      shows();
    };
    const button = h(
      "button.tool",
      {
        type: "button",
        title: t(tool.name),
        "aria-label": t(tool.name),
        "aria-pressed": tool.on ? "false" : null,
        onclick: press,
      },
      icon(tool.icon ?? tool.name, 16),
    );
    button.addEventListener("mousedown", (event) => event.preventDefault());
    return button;
  });
  const shows = () => {
    for (const [index, tool] of TOOLS.entries())
      if (tool.on) buttons[index].setAttribute("aria-pressed", String(document.queryCommandState(tool.on)));
  };
  for (const event of ["keyup", "mouseup", "focus"]) editor.addEventListener(event, shows);
  return h("div.tools", { role: "toolbar", "aria-label": t("formatting") }, buttons);
}

function pastePlain(event) {
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
}

function typeKey(event, place) {
  if (event.key !== "Enter" || event.isComposing) return;
  if (
    place.dispatch &&
    !event.shiftKey &&
    (place.element.dispatch_action_config?.trigger_actions_on ?? []).includes("on_enter_pressed")
  ) {
    event.preventDefault();
    place.act(
      { rich_text_value: place.surface.read(place.blockId, place.element.action_id)?.rich_text_value },
      event.currentTarget,
    );
  }
}

function wrapInCode() {
  const selection = getSelection();
  if (!selection?.rangeCount) return;
  const range = selection.getRangeAt(0);
  const inside = closest(range.commonAncestorContainer, "CODE");
  if (inside) return inside.replaceWith(...inside.childNodes);
  if (range.collapsed) return undefined;
  const code = h("code", null, range.toString());
  range.deleteContents();
  range.insertNode(code);
  selection.selectAllChildren(code);
  return undefined;
}

function closest(node, tag) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element.closest(tag);
}

async function askForLink() {
  const range = getSelection()?.rangeCount ? getSelection().getRangeAt(0) : null;
  const address = await asksFor({
    title: t("link"),
    label: t("link_address"),
    value: "https://",
    confirm: t("ok"),
    deny: t("cancel"),
  });
  const href = safeUrl(address ?? "");
  if (!href || !range) return;
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (!range.collapsed) document.execCommand("createLink", false, href);
  else {
    const space = document.createTextNode("\u00a0");
    range.insertNode(space);
    range.insertNode(h("a", { href }, address));
    getSelection().collapse(space, 1);
  }
}
