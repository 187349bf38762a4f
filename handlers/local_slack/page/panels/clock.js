// The workspace's clock: shows its time, and moves it, so that tomorrow's prompt can be seen today.

import { tell } from "../api.js";
import { announce } from "../changes.js";
import { h, icon } from "../dom.js";
import { notice } from "../failures.js";
import { openPopover } from "../forms/popover.js";
import { looking, now, session, setClock, zone } from "../session.js";
import { moment, momentAt, timeOf, wallOf } from "../text/dates.js";
import { inTurn, once, underWay } from "../turns.js";
import { t } from "../words.js";

const JUMPS = [
  ["plus_15", { advance: 900 }],
  ["plus_hour", { advance: 3600 }],
  ["tomorrow_nine", { to: "tomorrow 09:00" }],
  ["next_monday", { to: "next monday 08:30" }],
  ["first_of_month", { to: "first of next month 09:00" }],
  ["first_weekday", { to: "first weekday of the month 09:00" }],
];

/** What the button is called that moves the clock to this moment; nothing when there is no such button. */
export function jumpWords(to) {
  const jump = JUMPS.find(([, change]) => change.to === to);
  return jump && t(jump[0]);
}

/**
 * Moves the clock, one move after another: by a time as often as asked, but to a moment once, or a second press on
 * “next Monday” would skip a week. Throws Refused.
 */
export function moveClock(change) {
  const asked = { ...looking(), ...change };
  const move = () => inTurn("clock", () => moved(asked));
  return change.advance ? move() : once(`clock ${JSON.stringify(change)}`, move);
}

async function moved(asked) {
  const answer = await tell("clock", asked);
  setClock(answer.clock);
  await announce("clock");
}

/** The button with the time; a press opens the panel. */
export function clockButton() {
  const words = h("span", { class: "clock-words" });
  const node = h(
    "button",
    {
      type: "button",
      class: "clock-button",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      id: "clock",
    },
    icon("clock"),
    words,
  );
  node.addEventListener("click", () => openPopover(node, panel(), { style: "popover-clock" }));

  function show() {
    const time = now();
    words.replaceChildren(
      h("span", { class: "clock-day" }, moment(time, { weekday: "short", day: "numeric", month: "short" })),
      " ",
      h("b", {}, timeOf(time)),
    );
    node.classList.toggle("moved", isMoved());
    // What can be read stands in the name as it is, for those who say aloud what they press.
    node.setAttribute("aria-label", `${words.textContent}, ${t("clock")}: ${fullTime(time)}`);
    node.title = t("clock");
  }
  setInterval(show, 1000);
  return { node, show };
}

const isMoved = () => Math.abs(session.clock.offset_seconds) >= 1 || session.clock.frozen;
const fullTime = (time) => moment(time, { dateStyle: "full", timeStyle: "short" });

function panel() {
  const status = h("p", { class: "clock-status", role: "status" });
  const field = h("input", {
    type: "datetime-local",
    class: "control",
    "aria-label": t("exact_moment"),
    value: wallOf(now()),
  });
  const buttons = JUMPS.map(([key, change]) =>
    h(
      "button",
      { type: "button", class: "button", onclick: press(change), dataset: { to: change.to ?? "" } },
      t(key),
    ),
  );
  const box = h(
    "div",
    { role: "dialog", "aria-label": t("clock"), class: "clock-panel" },
    h("h2", { class: "popover-title" }, t("clock")),
    status,
    h("div", { class: "clock-jumps", role: "group", "aria-label": t("move_to") }, buttons),
    h(
      "div",
      { class: "clock-exact" },
      h("label", {}, h("span", {}, t("exact_moment")), field),
      h(
        "button",
        {
          type: "button",
          class: "button primary",
          onclick: () => field.value && move({ set: momentAt(field.value).toISOString() }),
        },
        t("set"),
      ),
    ),
    h("button", { type: "button", class: "quiet", onclick: () => move({ reset: true }) }, t("reset")),
  );

  function show() {
    const how = isMoved() ? t("clock_moved", { by: span(session.clock.offset_seconds) }) : t("clock_real");
    const words = [
      how,
      session.clock.frozen && t("frozen"),
      t("in_zone", { zone: zone().replaceAll("_", " ") }),
    ];
    status.replaceChildren(
      h("strong", {}, fullTime(now())),
      h("small", {}, words.filter(Boolean).join(" · ")),
    );
  }

  /** A double click on a moment is one press. */
  function press(change) {
    return (event) => (change.to && event.detail > 1 ? undefined : move(change));
  }

  async function move(change) {
    box.setAttribute("aria-busy", "true");
    try {
      await moveClock(change);
      field.value = wallOf(now());
    } catch (refused) {
      notice(refused.message, "warning");
    } finally {
      if (!underWay("clock")) box.removeAttribute("aria-busy");
      show();
    }
  }

  show();
  return box;
}

/** "+3 days", "−2 hours": how far the clock was moved. */
function span(seconds) {
  const [unit, length] = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ].find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  const words = new Intl.NumberFormat(session.me.locale, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 1,
    signDisplay: "always",
  });
  return words.format(seconds / length);
}
