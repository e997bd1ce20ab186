/**
 * What the page knows: the world as the sandbox told it, who is looking and where they are.
 * Only the functions here change it, and each tells what it changed.
 *
 * @typedef {{id: string, name: string, real_name: string, tz: string, locale: string, is_guest?: boolean,
 *   is_bot?: boolean, deleted?: boolean, avatar_colour?: string, title?: string, city?: string}} Person
 * @typedef {{id: string, name: string, is_private?: boolean, is_im?: boolean, is_mpim?: boolean, is_archived?: boolean,
 *   members?: string[], topic?: string, user?: string}} Channel
 * @typedef {{id: string, name: string, domain: string, people: Person[], channels: Channel[], commands: any[],
 *   shortcuts: any[], app: {name: string, bot_user: string, app_id: string, has_home_tab?: boolean,
 *   has_messages_tab?: boolean, messages_read_only?: boolean}}} Workspace
 */
import { tell } from "./bus.js";

export const HOME = "home";

export const state = {
  /** @type {Workspace[]} */
  workspaces: [],
  /** The person who is looking. */
  as: "",
  /** A channel's id, or HOME for the app's Home. */
  place: "",
  /** The `ts` of the thread in the side pane. @type {string|null} */
  thread: null,
  /** @type {Map<string, number>} */
  unread: new Map(),
  /** What stands unsent in each composer. @type {Map<string, string>} */
  unsent: new Map(),
};

/** @returns {Workspace} */
export function workspace() {
  return state.workspaces.find((one) => one.people.some((person) => person.id === state.as)) ?? state.workspaces[0];
}

/** @returns {Person} */
export function viewer() {
  return person(state.as) ?? { id: state.as, name: "?", real_name: "?", tz: "UTC", locale: "en-US" };
}

/** @returns {Person|undefined} */
export function person(id) {
  for (const one of state.workspaces) {
    const found = one.people.find((someone) => someone.id === id);
    if (found) return found;
  }
  return undefined;
}

/** @returns {Channel|undefined} */
export function channel(id) {
  for (const one of state.workspaces) {
    const found = one.channels.find((known) => known.id === id);
    if (found) return found;
  }
  return undefined;
}

/** The app as somebody with a name and a picture; one that is not installed has no id. @returns {Person} */
export function appPerson() {
  const { app } = workspace();
  return (
    person(app.bot_user) ?? {
      id: app.bot_user,
      name: app.name,
      real_name: app.name,
      tz: "UTC",
      locale: "en-US",
      is_bot: true,
    }
  );
}

/** Real people of the viewer's workspace, the viewer included. */
export function people() {
  return workspace().people.filter((someone) => !someone.is_bot && !someone.deleted);
}

/** Channels that the viewer is a member of, by name. */
export function joined() {
  const mine = workspace().channels.filter((one) => !isDirect(one) && (one.members ?? []).includes(state.as));
  return mine.sort((one, other) => one.name.localeCompare(other.name));
}

/** Public channels that the viewer could join; guests see only their own. */
export function joinable() {
  if (viewer().is_guest) return [];
  const others = workspace().channels.filter(
    (one) => !isDirect(one) && !one.is_private && !one.is_archived && !(one.members ?? []).includes(state.as),
  );
  return others.sort((one, other) => one.name.localeCompare(other.name));
}

/** A conversation of two or of a group, named after its people. */
export const isDirect = (one) => Boolean(one?.is_im || one?.is_mpim);

/** The viewer's direct messages; the one with the app comes first. */
export function directs() {
  const mine = workspace().channels.filter((one) => isDirect(one) && isMine(one));
  return mine.sort((one, other) => Number(isApps(other)) - Number(isApps(one)));
}

function isMine(direct) {
  return direct.user === state.as || (direct.members ?? []).includes(state.as);
}

/** The person at the other end of a direct message. @returns {Person|undefined} */
export function otherEnd(direct) {
  const ids = [...(direct.members ?? []), direct.user];
  return person(ids.find((id) => id && id !== state.as) ?? workspace().app.bot_user);
}

export function isApps(direct) {
  const other = otherEnd(direct);
  return Boolean(direct.is_im) && (!other || other.id === workspace().app.bot_user || other.is_bot === true);
}

/** Whether there is an app in this workspace at all. */
export const hasApp = () => Boolean(workspace().app?.bot_user);

export const appDirect = () => directs().find(isApps);

/** Whether the app's manifest turns its Home on; without a manifest it is. */
export const hasHome = () => hasApp() && workspace().app.has_home_tab !== false;

/** Whether this place is for the app to write in, not for people. */
export function isReadOnly(place) {
  const { app } = workspace();
  const here = channel(place);
  return Boolean(here && isApps(here) && (app.messages_read_only || app.has_messages_tab === false));
}

export function placeName(id) {
  const found = channel(id);
  if (!found) return workspace().app.name;
  if (found.is_mpim) return groupName(found);
  if (!found.is_im) return found.name;
  return isApps(found) ? workspace().app.name : (otherEnd(found)?.real_name ?? found.name);
}

/** The same, with the sign of a channel before it. */
export const addressOf = (id) => (isDirect(channel(id)) ? placeName(id) : `#${placeName(id)}`);

/** A group is named after everybody else in it. */
function groupName({ members = [], name }) {
  const others = members.filter((id) => id !== state.as).map((id) => person(id)?.real_name ?? id);
  return others.join(", ") || name;
}

export function setWorld(world) {
  state.workspaces = world.workspaces;
  tell("world", world);
}

export function setPerson(id) {
  if (state.as === id) return;
  state.as = id;
  state.unread = new Map();
  state.thread = null;
  tell("person", viewer());
}

export function goTo(place) {
  state.place = place;
  state.thread = null;
  tell("place", place);
}

export function openThread(ts) {
  state.thread = ts;
  tell("thread", ts);
}

export function setUnread(id, count) {
  state.unread.set(id, count);
  tell("unread", { channel: id, count });
}

/** Takes a channel that is new or has changed into its workspace. */
export function keepChannel(changed) {
  for (const one of state.workspaces) {
    const at = one.channels.findIndex((known) => known.id === changed.id);
    if (at >= 0) one.channels[at] = { ...one.channels[at], ...changed };
  }
  if (!channel(changed.id)) homeOf(changed).channels.push(changed);
  tell("channels", changed);
}

/** The workspace that somebody or something new belongs to. */
const homeOf = ({ team }) => state.workspaces.find((one) => one.id === team) ?? workspace();

export function keepPerson(changed) {
  if (!person(changed.id)) homeOf(changed).people.push(changed);
  for (const one of state.workspaces) {
    const at = one.people.findIndex((known) => known.id === changed.id);
    if (at >= 0) one.people[at] = { ...one.people[at], ...changed };
  }
  tell("people", changed);
}
