/**
 * The sandbox's wall clock and how a moment reads to the viewer: their zone, their locale.
 * Seconds everywhere, as in Slack's own timestamps.
 */
import { viewer } from "./state.js";
import { t } from "./words.js";

const DAY = 86_400;
/** Dates reach no further. */
const LAST_SECOND = 8.64e12;
let ahead = 0;

/** Follows the sandbox: its wall stands at `iso` at this instant. */
export function setClock(iso) {
  ahead = Date.parse(iso) - performance.now();
}

/** Seconds since 1970 on the sandbox's wall. */
export const now = () => (performance.now() + ahead) / 1000;

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {Intl.DateTimeFormatOptions} options */
export function format(seconds, options, someone = viewer()) {
  const key = JSON.stringify([someone.locale, someone.tz, options]);
  if (!formats.has(key)) formats.set(key, formatOf(someone, options));
  return formats.get(key).format(new Date(seconds * 1000));
}

function formatOf(someone, options) {
  const locale = (someone.locale || "en-US").replace("_", "-");
  try {
    return new Intl.DateTimeFormat(locale, { timeZone: someone.tz, ...options });
  } catch {
    return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options });
  }
}

export const clockTime = (seconds, someone) => format(seconds, { hour: "numeric", minute: "2-digit" }, someone);
/** Where there is no room for AM and PM, as beside a message that goes on from the last. */
export function bareTime(seconds) {
  const parts = new Intl.DateTimeFormat(viewer().locale, {
    timeZone: viewer().tz,
    hour: "numeric",
    minute: "2-digit",
  }).formatToParts(new Date(seconds * 1000));
  return parts.map(({ type, value }) => (type === "dayPeriod" ? "" : value)).join("").trim();
}
export const fullTime = (seconds) => format(seconds, { dateStyle: "full", timeStyle: "long" });

/** The calendar day on the viewer's wall, as 2026-11-21. */
export function dayOf(seconds, someone = viewer()) {
  return wallOf(seconds, someone).slice(0, 10);
}

/** The viewer's wall as 2026-11-21T09:30, which is what date and time fields hold. */
export function wallOf(seconds, someone = viewer()) {
  const parts = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  };
  return format(seconds, parts, { ...someone, locale: "sv-SE" }).replace(" ", "T");
}

/** The instant at which a zone's wall shows 2026-11-21T09:30; in a gap, the hour is moved forward. */
export function instantOf(wall, someone = viewer()) {
  const wanted = Date.parse(`${wall.slice(0, 16)}:00Z`) / 1000;
  const shown = (seconds) => Date.parse(`${wallOf(seconds, someone)}:00Z`) / 1000;
  const first = wanted - (shown(wanted) - wanted);
  return first + (wanted - shown(first));
}

/** 9:00 of the viewer's next day. */
export function tomorrowMorning() {
  const noonToday = instantOf(`${dayOf(now())}T12:00`);
  return instantOf(`${dayOf(noonToday + DAY)}T09:00`);
}

/** "today", "yesterday", "tomorrow" or null. */
export function nearDay(seconds) {
  const today = Date.parse(dayOf(now()));
  const days = Math.round((Date.parse(dayOf(seconds)) - today) / (DAY * 1000));
  return { "-1": t("yesterday"), 0: t("today"), 1: t("tomorrow") }[days] ?? null;
}

const sameYear = (seconds) => dayOf(seconds).slice(0, 4) === dayOf(now()).slice(0, 4);
const DATE = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const LONG = { weekday: "long", ...DATE };

export function dayTitle(seconds) {
  return capital(nearDay(seconds) ?? format(seconds, sameYear(seconds) ? { ...LONG, year: undefined } : LONG));
}

/** Slack's names for the parts of a date, in message text and in rich text. */
const TOKENS = {
  date_num: (at) => dayOf(at),
  date_slash: (at) => format(at, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (at) => format(at, DATE),
  date_long_full: (at) => format(at, DATE),
  date_short: (at) => format(at, SHORT),
  date_long: (at) => format(at, LONG),
  date_pretty: (at) => nearDay(at) ?? format(at, DATE),
  date_short_pretty: (at) => nearDay(at) ?? format(at, SHORT),
  date_long_pretty: (at) => nearDay(at) ?? format(at, LONG),
  day_divider_pretty: (at) => nearDay(at) ?? format(at, sameYear(at) ? { ...LONG, year: undefined } : LONG),
  time: (at) => clockTime(at),
  time_secs: (at) => format(at, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (at) => ago(at),
};

/** Fills `{date_short} {time}`; null for a token or a moment that there is not, so that the fallback is shown. */
export function fillDate(template, seconds) {
  if (!(Math.abs(seconds) <= LAST_SECOND)) return null;
  let known = true;
  const text = template.replace(/\{(\w+)\}/g, (_whole, token, offset) => {
    const part = TOKENS[token]?.(seconds);
    known &&= part !== undefined;
    return offset === 0 ? capital(part ?? "") : (part ?? "");
  });
  return known ? text : null;
}

const STEPS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["week", 7 * DAY],
  ["day", DAY],
  ["hour", 3600],
  ["minute", 60],
];

export function ago(seconds) {
  const past = seconds - now();
  const [unit, length] = STEPS.find(([, size]) => Math.abs(past) >= size) ?? ["second", 1];
  const words = new Intl.RelativeTimeFormat(viewer().locale, { numeric: "auto" });
  return words.format(Math.round(past / length), unit);
}

export function capital(text) {
  return text.slice(0, 1).toLocaleUpperCase(viewer().locale) + text.slice(1);
}

/** Where somebody is: the city of their profile, else the name of their zone, which may name another one. */
export const placeOf = (someone) => someone.city || zoneOf(someone);

/** The city and, because a zone may be named after another one, the zone: Montréal (America/Toronto). */
export const zoneWords = (someone) => (someone.city ? `${someone.city} (${zoneOf(someone)})` : zoneOf(someone));

const zoneOf = (someone) => someone.tz ?? "UTC";
