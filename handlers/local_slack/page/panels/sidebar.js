// Conversations: channels, direct messages, the app; and who you are.

import { h } from "../dom.js";
import { session } from "../session.js";
import { t } from "../words.js";
import { avatar } from "./avatar.js";
import { openList, whoCard } from "./people.js";

/** The sidebar. `go(channel)`, `switchTo(person)` and `message(person)`, `changeWorkspace(id)` are what can be done there. */
export function sidebar({ go, switchTo, message, changeWorkspace }) {
  const channels = [...session.channels.values()];
  const of = (type) => channels.filter((channel) => channel.type === type);
  return [
    h(
      "div",
      { class: "workspace" },
      workspaceName(changeWorkspace),
      session.apps.map(statusOf),
    ),
    whoCard(switchTo),
    h(
      "nav",
      { class: "conversations", "aria-label": t("navigation") },
      group(
        t("apps"),
        of("app").map((channel) => row(channel, go)),
      ),
      group(
        t("channels"),
        of("channel").map((channel) => row(channel, go)),
      ),
      group(t("direct_messages"), [
        ...[...of("im"), ...of("mpim")].map((channel) => row(channel, go)),
        newMessage(message),
      ]),
    ),
  ];
}

function statusOf({ connected, name }) {
  const words = t(connected ? "app_connected" : "app_away", { app: name });
  return h("small", { class: connected ? "connected" : "away", role: "status" }, words);
}

/** The workspace; with several, a menu of them. */
function workspaceName(changeWorkspace) {
  const { workspace, workspaces } = session;
  if (workspaces.length < 2) return h("strong", {}, workspace.name);
  const options = workspaces.map(({ id, name }) =>
    h("option", { value: id, selected: id === workspace.id }, name),
  );
  const change = (event) => changeWorkspace(event.target.value);
  return h("select", { class: "workspace-menu", "aria-label": t("workspace"), onchange: change }, options);
}

function group(title, rows) {
  return h(
    "section",
    { class: "group" },
    h("h2", {}, title),
    h(
      "ul",
      {},
      rows.map((each) => h("li", {}, each)),
    ),
  );
}

function row(channel, go) {
  const here = channel.id === session.channel;
  const unread = here ? 0 : channel.unread;
  const mark = { channel: "#", mpim: "@" }[channel.type];
  const sign = mark
    ? h("span", { class: "hash", "aria-hidden": "true" }, mark)
    : avatar(session.people.get(channel.user), "avatar-small");
  return h(
    "button",
    {
      type: "button",
      class: `conversation${unread ? " is-unread" : ""}`,
      "aria-current": here ? "page" : undefined,
      onclick: () => go(channel.id),
      dataset: { channel: channel.id },
    },
    sign,
    h("span", { class: "conversation-name" }, channelName(channel)),
    badge(unread),
  );
}

/** How many messages of a conversation were not read yet; nothing when all were. */
export function badge(unread) {
  return unread > 0 && h("span", { class: "badge", "aria-label": t("unread", { n: unread }) }, String(unread));
}

/** How a conversation is called for the person who looks. */
export function channelName(channel) {
  if (channel.type !== "im") return channel.name;
  const other = session.people.get(channel.user);
  return other ? other.real_name || other.name : channel.name;
}

function newMessage(message) {
  const button = h(
    "button",
    {
      type: "button",
      class: "conversation new-message",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
    },
    h("span", { class: "hash", "aria-hidden": "true" }, "+"),
    t("new_dm"),
  );
  const open = () =>
    openList(button, t("new_dm"), message, (person) => person.id !== session.as && !person.deleted);
  button.addEventListener("click", open);
  return button;
}
