// A pie, drawn as a ring: the share of each segment, the total in the middle.

import { svg } from "../dom.js";
import { t } from "../words.js";
import { figure } from "./scale.js";

const SIZE = 220;
const OUTER = 96;
const INNER = 58;

/** Draws the segments at `width`; returns the height and the parts. */
export function pie({ segments }, width, tip) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0);
  const middle = [Math.min(width / 2, SIZE / 2 + 4), SIZE / 2];
  let from = 0;
  const slices = segments.map(({ label, value }, which) => {
    const to = from + value / total;
    const [x, y] = at(middle, (from + to) / 2, (OUTER + INNER) / 2);
    const show = () => tip.show(x, y, label, [[which, `${Math.round((value / total) * 100)}%`, value]]);
    const shape = slice(middle, from, to);
    from = to;
    return svg("path", {
      class: `slice colour-${which}`,
      d: shape,
      "fill-rule": "evenodd",
      onpointerenter: show,
      onpointerdown: show,
      onpointerleave: tip.hide,
    });
  });
  const centre = [
    svg(
      "text",
      { class: "pie-total", x: middle[0], y: middle[1] + 2, "text-anchor": "middle" },
      figure(total, true),
    ),
    svg("text", { class: "tick", x: middle[0], y: middle[1] + 20, "text-anchor": "middle" }, t("total")),
  ];
  return [SIZE, [...slices, ...centre]];
}

function slice(middle, from, to) {
  if (to - from > 0.9999) return ring(middle, OUTER) + ring(middle, INNER);
  const far = to - from > 0.5 ? 1 : 0;
  const [a, b, c, d] = [
    at(middle, from, OUTER),
    at(middle, to, OUTER),
    at(middle, to, INNER),
    at(middle, from, INNER),
  ];
  return `M${a}A${OUTER} ${OUTER} 0 ${far} 1 ${b}L${c}A${INNER} ${INNER} 0 ${far} 0 ${d}Z`;
}

function ring([x, y], r) {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** The point at a share of the circle, from the top, clockwise. */
function at([x, y], share, radius) {
  const angle = share * 2 * Math.PI - Math.PI / 2;
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}
