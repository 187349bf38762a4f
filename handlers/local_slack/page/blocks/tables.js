// Tables: `table` as it is, `data_table` with sorting and pages.

import { h, icon } from "../dom.js";
import { locale } from "../session.js";
import { t } from "../words.js";
import { richText } from "./rich_text.js";

let tables = 0;
const PAGE = 5; // rows a page when a data table does not say

export function table(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows;
  const line = (tag) => (cells) =>
    h(
      "tr",
      {},
      cells.map((cell, place) => cellNode(tag, cell, settings[place])),
    );
  const body = h(
    "table",
    { class: "table" },
    h("thead", {}, line("th")(head)),
    h("tbody", {}, rows.map(line("td"))),
  );
  return h("div", { class: "table-frame", tabindex: 0, role: "group", "aria-label": "table" }, body);
}

function cellNode(tag, cell, setting = {}) {
  const align = setting?.align ?? (cell?.type === "raw_number" ? "right" : "left");
  const style = `align-${align}${setting?.is_wrapped ? " wrapped" : ""}`;
  return h(tag, { class: style, ...(tag === "th" && { scope: "col" }) }, cellWords(cell));
}

function cellWords(cell) {
  if (!cell) return "";
  return cell.type === "rich_text" ? richText(cell) : cell.text;
}

/** A table that sorts by a press on a heading and shows `page_size` rows at a time. */
export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? PAGE;
  const headerColumn = block.row_header_column_index ?? 0;
  const numeric = head.map((_, column) => rows.every((row) => row[column]?.type === "raw_number"));
  const order = { column: null, down: false, page: 0 };
  const frame = h("div", { class: "data-table" });
  tables += 1;
  // Not a <caption>: that would scroll away with the columns.
  const caption = h("p", { class: "table-caption", id: `table-${tables}` }, block.caption);

  function draw() {
    const sorted = order.column === null ? rows : [...rows].sort(by(order.column, order.down));
    const shown = sorted.slice(order.page * size, (order.page + 1) * size);
    const body = h(
      "table",
      { class: "table", "aria-labelledby": caption.id },
      h("thead", {}, h("tr", {}, head.map(heading))),
      h(
        "tbody",
        {},
        shown.map((row) => h("tr", {}, row.map(cellOf))),
      ),
    );
    frame.replaceChildren(caption, h("div", { class: "table-frame" }, body), rows.length > size ? pager() : "");
  }

  function heading(cell, column) {
    const on = order.column === column;
    const sort = on ? (order.down ? "descending" : "ascending") : "none";
    const button = h(
      "button",
      {
        type: "button",
        class: "sort",
        onclick: () => sortBy(column),
        title: t("sort_by", { column: cell.text }),
      },
      cell.text,
      icon(on ? (order.down ? "down" : "up") : "sort", 14),
    );
    return h(
      "th",
      { scope: "col", "aria-sort": sort, class: `align-${numeric[column] ? "right" : "left"}` },
      button,
    );
  }

  function cellOf(cell, column) {
    const align = `align-${numeric[column] ? "right" : "left"}`;
    return column === headerColumn
      ? h("th", { scope: "row", class: align }, cellWords(cell))
      : h("td", { class: align }, cellWords(cell));
  }

  function sortBy(column) {
    // Numbers are most often wanted from large to small, words from A to Z; a second press turns round.
    order.down = order.column === column ? !order.down : numeric[column];
    Object.assign(order, { column, page: 0 });
    draw();
    frame.querySelectorAll("button.sort")[column].focus();
  }

  function pager() {
    const last = Math.ceil(rows.length / size) - 1;
    const turn = (to) => () => {
      order.page = to;
      draw();
      frame.querySelector(".pager").focus();
    };
    const from = order.page * size + 1;
    return h(
      "div",
      { class: "pager", tabindex: -1 },
      h(
        "span",
        { role: "status" },
        t("rows", { from, to: Math.min(from + size - 1, rows.length), n: rows.length }),
      ),
      h(
        "button",
        { type: "button", class: "small", disabled: order.page === 0, onclick: turn(order.page - 1) },
        t("previous"),
      ),
      h(
        "button",
        { type: "button", class: "small", disabled: order.page === last, onclick: turn(order.page + 1) },
        t("next"),
      ),
    );
  }

  draw();
  return frame;
}

function by(column, down) {
  const collator = new Intl.Collator(locale(), { numeric: true, sensitivity: "base" });
  return (one, other) => {
    const [a, b] = [one[column], other[column]];
    const both = a?.type === "raw_number" && b?.type === "raw_number";
    const difference = both ? a.value - b.value : collator.compare(wordsOf(a), wordsOf(b));
    return down ? -difference : difference;
  };
}

function wordsOf(cell) {
  return cell?.text ?? richText(cell ?? { elements: [] }).textContent;
}
