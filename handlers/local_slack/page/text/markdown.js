// Standard Markdown, for the `markdown` block: headings, lists, tasks, tables, quotes, fences.

import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import { link } from "./references.js";

/** A Markdown text as nodes. What is not understood stays as it was typed. */
export function markdown(text) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const nodes = [];
  while (lines.length) nodes.push(...nextBlock(lines));
  return nodes;
}

function nextBlock(lines) {
  const line = lines[0];
  if (!line.trim()) return (lines.shift(), []);
  if (/^ {0,3}(```|~~~)/.test(line)) return [fence(lines)];
  if (/^ {0,3}#{1,6} /.test(line)) return [heading(lines.shift())];
  if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) return (lines.shift(), [h("hr")]);
  if (/^ {0,3}>/.test(line)) return [quote(lines)];
  if (ITEM.test(line)) return [list(lines)];
  if (isTable(lines)) return [table(lines)];
  return [paragraph(lines)];
}

function fence(lines) {
  const mark = lines.shift().trim().slice(0, 3);
  const code = taken(lines, (line) => !line.trim().startsWith(mark));
  lines.shift();
  return h("pre", {}, code.join("\n"));
}

function heading(line) {
  const [, marks, words] = /^ *(#{1,6}) +(.*?) *#*$/.exec(line);
  return h(
    "p",
    { class: `heading heading-${Math.min(marks.length, 4)}`, role: "heading", "aria-level": marks.length },
    inline(words),
  );
}

function quote(lines) {
  const inside = taken(lines, (line) => /^ {0,3}>/.test(line)).map((line) => line.replace(/^ {0,3}> ?/, ""));
  return h("blockquote", {}, markdown(inside.join("\n")));
}

const ITEM = /^( *)([-*+]|\d{1,9}[.)])( +)(?=\S)/;

function list(lines) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const ordered = /\d/.test(mark);
  const items = [];
  while (lines.length && ITEM.test(lines[0]) && ITEM.exec(lines[0])[1].length === indent.length) {
    const width = ITEM.exec(lines[0])[0].length;
    const own = [lines.shift().slice(width)];
    own.push(
      ...taken(lines, (line) =>
        line.trim() === ""
          ? nextIsIndented(lines, width)
          : indentOf(line) >= Math.min(width, 2) + indent.length,
      ).map((line) => line.slice(Math.min(width, indentOf(line)))),
    );
    items.push(item(own));
  }
  return h(ordered ? "ol" : "ul", ordered ? { start: parseInt(mark, 10) } : {}, items);
}

function item(lines) {
  const task = /^\[([ xX])\] (.*)$/.exec(lines[0]);
  if (task) lines[0] = task[2];
  const [first, ...rest] = lines;
  const box = task && h("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  return h("li", { class: task ? "to-do" : undefined }, box, inline(first), markdown(rest.join("\n")));
}

function isTable(lines) {
  return lines.length > 1 && lines[0].includes("|") && /^ *\|? *:?-+:? *(\| *:?-+:? *)*\|? *$/.test(lines[1]);
}

function table(lines) {
  const [head, rule, ...rows] = taken(lines, (line) => line.includes("|")).map(cells);
  const align = rule.map((mark) =>
    mark.endsWith(":") ? (mark.startsWith(":") ? "center" : "right") : "left",
  );
  const row = (tag) => (texts) =>
    h(
      "tr",
      {},
      texts.map((text, place) => h(tag, { class: `align-${align[place] ?? "left"}` }, inline(text))),
    );
  return h(
    "div",
    { class: "table-frame" },
    h("table", { class: "table" }, h("thead", {}, row("th")(head)), h("tbody", {}, rows.map(row("td")))),
  );
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function paragraph(lines) {
  const own = [
    lines.shift(),
    ...taken(lines, (line) => line.trim() && !/^ {0,3}(#{1,6} |>|```|~~~)/.test(line) && !ITEM.test(line)),
  ];
  return h("p", {}, inline(own.join("\n")));
}

/** Takes lines from the front for as long as `fits`. */
function taken(lines, fits) {
  const own = [];
  while (lines.length && fits(lines[0])) own.push(lines.shift());
  return own;
}

const indentOf = (line) => line.length - line.trimStart().length;
const nextIsIndented = (lines, width) =>
  lines.length > 1 && lines[1].trim() !== "" && indentOf(lines[1]) >= Math.min(width, 2);

const TOKEN = new RegExp(
  [
    "\\\\([\\\\`*_{}\\[\\]()#+.!~|>-])",
    "`([^`\\n]+)`",
    '!?\\[([^\\]\\n]*)\\]\\(([^()\\s]+)(?: "[^"]*")?\\)',
    "<(https?:[^<>\\s]+)>",
    "\\*\\*([^\\s*](?:[^\\n]*?[^\\s])?)\\*\\*",
    "__([^\\s_](?:[^\\n]*?[^\\s])?)__",
    "~~([^\\s~](?:[^~\\n]*[^\\s~])?)~~",
    "\\*([^\\s*](?:[^*\\n]*[^\\s*])?)\\*",
    "(?<![\\p{L}\\p{N}])_([^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\p{L}\\p{N}])",
    ":([a-z0-9_+-]+):",
    "(https?:\\/\\/[^\\s<>|)]*[^\\s<>|.,;:!?)'\"])",
  ].join("|"),
  "gu",
);

function inline(text) {
  const nodes = [];
  let read = 0;
  for (const found of text.matchAll(TOKEN)) {
    nodes.push(text.slice(read, found.index), inlineNode(found));
    read = found.index + found[0].length;
  }
  nodes.push(text.slice(read));
  return nodes;
}

function inlineNode([
  whole,
  literal,
  code,
  words,
  target,
  auto,
  bold,
  strong,
  strike,
  italic,
  emphasis,
  name,
  address,
]) {
  if (literal) return literal;
  if (code) return h("code", {}, code);
  if (target) return link(target, words || target);
  if (auto || address) return link(auto || address);
  if (bold || strong) return h("strong", {}, inline(bold || strong));
  if (strike) return h("s", {}, inline(strike));
  if (italic || emphasis) return h("em", {}, inline(italic || emphasis));
  return emoji(name) ?? whole;
}
