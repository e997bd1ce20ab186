/** The world, changed while it runs: people, channels, the app and its tokens, workspace by workspace. */
import { fill, h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { on } from "../core/bus.js";
import { state, workspace } from "../core/state.js";
import { t } from "../core/words.js";
import { drawApp } from "./worldapp.js";
import { drawChannels } from "./worldchannels.js";
import { drawPeople } from "./worldpeople.js";

const TABS = { people: drawPeople, channels: drawChannels, app: drawApp };

/** The button of the bar. */
export function worldButton() {
  const button = h("button.ghost", { type: "button", onclick: openWorld, data: { testid: "world" } }, icon("world"));
  on("person", () => {
    button.setAttribute("aria-label", t("world"));
    button.title = t("world");
  });
  return button;
}

function openWorld() {
  const back = document.activeElement;
  const dialog = h("dialog.world", { "aria-labelledby": "world-title", data: { testid: "world-dialog" } });
  const standing = { tab: "people", team: workspace().id };
  const redraw = () => draw(dialog, standing, redraw);
  const stops = ["channels", "people", "world"].map((topic) => on(topic, () => redrawQuietly(dialog, redraw)));
  dialog.addEventListener("close", () => {
    for (const stop of stops) stop();
    dialog.remove();
    back?.focus?.();
  });
  document.body.append(dialog);
  redraw();
  dialog.showModal();
}

/** A field in which somebody types must not be taken away. */
function redrawQuietly(dialog, redraw) {
  if (!dialog.contains(document.activeElement) || !document.activeElement.matches("input[type=text], select")) redraw();
}

function draw(dialog, standing, redraw) {
  const focused = dialog.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const shut = h(
    "button.ghost",
    { type: "button", "aria-label": t("close"), title: t("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  const panel = h("div.world-panel", {
    id: "world-panel",
    tabindex: "0",
    role: "tabpanel",
    "aria-labelledby": `world-tab-${standing.tab}`,
  });
  const shown = state.workspaces.find((one) => one.id === standing.team) ?? workspace();
  fill(
    dialog,
    h(
      "header.side-head",
      null,
      h("h2", { id: "world-title" }, t("world")),
      h("span.spring"),
      chooser(standing, redraw),
      shut,
    ),
    h(
      "div.tabs",
      { role: "tablist", "aria-label": t("world"), onkeydown: steerTabs },
      Object.keys(TABS).map((name) => drawTab(name, standing, redraw)),
    ),
    panel,
  );
  fill(panel, TABS[standing.tab](shown, redraw));
  if (focused) dialog.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function chooser(standing, redraw) {
  if (state.workspaces.length < 2) return null;
  const choose = (event) => {
    standing.team = event.target.value;
    redraw();
  };
  const field = h(
    "select.field.short",
    { "aria-label": t("workspace"), onchange: choose, data: { key: "workspace", testid: "world-workspace" } },
    state.workspaces.map((one) => h("option", { value: one.id }, one.name)),
  );
  field.value = standing.team;
  return field;
}

/** Arrows go from tab to tab, and show what they come to. */
function steerTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
  const at = tabs.indexOf(document.activeElement);
  const next = tabs[(at + step + tabs.length) % tabs.length];
  next.focus(); // drawn anew, the one that has the focus keeps it
  next.click();
}

function drawTab(name, standing, redraw) {
  const show = () => {
    standing.tab = name;
    redraw();
  };
  return h(
    "button.tab",
    {
      type: "button",
      id: `world-tab-${name}`,
      role: "tab",
      "aria-selected": String(standing.tab === name),
      "aria-controls": "world-panel",
      tabindex: standing.tab === name ? "0" : "-1",
      onclick: show,
      data: { key: `tab-${name}`, testid: `world-${name}` },
    },
    t(`world_${name}`),
  );
}
