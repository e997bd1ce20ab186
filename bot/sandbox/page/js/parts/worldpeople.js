/** The people of a workspace: who they are, where, in which language, and whether they are still there. */
import { send } from "../core/api.js";
import { h } from "../core/dom.js";
import { report } from "../core/reports.js";
import { keepPerson } from "../core/state.js";
import { t } from "../core/words.js";
import { avatar } from "./avatar.js";

const LOCALES = ["en-US", "en-GB", "fr-FR", "fr-CA"];
const KINDS = {
  member: { deleted: false, is_restricted: false, is_ultra_restricted: false, is_admin: false },
  admin: { deleted: false, is_restricted: false, is_ultra_restricted: false, is_admin: true },
  guest: { deleted: false, is_restricted: true, is_ultra_restricted: false, is_admin: false },
  guest_single: { deleted: false, is_restricted: false, is_ultra_restricted: true, is_admin: false },
  deactivated: { deleted: true },
};

/** @param {import("../core/state.js").Workspace} shown */
export function drawPeople(shown, redraw) {
  const zones = h(
    "datalist",
    { id: "zones" },
    Intl.supportedValuesOf("timeZone").map((zone) => h("option", { value: zone })),
  );
  const people = shown.people.filter((someone) => !someone.is_bot);
  return [h("ul.world-list", null, people.map(drawPerson)), drawAdd(shown, redraw), zones];
}

async function change(someone, changes) {
  const answer = await send("/_world/person", { id: someone.id, ...changes });
  report(answer);
  if (answer.ok) keepPerson({ ...someone, ...changes });
}

function kindOf(someone) {
  if (someone.deleted) return "deactivated";
  if (someone.is_ultra_restricted) return "guest_single";
  if (someone.is_guest) return "guest";
  return someone.is_admin ? "admin" : "member";
}

function drawPerson(someone) {
  const named = (words) => `${words}: ${someone.real_name}`;
  const kind = h(
    "select.field",
    {
      "aria-label": named(t("person_kind")),
      onchange: () => change(someone, KINDS[kind.value]),
      data: { key: `${someone.id} kind`, testid: "person-kind" },
    },
    Object.keys(KINDS).map((name) => h("option", { value: name }, t(`kind_${name}`))),
  );
  kind.value = kindOf(someone);
  const locale = h(
    "select.field",
    {
      "aria-label": named(t("language")),
      onchange: () => change(someone, { locale: locale.value }),
      data: { key: `${someone.id} locale` },
    },
    [...new Set([...LOCALES, someone.locale])].map((code) => h("option", { value: code }, code)),
  );
  locale.value = someone.locale;
  const zone = h("input.field", {
    type: "text",
    list: "zones",
    value: someone.tz,
    "aria-label": named(t("time_zone")),
    onchange: () => change(someone, { tz: zone.value, city: "" }),
    data: { key: `${someone.id} zone` },
  });
  return h(
    `li.world-person${someone.deleted ? ".gone" : ""}`,
    { data: { testid: "world-person" } },
    avatar(someone, 30),
    h(
      "span.world-name",
      null,
      h("strong", null, someone.real_name || someone.name),
      someone.title ? ` ${someone.title}` : "",
    ),
    kind,
    locale,
    zone,
  );
}

function drawAdd(shown, redraw) {
  const field = h("input.field", {
    type: "text",
    required: true,
    "aria-label": t("new_person"),
    placeholder: t("new_person"),
    data: { key: "new person", testid: "new-person" },
  });
  const add = async (event) => {
    event.preventDefault();
    const answer = await send("/_world/person", {
      team: shown.id,
      name: handleOf(field.value),
      real_name: field.value.trim(),
    });
    report(answer);
    if (!answer.ok) return;
    field.value = "";
    field.blur();
    redraw();
  };
  return h("form.world-add", { onsubmit: add }, field, h("button.button", { type: "submit" }, t("fault_add")));
}

const handleOf = (name) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "") || "someone";
