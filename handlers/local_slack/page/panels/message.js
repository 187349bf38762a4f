// One message: who, when, its words or blocks, reactions, its thread.

import { h, icon } from "../dom.js";
import { renderBlocks } from "../blocks/render.js";
import { appBehind, session } from "../session.js";
import { messageSurface } from "../surfaces.js";
import { emoji } from "../text/emoji.js";
import { ago, dateOfTs, moment, timeOf } from "../text/dates.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { avatar } from "./avatar.js";
import { editInPlace } from "./editing.js";
import { messageShortcuts } from "./shortcuts.js";

/** A message as a node. `follows`: the same author spoke just before; `inThread`: it stands in the thread pane. */
export function messageNode(channel, message, { follows = false, inThread = false, openThread, redraw }) {
  const author = authorOf(message);
  const when = dateOfTs(message.ts);
  const head = h(
    "div",
    { class: "message-head" },
    h("strong", { class: "author" }, author.name),
    author.isApp && h("span", { class: "app-badge" }, t("app")),
    stamp(when),
  );
  const main = h(
    "div",
    { class: "message-main" },
    message.ephemeral && h("p", { class: "only-you" }, icon("eye", 14), t("only_you")),
    follows ? h("span", { class: "unseen" }, author.name) : head,
    contents(channel, message, redraw),
    message.files?.length && h("ul", { class: "files" }, message.files.map(file)),
    message.reactions?.length && h("div", { class: "reactions" }, message.reactions.map(reaction)),
    !inThread && message.reply_count > 0 && threadLink(message, openThread),
  );
  const isMine = message.user === session.as && !message.bot_id;
  const node = h(
    "article",
    {
      class: `message${follows ? " follows" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      "aria-label": `${author.name}, ${timeOf(when)}`,
      dataset: { ts: message.ts, user: message.user ?? "" },
    },
    h("div", { class: "message-side" }, follows ? stamp(when) : avatar(author.person)),
    main,
    !message.ephemeral &&
      !message.deleted &&
      h(
        "div",
        { class: "message-tools" },
        !inThread &&
          isMine &&
          tool("pencil", "edit_message", () => editInPlace(main, channel, message, redraw)),
        !inThread && tool("thread", "reply_in_thread", () => openThread(message.ts)),
        messageShortcuts(channel, message),
      ),
  );
  if (matchMedia("(hover: none)").matches) node.setAttribute("tabindex", "-1"); // a touch shows the tools
  return node;
}

function tool(drawing, words, onclick) {
  const label = t(words);
  return h(
    "button",
    { type: "button", class: "icon-button", title: label, "aria-label": label, onclick },
    icon(drawing, 17),
  );
}

/** What a screen reader and a notification say of it. */
export function spoken(message) {
  const words = mrkdwn(message.text ?? "").map((part) => part.textContent ?? part);
  const files = (message.files ?? []).map(({ name }) => name);
  return `${authorOf(message).name}: ${[words.join(""), ...files].filter(Boolean).join(" ")}`;
}

function authorOf(message) {
  const person = session.people.get(message.user);
  const app = appBehind(message.user);
  const isApp = Boolean(message.bot_id || app);
  const name =
    message.username ??
    (person ? person.real_name || person.name : app ? app.name : (message.user ?? ""));
  return { name, isApp, person: isApp ? { is_bot: true } : person };
}

function stamp(when) {
  const full = moment(when, { dateStyle: "full", timeStyle: "short" });
  return h("time", { class: "stamp", datetime: when.toISOString(), title: full }, timeOf(when));
}

function contents(channel, message, redraw) {
  if (message.deleted) return h("p", { class: "deleted" }, t("message_deleted"));
  const edited = message.edited && h("span", { class: "edited" }, ` (${t("edited")})`);
  if (!message.blocks?.length) return h("div", { class: "text" }, mrkdwn(message.text ?? ""), edited);
  return h(
    "div",
    { class: "blocks" },
    renderBlocks(message.blocks, messageSurface(channel, message, redraw)),
    edited,
  );
}

/** An uploaded file: its title, and its name and size; a click fetches it. */
function file({ name, title, size, permalink }) {
  const kilobytes = `${Math.max(1, Math.round(size / 1024))} kB`;
  const address = `${permalink}?as=${encodeURIComponent(session.as)}`;
  return h(
    "li",
    {},
    h("a", { class: "file", href: address, download: name }, h("b", {}, title), h("small", {}, `${name} · ${kilobytes}`)),
  );
}

function reaction({ name, count, users = [] }) {
  const mine = users.includes(session.as) ? " mine" : "";
  return h(
    "span",
    { class: `reaction${mine}`, title: `:${name}:` },
    emoji(name) ?? `:${name}:`,
    h("b", {}, String(count ?? users.length)),
  );
}

function threadLink(message, openThread) {
  const words = message.reply_count === 1 ? t("one_reply") : t("replies", { n: message.reply_count });
  const last = message.latest_reply && h("small", {}, ago(dateOfTs(message.latest_reply)));
  return h(
    "button",
    { type: "button", class: "thread-link", onclick: () => openThread(message.ts) },
    icon("thread", 15),
    words,
    last,
  );
}
