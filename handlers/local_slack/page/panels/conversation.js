// The open conversation: its messages and where to type.

import { ask, attempt } from "../api.js";
import { on } from "../changes.js";
import { h } from "../dom.js";
import { coalesced } from "../refresh.js";
import { session, viewer } from "../session.js";
import { t } from "../words.js";
import { composer } from "./composer.js";
import { messageList } from "./message_list.js";
import { channelName } from "./sidebar.js";

export function conversation({ openThread }) {
  const list = messageList({ openThread, emptyWords });
  const field = composer({ where: () => ({ channel: session.channel }), placeholder });
  const node = h("section", { class: "talk" }, list.node, field.node);
  field.takeFilesFrom(node);
  let unread = 0;

  const refresh = coalesced(async () => {
    const { channel } = session;
    const asked = viewer();
    if (!channel || node.hidden) return;
    const { messages } = await ask("messages", { as: session.as, channel });
    if (channel !== session.channel || asked !== viewer()) return;
    list.show(messages, { of: `${session.as}/${channel}`, in: channel, unread });
    if (document.visibilityState === "visible") await attempt("mark_read", { as: session.as, channel });
  });
  on("message update delete ephemeral", (change) =>
    !change.channel || change.channel === session.channel ? refresh() : undefined,
  );
  on("acted everything users clock", refresh);

  function emptyWords() {
    const isApp = session.channels.get(session.channel)?.type === "app";
    return isApp ? t("no_messages_app", { app: session.app.name }) : t("no_messages");
  }

  function placeholder() {
    const channel = session.channels.get(session.channel);
    if (!channel) return "";
    return t("message_to", { name: (channel.type === "channel" ? "#" : "") + channelName(channel) });
  }

  async function open() {
    node.hidden = false;
    unread = session.channels.get(session.channel)?.unread ?? 0;
    list.node.setAttribute("aria-label", t("messages"));
    field.moved();
    await refresh();
    list.toEnd();
    if (matchMedia("(hover: hover)").matches) field.focus();
  }

  return { node, field, open, toTop: list.toTop, letGo: list.letGo, hide: () => (node.hidden = true), forget: list.forget };
}
