// A list to choose from: one or several, with a search field when it is long or comes from the app.

import { Refused } from "../api.js";
import { h, icon } from "../dom.js";
import { failureWords } from "../failures.js";
import { plain } from "../text/mrkdwn.js";
import { t } from "../words.js";
import { openPopover } from "./popover.js";

const LONG = 7; // options; longer lists get a search field
const PAUSE = 250; // ms without a key before the app is asked for options

let pickers = 0;

/**
 * A picker. `chosen` is a list of options ({value, words, small?, group?}); `options` is a list, or a function of the
 * search text that promises one; `onchange` gets the chosen list at each choice, `onclose` when the list closes.
 */
export function picker({
  chosen,
  options,
  several,
  most = Infinity,
  placeholder,
  least = 0,
  names,
  key,
  action,
  onchange,
  onclose,
}) {
  pickers += 1;
  const listId = `list-${pickers}`;
  const shown = h("span", { class: "picker-words" });
  const node = h(
    "button",
    {
      type: "button",
      role: "combobox",
      class: "control picker",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": listId,
      ...names,
      dataset: { key, action },
    },
    shown,
    icon("down", 16),
  );
  const frame = h("div", { class: "picker-frame" }, node);
  const asks = typeof options === "function";

  function showChosen() {
    frame.querySelector(".chips")?.remove();
    if (several) {
      shown.textContent = placeholder ?? t("choose_several");
      shown.classList.add("placeholder");
      if (chosen.length) frame.append(h("div", { class: "chips" }, chosen.map(chip)));
      node.title = chosen.map((option) => option.words).join(", ");
    } else {
      shown.replaceChildren(...(chosen.length ? plain(chosen[0].words) : [placeholder ?? t("choose")]));
      node.title = chosen[0]?.words ?? ""; // a long one is cut at the end of its field
      shown.classList.toggle("placeholder", !chosen.length);
    }
  }

  function chip(option) {
    const drop = () => {
      set(chosen.filter((other) => other !== option));
      onclose?.(chosen);
      node.focus();
    };
    return h(
      "span",
      { class: "chip" },
      plain(option.words),
      h(
        "button",
        { type: "button", "aria-label": t("remove", { name: option.words }), onclick: drop },
        icon("close", 12),
      ),
    );
  }

  function set(next) {
    chosen = next;
    showChosen();
    onchange?.(chosen);
  }

  function open() {
    const before = chosen;
    const search = h("input", {
      type: "search",
      class: "control picker-search",
      placeholder: t("search"),
      "aria-label": t("search"),
      "aria-controls": listId,
      autocomplete: "off",
    });
    const list = h("div", {
      role: "listbox",
      id: listId,
      tabindex: -1,
      class: "options",
      "aria-multiselectable": several ? "true" : undefined,
      "aria-labelledby": names["aria-labelledby"],
      "aria-label": names["aria-label"],
    });
    const searches = asks || options.length > LONG;
    let active = 0;
    let latest = 0; // the number of the last search
    let waiting;

    async function fill() {
      latest += 1;
      const asked = latest;
      const text = search.value.trim().toLowerCase();
      if (asks && text.length < least) return say(t("type_more", { n: least }));
      if (asks) say(t("loading"));
      let found;
      try {
        found = asks
          ? await options(search.value)
          : options.filter((option) => wordsOf(option).includes(text));
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        return say(failureWords({ error: refused.code, message: refused.message }, t("the_list")));
      }
      if (asked !== latest) return; // somebody has typed on: a newer answer is on its way
      if (!found.length) return say(t("nothing_found"));
      list.replaceChildren(...grouped(found, row));
      const first = rows().findIndex((each) => each.getAttribute("aria-selected") === "true");
      mark(Math.max(0, first));
    }

    const say = (words) => list.replaceChildren(h("p", { class: "options-note", role: "status" }, words));
    const rows = () => [...list.querySelectorAll("[role=option]")];

    function row(option, place) {
      const isChosen = chosen.some((other) => other.value === option.value);
      const each = h(
        "div",
        { role: "option", id: `${listId}-${place}`, "aria-selected": String(isChosen), class: "option" },
        h("span", {}, plain(option.words), option.small && h("small", {}, plain(option.small))),
        isChosen && icon("check", 15),
      );
      each.addEventListener("click", () => choose(option));
      each.addEventListener("pointermove", () => mark(rows().indexOf(each), false));
      each.choice = option;
      return each;
    }

    function choose(option) {
      if (!several) {
        close();
        return set([option]);
      }
      const had = chosen.some((other) => other.value === option.value);
      if (!had && chosen.length >= most) return;
      set(had ? chosen.filter((other) => other.value !== option.value) : [...chosen, option]);
      const at = active;
      fill().then(() => mark(at));
    }

    function mark(place, scrolls = true) {
      rows()[active]?.classList.remove("active");
      active = place;
      const row = rows()[active];
      if (!row) return;
      row.classList.add("active");
      (searches ? search : list).setAttribute("aria-activedescendant", row.id);
      if (scrolls) row.scrollIntoView({ block: "nearest" });
    }

    function keys(event) {
      const last = rows().length - 1;
      const to = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0) }[event.key];
      if (to !== undefined) mark(to);
      else if (event.key === "Enter" || (event.key === " " && !searches))
        rows()[active] && choose(rows()[active].choice);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    const box = h("div", { class: "picker-box", onkeydown: keys }, searches && search, list);
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(fill, asks ? PAUSE : 0);
    });
    const close = openPopover(node, box, {
      asWideAsAnchor: true,
      onclose: () => chosen !== before && onclose?.(chosen),
    });
    fill();
    (searches ? search : list).focus();
  }

  node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open();
  });
  showChosen();
  return frame;
}

const wordsOf = (option) => `${option.words} ${option.small ?? ""}`.toLowerCase();

function grouped(options, row) {
  let group;
  return options.flatMap((option, place) => {
    const heading =
      option.group && option.group !== group
        ? [h("p", { class: "option-group", role: "presentation" }, option.group)]
        : [];
    group = option.group;
    return [...heading, row(option, place)];
  });
}
