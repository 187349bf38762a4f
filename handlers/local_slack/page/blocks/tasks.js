// Work in steps: task cards, and a plan that holds them.

import { h, icon } from "../dom.js";
import { link } from "../text/references.js";
import { t } from "../words.js";
import { richText } from "./rich_text.js";

export function taskCard(block) {
  const status = ["pending", "in_progress", "complete", "error"].includes(block.status)
    ? block.status
    : "pending";
  const more = [block.details, block.output].filter(Boolean).map(richText);
  const sources = (block.sources ?? []).map((source) =>
    h("li", {}, link(source.url, source.text ?? source.url)),
  );
  const head = [
    sign(status),
    h("span", { class: "task-title" }, block.title),
    h("span", { class: "task-status" }, t(status)),
  ];
  if (!more.length && !sources.length)
    return h("div", { class: `task task-${status}` }, h("div", { class: "task-head" }, head));
  return h(
    "details",
    { class: `task task-${status}`, open: status !== "complete" },
    h("summary", { class: "task-head" }, head),
    h("div", { class: "task-inside" }, more, sources.length > 0 && h("ul", { class: "sources" }, sources)),
  );
}

function sign(status) {
  if (status === "complete") return icon("check", 16);
  if (status === "error") return icon("warning", 16);
  return h("span", { class: status === "in_progress" ? "spinner" : "circle", "aria-hidden": "true" });
}

export function plan(block) {
  const tasks = block.tasks ?? [];
  const done = tasks.filter((task) => task.status === "complete").length;
  const title = block.title?.text ?? block.title;
  return h(
    "section",
    { class: "plan" },
    h("div", { class: "plan-head" }, h("strong", {}, title), h("span", {}, `${done}/${tasks.length}`)),
    h(
      "ol",
      {},
      tasks.map((task) => h("li", {}, taskCard(task))),
    ),
  );
}
