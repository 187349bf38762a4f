// A day, picked from a month: in the language of the person who looks, not of their browser.

import { h, icon } from "../dom.js";
import { locale, now } from "../session.js";
import { dayOf } from "../text/dates.js";
import { t } from "../words.js";
import { openPopover } from "./popover.js";

const DAY = 86_400_000; // ms
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

let days = 0;

/** A field for a day. `chosen` is YYYY-MM-DD or nothing; `onchange` gets the new day, or null. */
export function dayField({ chosen, placeholder, names, key, action, onchange }) {
  days += 1;
  const words = h("span", { class: "picker-words", id: `day-${days}` });
  // A button is read out by its name alone, so the day belongs to its name.
  const label = names["aria-labelledby"];
  const { "aria-required": _, ...allowed } = names; // of a button nobody says that it is required
  const node = h(
    "button",
    {
      type: "button",
      class: "control picker control-short",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      ...allowed,
      ...(label && { "aria-labelledby": `${label} ${words.id}` }),
      dataset: { key, action },
    },
    words,
    icon("calendar", 17),
  );

  function show() {
    words.textContent = chosen ? written(chosen, { dateStyle: "medium" }) : (placeholder ?? t("choose"));
    words.classList.toggle("placeholder", !chosen);
    node.title = chosen ?? "";
  }

  function choose(day) {
    chosen = day;
    show();
    onchange(day);
  }

  node.addEventListener("click", () => {
    const month = monthOf(chosen || dayOf(now()), chosen, (day) => {
      close();
      choose(day);
    });
    const close = openPopover(node, month.node, { style: "popover-calendar" });
    month.focus();
  });
  show();
  return node;
}

/** A month around `day`; arrow keys walk through the days, also into the next month. */
function monthOf(day, chosen, pick) {
  const title = h("strong", { "aria-live": "polite" });
  const grid = h("div", { class: "calendar-days", role: "grid" });
  const turn = (months) => () => walk(inMonth(day, months), false);
  const step = (words, months, sign) =>
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t(words), onclick: turn(months) },
      icon(sign, 17),
    );
  const head = h(
    "div",
    { class: "calendar-head" },
    step("previous", -1, "left"),
    title,
    step("next", 1, "right"),
  );
  const clear =
    chosen && h("button", { type: "button", class: "quiet", onclick: () => pick(null) }, t("clear"));
  const node = h("div", { class: "calendar", role: "dialog", "aria-label": t("choose") }, head, grid, clear);
  grid.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    walk(shifted(day, STEPS[event.key]), true);
  });

  function walk(to, focuses) {
    day = to;
    draw();
    if (focuses) focus();
  }

  function draw() {
    title.textContent = written(day, { month: "long", year: "numeric" });
    const weeks = weeksOf(day);
    const names = weeks[0].map((each) =>
      h("span", { role: "columnheader" }, written(each, { weekday: "short" }).slice(0, 2)),
    );
    grid.replaceChildren(
      h("div", { role: "row" }, names),
      ...weeks.map((week) => h("div", { role: "row" }, week.map(cell))),
    );
  }

  function cell(each) {
    const other = each.slice(0, 7) !== day.slice(0, 7) ? " other" : "";
    const today = each === dayOf(now()) ? " today" : "";
    return h(
      "button",
      {
        type: "button",
        role: "gridcell",
        class: `calendar-day${other}${today}`,
        tabindex: each === day ? 0 : -1,
        "aria-selected": String(each === chosen),
        "aria-label": written(each, { dateStyle: "full" }),
        dataset: { day: each },
        onclick: () => pick(each),
      },
      String(Number(each.slice(8))),
    );
  }

  const focus = () => grid.querySelector(`[data-day="${day}"]`).focus();
  draw();
  return { node, focus };
}

/** The weeks that show a month, each seven days; they begin on Sunday in America and on Monday elsewhere. */
function weeksOf(day) {
  const first = `${day.slice(0, 8)}01`;
  const weekday = new Date(first).getUTCDay();
  const before = locale() === "en-US" ? weekday : (weekday + 6) % 7;
  const start = shifted(first, -before);
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => shifted(start, week * 7 + place)),
  );
  return weeks.filter((week) => week.some((each) => each.slice(0, 7) === day.slice(0, 7)));
}

const shifted = (day, days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The same day another month, or that month's last day when it is shorter. */
function inMonth(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

function written(day, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(new Date(day));
}
