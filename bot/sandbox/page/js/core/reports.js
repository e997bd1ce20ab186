/** Failures told to the person: one sentence, once, in the notices area, unless Slackbot has said it already. */
import { tell } from "./bus.js";
import { workspace } from "./state.js";
import { t } from "./words.js";

/** @param {{ok: boolean, error?: string, message?: string, told?: boolean}} answer */
export function report(answer) {
  if (answer.ok || answer.told) return;
  tell("notice", { text: sentence(answer) });
}

export function sentence(answer) {
  if (answer.message) return answer.message;
  if (answer.error === "unreachable") return t("unreachable");
  if (answer.error === "timeout" || answer.error === "operation_timeout")
    return t("app_silent", { app: workspace().app.name });
  return t("failed", { error: answer.error ?? "?" });
}
