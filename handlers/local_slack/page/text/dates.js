// Moments as a person reads them: in their zone and language, "today" by the workspace's clock.

import { locale, now, zone } from "../session.js";
import { t } from "../words.js";

const writers = new Map(); // to make one takes a hundred times as long as to write with it

/** A moment (Date) with Intl options, in the reader's zone. */
export function moment(date, options, language = locale()) {
  const wanted = { timeZone: zone(), ...options };
  const key = JSON.stringify([language, wanted]);
  if (!writers.has(key)) writers.set(key, new Intl.DateTimeFormat(language, wanted));
  return writers.get(key).format(date);
}

export const timeOf = (date) => moment(date, { hour: "2-digit", minute: "2-digit", hourCycle: clockOf() });

/** The day as YYYY-MM-DD in the reader's zone: comparable, and what date fields take. */
export function dayOf(date) {
  return moment(date, { dateStyle: "short" }, "en-CA");
}

export const dateOfTs = (ts) => new Date(parseFloat(ts) * 1000);

/** "Today", "Yesterday", or the date in full. */
export function dayName(date) {
  return (
    relativeDay(date) ?? moment(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" })
  );
}

function relativeDay(date) {
  const days = Math.round((Date.parse(dayOf(date)) - Date.parse(dayOf(now()))) / 86_400_000);
  return { "-1": t("yesterday"), 0: t("today"), 1: t("tomorrow") }[days];
}

function clockOf() {
  return locale().startsWith("en-US") ? "h12" : "h23";
}

/** Slack's date format: `{date_short} at {time}`. `seconds` since 1970; unknown parts stay as they are. */
export function slackDate(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, part) => PARTS[part]?.(date) ?? whole);
}

const short = (date) => moment(date, { month: "short", day: "numeric", year: "numeric" });
const medium = (date) => moment(date, { month: "long", day: "numeric", year: "numeric" });
const long = (date) => moment(date, { weekday: "long", month: "long", day: "numeric", year: "numeric" });
const PARTS = {
  date_num: dayOf,
  date_slash: (date) => moment(date, { dateStyle: "short" }),
  date: medium,
  date_short: short,
  date_long: long,
  date_pretty: (date) => relativeDay(date) ?? medium(date),
  date_short_pretty: (date) => relativeDay(date) ?? short(date),
  date_long_pretty: (date) => relativeDay(date) ?? long(date),
  day_divider_pretty: (date) => relativeDay(date) ?? long(date),
  time: timeOf,
  time_secs: (date) =>
    moment(date, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: clockOf() }),
  ago,
};

/** "3 hours ago", "in 2 days". */
export function ago(date) {
  const seconds = (date - now()) / 1000;
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(
    Math.round(seconds / length),
    unit,
  );
}

const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** A wall-clock time in the reader's zone ("2026-10-14T09:00") as the moment it names. */
export function momentAt(wall) {
  const guess = Date.parse(`${wall}Z`);
  const once = guess - offsetAt(guess);
  return new Date(guess - offsetAt(once));
}

/** The reader's wall clock at this moment, as date-time fields take it. */
export function wallOf(date) {
  return new Date(date.getTime() + offsetAt(date.getTime())).toISOString().slice(0, 16);
}

function offsetAt(instant) {
  const wall = moment(instant, { dateStyle: "short", timeStyle: "medium" }, "sv-SE");
  return Date.parse(`${wall.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}
