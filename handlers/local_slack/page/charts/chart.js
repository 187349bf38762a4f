// The frame of a chart: its title, the drawing at its true width, a legend, and the figures for who cannot see it.

import { h, svg } from "../dom.js";
import { t } from "../words.js";
import { pie } from "./pie.js";
import { figure } from "./scale.js";
import { series } from "./series.js";

const DRAWINGS = { pie, bar: series, line: series, area: series };
const NARROWEST = 240; // pixels; below this a chart scrolls sideways

/** A data_visualization block. It is drawn again whenever its width changes, so its letters never shrink. */
export function chart(block) {
  const draw = DRAWINGS[block.chart.type];
  const canvas = h("div", { class: "chart-canvas" });
  const tip = h("div", { class: "chart-tip", hidden: true });
  const frame = h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, block.title),
    h("div", { class: "chart-frame" }, canvas, tip),
    legend(block.chart),
    figures(block),
  );
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.max(NARROWEST, Math.floor(entry.contentRect.width));
    if (width === drawn || entry.contentRect.width === 0) return;
    drawn = width;
    const [height, parts] = draw(block.chart, width, tipIn(tip, canvas));
    const names = { role: "img", "aria-label": summary(block) };
    canvas.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, ...names }, parts));
  }).observe(canvas);
  return frame;
}

/** Shows values beside the pointer: `show(x, y, heading, lines)`; lines are [colour number, name, value]. */
function tipIn(tip, canvas) {
  return {
    show(x, y, heading, lines) {
      tip.replaceChildren(
        h("strong", {}, heading),
        ...lines.map(([colour, name, value]) =>
          h(
            "span",
            {},
            h("i", { class: `swatch colour-${colour}` }),
            name && h("em", {}, name),
            figure(value),
          ),
        ),
      );
      tip.hidden = false;
      const room = canvas.clientWidth - tip.offsetWidth - 4;
      tip.style.left = `${Math.max(4, Math.min(x + 12, room))}px`;
      tip.style.top = `${Math.max(4, y - tip.offsetHeight / 2)}px`;
    },
    hide: () => (tip.hidden = true),
  };
}

function legend(chart) {
  const total = chart.type === "pie" && chart.segments.reduce((sum, segment) => sum + segment.value, 0);
  const items =
    chart.type === "pie"
      ? chart.segments.map((segment) => [
          segment.label,
          `${figure(segment.value)} · ${percent(segment.value / total)}`,
        ])
      : chart.series.map((each) => [each.name]);
  if (items.length === 1 && chart.type !== "pie")
    return h("p", { class: "legend" }, h("span", {}, swatch(0), items[0][0]));
  return h(
    "ul",
    { class: "legend" },
    items.map(([name, value], place) => h("li", {}, swatch(place), name, value && h("b", {}, value))),
  );
}

const swatch = (place) => h("i", { class: `swatch colour-${place}`, "aria-hidden": "true" });
const percent = (share) => `${Math.round(share * 100)}%`;

function summary({ title, chart }) {
  const what =
    chart.type === "pie"
      ? chart.segments.map((segment) => `${segment.label} ${figure(segment.value)}`)
      : chart.series.map((each) => each.name);
  return `${title}: ${what.join(", ")}`;
}

/** The same figures as a table that only screen readers meet. */
function figures({ title, chart }) {
  const names = chart.type === "pie" ? [""] : chart.series.map((each) => each.name);
  const rows =
    chart.type === "pie"
      ? chart.segments.map((segment) => [segment.label, segment.value])
      : chart.axis_config.categories.map((label) => [
          label,
          ...chart.series.map((each) => valueAt(each, label)),
        ]);
  // A table is never lower than its rows, whatever its style asks: what is cut off is the box around it.
  return h(
    "div",
    { class: "unseen" },
    h(
      "table",
      {},
      h("caption", {}, title),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", {}, chart.axis_config?.x_label ?? ""),
          names.map((name) => h("th", { scope: "col" }, name || t("total"))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([label, ...values]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, label),
            values.map((value) => h("td", {}, figure(value))),
          ),
        ),
      ),
    ),
  );
}

const valueAt = (each, label) => each.data.find((point) => point.label === label)?.value;
