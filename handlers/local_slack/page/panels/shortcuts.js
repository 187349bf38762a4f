// The apps' shortcuts, as Slack offers them: those of a message behind its ⋯, the global ones beside the composer.

import { attempt } from "../api.js";
import { announce } from "../changes.js";
import { h, icon } from "../dom.js";
import { failureWords, notice } from "../failures.js";
import { arrowKeys, openPopover } from "../forms/popover.js";
import { looking, session } from "../session.js";
import { t } from "../words.js";

/** The shortcuts of this `type` ("message" or "global"), each with its app. */
export function shortcutsOf(type) {
  return session.apps.flatMap((app) =>
    app.installed ? app.shortcuts.filter((one) => one.type === type).map((one) => ({ ...one, app })) : [],
  );
}

/** The ⋯ of a message; nothing when no app has a shortcut for it. */
export function messageShortcuts(channel, message) {
  if (!shortcutsOf("message").length) return null;
  return opener("more", "more_actions", "message", () => ({ channel, ts: message.ts }));
}

/** The plus beside the composer. */
export function globalShortcuts() {
  return opener("plus", "shortcuts", "global", () => ({}));
}

function opener(drawing, words, type, where) {
  const label = t(words);
  const node = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      title: label,
      "aria-label": label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
    },
    icon(drawing, 17),
  );
  node.addEventListener("click", () => {
    const place = { ...looking(), ...where() };
    const choose = (one) => () => {
      close();
      run(one, place);
    };
    const item = (one) =>
      h(
        "button",
        { type: "button", role: "menuitem", class: "menu-item", onclick: choose(one) },
        one.name,
        h("small", {}, one.app.name),
      );
    const menu = h("div", { role: "menu", class: "menu" }, shortcutsOf(type).map(item));
    arrowKeys(menu, ".menu-item");
    const close = openPopover(node, menu);
    menu.querySelector(".menu-item").focus();
  });
  return node;
}

async function run(one, place) {
  const answer = await attempt("shortcut", { ...place, app: one.app.id, callback_id: one.callback_id });
  if (answer.ok === false || answer.error) notice(failureWords(answer, `“${one.name}”`), "warning");
  await announce("acted");
}
