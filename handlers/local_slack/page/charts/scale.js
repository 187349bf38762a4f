// From values to pixels, and figures as the reader writes them.

import { locale } from "../session.js";

/** A figure in the reader's notation; large ones short (1.2M). */
export function figure(value, short = false) {
  if (value === undefined || value === null) return "–";
  const notation =
    short && Math.abs(value) >= 10_000
      ? { notation: "compact", maximumFractionDigits: 1 }
      : { maximumFractionDigits: 2 };
  return new Intl.NumberFormat(locale(), notation).format(value);
}

/** Round marks from at most `low` to at least `high`, about `count` of them; zero is always one of them. */
export function ticks(low, high, count) {
  const [bottom, top] = [Math.min(0, low), Math.max(0, high)];
  const rough = (top - bottom || 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const first = Math.floor(bottom / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, place) =>
    Number(((first + place) * step).toPrecision(12)),
  );
}

/** A linear scale: a function from [low, high] to [from, to]. */
export function scale(low, high, from, to) {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}
