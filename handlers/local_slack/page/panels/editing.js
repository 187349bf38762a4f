// Changing one's own message, where it stands.

import { attempt } from "../api.js";
import { announce } from "../changes.js";
import { h } from "../dom.js";
import { failureWords, notice } from "../failures.js";
import { looking, nameOf, session } from "../session.js";
import { t } from "../words.js";

/** A field with the words of `message` in place of `node`; `done` puts the message back. */
export function editInPlace(node, channel, message, done) {
  const field = h("textarea", { rows: 1, class: "composer-field", "aria-label": t("edit_message") });
  field.value = typed(message.text ?? "");
  const save = h("button", { type: "button", class: "button primary", onclick: submit }, t("save"));
  const cancel = h("button", { type: "button", class: "button", onclick: done }, t("cancel"));
  node.replaceChildren(h("div", { class: "editing" }, field, h("div", { class: "editing-buttons" }, cancel, save)));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") done();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  field.focus();

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    const answer = await attempt("edit", { ...looking(), channel, ts: message.ts, text });
    if (answer.error) notice(failureWords(answer, `“${text}”`), "warning");
    done();
    await announce("acted");
  }
}

/** A message's text as it was typed: names for ids, addresses for links, no entities. */
function typed(text) {
  return text
    .replace(/<@([A-Z0-9]+)>/g, (_, id) => `@${nameOf(id)}`)
    .replace(/<#([A-Z0-9]+)>/g, (_, id) => `#${session.channels.get(id)?.name ?? id}`)
    .replace(/<!(\w+)>/g, "@$1")
    .replace(/<(?:[^<>|]+\|)?([^<>|]+)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
