/** The data table: a caption, columns that sort, a filter, and pages. */
import { fill, h } from "../core/dom.js";
import { viewer } from "../core/state.js";
import { t } from "../core/words.js";
import { cellWords } from "./table.js";

const PAGE = 5;

export const drawDataTable = (block) => new DataTable(block).node;

class DataTable {
  constructor(block) {
    const [head = [], ...rows] = block.rows ?? [];
    this.head = head;
    this.rows = rows;
    this.size = block.page_size ?? PAGE;
    this.named = block.row_header_column_index ?? 0;
    this.page = 0;
    this.sorted = { column: -1, down: false };
    this.letters = "";
    this.table = h("table");
    this.foot = h("div.data-foot");
    this.filter = h("input.field", {
      type: "search",
      placeholder: t("filter"),
      "aria-label": t("filter"),
      oninput: () => this.sift(),
    });
    this.node = h(
      "div.data-table",
      null,
      rows.length > this.size ? this.filter : null,
      h("div.table-frame", { tabindex: "0", role: "region", "aria-label": block.caption || t("table") }, this.table),
      this.foot,
    );
    this.caption = block.caption;
    this.redraw();
  }

  sift() {
    this.letters = this.filter.value.trim().toLowerCase();
    this.page = 0;
    this.redraw();
  }

  sort(column) {
    const down = this.sorted.column === column && !this.sorted.down;
    this.sorted = { column, down };
    this.page = 0;
    this.redraw();
  }

  found() {
    const rows = this.rows.filter((row) => row.map(wordsOf).join(" ").toLowerCase().includes(this.letters));
    const { column, down } = this.sorted;
    if (column < 0) return rows;
    const order = rows.toSorted((one, other) => compared(one[column], other[column]));
    return down ? order.reverse() : order;
  }

  redraw() {
    const rows = this.found();
    const from = this.page * this.size;
    fill(
      this.table,
      h("caption", null, this.caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          this.head.map((cell, column) => this.drawHead(cell, column)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.slice(from, from + this.size).map((row) => this.drawRow(row)),
      ),
    );
    this.drawFoot(rows.length);
  }

  drawHead(cell, column) {
    const { column: sorted, down } = this.sorted;
    const order = sorted === column ? (down ? "descending" : "ascending") : "none";
    const kind = this.rows[0]?.[column]?.type === "raw_number" ? ".right" : "";
    const sign = { ascending: " ↑", descending: " ↓", none: "" }[order];
    return h(
      `th${kind}`,
      { scope: "col", "aria-sort": order },
      h("button.sorts", { type: "button", onclick: () => this.sort(column) }, cellWords(cell), sign),
    );
  }

  drawRow(row) {
    return h(
      "tr",
      null,
      row.map((cell, column) => {
        const kind = cell?.type === "raw_number" ? ".right" : "";
        return column === this.named
          ? h(`th${kind}`, { scope: "row" }, cellWords(cell))
          : h(`td${kind}`, null, cellWords(cell));
      }),
    );
  }

  drawFoot(count) {
    const last = Math.max(0, Math.ceil(count / this.size) - 1);
    const turn = (by) => {
      this.page += by;
      this.redraw();
    };
    this.foot.hidden = !last;
    fill(
      this.foot,
      h("button.button", { type: "button", disabled: this.page === 0, onclick: () => turn(-1) }, t("page_before")),
      h("span", { role: "status" }, t("page_of", { page: this.page + 1, pages: last + 1 })),
      h("button.button", { type: "button", disabled: this.page >= last, onclick: () => turn(1) }, t("page_after")),
    );
  }
}

/** What a cell says, for filtering and sorting. */
function wordsOf(cell) {
  if (!cell) return "";
  if (cell.type === "raw_number") return String(cell.value ?? cell.text ?? "");
  if (cell.type !== "rich_text") return cell.text?.text ?? cell.text ?? "";
  const words = (part) => part.text ?? (part.elements ?? []).map(words).join("");
  return words(cell);
}

function compared(one, other) {
  if (one?.type === "raw_number" && other?.type === "raw_number") return Number(one.value) - Number(other.value);
  return wordsOf(one).localeCompare(wordsOf(other), viewer().locale, { numeric: true });
}
