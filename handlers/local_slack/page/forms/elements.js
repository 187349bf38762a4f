// Interactive elements: one table; each is given its value, its names for screen readers, and what to do on change.

import { h } from "../dom.js";
import { busyDuring, inTurn, once, underWay } from "../turns.js";
import { t } from "../words.js";
import { button, feedback, iconButton, overflow } from "./buttons.js";
import { confirmed } from "./confirm.js";
import { checkboxes, date, dateTime, files, radios, textInput, time } from "./fields.js";
import { select } from "./selects.js";
import { valueOf } from "./values.js";

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconButton,
  checkboxes,
  radio_buttons: radios,
  datepicker: date,
  timepicker: time,
  datetimepicker: dateTime,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: textInput,
  file_input: files,
};

// What is pressed, not chosen: pressed again while it is under way, it is the same press.
const PRESSED = ["button", "workflow_button", "overflow", "feedback_buttons", "icon_button"];

/** An element as a node. `names` are the ARIA names an input block gives it. */
export function element(it, block, surface, names = {}) {
  const build = ELEMENTS[it.type] ?? (it.type?.endsWith("_select") ? select : null);
  if (!build) return h("span", { class: "unsupported" }, t("unsupported", { type: it.type ?? "?" }));
  const use = {
    block,
    surface,
    names: "aria-labelledby" in names ? names : { ...names, "aria-label": labelOf(it) },
    key: `${block.block_id}/${it.action_id}`,
    value: valueOf(it, surface.entry(block, it)),
    sendsEachChange: block.type !== "input" || Boolean(block.dispatch_action),
  };
  use.changed = (value) => changed(it, use, value);
  use.press = (value, node) => pressed(it, use, value, node);
  const node = build(it, use);
  // It may have been pressed just before it was drawn again.
  if (PRESSED.includes(it.type)) busyDuring(node, underWay(lineOf(use, it)));
  if (it.focus_on_load) node.dataset.focusFirst = "";
  return node;
}

function labelOf(it) {
  return it.accessibility_label ?? it.placeholder?.text ?? undefined;
}

/** A new value: an action for the app at once, or a field that waits for the form to be sent. */
async function changed(it, use, value) {
  if (!use.sendsEachChange) return use.surface.fill(use.block, it, value);
  return pressed(it, use, value);
}

/**
 * An action: asks first when the app wants that, and shows the element busy until the app has acknowledged. Of choices
 * the app hears each, one after another.
 */
async function pressed(it, use, value, node) {
  const line = lineOf(use, it);
  const press = `${line} ${value}`;
  const isPress = PRESSED.includes(it.type);
  if (isPress && underWay(press)) return;
  if (it.confirm && !(await confirmed(it.confirm))) return use.surface.redraw?.();
  const act = () => inTurn(line, () => use.surface.act(use.block, it, value, node));
  return busyDuring(node, isPress ? once(press, act) : act());
}

const lineOf = ({ block, surface }, it) =>
  JSON.stringify(["act", surface.place, block.block_id, it.action_id]);
