// Blocks that hold others together: card, carousel, container.

import { h, icon } from "../dom.js";
import { element } from "../forms/elements.js";
import { plain, textObject } from "../text/mrkdwn.js";
import { smallImage } from "./media.js";
import { richText } from "./rich_text.js";

export function card(block, surface) {
  const title = h(
    "div",
    { class: "card-head" },
    block.icon && smallImage(block.icon, "card-icon"),
    h("div", {}, line("card-title", block.title), line("card-subtitle", block.subtitle)),
  );
  const buttons = (block.actions ?? []).map((action) => element(action, block, surface));
  return h(
    "article",
    { class: "card" },
    block.hero_image && smallImage(block.hero_image, "card-hero"),
    h(
      "div",
      { class: "card-inside" },
      title,
      line("card-body", block.body),
      line("card-subtext", block.subtext),
      buttons.length > 0 && h("div", { class: "actions" }, buttons),
    ),
  );
}

function line(style, text) {
  return text && h("div", { class: `${style} text` }, textObject(text));
}

/** Cards in a row that scrolls sideways, by hand, wheel or arrow keys. */
export function carousel(block, surface) {
  const cards = block.elements.map((each) => h("li", {}, card(each, surface)));
  return h("ul", { class: "carousel", tabindex: 0 }, cards);
}

export function container(block, surface, renderBlocks) {
  const title = block.rich_text_title
    ? richText(block.rich_text_title)
    : h("strong", {}, plain(block.title.text ?? block.title));
  const head = [
    block.icon && smallImage(block.icon, "card-icon"),
    h(
      "span",
      { class: "container-words" },
      title,
      block.subtitle && h("small", {}, plain(block.subtitle.text ?? block.subtitle)),
    ),
  ];
  const inside = h("div", { class: "container-inside" }, renderBlocks(block.child_blocks, surface));
  const style = `container container-${["narrow", "wide", "full"].includes(block.width) ? block.width : "standard"}`;
  if (!block.is_collapsible) {
    const lined = block.has_header_divider ? " lined" : "";
    return h("section", { class: style }, h("div", { class: `container-head${lined}` }, head), inside);
  }
  return h(
    "details",
    { class: style, open: !block.default_collapsed },
    h("summary", { class: "container-head" }, head, icon("down")),
    inside,
  );
}
