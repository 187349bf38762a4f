// Every select of Block Kit: where its options come from, and how a choice is told.

import { session } from "../session.js";
import { picker } from "./picker.js";

const MINIMUM = 3; // characters before the app is asked for options, when the element does not say

export function select(it, use) {
  const several = it.type.startsWith("multi_");
  const source = it.type.replace(/^multi_|_select$/g, "");
  const values = (chosen) => (several ? chosen.map((option) => option.value) : chosen[0]?.value);
  const told = (chosen) => use.changed(values(chosen));
  return picker({
    chosen: chosenOf(it, use, source),
    options: optionsOf(it, use, source),
    several,
    most: it.max_selected_items,
    placeholder: it.placeholder?.text,
    least: it.min_query_length ?? MINIMUM,
    names: use.names,
    key: use.key,
    action: it.action_id ?? "",
    // The app hears of several choices once, when the list closes; a form keeps each at once.
    onchange: several && use.sendsEachChange ? undefined : told,
    onclose: several && use.sendsEachChange ? told : undefined,
  });
}

function chosenOf(it, use, source) {
  const value = use.value ?? (it.default_to_current_conversation ? session.channel : undefined);
  const list = value === undefined || value === null ? [] : [value].flat();
  return list.map((each) => (typeof each === "object" ? asOption(each) : nameOf(each, source)));
}

function nameOf(id, source) {
  return everybodyOrEverywhere(source).find((option) => option.value === id) ?? { value: id, words: id };
}

function optionsOf(it, use, source) {
  if (source === "static") return flattened(it);
  if (source === "external") return async (text) => flattened(await use.surface.options(use.block, it, text));
  return everybodyOrEverywhere(source);
}

function everybodyOrEverywhere(source) {
  if (source === "users") return people();
  const channels = [...session.channels.values()].filter(
    (channel) => source === "conversations" || channel.type === "channel",
  );
  return channels.map((channel) => ({
    value: channel.id,
    words: channel.type === "channel" ? `#${channel.name}` : channel.name,
  }));
}

function people() {
  const present = [...session.people.values()].filter((person) => !person.deleted && !person.is_bot);
  return present.map((person) => ({
    value: person.id,
    words: person.real_name || person.name,
    small: person.title,
  }));
}

function flattened({ options, option_groups: groups }) {
  if (groups)
    return groups.flatMap((group) =>
      group.options.map((option) => ({ ...asOption(option), group: group.label.text })),
    );
  return (options ?? []).map(asOption);
}

function asOption(option) {
  return { value: option.value, words: option.text.text, small: option.description?.text };
}
