/** The workspace: its channels, direct messages and the app. On a narrow page it slides in over the rest. */
import { act } from "../core/api.js";
import { on, tell } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import {
  HOME,
  appDirect,
  appPerson,
  directs,
  goTo,
  hasApp,
  hasHome,
  isApps,
  joinable,
  joined,
  keepChannel,
  otherEnd,
  people,
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
  const between = directs().filter((one) => !isApps(one));
  bar.setAttribute("aria-label", t("sidebar"));
  fill(
    bar,
    h("div.workspace-name", null, h("strong", null, workspace().name), h("span", null, t("sandbox"))),
    h(
      "div.sidebar-scroll",
      null,
      section(t("channels"), [...joined().filter(isListed).map(channelRow), joinable().length ? joinRow() : null]),
      section(t("direct_messages"), [
        ...between.map((one) => row(one.id, placeName(one.id), avatar(otherEnd(one), 20))),
        newMessageRow(),
      ]),
      hasApp() ? section(t("apps"), [appRow()]) : null,
    ),
    aboutPerson(viewer()),
  );
  if (focused) bar.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

function section(title, rows) {
  if (!rows.length) return null;
  return h("section", { "aria-label": title }, h("h2", null, title), h("ul", null, rows));
}

/** Stands for both tabs of the app, its messages and its Home. */
function appRow() {
  const place = appDirect()?.id ?? HOME;
  const shown = state.place === HOME ? HOME : place;
  return row(shown, workspace().app.name, avatar(appPerson(), 20), null, () => openApp(place));
}

/** An app that has not written yet has no direct message until somebody opens it. */
async function openApp(place) {
  if (place !== HOME) goTo(place);
  else await openDirect(workspace().app.bot_user, hasHome() ? HOME : "");
}

/** @param {string} [otherwise] where to go when there is no such conversation to open */
async function openDirect(user, otherwise) {
  const answer = await act("/_page/direct", { user });
  if (!answer.ok && otherwise) return goTo(otherwise);
  report(answer);
  if (!answer.ok) return undefined;
  keepChannel(answer.channel);
  return goTo(answer.channel.id);
}

function newMessageRow() {
  const others = () => people().filter((someone) => someone.id !== state.as);
  return plusRow("new-message", t("new_message"), () =>
    others().map((someone) => ({
      label: someone.real_name || someone.name,
      description: someone.title,
      mark: avatar(someone, 22),
      pick: () => openDirect(someone.id),
    })),
  );
}

const channelRow = (one) =>
  row(one.id, one.name, icon(one.is_private ? "lock" : "hash", 15), one.is_private ? t("private_channel") : null);

/** An archived channel is reached by links alone, as in Slack. */
const isListed = (one) => !one.is_archived || one.id === state.place;

const joinRow = () =>
  plusRow("join-channel", t("join_channel"), () =>
    joinable().map((one) => ({ label: `#${one.name}`, description: one.topic, pick: () => join(one) })),
  );

/** A row that opens a menu of what could be added. @param {() => import("../widgets/menu.js").Item[]} items */
function plusRow(testid, words, items) {
  const button = h(
    "button.place",
    { type: "button", data: { testid } },
    h("span.place-mark", { "aria-hidden": "true" }, "+"),
    h("span.place-name", null, words),
  );
  menuUnder(button, () => ({ label: words, items: items() }));
  return h("li", null, button);
}

async function join(one) {
  const answer = await act("/_page/join", { channel: one.id });
  report(answer);
  if (!answer.ok) return;
  keepChannel({ ...one, members: [...new Set([...(one.members ?? []), state.as])] });
  goTo(one.id);
}

function row(place, name, mark, extra, visit = () => goTo(place)) {
  const here = state.place === place;
  const unread = here ? 0 : (state.unread.get(place) ?? 0);
  const button = h(
    unread ? "button.place.unread" : "button.place",
    {
      type: "button",
      "aria-current": here ? "page" : null,
      title: extra,
      onclick: visit,
      data: { testid: "sidebar-channel", channel: place },
    },
    h("span.place-mark", { "aria-hidden": "true" }, mark),
    h("span.place-name", null, name),
    extra ? h("span.visually-hidden", null, ` (${extra})`) : null,
    unread ? h("span.count", { "aria-label": t("unread", { count: unread }) }, String(unread)) : null,
  );
  return h("li", null, button);
}
