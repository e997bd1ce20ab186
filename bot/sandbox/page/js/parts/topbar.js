/** The bar at the top: workspace, person, clock, colours, inspector. */
import { on } from "../core/bus.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { state } from "../core/state.js";
import { t } from "../core/words.js";
import { mountClock } from "./clock.js";
import { mountFaults } from "./faults.js";
import { toggleInspector } from "./inspector.js";
import { mountPerson } from "./person.js";
import { toggleSidebar } from "./sidebar.js";
import { worldButton } from "./world.js";
import { isDark, setTheme } from "./theme.js";

export function mountTopbar() {
  const menu = tool("menu", "menu", () => toggleSidebar(true));
  menu.classList.add("burger");
  const news = h("span.burger-news", { hidden: true });
  menu.append(news);
  for (const topic of ["unread", "place", "person"]) on(topic, () => showNews(menu, news));
  const theme = tool("moon", "theme", () => setTheme(isDark() ? "light" : "dark"));
  const inspector = tool("inspect", "inspector-toggle", () => toggleInspector());
  const bar = h(
    "header.topbar",
    null,
    menu,
    mountPerson(),
    h("span.spring"),
    mountClock(),
    mountFaults(),
    worldButton(),
    theme,
    inspector,
  );
  const name = () => {
    showNews(menu, news);
    label(theme, t(isDark() ? "theme_light" : "theme_dark"));
    theme.replaceChildren(icon(isDark() ? "sun" : "moon"));
    label(inspector, t("inspector"));
  };
  on("person", name);
  on("theme", name);
  on("inspector", (open) => inspector.setAttribute("aria-expanded", String(open)));
  return bar;
}

/** What is unread stands in the sidebar, which a narrow page hides. */
function showNews(menu, news) {
  const elsewhere = [...state.unread].filter(([place]) => place !== state.place);
  const count = elsewhere.reduce((sum, [, unread]) => sum + unread, 0);
  news.hidden = !count;
  label(menu, count ? `${t("menu")}, ${t("unread", { count })}` : t("menu"));
}

function tool(drawing, testid, onclick) {
  return h("button.ghost", { type: "button", onclick, data: { testid } }, icon(drawing));
}

function label(button, words) {
  button.setAttribute("aria-label", words);
  button.title = words;
}
