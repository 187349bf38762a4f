// The bar above the conversation: its name, the app's two tabs, the clock, what can be broken, the inspector, light or dark.

import { h, icon } from "../dom.js";
import { session } from "../session.js";
import { isDark, toggleTheme } from "../theme.js";
import { t } from "../words.js";
import { clockButton } from "./clock.js";
import { badge, channelName } from "./sidebar.js";

/** The bar. `openMenu()` opens the drawer of a phone, `openTab(tab)` a tab of the app, `inspect()`, `breakIt()` and `guide()` turn the inspector, the faults and the tour. */
export function topbar({ openMenu, openTab, inspect, breakIt, guide }) {
  const menu = iconButton("menu", openMenu, { class: "icon-button menu-button", "aria-controls": "sidebar" });
  const title = h("div", { class: "title" });
  const tabs = h("div", { class: "tabs", role: "tablist" });
  const clock = clockButton();
  const tour = iconButton("route", guide, { id: "tour", hidden: true });
  const breaker = iconButton("bolt", breakIt, { id: "break" });
  const inspector = iconButton("inspector", inspect, { id: "inspect" });
  const theme = iconButton("theme", turn, { id: "theme" });
  const tools = h("div", { class: "tools" }, clock.node, tour, breaker, inspector, theme);
  const node = h("header", { class: "topbar" }, menu, title, tabs, tools);

  function turn() {
    toggleTheme();
    drawTheme();
  }

  /** In the language of who looks. */
  function draw({ tab, isInspecting, isBreaking, armed, hasTour, isTouring, isMenuOpen }) {
    named(menu, t("open_menu"));
    menu.setAttribute("aria-expanded", String(isMenuOpen));
    named(inspector, t("inspector"));
    inspector.setAttribute("aria-pressed", String(isInspecting));
    named(tour, t("tour"));
    tour.hidden = !hasTour;
    tour.setAttribute("aria-pressed", String(isTouring));
    named(breaker, armed ? t("breaking_armed", { n: armed }) : t("breaking"));
    breaker.setAttribute("aria-pressed", String(isBreaking));
    breaker.classList.toggle("armed", armed > 0);
    drawTheme();
    drawTitle(tab);
    clock.show();
  }

  function drawTheme() {
    named(theme, t(isDark() ? "theme_light" : "theme_dark"));
  }

  function drawTitle(tab) {
    const channel = session.channels.get(session.channel);
    if (!channel) return;
    const name = (channel.type === "channel" ? "# " : "") + channelName(channel);
    const about = channel.type === "im" ? session.people.get(channel.user)?.title : channel.topic;
    title.replaceChildren(h("h1", {}, name), about ? h("small", {}, about) : "");
    tabs.hidden = channel.type !== "app";
    tabs.replaceChildren(...["home", "messages"].map((each) => tabButton(each, each === tab, channel)));
  }

  /** What an app answers on its Home stands among its messages: their tab says so, as Slack's does. */
  function tabButton(tab, isOpen, channel) {
    const names = { role: "tab", class: "tab", "aria-selected": String(isOpen), dataset: { tab } };
    const unread = tab === "messages" && !isOpen ? channel.unread : 0;
    return h("button", { type: "button", ...names, onclick: () => openTab(tab) }, t(tab), badge(unread));
  }

  return { node, draw };
}

function iconButton(sign, onclick, more) {
  return h("button", { type: "button", class: "icon-button", onclick, ...more }, icon(sign));
}

function named(button, words) {
  button.setAttribute("aria-label", words);
  button.title = words;
}
