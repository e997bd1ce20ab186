/** Who is looking: the switcher, and what matters about them here: language, zone, local time, guest. */
import { on } from "../core/bus.js";
import { fill, h } from "../core/dom.js";
import { state, viewer, workspace } from "../core/state.js";
import { clockTime, now, placeOf, zoneWords } from "../core/time.js";
import { becomePerson } from "../core/visit.js";
import { t } from "../core/words.js";
import { avatar } from "./avatar.js";

export function mountPerson() {
  const frame = h("div.person");
  const select = h("select.person-select", { data: { testid: "person" }, onchange: () => becomePerson(select.value) });
  const redraw = () => {
    select.setAttribute("aria-label", t("person"));
    fill(select, optionGroups());
    select.value = state.as;
    fill(frame, avatar(viewer(), 26), select);
  };
  // A list that is open must not be taken away under the pointer each minute.
  const redrawQuietly = () => document.activeElement === select || redraw();
  on("person", redraw);
  on("people", redrawQuietly);
  on("world", redraw);
  on("minute", redrawQuietly);
  return frame;
}

function optionGroups() {
  if (state.workspaces.length === 1) return workspace().people.filter(isReal).map(drawOption);
  return state.workspaces.map((one) => h("optgroup", { label: one.name }, one.people.filter(isReal).map(drawOption)));
}

const isReal = (someone) => !someone.is_bot && !someone.deleted;

function drawOption(someone) {
  const guest = someone.is_guest ? `, ${t("guest")}` : "";
  const details = [languageName(someone), placeOf(someone), clockTime(now(), { ...viewer(), tz: someone.tz })].join(
    " · ",
  );
  return h("option", { value: someone.id }, `${someone.real_name || someone.name}${guest} · ${details}`);
}

function languageName(someone) {
  const code = (someone.locale ?? "en").slice(0, 2);
  return code === "fr" || code === "en" ? t(`language_${code}`) : someone.locale;
}

/** The card at the sidebar's foot. */
export function aboutPerson(someone) {
  return h(
    "div.about",
    { data: { testid: "about" } },
    avatar(someone, 34),
    h(
      "div.about-words",
      null,
      h(
        "strong",
        null,
        someone.real_name || someone.name,
        someone.is_guest ? h("span.badge.guest", null, t("guest")) : null,
      ),
      someone.title ? h("span", null, someone.title) : null,
      h(
        "span",
        { title: zoneWords(someone) },
        `${languageName(someone)} · ${placeOf(someone)} · `,
        h("span.whole", null, clockTime(now(), someone)),
      ),
    ),
  );
}
