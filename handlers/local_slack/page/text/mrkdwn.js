// Slack's own markup, "mrkdwn": *bold* _italic_ ~strike~ `code` ```pre``` > quote <references> :emoji:.

import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import * as references from "./references.js";

/** A text object ({type: plain_text | mrkdwn, text}) as nodes. */
export function textObject(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plain(text.text);
}

/** Plain text: only emoji. */
export function plain(text) {
  return [withEmoji(unescaped(text))];
}

/** `text` with the short names of emoji replaced by their signs. */
export function withEmoji(text) {
  return text.replace(EMOJI, (whole, name) => emoji(name) ?? whole);
}

/** A mrkdwn text as nodes. Line breaks stay in the text: the style sheet keeps them. */
export function mrkdwn(text) {
  return String(text)
    .split(/```\n?([\s\S]+?)\n?```/)
    .flatMap((part, place) => (place % 2 ? [h("pre", {}, wordsInCode(part))] : lines(part)))
    .filter((node) => node !== "");
}

function lines(text) {
  const nodes = [];
  for (const part of paragraphs(text)) {
    if (part.quoted) nodes.push(h("blockquote", {}, inline(part.text)));
    else nodes.push(...inline(part.text));
  }
  return nodes;
}

/** Runs of quoted and unquoted lines; `>>>` quotes everything that follows. */
function paragraphs(text) {
  const [before, ...rest] = text.split(/^(?:>>>|&gt;&gt;&gt;) ?/m);
  const runs = [];
  for (const line of before.split("\n")) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const last = runs.at(-1);
    if (last && last.quoted === Boolean(quote)) last.text += `\n${quote ? quote[1] : line}`;
    else runs.push({ quoted: Boolean(quote), text: quote ? quote[1] : line });
  }
  if (rest.length) runs.push({ quoted: true, text: rest.join("\n") });
  return runs;
}

const EMOJI = /:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/g;
const WORD = "[\\p{L}\\p{N}]";
const styled = (mark) =>
  `(?<!${WORD}|[${mark}])[${mark}]([^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?)[${mark}](?!${WORD}|[${mark}])`;
const TOKEN = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    EMOJI.source,
    styled("*"),
    styled("_"),
    styled("~"),
    "(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)'\"])",
  ].join("|"),
  "gu",
);

function inline(text) {
  const nodes = [];
  let read = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [whole, code, reference, name, bold, italic, strike, address] = found;
    const node =
      (code && h("code", {}, unescaped(code))) ||
      (reference && referenceOf(reference)) ||
      (name && emojiNode(name, whole)) ||
      (bold && h("strong", {}, inline(bold))) ||
      (italic && h("em", {}, inline(italic))) ||
      (strike && h("s", {}, inline(strike))) ||
      references.link(unescaped(address));
    nodes.push(unescaped(text.slice(read, found.index)), node);
    read = found.index + whole.length;
  }
  nodes.push(unescaped(text.slice(read)));
  return nodes;
}

function emojiNode(name, whole) {
  const sign = emoji(name);
  return sign
    ? h(
        "span",
        { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
        sign,
      )
    : whole;
}

/** What stands between < and >. */
function referenceOf(inside) {
  const [head, ...words] = inside.split("|");
  const label = unescaped(words.join("|"));
  const id = head.slice(1);
  if (head.startsWith("@")) return references.person(id);
  if (head.startsWith("#")) return references.channel(id, label || id);
  if (head.startsWith("!date^")) {
    const [, seconds, format, address] = head.split("^");
    return references.date(seconds, unescaped(format), address && unescaped(address));
  }
  if (head.startsWith("!subteam^")) return references.group(head.split("^")[1], label || undefined);
  if (head.startsWith("!")) return references.broadcast(label.replace(/^@/, "") || id);
  if (!label && !references.isSafe(unescaped(head))) return `<${unescaped(head)}>`;
  return references.link(unescaped(head), label ? withEmoji(label) : unescaped(head));
}

function wordsInCode(text) {
  return unescaped(text.replace(/<([^<>|\n]+)(?:\|([^<>\n]+))?>/g, (whole, head, words) => words ?? head));
}

/** Slack escapes exactly three characters. */
export function unescaped(text) {
  return String(text).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** What somebody types, as Slack sends it on. */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
