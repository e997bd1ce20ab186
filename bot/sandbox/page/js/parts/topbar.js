/** The bar at the top: workspace, person, clock, colours, inspector. */
import { on } from "../core/bus.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";
import { mountClock } from "./clock.js";
import { toggleInspector } from "./inspector.js";
import { mountPerson } from "./person.js";
import { toggleSidebar } from "./sidebar.js";
import { isDark, setTheme } from "./theme.js";

export function mountTopbar() {
  const menu = tool("menu", "menu", () => toggleSidebar(true));
  menu.classList.add("burger");
  const theme = tool("moon", "theme", () => setTheme(isDark() ? "light" : "dark"));
  const inspector = tool("inspect", "inspector-toggle", () => toggleInspector());
  const bar = h("header.topbar", null, menu, mountPerson(), h("span.spring"), mountClock(), theme, inspector);
  const name = () => {
    label(menu, t("menu"));
    label(theme, t(isDark() ? "theme_light" : "theme_dark"));
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    label(inspector, t("inspector"));
  };
  on("person", name);
  on("theme", name);
  on("inspector", (open) => inspector.setAttribute("aria-expanded", String(open)));
  return bar;
}

function tool(drawing, testid, onclick) {
  return h("button.ghost", { type: "button", onclick, data: { testid } }, icon(drawing));
}

function label(button, words) {
  button.setAttribute("aria-label", words);
  button.title = words;
}
