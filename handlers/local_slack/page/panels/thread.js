// The thread beside the conversation.

import { ask } from "../api.js";
import { on } from "../changes.js";
import { h, icon } from "../dom.js";
import { coalesced } from "../refresh.js";
import { session } from "../session.js";
import { t } from "../words.js";
import { composer } from "./composer.js";
import { messageList } from "./message_list.js";

/** The thread pane; `closed()` is called when it closes. */
export function threadPane(closed) {
  let open = null; // {channel, ts}
  const list = messageList({ inThread: true, openThread: () => {}, emptyWords: () => "" });
  const field = composer({
    where: () => ({ channel: open?.channel, thread_ts: open?.ts }),
    placeholder: () => t("reply"),
  });
  const title = h("h2", {}, t("thread"));
  const shut = h("button", { type: "button", class: "icon-button", onclick: close }, icon("close"));
  const node = h(
    "aside",
    { class: "side thread", hidden: true },
    h("header", { class: "side-head" }, title, shut),
    list.node,
    field.node,
  );
  node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());

  const refresh = coalesced(async () => {
    if (!open) return;
    const { channel, ts } = open;
    const { messages } = await ask("thread", { as: session.as, channel, ts });
    if (open?.ts === ts) list.show(messages, { of: `${session.as}/${channel}/${ts}`, in: channel });
  });
  on("message update delete ephemeral acted everything", refresh);

  async function show(channel, ts) {
    open = { channel, ts };
    node.hidden = false;
    node.setAttribute("aria-label", t("thread"));
    title.textContent = t("thread");
    shut.setAttribute("aria-label", t("close"));
    field.moved();
    await refresh();
    field.focus();
  }

  function close() {
    open = null;
    node.hidden = true;
    list.forget();
    closed();
  }

  return { node, show, close };
}
