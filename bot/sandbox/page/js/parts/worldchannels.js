/** The channels of a workspace: new ones, and those that are archived or opened again. */
import { send } from "../core/api.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { state } from "../core/state.js";
import { t } from "../core/words.js";

/** @param {import("../core/state.js").Workspace} shown */
export function drawChannels(shown, redraw) {
  const channels = shown.channels.filter((one) => !one.is_im && !one.is_mpim);
  return [h("ul.world-list", null, channels.map(drawChannel)), drawAdd(shown, redraw)];
}

function drawChannel(one) {
  const turn = async () => {
    const by = (one.members ?? [])[0];
    report(await send("/_world/channel", { id: one.id, is_archived: !one.is_archived, ...(by ? { by } : {}) }));
  };
  return h(
    `li.world-channel${one.is_archived ? ".gone" : ""}`,
    { data: { testid: "world-channel" } },
    icon(one.is_private ? "lock" : "hash", 16),
    h("span.world-name", null, h("strong", null, one.name), one.topic ? ` ${one.topic}` : ""),
    h("span.world-count", null, t("members", { count: (one.members ?? []).length })),
    h(
      "button.button",
      { type: "button", onclick: turn, data: { key: one.id, testid: "archive" } },
      t(one.is_archived ? "unarchive" : "archive"),
      h("span.visually-hidden", null, ` #${one.name}`),
    ),
  );
}

function drawAdd(shown, redraw) {
  const field = h("input.field", {
    type: "text",
    required: true,
    pattern: "[\\p{Ll}\\p{N}_\\-]{1,80}",
    "aria-label": t("new_channel"),
    placeholder: t("new_channel"),
    data: { key: "new channel", testid: "new-channel" },
  });
  const secret = h("input", { type: "checkbox", data: { key: "private" } });
  const add = async (event) => {
    event.preventDefault();
    const creator = shown.people.some((someone) => someone.id === state.as) ? state.as : "";
    const members = creator ? { creator, members: [creator] } : {};
    const wanted = { team: shown.id, name: field.value, is_private: secret.checked, ...members };
    const answer = await send("/_world/channel", wanted);
    report(answer);
    if (!answer.ok) return;
    field.value = "";
    field.blur();
    redraw();
  };
  return h(
    "form.world-add",
    { onsubmit: add },
    field,
    h("label.check", null, secret, h("span.check-words", null, t("private_channel"))),
    h("button.button", { type: "submit" }, t("fault_add")),
  );
}
