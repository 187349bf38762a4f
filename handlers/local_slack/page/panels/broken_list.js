// What is broken now: each rule in words, how often it has struck, and a way to mend it.

import { h, icon } from "../dom.js";
import { session } from "../session.js";
import { moment } from "../text/dates.js";
import { t } from "../words.js";
import { namesOf } from "./breakages.js";

/** The rules, the newest first. */
export function brokenList(faults, { mend, mendAll }) {
  const title = h("h3", {}, t("broken_now"));
  if (!faults.length) return [title, h("p", { class: "break-about" }, t("all_well"))];
  const rows = faults.toReversed().map((fault) => row(fault, mend));
  const all = h("button", { type: "button", class: "quiet", onclick: mendAll }, t("mend_all"));
  return [h("div", { class: "broken-head" }, title, all), h("ul", {}, rows)];
}

function row(fault, mend) {
  const what = wordsOf(fault);
  const mending = {
    type: "button",
    class: "icon-button",
    title: t("mend", { what }),
    "aria-label": t("mend", { what }),
  };
  return h(
    "li",
    { class: `fault${fault.spent ? " spent" : ""}`, dataset: { fault: fault.id } },
    h("span", { class: "fault-sign", "aria-hidden": "true" }, icon(fault.spent ? "check" : "bolt", 15)),
    h("span", { class: "fault-words" }, h("strong", {}, what), h("small", {}, strikesOf(fault))),
    h("button", { ...mending, onclick: () => mend(fault) }, icon("close", 15)),
  );
}

/** A rule in words: "The line drops after storing · posting a message". */
export function wordsOf(fault) {
  const [name, call] = namesOf(fault);
  const what = name ? t(name, { n: fault.seconds, app: session.app.name }) : fault.effect;
  const where = fault.method === "event" ? null : call ? t(call) : fault.method;
  return [what, where].filter(Boolean).join(" · ");
}

function strikesOf({ used: n, times, struck_at: at }) {
  if (!n) return t("struck_not_yet");
  const often = times ? t("struck", { n, times }) : t("struck_often", { n });
  const time = moment(new Date(at), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return `${often} · ${t("struck_at", { time })}`;
}
