/**
 * Building the document. Everything on the page is made here out of elements and text nodes:
 * nothing that a person or an app wrote is ever read as HTML.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag a tag with optional classes: `button.primary.small`
 * @param {Record<string, unknown>} [props] attributes; functions are listeners (`onclick`), `data` is a dataset,
 *   `false`, `null` and `undefined` leave the attribute out
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props ?? {})) setProp(element, key, value);
  append(element, children);
  return element;
}

function setProp(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") element.addEventListener(key.slice(2), value);
  else if (key === "data") Object.assign(element.dataset, value);
  else if (key === "value" || key === "checked") element[key] = value;
  else element.setAttribute(key, value === true ? "" : String(value));
}

/** Adds children, leaving out what is empty and flattening lists. */
export function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.append(child);
    else if (child !== null && child !== undefined && child !== false) parent.append(String(child));
  }
  return parent;
}

/**
 * What an app sends may be of shapes that nobody thought of: one such thing must not take the rest along.
 * @template T @param {() => T} draw @param {() => T} otherwise
 */
export function drawOr(draw, otherwise) {
  try {
    return draw();
  } catch (error) {
    console.warn(error);
    return otherwise();
  }
}

/** Replaces what an element holds. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

/** An inline drawing from a path on a 20 × 20 grid; hidden from screen readers, its button has the name. */
export function svg(path, size = 18, stroke = 1.6) {
  const drawing = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 20 20",
    width: size,
    height: size,
    "aria-hidden": "true",
    class: "icon",
    "stroke-width": stroke,
  };
  for (const [key, value] of Object.entries(attributes)) drawing.setAttribute(key, String(value));
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

let lastId = 0;

/** An id for labels and the fields that they name. */
export function uid(prefix = "n") {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** The address when it may be followed from here, else null: no `javascript:` and the like. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Where lists and menus are laid: inside the modal or landmark that their field belongs to. */
export const layerOf = (node) => node.closest("dialog, main, aside") ?? document.body;

/** Runs `act` once no call has come for `wait` milliseconds. */
export function settled(act, wait) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}
