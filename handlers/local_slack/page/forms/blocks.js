// The blocks that hold something to press or fill in: actions, context_actions, input.

import { h, icon } from "../dom.js";
import { plain } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { element } from "./elements.js";

let fields = 0;

export function actions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((each) => element(each, block, surface)),
  );
}

export function contextActions(block, surface) {
  return h(
    "div",
    { class: "actions context-actions" },
    block.elements.map((each) => element(each, block, surface)),
  );
}

/** A field of a form: its label, the element, a hint, and the error that the app gave for this block_id. */
export function input(block, surface) {
  fields += 1;
  const ids = { label: `label-${fields}`, field: `field-${fields}`, hint: `hint-${fields}`, error: `error-${fields}` };
  const error = surface.errors?.[block.block_id];
  const described = [block.hint && ids.hint, error && ids.error].filter(Boolean).join(" ") || undefined;
  const names = {
    "aria-labelledby": ids.label,
    "aria-describedby": described,
    "aria-invalid": error ? "true" : undefined,
    "aria-required": block.optional ? undefined : "true",
  };
  const control = element(block.element, block, surface, names);
  // A press on the label goes to what one types in; a press on a button's label would press the button.
  const typed = control.matches("input, textarea") ? control : control.querySelector(":scope > input, :scope > textarea");
  if (typed) typed.id = ids.field;
  return h(
    "div",
    { class: `input${error ? " has-error" : ""}`, dataset: { block: block.block_id ?? "" } },
    h(
      "label",
      { class: "label", id: ids.label, for: typed?.id },
      plain(block.label.text),
      block.optional && h("span", { class: "optional" }, ` (${t("optional")})`),
    ),
    control,
    error &&
      h("p", { class: "error", id: ids.error, role: "alert" }, icon("warning", 15), h("span", {}, error)),
    block.hint && h("p", { class: "hint", id: ids.hint }, plain(block.hint.text)),
  );
}
