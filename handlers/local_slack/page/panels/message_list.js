// Messages one under another: days, groups by author, the "New" line; unchanged messages keep their nodes.

import { h } from "../dom.js";
import { session } from "../session.js";
import { dateOfTs, dayName, dayOf } from "../text/dates.js";
import { t } from "../words.js";
import { messageNode, spoken } from "./message.js";

const SHOWN = 120; // messages at first; more at a press
const GROUP_SECONDS = 300; // the same author within five minutes needs no second head
const STAYS = 4000; // ms for which a message that is read from its top stays there, whatever comes after it
const NEAR = 80; // pixels from the end within which the list follows new messages

/** A list for one conversation or thread: `openThread(channel, ts)`; `show(messages, …)` brings it up to date. */
export function messageList({ inThread = false, openThread, emptyWords }) {
  const list = h("div", {
    class: "messages",
    role: "log",
    "aria-live": "off",
    tabindex: 0,
    "aria-label": t("messages"),
  });
  let place = null; // whose list of which conversation or thread
  let channel = null;
  let kept = new Map(); // ts → {print, node}
  let shown = SHOWN;
  let last = [];
  let newFrom = null;

  /** `of` names the list (another name starts afresh); `unread`: how many of the last messages are new to the reader. */
  function show(messages, { of, in: where, unread = 0 }) {
    const opened = of !== place;
    if (opened) {
      [place, channel, kept, shown] = [of, where, new Map(), SHOWN];
      newFrom = unread ? messages.filter((message) => message.user !== session.as).at(-unread)?.ts : null;
    } else {
      hear(messages);
    }
    last = messages;
    const follow =
      opened ||
      list.scrollHeight - list.scrollTop - list.clientHeight < NEAR ||
      messages.at(-1)?.user === session.as;
    draw();
    if (isPinned()) keepTop();
    else if (follow) toEnd();
  }

  function draw() {
    const next = new Map();
    const nodes = [];
    const visible = last.slice(-shown);
    if (visible.length < last.length)
      nodes.push(h("button", { type: "button", class: "button earlier", onclick: more }, t("earlier")));
    visible.forEach((message, place) => {
      const before = visible[place - 1];
      const day = dayOf(dateOfTs(message.ts));
      const newDay = !before || dayOf(dateOfTs(before.ts)) !== day;
      if (newDay && !inThread)
        nodes.push(
          h("div", { class: "day", role: "separator" }, h("span", {}, dayName(dateOfTs(message.ts)))),
        );
      const isNew = message.ts === newFrom;
      if (isNew)
        nodes.push(h("div", { class: "new-line", role: "separator" }, h("span", {}, t("new_messages"))));
      nodes.push(nodeOf(message, !newDay && !isNew && follows(before, message), next));
    });
    if (!visible.length) nodes.push(h("p", { class: "empty" }, emptyWords()));
    kept = next;
    replace(nodes);
  }

  const openThreadOf = (where) => (ts) => openThread(where, ts);

  function nodeOf(message, following, next) {
    const print = JSON.stringify([message, following]);
    const old = kept.get(message.ts);
    const redraw = () => {
      kept.delete(message.ts);
      draw();
    };
    const node =
      old?.print === print
        ? old.node
        : messageNode(channel, message, { follows: following, inThread, openThread: openThreadOf(channel), redraw });
    next.set(message.ts, { print, node });
    return node;
  }

  /** Puts the nodes in place without touching those that already stand there: menus and focus survive. */
  function replace(nodes) {
    const wanted = new Set(nodes);
    [...list.childNodes].forEach((node) => wanted.has(node) || node.remove());
    nodes.forEach(
      (node, place) =>
        list.childNodes[place] !== node && list.insertBefore(node, list.childNodes[place] ?? null),
    );
  }

  function more() {
    const height = list.scrollHeight;
    shown += SHOWN;
    draw();
    list.scrollTop = list.scrollHeight - height;
  }

  function hear(messages) {
    const known = new Set(last.map((message) => message.ts));
    const fresh = messages.filter((message) => !known.has(message.ts) && message.user !== session.as);
    if (fresh.length && fresh.length < 5)
      document
        .getElementById("heard")
        .replaceChildren(...fresh.map((message) => h("p", {}, spoken(message))));
  }

  const toEnd = () => (list.scrollTop = list.scrollHeight);

  let pinned = null; // {ts, until}: a message that is read from its top
  const isPinned = () => pinned !== null && Date.now() < pinned.until && kept.has(pinned.ts);

  /** Shows a message from its top (a short one stands at the end), until somebody scrolls. */
  function toTop(ts) {
    pinned = { ts, until: Date.now() + STAYS };
    if (isPinned()) keepTop();
    else toEnd();
  }

  function keepTop() {
    const { top } = kept.get(pinned.ts).node.getBoundingClientRect();
    list.scrollTop += top - list.getBoundingClientRect().top - 6;
  }

  const letGo = () => (pinned = null);
  for (const act of ["wheel", "touchmove", "keydown"])
    list.addEventListener(act, letGo, { passive: true });

  /** A chart or picture that gets its height late must not push the newest message out of sight. */
  let wasAtEnd = true;
  list.addEventListener(
    "scroll",
    () => (wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR),
  );
  const observer = new ResizeObserver(() => (isPinned() ? keepTop() : wasAtEnd && toEnd()));
  observer.observe(list);
  new MutationObserver(() => [...list.children].forEach((child) => observer.observe(child))).observe(list, {
    childList: true,
  });

  return { node: list, show, toEnd, toTop, letGo, forget: () => (place = null) };
}

function follows(before, message) {
  if (message.ephemeral) return false; // each answers something of its own
  if (!before || before.user !== message.user || before.username !== message.username || before.deleted || before.ephemeral) return false;
  return parseFloat(message.ts) - parseFloat(before.ts) < GROUP_SECONDS && !before.reply_count;
}
