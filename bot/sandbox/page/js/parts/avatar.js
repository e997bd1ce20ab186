/** A person's or app's picture: their initials on their colour. */
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";

/** @param {import("../core/state.js").Person} someone @param {number} size in pixels */
export function avatar(someone, size = 36) {
  const node = h(
    someone.is_bot ? "span.avatar.bot" : "span.avatar",
    { "aria-hidden": "true" },
    someone.is_bot ? icon("app", Math.round(size * 0.55)) : initials(someone.real_name || someone.name),
  );
  node.style.setProperty("--size", `${size}px`);
  if (/^#?[0-9a-f]{6}$/i.test(someone.avatar_colour ?? ""))
    node.style.setProperty("--colour", `#${someone.avatar_colour.replace("#", "")}`);
  else node.style.setProperty("--colour", `hsl(${hue(someone.id)} 45% 38%)`);
  return node;
}

function initials(name) {
  const words = (name ?? "?")
    .replace(/\(.*?\)/g, "")
    .split(/[\s-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toLocaleUpperCase()).join("") || "?";
}

function hue(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 360;
  return sum;
}
