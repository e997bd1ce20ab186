/** Where the person is, in the address: `#as=U…&channel=C…`, `#as=U…&view=home`, with `&thread=ts`. */
import { on } from "./bus.js";
import {
  HOME,
  appDirect,
  channel,
  directs,
  goTo,
  hasHome,
  joined,
  openThread,
  person,
  setPerson,
  state,
  workspace,
} from "./state.js";

/** A link to a channel inside a message. */
export function goFrom(event, place) {
  event.preventDefault();
  goTo(place);
}

/** Reads the address and goes there; what does not exist falls back to the first person and channel. */
export function visitAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const as = wanted.get("as");
  setPerson(as && person(as) ? as : state.as || firstPerson());
  const place = wanted.get("view") === HOME ? HOME : wanted.get("channel");
  goTo(mayVisit(place) ? place : firstPlace());
  const thread = wanted.get("thread");
  if (thread) openThread(thread);
}

/** Somebody who reads the language of the browser, else the first one. */
function firstPerson() {
  const people = workspace().people.filter((someone) => !someone.is_bot && !someone.deleted);
  const reads = (language) => people.find(({ locale }) => (locale ?? "en").slice(0, 2) === language.slice(0, 2));
  const [chosen = people[0]] = navigator.languages.map(reads).filter(Boolean);
  return chosen?.id ?? "";
}

export function mayVisit(place) {
  if (place === HOME) return hasHome();
  return [...joined(), ...directs()].some((one) => one.id === place);
}

export function firstPlace() {
  const named = joined().find((one) => one.name === "general") ?? joined()[0];
  return named?.id ?? appDirect()?.id ?? HOME;
}

/** Another person keeps the channel where they may see it, else stands where they can. */
export function becomePerson(id) {
  setPerson(id);
  const kept = channel(state.place)?.is_im ? (appDirect()?.id ?? HOME) : state.place;
  goTo(mayVisit(kept) ? kept : firstPlace());
}

function writeAddress() {
  const parts = { as: state.as, ...(state.place === HOME ? { view: HOME } : { channel: state.place }) };
  if (state.thread) parts.thread = state.thread;
  const address = `#${new URLSearchParams(parts)}`;
  if (address !== location.hash) history.replaceState(null, "", address);
}

export function keepAddress() {
  on("place", writeAddress);
  on("thread", writeAddress);
  addEventListener("hashchange", visitAddress);
}
