// The inspector: what this Slack sent, what the app answered, how long that took, what went wrong.

import { ask } from "../api.js";
import { on } from "../changes.js";
import { h, icon } from "../dom.js";
import { coalesced } from "../refresh.js";
import { session } from "../session.js";
import { moment } from "../text/dates.js";
import { t } from "../words.js";

const ROWS = 200;
const SLOW = 1000; // ms; an app that needs longer is on its way to Slack's limit of three seconds

/** The drawer; `closed()` is called when it closes. */
export function inspectorDrawer(closed) {
  const list = h("div", { class: "log", tabindex: 0 });
  const head = h("header", { class: "side-head" });
  const bar = h("div", { class: "log-bar" });
  const node = h("aside", { class: "side inspector", hidden: true }, head, bar, list);
  node.addEventListener("keydown", (event) => event.key === "Escape" && close());
  let kept = new Map();
  let onlyErrors = false;

  const refresh = coalesced(async () => {
    if (node.hidden) return;
    const { rows, log } = await ask("log", { limit: ROWS });
    show(rows ?? log);
  });
  on("log acted everything", refresh);

  function show(rows) {
    const wanted = rows.filter((row) => !onlyErrors || !row.ok || row.fault).sort((a, b) => b.id - a.id);
    const next = new Map(wanted.map((row) => [row.id, kept.get(row.id) ?? rowNode(row)]));
    kept = next;
    list.replaceChildren(...(next.size ? next.values() : [h("p", { class: "empty" }, t("no_log"))]));
  }

  function drawHead() {
    const shut = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("close"), onclick: close },
      icon("close"),
    );
    head.replaceChildren(
      h(
        "div",
        {},
        h("h2", {}, t("inspector")),
        h("small", {}, t("inspector_about", { app: session.app.name })),
      ),
      shut,
    );
    const tab = (words, errors) =>
      h(
        "button",
        {
          type: "button",
          class: "tab",
          "aria-pressed": String(onlyErrors === errors),
          onclick: () => filter(errors),
        },
        words,
      );
    bar.replaceChildren(tab(t("all"), false), tab(t("errors_only"), true));
    node.setAttribute("aria-label", t("inspector"));
  }

  function filter(errors) {
    onlyErrors = errors;
    drawHead();
    refresh();
  }

  function open() {
    node.hidden = false;
    drawHead();
    return refresh();
  }

  function close() {
    node.hidden = true;
    closed();
  }

  return { node, open, close, isOpen: () => !node.hidden };
}

function rowNode(row) {
  const out = row.direction === "out";
  const way = t(out ? "to_app" : "from_app", { app: session.app.name });
  const node = h(
    "details",
    { class: `log-row${row.ok ? "" : " log-error"}` },
    h(
      "summary",
      {},
      h("span", { class: `way way-${row.direction}`, title: way, "aria-label": way }, out ? "→" : "←"),
      h(
        "span",
        { class: "log-name" },
        h("strong", {}, row.name),
        h("small", {}, [row.kind, row.error].filter(Boolean).join(" · ")),
        row.fault && faultSign(row.fault),
      ),
      h("span", { class: `log-ms${row.ms > SLOW ? " slow" : ""}` }, `${Math.round(row.ms)} ms`),
      h(
        "time",
        { class: "stamp" },
        moment(new Date(row.at), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
      ),
    ),
  );
  // The contents can be large: they are written out only when somebody looks.
  node.addEventListener(
    "toggle",
    () =>
      node.open &&
      node.children.length === 1 &&
      node.append(content(t("request"), row.request), content(t("response"), row.response)),
  );
  return node;
}

function faultSign(effect) {
  return h("small", { class: "log-fault" }, icon("bolt", 13), t("on_purpose", { effect }));
}

function content(title, value) {
  return h(
    "div",
    { class: "log-content" },
    h("h3", {}, title),
    h("pre", { tabindex: 0 }, typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2)),
  );
}
