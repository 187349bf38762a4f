// A person's colour and initials; the app has its own sign.

import { h, icon } from "../dom.js";

export function avatar(person, size = "") {
  if (person?.is_bot)
    return h("span", { class: `avatar avatar-app ${size}`, "aria-hidden": "true" }, icon("compass", 20));
  const initials = (person?.real_name || person?.name || "?")
    .split(/[\s.]+/)
    .map((word) => [...word][0] ?? "")
    .filter((letter, place, all) => place === 0 || place === all.length - 1)
    .join("");
  const colour = /^[0-9a-f]{6}$/i.test(person?.color ?? "") ? `#${person.color}` : "var(--muted)";
  return h(
    "span",
    { class: `avatar ${size}`, "aria-hidden": "true", style: { "--person": colour } },
    initials.toUpperCase(),
  );
}
