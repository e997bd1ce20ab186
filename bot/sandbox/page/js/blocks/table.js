/** The table block: the first row is the head, cells are words, numbers or rich text. */
import { h } from "../core/dom.js";
import { viewer } from "../core/state.js";
import { t } from "../core/words.js";
import { drawText } from "../text/draw.js";
import { drawRichText } from "./richtext.js";

export function drawTable(block) {
  const [head, ...rows] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const row = (cells, tag) =>
    h(
      "tr",
      null,
      (cells ?? []).map((cell, column) => drawCell(cell, settings[column] ?? {}, tag)),
    );
  return h(
    "div.table-frame",
    { tabindex: "0", role: "region", "aria-label": t("table") },
    h(
      "table",
      null,
      h("thead", null, row(head, "th")),
      h(
        "tbody",
        null,
        rows.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

function drawCell(cell, { align, is_wrapped: wrapped }, tag) {
  const classes = [align ? `.${align}` : "", wrapped ? ".wrapped" : ""].join("");
  return h(`${tag}${classes}`, { scope: tag === "th" ? "col" : null }, cellWords(cell));
}

/** @returns {Node[]|string} */
export function cellWords(cell) {
  if (!cell) return "";
  if (cell.type === "rich_text") return drawRichText(cell);
  if (cell.type === "raw_number") return cell.text ?? new Intl.NumberFormat(viewer().locale).format(cell.value);
  if (cell.type === "mrkdwn" || cell.type === "plain_text") return drawText(cell);
  return cell.text ?? "";
}
