/** The middle of the page: a channel or direct message with its composer, or the app's Home. */
import { act } from "../core/api.js";
import { on } from "../core/bus.js";
import { fill, h, settled } from "../core/dom.js";
import { icon } from "../core/icons.js";
import {
  HOME,
  appDirect,
  appPerson,
  channel,
  goTo,
  hasApp,
  hasHome,
  isApps,
  isDirect,
  isReadOnly,
  otherEnd,
  placeName,
  setUnread,
  state,
  workspace,
} from "../core/state.js";
import { opened } from "../core/stream.js";
import { firstPlace, mayVisit } from "../core/visit.js";
import { t } from "../core/words.js";
import { drawMrkdwn } from "../text/draw.js";
import { dropsInto } from "../widgets/drop.js";
import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { homePane } from "./home.js";
import { membersButton } from "./members.js";
import { MessageList } from "./messagelist.js";

/** @type {{list?: MessageList, composer?: Composer}} */
let standing = {};

export function mountPane() {
  const main = h("main.pane", { id: "main", tabindex: "-1" });
  const redraw = () => drawPlace(main);
  on("place", redraw);
  on("channels", (changed) => changed.id === state.place && main.querySelector(".pane-head")?.replaceWith(drawHead()));
  on("connection", (how) => how === "back" && state.place === HOME && redraw());
  on("world", () => state.as && main.querySelector(".pane-head")?.replaceWith(drawHead()));
  for (const topic of ["channels", "world"]) on(topic, () => !state.as || mayVisit(state.place) || goTo(firstPlace()));
  document.addEventListener("visibilitychange", () => document.hidden || markRead());
  return main;
}

function drawPlace(main) {
  standing.list?.dispose();
  standing = {};
  document.title = `${placeName(state.place)} · ${workspace().name}`;
  if (state.place === HOME) fill(main, drawHead(), homePane());
  else drawChannelPlace(main);
}

function drawChannelPlace(main) {
  const here = channel(state.place);
  const name = nameWithSign(here);
  const list = new MessageList({
    channel: state.place,
    label: t("messages_of", { place: name }),
    empty: emptyWords(),
    onseen: markRead,
    testid: "messages",
  });
  standing = { list };
  const closed = whyClosed(here);
  if (closed) fill(main, drawHead(), list.node, h("p.closed", { data: { testid: "closed" } }, closed));
  else {
    standing.composer = new Composer({
      channel: state.place,
      label: t("message"),
      placeholder: t("write_to", { place: name }),
      testid: "composer",
    });
    const { composer } = standing;
    dropsInto(list.node, (files) => composer.attachAll(files));
    fill(main, drawHead(), list.node, composer.node);
    // On a telephone the focus would open the keyboard over the messages.
    if (matchMedia("(hover: hover)").matches) standing.composer.focus();
  }
  list.load();
  markRead();
  if (here && isApps(here)) opened().then(() => act("/_page/home_opened", { tab: "messages" }));
}

function emptyWords() {
  if (!hasApp()) return t("messages_empty_bare");
  return t(isReadOnly(state.place) ? "messages_empty_app" : "messages_empty", { app: workspace().app.name });
}

function whyClosed(here) {
  if (here?.is_archived) return t("archived");
  return isReadOnly(state.place) ? t("app_read_only") : null;
}

const nameWithSign = (here) => (here && !isDirect(here) ? `#${here.name}` : placeName(state.place));

const tellRead = settled((place) => place === state.place && act("/_page/read", { channel: place }), 150);

/** What the person looks at is read. */
function markRead() {
  if (document.hidden || state.place === HOME) return;
  setUnread(state.place, 0);
  tellRead(state.place);
}

function drawHead() {
  const here = channel(state.place);
  const appPlace = state.place === HOME || (here && isApps(here));
  return h(
    "header.pane-head",
    null,
    h("div.pane-title", null, drawTitle(here, appPlace), drawTopic(here)),
    appPlace ? drawTabs() : null,
  );
}

function drawTitle(here, appPlace) {
  if (appPlace) return h("h1", null, avatar(appPerson(), 24), workspace().app.name);
  if (isDirect(here)) return h("h1", null, avatar(otherEnd(here), 24), placeName(here.id));
  return h("h1", null, icon(here?.is_private ? "lock" : "hash", 18), here?.name ?? state.place);
}

function drawTopic(here) {
  if (!here || here.is_im) return null;
  return h(
    "p.topic",
    null,
    membersButton(here),
    here.topic ? h("span.topic-words", null, drawMrkdwn(here.topic)) : null,
  );
}

function drawTabs() {
  if (!hasHome()) return null;
  const direct = appDirect();
  const tab = (label, place, testid) =>
    h(
      "button.tab",
      {
        type: "button",
        "aria-current": state.place === place ? "page" : null,
        disabled: !place,
        onclick: () => goTo(place),
        data: { testid },
      },
      label,
    );
  return h(
    "nav.tabs",
    { "aria-label": workspace().app.name },
    tab(t("home_tab"), HOME, "home-tab"),
    tab(t("messages_tab"), direct?.id, "messages-tab"),
  );
}
