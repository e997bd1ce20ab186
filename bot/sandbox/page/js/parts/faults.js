/** What Slack and the network do wrong on demand: rules for the app's next calls, and the cutting of its sockets. */
import { ask, remove, send } from "../core/api.js";
import { on } from "../core/bus.js";
import { fill, h, uid } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { report } from "../core/reports.js";
import { channel, directs, joined, placeName } from "../core/state.js";
import { t } from "../core/words.js";
import { Panel } from "../widgets/panel.js";
import { CALLS, DELIVERIES, KINDS, METHODS, TOLD } from "./faultkinds.js";

const TIMES = ["1", "3", ""];
const CUTS = ["refresh_requested", "drop", "silent"];

export function mountFaults() {
  const count = h("span.fault-count", { hidden: true });
  const button = h("button.ghost", { type: "button", data: { testid: "faults" } }, icon("fault"), count);
  const panel = new Panel({ id: "faults-panel", kind: "faults", button, draw: (node) => drawPanel(node, count) });
  on("person", () => {
    panel.show(false);
    button.setAttribute("aria-label", t("faults"));
    button.title = t("faults");
    panel.node.setAttribute("aria-label", t("faults"));
    recount(count);
  });
  return panel.frame;
}

const isActive = (rule) => rule.times === null || rule.times > 0;

async function activeRules() {
  const answer = await ask("/_faults");
  return (answer.faults ?? []).filter(isActive);
}

async function recount(count, rules) {
  const active = rules ?? (await activeRules());
  count.textContent = String(active.length);
  count.setAttribute("aria-label", t("faults_active", { count: active.length }));
  count.hidden = !active.length;
}

function drawPanel(panel, count) {
  const list = h("ul.fault-list");
  const change = async (answer) => {
    report(answer);
    const rules = await activeRules();
    fill(list, rules.map(drawRule));
    clear.hidden = !rules.length;
    recount(count, rules);
  };
  const clear = h(
    "button.button",
    {
      type: "button",
      hidden: true,
      data: { testid: "faults-clear" },
      onclick: async () => change(await remove("/_faults")),
    },
    t("faults_clear"),
  );
  fill(
    panel,
    h("h2", null, t("faults")),
    h("p.hint", null, t("faults_help")),
    drawForm(change),
    list,
    clear,
    h("h3", null, t("sockets")),
    h("div.fault-cuts", null, CUTS.map(drawCut)),
  );
  change({ ok: true });
}

function drawForm(change) {
  const kind = select(t("fault_kind"), "fault-kind", []);
  fill(kind.field, drawKinds(t("faults_calls"), CALLS), drawKinds(t("faults_deliveries"), DELIVERIES));
  const method = suggesting(t("fault_method"), "fault-method");
  const place = select(t("fault_channel"), "fault-channel", [
    ["", t("fault_any_channel")],
    ...[...joined(), ...directs()].map((one) => [one.id, placeName(one.id)]),
  ]);
  const times = select(
    t("fault_times"),
    "fault-times",
    TIMES.map((number) => [number, number ? t("fault_next", { count: Number(number) }) : t("fault_always")]),
  );
  const detail = h("span.fault-detail");
  const showDetail = () => {
    fill(detail, drawDetail(kind.field.value));
    method.offer(kind.field.value in DELIVERIES ? TOLD : METHODS);
  };
  kind.field.addEventListener("change", showDetail);
  showDetail();
  const submit = async (event) => {
    event.preventDefault();
    const rule = ruleOf(kind.field.value, method.field.value.trim() || "*", times.field.value, detail);
    change(await send("/_faults", { ...rule, channel: place.field.value }));
  };
  return h(
    "form.fault-form",
    { onsubmit: submit },
    kind.node,
    detail,
    method.node,
    place.node,
    times.node,
    h("button.button.primary", { type: "submit", data: { testid: "fault-add" } }, t("fault_add")),
  );
}

const drawKinds = (label, kinds) =>
  h(
    "optgroup",
    { label },
    Object.keys(kinds).map((name) => h("option", { value: name }, kindWords(name))),
  );

function ruleOf(kind, method, times, detail) {
  const field = detail.querySelector("input");
  const given = KINDS[kind];
  const number = given?.type === "number" && given.name !== "retry_after";
  return {
    kind,
    method,
    ...(times ? { times: Number(times) } : {}),
    ...(given && field ? { [given.name]: number ? Number(field.value) : field.value } : {}),
  };
}

function drawDetail(kind) {
  const given = KINDS[kind];
  if (!given) return null;
  const id = uid("fault");
  return [
    h("label", { for: id }, t(`fault_${given.name}`)),
    h("input.field", {
      id,
      type: given.type,
      value: given.value,
      required: true,
      ...(given.type === "number" ? { min: "0", step: "any" } : {}),
      data: { testid: "fault-detail" },
    }),
  ];
}

function select(label, testid, options) {
  const id = uid("fault");
  const field = h(
    "select.field",
    { id, data: { testid } },
    options.map(([value, words]) => h("option", { value }, words)),
  );
  return { field, node: h("span.fault-field", null, h("label", { for: id }, label), field) };
}

/** A field for any name at all, which offers those that are known. */
function suggesting(label, testid) {
  const id = uid("fault");
  const known = h("datalist", { id: `${id}-known` });
  const field = h("input.field", {
    id,
    list: known.id,
    placeholder: t("fault_any_method"),
    autocomplete: "off",
    spellcheck: "false",
    data: { testid },
  });
  const offer = (names) => {
    field.value = "";
    fill(
      known,
      names.map((name) => h("option", { value: name })),
    );
  };
  return { field, offer, node: h("span.fault-field", null, h("label", { for: id }, label), field, known) };
}

const kindWords = (kind) => (kind in KINDS ? t(`fault_kind_${kind}`) : kind);

function drawRule(rule) {
  const given = KINDS[rule.kind];
  const detail = given && rule[given.name] !== null ? ` ${rule[given.name]}` : "";
  const left = rule.times === null ? t("fault_always") : t("fault_next", { count: rule.times });
  const method = rule.method === "*" ? t("fault_any_method") : rule.method;
  const where = rule.channel ? ` · ${channel(rule.channel) ? placeName(rule.channel) : rule.channel}` : "";
  return h(
    "li",
    { data: { testid: "fault" } },
    h("strong", null, kindWords(rule.kind), detail),
    h("span", null, ` ${method}${where} · ${left}`),
  );
}

function drawCut(reason) {
  const cut = async () => report(await send("/_sockets/disconnect", { reason }));
  return h("button.button", { type: "button", onclick: cut, data: { testid: `cut-${reason}` } }, t(`cut_${reason}`));
}
