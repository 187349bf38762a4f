// Fields to type, tick or pick a moment in.

import { h } from "../dom.js";
import { momentAt, wallOf } from "../text/dates.js";
import { textObject } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { dayField } from "./calendar.js";
import { picker } from "./picker.js";

const PAUSE = 400; // ms without a key before "each character" is sent to the app

const KINDS = {
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "url", inputmode: "url" },
  number_input: { type: "text", inputmode: "decimal" },
  plain_text_input: { type: "text" },
};

/** One line or several. The app may ask to be told on Enter or at each character. */
export function textInput(it, use) {
  const long = it.multiline || it.type === "rich_text_input";
  const kind = long ? { rows: it.min_lines ?? 4 } : KINDS[it.type];
  const field = h(long ? "textarea" : "input", {
    ...kind,
    ...use.names,
    class: "control",
    placeholder: it.placeholder?.text,
    dataset: { key: use.key, action: it.action_id ?? "" },
    value: use.value ?? "",
  });
  const on = it.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let waiting;
  field.addEventListener("input", () => {
    use.surface.fill(use.block, it, field.value);
    if (use.sendsEachChange && on.includes("on_character_entered")) {
      clearTimeout(waiting);
      waiting = setTimeout(() => use.press(field.value), PAUSE);
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || long || event.isComposing) return;
    event.preventDefault();
    if (use.sendsEachChange && on.includes("on_enter_pressed")) use.press(field.value);
    else use.surface.submit?.();
  });
  return it.max_length || it.min_length ? h("div", { class: "counted" }, field, counter(field, it)) : field;
}

function counter(field, { max_length: most, min_length: least = 0 }) {
  const count = h("span", { class: "counter", "aria-live": "polite" });
  const show = () => {
    const length = [...field.value].length;
    const left = most - length;
    const short = length > 0 && length < least;
    count.textContent = short
      ? t("too_short", { n: least })
      : left < 0
        ? t("characters_over", { n: -left })
        : most && left <= most / 5
          ? t("characters_left", { n: left })
          : "";
    count.classList.toggle("over", left < 0);
  };
  field.addEventListener("input", show);
  show();
  return count;
}

export function date(it, use) {
  return dayField({
    chosen: use.value,
    placeholder: it.placeholder?.text,
    names: use.names,
    key: use.key,
    action: it.action_id ?? "",
    onchange: use.changed,
  });
}

/** Every quarter of an hour, and any other time that somebody types. */
export function time(it, use) {
  const option = (value) => ({ value, words: value });
  const quarters = Array.from({ length: 96 }, (_, at) => `${two(Math.floor(at / 4))}:${two((at % 4) * 15)}`);
  return picker({
    chosen: use.value ? [option(use.value)] : [],
    options: async (text) => {
      const [, hour, minute = "00"] = /^([01]?\d|2[0-3])[:.]?([0-5]\d)?$/.exec(text.trim()) ?? [];
      const typed = hour && `${two(hour)}:${minute}`;
      const fitting = quarters.filter((each) => each.includes(text.trim()) && each !== typed);
      return [...(typed ? [typed] : []), ...fitting].map(option);
    },
    placeholder: it.placeholder?.text,
    names: use.names,
    key: use.key,
    action: it.action_id ?? "",
    onchange: ([chosen]) => use.changed(chosen.value),
  });
}

const two = (number) => String(number).padStart(2, "0");

/** Slack wants seconds since 1970; the field shows the reader's own wall clock. */
export function dateTime(it, use) {
  const shown = use.value ? wallOf(new Date(use.value * 1000)) : "";
  const field = h("input", {
    type: "datetime-local",
    ...use.names,
    class: "control control-short",
    dataset: { key: use.key, action: it.action_id ?? "" },
    value: shown,
  });
  field.addEventListener("change", () => {
    use.changed(field.value ? momentAt(field.value).getTime() / 1000 : null);
  });
  return field;
}

export function checkboxes(it, use) {
  const chosen = new Set((use.value ?? []).map((option) => option.value));
  return choices("checkbox", it, use, chosen, (group) =>
    use.changed([...group.querySelectorAll("input:checked")].map((box) => box.value)),
  );
}

export function radios(it, use) {
  const chosen = new Set(use.value ? [use.value.value] : []);
  return choices("radio", it, use, chosen, (group) =>
    use.changed(group.querySelector("input:checked").value),
  );
}

let groups = 0;

function choices(type, it, use, chosen, changed) {
  groups += 1;
  const name = `choice-${groups}`;
  const option = (each, place) =>
    h(
      "label",
      { class: "choice" },
      h("input", {
        type,
        name,
        value: each.value,
        checked: chosen.has(each.value),
        dataset: { key: `${use.key}/${place}` },
      }),
      h(
        "span",
        { class: "text" },
        textObject(each.text),
        each.description && h("small", {}, textObject(each.description)),
      ),
    );
  const { "aria-required": required, ...names } = use.names; // of a group of checkboxes nobody says so
  const roles =
    type === "radio" ? { role: "radiogroup", "aria-required": required } : { role: "group" };
  const group = h(
    "div",
    {
      ...roles,
      ...names,
      class: "choices",
      dataset: { action: it.action_id ?? "" },
    },
    it.options.map(option),
  );
  group.addEventListener("change", () => changed(group));
  return group;
}

/** Files are named, not uploaded: the local Slack keeps no contents. */
export function files(it, use) {
  const accept = it.filetypes?.map((type) => `.${type}`).join(",");
  const field = h("input", {
    type: "file",
    ...use.names,
    class: "control",
    accept,
    multiple: (it.max_files ?? 10) > 1,
    dataset: { key: use.key, action: it.action_id ?? "" },
  });
  field.addEventListener("change", () => use.changed([...field.files].map((file) => file.name)));
  return field;
}
