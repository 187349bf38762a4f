// People, channels, dates and links inside a text. The only place where a link is made.

import { h } from "../dom.js";
import { nameOf, session } from "../session.js";
import { slackDate } from "./dates.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** A link, or just its words when the address is not one a message may open. */
export function link(address, words = address) {
  if (!isSafe(address)) return h("span", {}, words);
  return h(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer nofollow", class: "link" },
    words,
  );
}

export function isSafe(address) {
  try {
    return SAFE.has(new URL(address).protocol);
  } catch {
    return false;
  }
}

export function person(id) {
  const mine = id === session.as ? " mention-me" : "";
  return h("span", { class: `mention${mine}`, dataset: { user: id } }, `@${nameOf(id)}`);
}

export function channel(id, fallback = id) {
  const found = session.channels.get(id);
  if (!found) return h("span", { class: "mention" }, `#${fallback}`);
  return h(
    "button",
    { type: "button", class: "mention mention-channel", dataset: { channel: id } },
    `#${found.name}`,
  );
}

export function broadcast(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

export function group(id, fallback = id) {
  return h("span", { class: "mention" }, fallback.startsWith("@") ? fallback : `@${fallback}`);
}

/** A moment in Slack's date format; with an address, a link. */
export function date(seconds, format, address) {
  const words = slackDate(seconds, format);
  const shown = h("time", { datetime: new Date(Number(seconds) * 1000).toISOString() }, words);
  return address ? link(address, shown) : shown;
}
