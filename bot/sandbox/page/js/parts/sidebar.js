/** The workspace: its channels, direct messages and the app. On a narrow page it slides in over the rest. */
import { act } from "../core/api.js";
import { on, tell } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import {
  HOME,
  appPerson,
  directs,
  goTo,
  isApps,
  joinable,
  joined,
  keepChannel,
  otherEnd,
  placeName,
  state,
  viewer,
  workspace,
} from "../core/state.js";
import { report } from "../core/reports.js";
import { t } from "../core/words.js";
import { menuUnder } from "../widgets/menu.js";
import { avatar } from "./avatar.js";
import { aboutPerson } from "./person.js";

const NARROW = matchMedia("(max-width: 700px)");

export function mountSidebar() {
  const bar = h("nav.sidebar", { id: "sidebar", data: { testid: "sidebar" } });
  const shade = h("div.shade", { hidden: true, onclick: () => toggleSidebar(false) });
  const redraw = () => draw(bar);
  for (const topic of ["place", "unread", "channels", "people", "world", "minute"]) on(topic, redraw);
  on("place", () => toggleSidebar(false));
  on("sidebar", (open) => {
    bar.classList.toggle("open", open);
    shade.hidden = !open;
    bar.inert = NARROW.matches && !open;
    if (open) bar.querySelector("[aria-current], button")?.focus();
  });
  bar.addEventListener("keydown", (event) => event.key === "Escape" && NARROW.matches && toggleSidebar(false));
  NARROW.addEventListener("change", () => toggleSidebar(false));
  return [bar, shade];
}

/** Opens or closes it where the page is narrow; elsewhere it always stands. */
export const toggleSidebar = (open = true) => tell("sidebar", open);

function draw(bar) {
  const focused = bar.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  const { app } = workspace();
  const direct = directs();
  const appDirects = direct.filter(isApps);
  bar.setAttribute("aria-label", t("sidebar"));
  fill(
    bar,
    h("div.workspace-name", null, h("strong", null, workspace().name), h("span", null, t("sandbox"))),
    h(
      "div.sidebar-scroll",
      null,
      section(t("channels"), [...joined().map(channelRow), joinable().length ? joinRow() : null]),
      section(t("direct_messages"), [
        ...appDirects.map((one) => row(one.id, app.name, avatar(appPerson(), 20))),
        ...direct.filter((one) => !isApps(one)).map((one) => row(one.id, placeName(one.id), avatar(otherEnd(one), 20))),
      ]),
      section(t("apps"), [row(HOME, t("app_home"), icon("home", 15), null, "sidebar-home")]),
    ),
    aboutPerson(viewer()),
  );
  if (focused) bar.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

function section(title, rows) {
  if (!rows.length) return null;
  return h("section", { "aria-label": title }, h("h2", null, title), h("ul", null, rows));
}

const channelRow = (one) =>
  row(one.id, one.name, icon(one.is_private ? "lock" : "hash", 15), one.is_private ? t("private_channel") : null);

function joinRow() {
  const button = h(
    "button.place",
    { type: "button", data: { testid: "join-channel" } },
    h("span.place-mark", { "aria-hidden": "true" }, "+"),
    h("span.place-name", null, t("join_channel")),
  );
  menuUnder(button, () => ({
    label: t("join_channel"),
    items: joinable().map((one) => ({ label: `#${one.name}`, description: one.topic, pick: () => join(one) })),
  }));
  return h("li", null, button);
}

async function join(one) {
  const answer = await act("/_page/join", { channel: one.id });
  report(answer);
  if (!answer.ok) return;
  keepChannel({ ...one, members: [...new Set([...(one.members ?? []), state.as])] });
  goTo(one.id);
}

function row(place, name, mark, extra, testid = "sidebar-channel") {
  const here = state.place === place;
  const unread = here ? 0 : (state.unread.get(place) ?? 0);
  const button = h(
    unread ? "button.place.unread" : "button.place",
    {
      type: "button",
      "aria-current": here ? "page" : null,
      title: extra,
      onclick: () => goTo(place),
      data: { testid, channel: place },
    },
    h("span.place-mark", { "aria-hidden": "true" }, mark),
    h("span.place-name", null, name),
    extra ? h("span.visually-hidden", null, ` (${extra})`) : null,
    unread ? h("span.count", { "aria-label": t("unread", { count: unread }) }, String(unread)) : null,
  );
  return h("li", null, button);
}
