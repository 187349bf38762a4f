// The blocks that say something: section, header, context, divider, alert, markdown.

import { h, icon } from "../dom.js";
import { element } from "../forms/elements.js";
import { markdown } from "../text/markdown.js";
import { plain, textObject } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { smallImage } from "./media.js";

const LONG = 700; // characters; Slack folds longer sections behind "Show more" unless they ask to be expanded

export function section(block, surface) {
  const body = h("div", { class: "section-body" });
  if (block.text) body.append(sectionText(block));
  if (block.fields) {
    body.append(
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "field text" }, textObject(field))),
      ),
    );
  }
  return h("div", { class: "section" }, body, block.accessory && accessory(block, surface));
}

function sectionText(block) {
  const text = h("div", { class: "text" }, textObject(block.text));
  if (block.expand || block.text.text.length < LONG || block.text.text.split("\n").length < 4) return text;
  text.classList.add("folded");
  const more = h("button", { type: "button", class: "quiet", onclick: unfold }, t("show_more"));
  function unfold() {
    text.classList.remove("folded");
    more.remove();
  }
  return h("div", {}, text, more);
}

function accessory(block, surface) {
  if (block.accessory.type === "image")
    return h("div", { class: "accessory" }, smallImage(block.accessory, "thumbnail"));
  return h("div", { class: "accessory" }, element(block.accessory, block, surface));
}

export function header(block) {
  const level = block.level ?? 2;
  return h(
    "p",
    { class: `heading heading-${level}`, role: "heading", "aria-level": level },
    plain(block.text.text),
  );
}

export function context(block) {
  const part = (item) =>
    item.type === "image"
      ? smallImage(item, "context-image")
      : h("span", { class: "text" }, textObject(item));
  return h("div", { class: "context" }, block.elements.map(part));
}

export function divider() {
  return h("hr", { class: "divider" });
}

export function alert(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  const sign = { warning: "warning", error: "warning", success: "check" }[level] ?? "info";
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(sign),
    h("div", { class: "text" }, textObject(block.text)),
  );
}

export function markdownBlock(block) {
  return h("div", { class: "markdown text" }, markdown(block.text));
}
