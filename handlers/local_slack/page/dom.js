// Building the page: always nodes, never markup from text, so that a message cannot become part of the page.

const SVG = "http://www.w3.org/2000/svg";

/** An element. Properties: `class`, `on…` listeners, `dataset`, `style` (an object), anything else is an attribute. */
export function h(tag, properties = {}, ...children) {
  return dressed(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function svg(tag, properties = {}, ...children) {
  return dressed(document.createElementNS(SVG, tag), properties, children);
}

function dressed(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "style")
      Object.entries(value).forEach(([rule, to]) => element.style.setProperty(rule, to));
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** A small line drawing from the page's own set. */
export function icon(name, size = 18) {
  return svg(
    "svg",
    {
      viewBox: "0 0 24 24",
      width: size,
      height: size,
      class: "icon",
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("path", { d: DRAWINGS[name] }),
  );
}

const DRAWINGS = {
  menu: "M4 7h16M4 12h16M4 17h10",
  close: "M6 6l12 12M18 6 6 18",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  inspector: "M4 5h16v14H4zM14 5v14M7 9h4M7 12h4M7 15h2",
  route:
    "M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 17h7.5a2.75 2.75 0 0 0 0-5.5h-7a2.75 2.75 0 0 1 0-5.5H16",
  bolt: "M13 3 5.5 13.5H11L10 21l8-11h-6z",
  theme: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  send: "M4 12 20 4.5 16 20l-4.5-6.5zM11.5 13.5 20 4.5",
  down: "M6 9.5l6 6 6-6",
  right: "M9.5 6l6 6-6 6",
  left: "M14.5 6l-6 6 6 6",
  plus: "M12 5.5v13M5.5 12h13",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  thread: "M5 5h14v10h-7l-4 4v-4H5z",
  pencil: "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clip: "M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.5 1.5 0 0 1-2.2-2.2l7.3-7.3",
  warning: "M12 4 21 19.5H3zM12 10v4.5M12 17h.01",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5M12 8h.01",
  compass: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM15.8 8.2 13.6 13.6 8.2 15.8 10.4 10.4z",
  calendar: "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13",
  external: "M14 5h5v5M19 5l-8 8M11 6H5v13h13v-6",
  play: "M8 5.5v13l11-6.5z",
  up: "M6 14.5l6-6 6 6",
  sort: "M8 10l4-4 4 4M8 14l4 4 4-4",
  good: "M7.5 20V10.5l4-7c1.5 0 2.3 1.2 2 2.7L13 9.5h6l-1.6 9-1.4 1.5zM7.5 10.5H4V20h3.5",
  bad: "M7.5 4v9.5l4 7c1.5 0 2.3-1.2 2-2.7L13 14.5h6l-1.6-9L16 4zM7.5 13.5H4V4h3.5",
};
