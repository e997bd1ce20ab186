/** Light or dark: the system's wish until the person says otherwise, then theirs, kept in this browser. */
import { tell } from "../core/bus.js";

const KEY = "theme";
const SYSTEM = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  show(localStorage.getItem(KEY));
  SYSTEM.addEventListener("change", () => tell("theme"));
}

export function isDark() {
  return (document.documentElement.dataset.theme ?? (SYSTEM.matches ? "dark" : "light")) === "dark";
}

export function setTheme(theme) {
  localStorage.setItem(KEY, theme);
  show(theme);
}

function show(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  tell("theme");
}
