// Bars, lines and areas over the same categories.

import { svg } from "../dom.js";
import { figure, scale, ticks } from "./scale.js";

const HEIGHT = 260;
const LETTER = 6.6; // pixels: the width of an average letter at the size of the labels
const CROWDED = 0.95; // labels that would take more than this share of their column are thinned out

/** Draws the chart at `width`; returns its height and its parts. */
export function series(chart, width, tip) {
  const categories = chart.axis_config.categories;
  const all = chart.series.map((each) =>
    categories.map((label) => each.data.find((point) => point.label === label)?.value),
  );
  const values = all.flat().filter((value) => value !== undefined);
  const marks = ticks(Math.min(...values), Math.max(...values), 4);
  const frame = frameOf(chart, width, marks);
  const y = scale(marks[0], marks.at(-1), frame.bottom, frame.top);
  const column = (frame.right - frame.left) / categories.length;
  const x = (place) => frame.left + column * (place + 0.5);
  const draw = { bar: bars, line: lines, area: areas }[chart.type];
  const parts = [
    ...grid(marks, y, frame),
    ...draw(all, x, y, column),
    ...labels(categories, x, column, frame),
    ...titles(chart.axis_config, frame, width),
  ];
  return [HEIGHT, [...parts, ...hovers(chart, categories, all, x, y, column, frame, tip)]];
}

function frameOf({ axis_config: axis }, width, marks) {
  const widest = Math.max(...marks.map((mark) => figure(mark, true).length)) * LETTER;
  return {
    top: axis.y_label ? 30 : 12,
    right: width - 8,
    bottom: HEIGHT - (axis.x_label ? 46 : 28),
    left: widest + 14,
  };
}

function grid(marks, y, { left, right }) {
  return marks.flatMap((mark) => [
    svg("line", { class: mark === 0 ? "axis" : "grid", x1: left, x2: right, y1: y(mark), y2: y(mark) }),
    svg("text", { class: "tick", x: left - 8, y: y(mark) + 4, "text-anchor": "end" }, figure(mark, true)),
  ]);
}

function labels(categories, x, column, { bottom, right: edge }) {
  const widest = Math.max(...categories.map((label) => label.length)) * LETTER;
  const every = Math.ceil(widest / (column * CROWDED));
  if (every <= 1 || categories.length > 6) {
    return categories
      .map((label, place) => place % every === 0 && labelAt(label, inside(label, x(place), edge), bottom))
      .filter(Boolean);
  }
  const fits = Math.max(3, Math.floor(column / LETTER));
  return categories.map((label, place) =>
    labelAt(label.length > fits ? `${label.slice(0, fits - 1)}…` : label, x(place), bottom),
  );
}

/** Where the middle of a label stands, so that its ends stay in the picture. */
function inside(label, middle, edge) {
  const half = (label.length * LETTER) / 2;
  return Math.min(Math.max(middle, half + 2), edge + 6 - half);
}

function labelAt(words, x, bottom) {
  return svg("text", { class: "tick", x, y: bottom + 18, "text-anchor": "middle" }, words);
}

function titles({ x_label: below, y_label: beside }, { left, right, bottom }) {
  const parts = [];
  if (below)
    parts.push(
      svg(
        "text",
        { class: "axis-title", x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle" },
        below,
      ),
    );
  if (beside) parts.push(svg("text", { class: "axis-title", x: 4, y: 14 }, beside));
  return parts;
}

function bars(all, x, y, column) {
  const group = Math.min(column * 0.72, 34 * all.length);
  const thick = group / all.length;
  const gap = thick > 6 ? 2 : 0.5;
  return all.flatMap((values, which) =>
    values.flatMap((value, place) => {
      if (value === undefined) return [];
      const [top, foot] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
      const left = x(place) - group / 2 + which * thick + gap / 2;
      const size = {
        x: left,
        y: top,
        width: Math.max(1, thick - gap),
        height: Math.max(value === 0 ? 0 : 1.5, foot - top),
      };
      return svg("rect", { class: `bar colour-${which}`, rx: Math.min(4, thick / 4), ...size });
    }),
  );
}

function lines(all, x, y) {
  return all.flatMap((values, which) => [
    svg("path", { class: `line colour-${which}`, d: path(values, x, y) }),
    ...values.flatMap((value, place) =>
      value === undefined
        ? []
        : svg("circle", { class: `dot colour-${which}`, cx: x(place), cy: y(value), r: 3.5 }),
    ),
  ]);
}

function areas(all, x, y) {
  return all.flatMap((values, which) => [
    svg("path", {
      class: `area colour-${which}`,
      d: `${path(values, x, y)}L${x(values.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`,
    }),
    svg("path", { class: `line colour-${which}`, d: path(values, x, y) }),
  ]);
}

/** A line through the values; where one is missing the line is broken. */
function path(values, x, y) {
  return values
    .map((value, place) =>
      value === undefined ? "" : `${values[place - 1] === undefined ? "M" : "L"}${x(place)} ${y(value)}`,
    )
    .join("");
}

/** A column to point at for each category. */
function hovers(chart, categories, all, x, y, column, { top, bottom }, tip) {
  return categories.map((label, place) => {
    const shown = all.map((values, which) => [
      which,
      all.length > 1 ? chart.series[which].name : "",
      values[place],
    ]);
    const highest = Math.min(
      ...all.map((values) => (values[place] === undefined ? bottom : y(values[place]))),
    );
    const show = () => tip.show(x(place), highest, label, shown);
    const area = { x: x(place) - column / 2, y: top, width: column, height: bottom - top };
    return svg("rect", {
      class: "hover",
      ...area,
      onpointerenter: show,
      onpointerdown: show,
      onpointerleave: tip.hide,
    });
  });
}
