/** One exchange in the inspector: what was sent, what came back, how long it took, what Slack would have refused. */
import { h } from "../core/dom.js";
import { format } from "../core/time.js";
import { t } from "../core/words.js";
import { complaintsOf, detailOf, lasted, refusalOf } from "./exchanges.js";

/** @param {import("./exchanges.js").Matter} matter */
export function drawMatter(matter) {
  const refused = [matter.first, ...matter.calls].filter(refusalOf).length;
  return h(
    refused ? "li.matter.refused" : "li.matter",
    { data: { key: matter.key, testid: "matter" } },
    h(
      "div.matter-head",
      null,
      h("strong.matter-name", null, detailOf(matter.first) || matter.first.kind),
      h("span.spring"),
      refused ? h("span.log-error", null, t("refused", { count: refused })) : null,
      h("span.log-ms", { title: t("lasted") }, milliseconds(lasted(matter))),
      h("span.log-time", null, timeOf(matter.first)),
    ),
    [matter.first, ...matter.calls].map(drawExchange),
  );
}

function timeOf({ at }) {
  const moment = Date.parse(at);
  return Number.isFinite(moment)
    ? format(moment / 1000, { hour: "2-digit", minute: "2-digit", second: "2-digit" })
    : "";
}

const milliseconds = (ms) =>
  ms === null || ms === undefined ? t("no_answer") : t("milliseconds", { count: Math.round(ms * 10) / 10 });

function drawExchange(exchange) {
  const { direction, kind, ms } = exchange;
  const isOut = direction === "out";
  const way = t(isOut ? "to_app" : "from_app");
  const refusal = refusalOf(exchange);
  const summary = h(
    "summary",
    null,
    h(`span.way.${isOut ? "out" : "in"}`, { role: "img", "aria-label": way, title: way }, isOut ? "→" : "←"),
    h("span.log-kind", null, kind),
    refusal ? h("span.log-error", null, refusal) : null,
    h("span.spring"),
    h("span.log-ms", null, milliseconds(ms)),
  );
  const details = h("details.exchange", { data: { n: exchange.n, testid: "exchange" } }, summary);
  // The JSON is laid out when it is looked at.
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(...drawBodies(exchange));
  });
  return h("div", null, details, refusal ? drawRefusal(exchange, refusal) : null);
}

function drawRefusal(exchange, refusal) {
  const said = complaintsOf(exchange);
  const isMissing = refusal === "unknown_method" && said.length > 0;
  const known = t(isMissing ? "refusal_not_in_sandbox" : `refusal_${refusal}`);
  const words = known === `refusal_${refusal}` ? t("refused_by_slack", { error: refusal }) : known;
  return h(
    "div.refusal",
    { data: { testid: "refusal" } },
    h("p", null, words),
    said.length
      ? h(
          "ul",
          null,
          said.map((line) => h("li", null, line)),
        )
      : null,
  );
}

function drawBodies({ direction, body, response }) {
  return [
    h("h3", null, t(direction === "out" ? "sent" : "called")),
    json(body),
    h("h3", null, t("answered")),
    json(response),
  ];
}

const json = (value) =>
  h("pre", { tabindex: "0" }, value === undefined || value === null ? "–" : JSON.stringify(value, null, 2));
