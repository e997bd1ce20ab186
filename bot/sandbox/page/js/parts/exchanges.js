/**
 * What the sandbox and the app said to each other, put together: each thing that a person did, or that happened,
 * with the calls that the app made because of it. Pure.
 *
 * @typedef {{n: number, at: string, direction: "in"|"out", kind: string, body: any, response: any, ms: number|null}} Exchange
 * @typedef {{key: string, first: Exchange, calls: Exchange[]}} Matter `first` is what the app was told, or a call that
 *   it made by itself
 */

/** A call that begins later than this after the last word between the two is the app's own affair. */
const TOGETHER_MS = 5000;

const startOf = ({ at, ms }) => Date.parse(at) - (ms ?? 0);

/** @param {Exchange[]} exchanges in any order @returns {Matter[]} the newest first */
export function matters(exchanges) {
  const inOrder = exchanges.toSorted((one, other) => startOf(one) - startOf(other) || one.n - other.n);
  /** @type {Matter[]} */
  const found = [];
  const byTrigger = new Map();
  for (const exchange of inOrder) {
    const matter = causeOf(exchange, found, byTrigger);
    if (matter) matter.calls.push(exchange);
    else found.push({ key: String(exchange.n), first: exchange, calls: [] });
    const trigger = exchange.direction === "out" ? exchange.body?.trigger_id : null;
    if (trigger) byTrigger.set(trigger, found.at(-1));
  }
  return found.reverse();
}

/** A view is opened with the trigger of its click; for everything else the time must do. */
function causeOf(exchange, found, byTrigger) {
  if (exchange.direction === "out") return null;
  const named = byTrigger.get(exchange.body?.trigger_id);
  if (named) return named;
  const last = found.at(-1);
  if (!last) return null;
  const spoke = Math.max(...[last.first, ...last.calls].map(({ at }) => Date.parse(at)));
  return startOf(exchange) - spoke < TOGETHER_MS ? last : null;
}

/** From the first word to the last, in milliseconds. */
export function lasted({ first, calls }) {
  const ends = [first, ...calls].map(({ at }) => Date.parse(at));
  return Math.max(first.ms ?? 0, Math.max(...ends) - startOf(first));
}

/** @returns {string} Slack's code, or nothing */
export const refusalOf = ({ response }) =>
  response?.ok === false || response?.error ? String(response.error ?? "error") : "";

/** What Slack says about it, each with the path to the place. @returns {string[]} */
export function complaintsOf({ response }) {
  const said = response?.response_metadata?.messages ?? response?.errors ?? [];
  const needed = response?.needed ? [`needed: ${response.needed}`, `provided: ${response.provided ?? ""}`] : [];
  return [...(Array.isArray(said) ? said : [JSON.stringify(said)]).map(String), ...needed];
}

const NAMES = {
  command: ({ body }) => [body?.command, body?.text].filter(Boolean).join(" "),
  block_actions: ({ body }) => body?.actions?.[0]?.action_id,
  block_suggestion: ({ body }) => `${body?.action_id} “${body?.value ?? ""}”`,
  view_submission: ({ body }) => body?.view?.callback_id,
  view_closed: ({ body }) => body?.view?.callback_id,
  shortcut: ({ body }) => body?.callback_id,
  message_action: ({ body }) => body?.callback_id,
};

/** Which command, button, form or event it was. */
export function detailOf(exchange) {
  const name = NAMES[exchange.kind];
  if (name) return name(exchange) ?? "";
  return exchange.body?.event?.type ?? "";
}
