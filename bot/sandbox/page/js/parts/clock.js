/** The sandbox's clock: what it shows, and buttons that move time for the sandbox and the app together. */
import { send } from "../core/api.js";
import { on, tell } from "../core/bus.js";
import { fill, h, uid } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { dayOf, format, now, setClock, tomorrowMorning, wallOf, instantOf, zoneWords } from "../core/time.js";
import { viewer } from "../core/state.js";
import { t } from "../core/words.js";
import { Panel } from "../widgets/panel.js";

const HOUR = 3600;

export function mountClock() {
  const face = h("span.clock-face");
  const button = h("button.clock", { type: "button", data: { testid: "clock" } }, icon("clock"), face);
  const panel = new Panel({ id: "clock-panel", kind: "clock", button, draw: drawPanel });
  on("second", () => drawFace(face, button, panel.node));
  on("person", () => {
    panel.show(false);
    drawFace(face, button, panel.node);
  });
  on("stream:clock", (news) => keepClock(news.now));
  return panel.frame;
}

function keepClock(iso) {
  setClock(iso);
  tick();
}

let shown = { minute: "", day: "" };

/** Tells the parts that a second, a minute, a day has begun on the sandbox's wall. */
export function tick() {
  const minute = wallOf(now());
  const day = dayOf(now());
  tell("second");
  if (minute !== shown.minute) tell("minute");
  if (day !== shown.day) tell("day");
  shown = { minute, day };
}

const FACE = { weekday: "short", day: "numeric", month: "short" };
const SECONDS = { hour: "numeric", minute: "2-digit", second: "2-digit" };

/** Canada writes 16 h 28 min 19 s in French, which is no face for a clock. */
const shortSpoken = () => (viewer().locale === "fr-CA" ? { ...viewer(), locale: "fr-FR" } : viewer());

function drawFace(face, button, panel) {
  const at = now();
  const full = format(at, { dateStyle: "full", timeStyle: "short" });
  fill(
    face,
    h("span.visually-hidden", null, t("clock")),
    h("span.clock-day", null, format(at, FACE)),
    h("span.clock-time", null, format(at, SECONDS, shortSpoken())),
  );
  button.title = `${full} (${zoneWords(viewer())})`;
  const big = panel.querySelector(".clock-big");
  if (big) big.textContent = format(at, { dateStyle: "full", timeStyle: "medium" });
}

function drawPanel(panel) {
  const field = h("input.field", {
    id: uid("wall"),
    type: "datetime-local",
    value: wallOf(now()),
    data: { testid: "clock-field" },
  });
  const set = h("button.button", { type: "submit", data: { testid: "clock-set" } }, t("set"));
  panel.setAttribute("aria-label", t("clock"));
  fill(
    panel,
    h("p.clock-big", null, format(now(), { dateStyle: "full", timeStyle: "medium" })),
    h("p.clock-zone", null, zoneWords(viewer())),
    h(
      "div.clock-buttons",
      null,
      move(t("plus_15"), "clock-advance-15m", () => ({ advance: 15 * 60 })),
      move(t("plus_60"), "clock-advance-1h", () => ({ advance: HOUR })),
      move(t("tomorrow_nine"), "clock-tomorrow", () => ({ now: isoOf(tomorrowMorning()) })),
      move(t("plus_day"), "clock-advance-1d", () => ({ advance: 24 * HOUR })),
    ),
    h(
      "form.clock-set",
      { onsubmit: (event) => setTo(event, field, set) },
      h("label", { for: field.id }, t("set_to")),
      h("div.clock-row", null, field, set),
    ),
    h("p.hint", null, t("clock_help")),
  );
}

const isoOf = (seconds) => new Date(seconds * 1000).toISOString();

function move(label, testid, change) {
  const button = h(
    "button.button",
    { type: "button", data: { testid }, onclick: () => tellClock(change(), button) },
    label,
  );
  return button;
}

function setTo(event, field, button) {
  event.preventDefault();
  if (field.value) tellClock({ now: isoOf(instantOf(field.value)) }, button);
}

async function tellClock(change, button) {
  button.setAttribute("aria-busy", "true");
  const answer = await send("/_clock", change);
  button.removeAttribute("aria-busy");
  report(answer);
  if (answer.now) keepClock(answer.now);
}
