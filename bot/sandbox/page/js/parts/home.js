/** The app's Home: opened, told to the app, drawn when the app publishes. */
import { act } from "../core/api.js";
import { on } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { opened } from "../core/stream.js";
import { state, workspace } from "../core/state.js";
import { t } from "../core/words.js";
import { drawBlocks } from "../blocks/index.js";
import { Surface } from "../surface.js";

/** The last Home of each person. @type {Map<string, any>} */
const homes = new Map();

export function watchHomes() {
  on("stream:home", (news) => homes.set(state.as, news.view));
}

export function homePane() {
  const as = state.as;
  const holder = h("div.blocks");
  const node = h("div.home", { tabindex: "0", data: { testid: "home" } }, holder);
  /** @type {Surface|null} */
  let surface = null;

  const show = (view) => {
    if (!view) return fill(holder, h("p.messages-empty", null, t("home_empty", { app: workspace().app.name })));
    if (surface?.container.view_id !== view.id) {
      holder.replaceChildren();
      surface = new Surface({ type: "view", view_id: view.id }, "home");
    }
    return drawBlocks(holder, view.blocks, surface);
  };
  const stop = on("stream:home", (news) => (node.isConnected ? show(news.view) : stop()));
  show(homes.get(as));
  opened()
    .then(() => act("/_page/home_opened"))
    .then((answer) => {
      if (!answer.view || homes.has(as)) return;
      homes.set(as, answer.view);
      show(answer.view);
    });
  return node;
}
