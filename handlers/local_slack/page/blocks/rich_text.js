// Rich text: sections, lists, quotes and code, made of styled leaves.

import { h } from "../dom.js";
import { emoji } from "../text/emoji.js";
import { withEmoji } from "../text/mrkdwn.js";
import * as references from "../text/references.js";

export function richText(block) {
  return h("div", { class: "rich-text text" }, block.elements.map(part));
}

function part(element) {
  switch (element.type) {
    case "rich_text_section":
      return h("div", { class: "rich-section" }, leaves(element));
    case "rich_text_list":
      return list(element);
    case "rich_text_quote":
      return h("blockquote", {}, leaves(element));
    case "rich_text_preformatted":
      return h("pre", {}, leaves(element));
    default:
      return h("div", {}, (element.elements ?? []).map(leaf));
  }
}

function list({ style, indent = 0, offset = 0, border = 0, elements }) {
  const ordered = style === "ordered";
  const marks = ordered ? ["decimal", "lower-alpha", "lower-roman"] : ["disc", "circle", "square"];
  const place = { "--indent": indent, "list-style-type": marks[indent % 3] };
  const items = elements.map((item) => h("li", {}, leaves(item)));
  return h(
    ordered ? "ol" : "ul",
    { class: border ? "bordered" : undefined, style: place, ...(ordered && { start: offset + 1 }) },
    items,
  );
}

const leaves = (element) => element.elements.map(leaf);

function leaf(element) {
  const build = LEAVES[element.type];
  return styled(build ? build(element) : (element.text ?? element.fallback ?? ""), element.style);
}

const LEAVES = {
  // People type the short names of emoji; in code they stay as they are.
  text: (leaf) => (leaf.style?.code ? leaf.text : withEmoji(leaf.text)),
  link: (leaf) => references.link(leaf.url, leaf.text ?? leaf.url),
  user: (leaf) => references.person(leaf.user_id),
  usergroup: (leaf) => references.group(leaf.usergroup_id),
  channel: (leaf) => references.channel(leaf.channel_id),
  team: (leaf) => h("span", { class: "mention" }, leaf.team_id),
  broadcast: (leaf) => references.broadcast(leaf.range),
  emoji: (leaf) => fromUnicode(leaf.unicode) ?? emoji(leaf.name) ?? `:${leaf.name}:`,
  date: (leaf) => references.date(leaf.timestamp, leaf.format, leaf.url),
  color: (leaf) =>
    h("span", { class: "colour" }, h("i", { style: { background: safeColour(leaf.value) } }), leaf.value),
};

function fromUnicode(codes) {
  return codes && String.fromCodePoint(...codes.split("-").map((code) => parseInt(code, 16)));
}

function safeColour(value) {
  return /^#[0-9a-f]{3,8}$/i.test(value) ? value : "transparent";
}

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce(
    (inside, [name, tag]) => (style[name] ? h(tag, {}, inside) : inside),
    node,
  );
}
