/** Puts the page together and keeps it going: the world, the person, the stream, the clock. */
import { ask } from "./core/api.js";
import { on, tell } from "./core/bus.js";
import { h } from "./core/dom.js";
import { report } from "./core/reports.js";
import { keepChannel, keepPerson, setUnread, setWorld, state, viewer } from "./core/state.js";
import { follow } from "./core/stream.js";
import { setClock } from "./core/time.js";
import { keepAddress, visitAddress } from "./core/visit.js";
import { language, t } from "./core/words.js";
import { tick } from "./parts/clock.js";
import { watchHomes } from "./parts/home.js";
import { mountInspector } from "./parts/inspector.js";
import { mountModals } from "./parts/modals.js";
import { mountNotices } from "./parts/notices.js";
import { mountPane } from "./parts/pane.js";
import { mountSidebar } from "./parts/sidebar.js";
import { startTheme } from "./parts/theme.js";
import { mountThread } from "./parts/thread.js";
import { mountTopbar } from "./parts/topbar.js";

const RETRY = 1500;

async function start() {
  startTheme();
  watchHomes();
  listen();
  mount();
  await readWorld();
  keepAddress();
  visitAddress();
  tick();
  setInterval(tick, 1000);
}

function mount() {
  const skip = h("a.skip", { href: "#main", onclick: skipTo });
  on("person", () => skip.replaceChildren(t("skip")));
  const frame = h(
    "div.app",
    null,
    skip,
    mountTopbar(),
    ...mountSidebar(),
    mountPane(),
    mountThread(),
    mountInspector(),
  );
  document.getElementById("app").replaceChildren(frame);
  document.body.append(mountModals(), mountNotices());
}

/** The address of this page is where the person is, so the link must not change it. */
function skipTo(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

/** Reads the world; waits for a sandbox that is still starting. */
async function readWorld() {
  const world = await ask("/_page/world");
  if (!world.ok) {
    await new Promise((resolve) => setTimeout(resolve, RETRY));
    await readWorld();
    return;
  }
  setClock(world.now);
  setWorld(world);
}

function listen() {
  on("person", () => {
    document.documentElement.lang = language();
    follow(state.as);
  });
  on("stream:world", readWorld);
  on("connection", (how) => how === "back" && readWorld());
  on("stream:missed", () => tell("connection", "back"));
  on("stream:channel", (news) => keepChannel(news.channel));
  on("stream:person", (news) => changePerson(news.person));
  on("stream:unread", (news) =>
    news.channel === state.place && !document.hidden ? undefined : setUnread(news.channel, news.count),
  );
}

/** Another language or zone changes every word and time here, so the page starts anew where it stands. */
function changePerson(changed) {
  const { locale, tz } = viewer();
  keepPerson(changed);
  if (changed.id === state.as && (viewer().locale !== locale || viewer().tz !== tz)) location.reload();
}

start().catch((error) => {
  report({ ok: false, message: String(error) });
  throw error;
});
