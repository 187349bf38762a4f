// The tour's card: it stands above the conversation, or inside the form that is open, and never over anything.

import { h, icon } from "../dom.js";
import { busyDuring } from "../turns.js";
import { inLanguage } from "../words.js";

/** The card; `show(content)` draws it: {language, title, place, progress, lines: [[kind, text]…], buttons, leave}. */
export function tourCard() {
  const title = h("h2", { class: "tour-title", tabindex: -1 });
  const place = h("small", { class: "tour-place" });
  const words = h("div", { class: "tour-words", "aria-live": "polite" });
  const buttons = h("div", { class: "tour-buttons" });
  const bar = h("div", { class: "tour-bar", "aria-hidden": "true" });
  const shut = h("button", { type: "button", class: "icon-button tour-leave" }, icon("close", 17));
  const head = h("div", { class: "tour-head" }, place, title, shut);
  const node = h("section", { class: "tour", hidden: true }, bar, head, words, buttons);
  let leave = () => {};
  shut.addEventListener("click", () => leave());
  let drawn = "";

  function show(content) {
    node.hidden = !content;
    if (!content) return (drawn = "");
    leave = content.leave;
    // Drawn again only when it says something else: a screen reader would begin anew, a press would be lost.
    const print = JSON.stringify(content);
    if (print === drawn) return;
    drawn = print;
    draw(content);
  }

  function draw({ language, title: name, place: where, progress, lines, buttons: wanted }) {
    const t = (key) => inLanguage(language, key);
    node.lang = language;
    node.setAttribute("aria-label", t("tour"));
    shut.setAttribute("aria-label", t("tour_leave"));
    shut.title = t("tour_leave");
    title.textContent = name;
    place.textContent = where;
    bar.style.setProperty("--progress", `${Math.round(progress * 100)}%`);
    words.replaceChildren(...lines.map(([kind, text]) => line(kind, text, t)));
    const focused = buttons.contains(document.activeElement);
    buttons.replaceChildren(...wanted.map(button));
    if (focused) (buttons.querySelector(".primary") ?? title).focus({ preventScroll: true });
  }

  function line(kind, text, t) {
    if (kind === "why") return h("p", { class: "tour-why" }, h("strong", {}, t("tour_why")), " ", text);
    if (kind === "done") return h("p", { class: "tour-done" }, icon("check", 16), h("span", {}, text));
    if (kind === "wait")
      return h("p", { class: "tour-wait" }, h("span", { class: "spinner", "aria-hidden": "true" }), h("span", {}, text));
    return h(kind === "command" ? "code" : "p", { class: `tour-${kind}` }, text);
  }

  function button({ name, words: text, style = "", press, busy }) {
    return h(
      "button",
      {
        type: "button",
        class: `${style === "quiet" ? "quiet" : `button ${style}`} tour-${name}`,
        "aria-busy": busy ? "true" : undefined,
        onclick: busy ? undefined : (event) => busyDuring(event.currentTarget, press()),
      },
      text,
    );
  }

  return { node, show, focus: () => title.focus({ preventScroll: true }) };
}
