/** The app in a workspace: installed or not, and what a developer copies to connect one. */
import { ask, send } from "../core/api.js";
import { fill, h, uid } from "../core/dom.js";
import { report } from "../core/reports.js";
import { t } from "../core/words.js";

/** @param {import("../core/state.js").Workspace} shown */
export function drawApp(shown, redraw) {
  const keys = h("dl.world-keys");
  const revoke = h("span.world-revoke");
  showKeys(keys, revoke, shown, redraw);
  return [drawInstalled(shown, redraw), keys, revoke, drawNewWorkspace()];
}

function drawInstalled(shown, redraw) {
  const installed = shown.app?.is_installed !== false;
  const turn = async () => {
    report(await send("/_world/app", { team: shown.id, is_installed: !installed }));
    redraw();
  };
  return h(
    "p.world-row",
    null,
    h("span.world-name", null, t(installed ? "app_installed" : "app_not_installed", { place: shown.name })),
    h(
      `button.button${installed ? ".danger" : ".primary"}`,
      { type: "button", onclick: turn, data: { key: "install", testid: "install" } },
      t(installed ? "uninstall" : "install"),
    ),
  );
}

async function showKeys(keys, revoke, shown, redraw) {
  const world = await ask("/_world");
  if (!world.ok) return;
  const mine = world.tokens.filter((token) => token.team === shown.id || token.kind === "app");
  const rows = [
    ["SLACK_API_URL", `${world.url}/api/`],
    ["SLACK_SIGNING_SECRET", world.signing_secret],
    ...mine.map((token) => [token.kind === "app" ? "SLACK_APP_TOKEN" : "SLACK_BOT_TOKEN", wordsOf(token)]),
  ];
  fill(
    keys,
    rows.map(([name, value]) => drawKey(name, value)),
  );
  const token = mine.find((one) => one.kind === "bot");
  fill(revoke, token ? drawRevoke(token, redraw) : null);
}

const wordsOf = (token) => (token.is_revoked ? `${token.value} (${t("revoked")})` : token.value);

function drawKey(name, value) {
  const id = uid("key");
  return h("div", null, h("dt", { id }, name), h("dd", null, h("code", { "aria-labelledby": id }, value)));
}

function drawRevoke(token, redraw) {
  const turn = async () => {
    report(await send("/_world/token", { value: token.value, is_revoked: !token.is_revoked }));
    redraw();
  };
  return h(
    "button.button",
    { type: "button", onclick: turn, data: { key: "revoke", testid: "revoke" } },
    t(token.is_revoked ? "give_back" : "revoke"),
  );
}

function drawNewWorkspace() {
  const field = h("input.field", {
    type: "text",
    required: true,
    "aria-label": t("new_workspace"),
    placeholder: t("new_workspace"),
    data: { key: "new workspace" },
  });
  const add = async (event) => {
    event.preventDefault();
    const answer = await send("/_world/workspace", { name: field.value.trim(), is_installed: true });
    report(answer);
    if (answer.ok) field.value = "";
  };
  return h("form.world-add", { onsubmit: add }, field, h("button.button", { type: "submit" }, t("fault_add")));
}
