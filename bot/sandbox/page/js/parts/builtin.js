/** The commands that belong to the place itself, not to an app: who comes in and who goes. */
import { act } from "../core/api.js";
import { appPerson, people, state } from "../core/state.js";
import { t } from "../core/words.js";

export const builtins = () => [
  { command: "/invite", usage_hint: t("invite_hint"), description: t("invite_help") },
  { command: "/leave", usage_hint: "", description: t("leave_help") },
];

/** @returns {Promise<any>|null} null when the command is for the app */
export function runBuiltin(channel, text) {
  const [name, ...words] = text.split(/\s+/);
  if (name === "/leave") return act("/_page/leave", { channel, user: state.as });
  if (name === "/invite") return invite(channel, words.join(" "));
  return null;
}

async function invite(channel, words) {
  const wanted = words.replace(/^@/, "").toLowerCase();
  const someone = [appPerson(), ...people()].find((one) =>
    [one.name, one.real_name].some((name) => name?.toLowerCase() === wanted),
  );
  if (!someone) return { ok: false, message: t("nobody", { name: words || "@" }) };
  return act("/_page/join", { channel, user: someone.id });
}
