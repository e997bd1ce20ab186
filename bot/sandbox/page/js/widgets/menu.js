/** A menu under a button: arrows, Home, End, Escape, and letters as in a desktop menu. */
import { h, layerOf, uid } from "../core/dom.js";

/**
 * @typedef {{label: string, description?: string, danger?: boolean, mark?: Node, testid?: string, pick: () => void}} Item
 * @param {HTMLElement} button
 * @param {() => {label: string, items: Item[], empty?: string}} content asked for at each opening
 */
export function menuUnder(button, content) {
  const id = uid("menu");
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () =>
    document.getElementById(id) ? close(id, button) : open(id, button, content()),
  );
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || document.getElementById(id)) return;
    event.preventDefault();
    open(id, button, content());
  });
}

function open(id, button, { label, items, empty }) {
  const rows = items.map((item) => drawItem(item, () => close(id, button)));
  const menu = h(
    "div.menu",
    { id, role: "menu", "aria-label": label, tabindex: "-1" },
    rows.length ? rows : h("div.menu-empty", null, empty),
  );
  layerOf(button).append(menu);
  button.setAttribute("aria-expanded", "true");
  place(menu, button);
  menu.addEventListener("keydown", (event) => steer(event, rows, () => close(id, button)));
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget) && event.relatedTarget !== button) close(id, button, false);
  });
  (rows[0] ?? menu).focus();
}

function drawItem(item, shut) {
  const pick = () => {
    shut();
    item.pick();
  };
  return h(
    item.danger ? "button.menu-item.danger" : "button.menu-item",
    {
      type: "button",
      role: "menuitem",
      tabindex: "-1",
      onclick: pick,
      data: item.testid ? { testid: item.testid } : {},
    },
    item.mark ?? null,
    h(
      "span.menu-words",
      null,
      h("span", null, item.label),
      item.description ? h("span.menu-description", null, item.description) : null,
    ),
  );
}

function close(id, button, refocus = true) {
  const menu = document.getElementById(id);
  if (!menu) return;
  button.setAttribute("aria-expanded", "false");
  if (refocus) button.focus();
  menu.remove();
}

function steer(event, rows, shut) {
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    shut();
  } else if (to !== undefined && rows.length) {
    event.preventDefault();
    rows[(to + rows.length) % rows.length].focus();
  } else if (event.key.length === 1) {
    const letter = event.key.toLowerCase();
    rows.find((row, index) => index > at && row.textContent.toLowerCase().startsWith(letter))?.focus();
  }
}

function place(menu, button) {
  const rect = button.getBoundingClientRect();
  const up = innerHeight - rect.bottom < menu.offsetHeight + 12 && rect.top > menu.offsetHeight;
  menu.style.top = `${up ? rect.top - menu.offsetHeight - 4 : rect.bottom + 4}px`;
  menu.style.left = `${Math.max(8, Math.min(rect.left, innerWidth - menu.offsetWidth - 8))}px`;
}
