// The parts of "Break something": a group, something to press, a choice, a switch.

import { h } from "../dom.js";
import { session } from "../session.js";
import { t } from "../words.js";

/** A group with its heading. */
export function part(title, ...contents) {
  return h("section", { class: "break-part" }, h("h3", {}, t(title, { app: session.app.name })), ...contents);
}

/** Something to press, with a line that says what it is for; a double click is one press. */
export function breaker(name, values, press) {
  const onclick = (event) => event.detail <= 1 && press();
  return h(
    "button",
    { type: "button", class: "break", id: `break-${name}`, onclick },
    h("strong", {}, t(`break_${name}`, values)),
    h("small", {}, t(`break_${name}_why`, values)),
  );
}

/** A list to choose from; `options` are [words, value]. */
export function choice(id, words, options, chosen, choose) {
  const nodes = options.map(([words, value]) => h("option", { value, selected: value === chosen }, words));
  const select = h(
    "select",
    { id, class: "control", onchange: (event) => choose(event.target.value) },
    nodes,
  );
  return h("label", { class: id }, h("span", {}, t(words)), select);
}

/** A switch; `turn(wanted)` is called with what it becomes. */
export function toggle(name, why, isOn, turn) {
  const box = h("input", {
    type: "checkbox",
    id: `break-${name}`,
    onchange: (event) => turn(event.target.checked),
    checked: isOn,
  });
  return h("label", { class: "choice" }, box, h("span", {}, t(`break_${name}`), h("small", {}, t(why))));
}
