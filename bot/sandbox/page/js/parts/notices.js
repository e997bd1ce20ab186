/** What went wrong, said in one place: the app did not answer, a call failed, the sandbox is away. */
import { on } from "../core/bus.js";
import { h } from "../core/dom.js";
import { icon } from "../core/icons.js";
import { t } from "../core/words.js";

const LASTS = 6_000;
const AT_MOST = 4;

export function mountNotices() {
  const area = h("div.notices", { role: "status", "aria-live": "polite", data: { testid: "notices" } });
  const away = h("div.notice.away", { hidden: true, role: "alert" });
  area.append(away);
  on("notice", (news) => add(area, news.text));
  on("stream:notice", (news) => add(area, news.text));
  on("person", () => {
    area.setAttribute("aria-label", t("notices"));
    for (const notice of area.querySelectorAll("[data-text]")) notice.remove();
  });
  on("connection", (how) => {
    away.hidden = how !== "lost";
    away.textContent = how === "lost" ? t("connection_lost") : "";
  });
  return area;
}

/** The stream and the answer to a click may both say it: the same words stand there once. */
function add(area, text) {
  const before = [...area.querySelectorAll(".notice[data-text]")];
  if (before.some((one) => one.dataset.text === text)) return;
  const remove = () => notice.remove();
  const notice = h(
    "div.notice",
    { data: { text, testid: "notice" } },
    h("span.notice-sign", { "aria-hidden": "true" }, "!"),
    h("span", null, text),
    h(
      "button.ghost",
      { type: "button", "aria-label": t("dismiss"), title: t("dismiss"), onclick: remove },
      icon("close", 16),
    ),
  );
  before.slice(0, Math.max(0, before.length - AT_MOST + 1)).forEach((old) => old.remove());
  layOver(area);
  area.append(notice);
  setTimeout(() => notice.matches(":hover, :focus-within") || remove(), LASTS);
}

/** A modal makes the rest of the page inert, so notices are shown inside it. */
function layOver(area) {
  const front = document.querySelector("dialog[open]") ?? document.body;
  if (area.parentElement !== front) front.append(area);
}
