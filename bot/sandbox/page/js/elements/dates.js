/** Date, time and both: the browser's own fields, on the person's wall. */
import { h, settled } from "../core/dom.js";
import { instantOf, wallOf } from "../core/time.js";
import { viewer } from "../core/state.js";

const PAUSE = 700;

/** @param {any} element @param {import("./place.js").Place} place */
export function drawDate(element, place) {
  const standing = place.start({ selected_date: element.initial_date ?? null });
  return drawField(place, "date", standing.selected_date, (value) => ({ selected_date: value || null }));
}

/** @param {any} element @param {import("./place.js").Place} place */
export function drawTime(element, place) {
  const standing = place.start({ selected_time: element.initial_time ?? null });
  const zone = element.timezone ? { timezone: element.timezone } : {};
  return drawField(place, "time", standing.selected_time, (value) => ({ selected_time: value || null, ...zone }));
}

/** @param {any} element @param {import("./place.js").Place} place */
export function drawDateTime(element, place) {
  const standing = place.start({ selected_date_time: element.initial_date_time ?? null });
  const shown = standing.selected_date_time === null ? null : wallOf(standing.selected_date_time);
  const toValue = (value) => ({ selected_date_time: value ? instantOf(value, viewer()) : null });
  return drawField(place, "datetime-local", shown, toValue);
}

/** In an input block each change is kept. Elsewhere it is told once typing rests: each digit of a year is a change. */
function drawField(place, type, shown, toValue) {
  let told = shown ?? "";
  const keep = async () => {
    if (field.value === told) return;
    const before = told;
    told = field.value;
    if (await place.change(toValue(field.value), field)) return;
    told = before;
    field.value = before;
  };
  const field = h("input.field.short", {
    type,
    value: told,
    ...place.label,
    data: { key: place.key },
    oninput: place.input && !place.dispatch ? keep : settled(keep, PAUSE),
    onblur: keep,
  });
  return field;
}
