// What could stand here: slash commands, people, channels and emoji, while somebody types.

import { h } from "../dom.js";
import { session } from "../session.js";
import { emoji, emojiNames } from "../text/emoji.js";
import { t } from "../words.js";
import { avatar } from "./avatar.js";

const MOST = 8;
let lists = 0;

/** A list of suggestions for `field`. `keys(event)` takes the keys it understands and says whether it did. */
export function completion(field) {
  lists += 1;
  const id = `suggestions-${lists}`;
  const box = h("div", {
    class: "suggestions",
    role: "listbox",
    id,
    "aria-label": t("suggestions"),
    hidden: true,
  });
  let found = [];
  let active = 0;
  Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "false",
  }).forEach((pair) => field.setAttribute(...pair));

  function update() {
    found = suggestionsFor(field.value.slice(0, field.selectionStart), field.value).slice(0, MOST);
    active = 0;
    draw();
  }

  function draw() {
    box.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(!box.hidden));
    box.replaceChildren(...found.map(row));
    if (found.length) field.setAttribute("aria-activedescendant", `${id}-${active}`);
    else field.removeAttribute("aria-activedescendant");
    box.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function row(each, place) {
    const node = h(
      "div",
      {
        role: "option",
        id: `${id}-${place}`,
        class: `suggestion${place === active ? " active" : ""}`,
        "aria-selected": String(place === active),
      },
      each.sign,
      h(
        "span",
        { class: "suggestion-words" },
        h("strong", {}, each.words),
        each.hint && h("code", {}, each.hint),
      ),
      each.small && h("small", {}, each.small),
    );
    node.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(each);
    });
    return node;
  }

  function take(each) {
    const end = field.selectionStart;
    field.setRangeText(each.text, end - each.typed, end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function close() {
    found = [];
    draw();
  }

  function keys(event) {
    if (box.hidden) return false;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined) {
      active = (to + found.length) % found.length;
      draw();
    } else if (event.key === "Tab" || (event.key === "Enter" && !found[active].isWhole)) take(found[active]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  }

  return { node: box, update, keys, close };
}

/** The command that the text begins with, once its name is complete: its usage is shown above the field. */
export function commandOf(text) {
  const name = /^(\/\S+)(?:\s|$)/.exec(text)?.[1];
  return allCommands().find((command) => command.command === name);
}

/** The commands of all apps; of two with one name the later app's, as in Slack. */
function allCommands() {
  const found = session.apps.flatMap((app) => app.commands.map((command) => [command.command, command]));
  return [...new Map(found).values()];
}

function suggestionsFor(before, whole) {
  if (/^\/\S*$/.test(before) && before === whole) return commands(before);
  const [, start, word] = /(?:^|\s)([@#:])([\p{L}\p{N}._+'-]*)$/u.exec(before) ?? [];
  if (start === "@") return people(word);
  if (start === "#") return channels(word);
  if (start === ":" && word.length > 1) return signs(word);
  return [];
}

function commands(typed) {
  return allCommands()
    .filter((command) => command.command.startsWith(typed))
    .map(({ command, description, usage_hint: hint }) => ({
      words: command,
      hint,
      small: description,
      text: `${command} `,
      typed: typed.length,
      isWhole: command === typed,
    }));
}

function people(word) {
  const typed = word.toLowerCase();
  return [...session.people.values()]
    .filter(
      (person) =>
        !person.deleted &&
        [person.name, ...(person.real_name ?? "").split(" ")].some((name) =>
          name.toLowerCase().startsWith(typed),
        ),
    )
    .map((person) => ({
      sign: avatar(person, "avatar-small"),
      words: person.real_name || person.name,
      small: person.title,
      text: `@${person.name} `,
      typed: word.length + 1,
    }));
}

function channels(word) {
  const named = [...session.channels.values()].filter(
    (channel) => channel.type === "channel" && channel.name.startsWith(word.toLowerCase()),
  );
  return named.map((channel) => ({
    words: `#${channel.name}`,
    small: channel.topic,
    text: `#${channel.name} `,
    typed: word.length + 1,
  }));
}

function signs(word) {
  return emojiNames(word).map((name) => ({
    sign: h("span", { class: "emoji" }, emoji(name)),
    words: `:${name}:`,
    text: `:${name}: `,
    typed: word.length + 1,
  }));
}
