// "Break something": faults by a press, what is broken now and how often it has struck.

import { ask, attempt, takeAway, tell } from "../api.js";
import { on } from "../changes.js";
import { h, icon } from "../dom.js";
import { notice, refusalNotice } from "../failures.js";
import { confirmed } from "../forms/confirm.js";
import { coalesced } from "../refresh.js";
import { session } from "../session.js";
import { inTurn, once } from "../turns.js";
import { t } from "../words.js";
import { CALLS, CALL_FAULTS, EVENT_FAULTS, SECONDS, TIMES } from "./breakages.js";
import { breaker, choice, part, toggle } from "./breaking_parts.js";
import { brokenList, wordsOf } from "./broken_list.js";

const NO_FAULTS = { faults: [], rate_limits: false, refused_blocks: [], installed: true };

/** The drawer; `changed()` is called when it closes, and when more or less is broken than before. */
export function breakingDrawer(changed) {
  const head = h("header", { class: "side-head" });
  const said = h("p", { class: "unseen", role: "status" });
  const now = h("section", { class: "broken" });
  const body = h("div", { class: "breaking-body", tabindex: 0 });
  const node = h("aside", { class: "side breaking", hidden: true }, head, said, now, body);
  node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  let state = NO_FAULTS;
  let print = ""; // what the lower part shows
  const chosen = { method: CALLS[0][1], times: 1, seconds: SECONDS[1] };

  const refresh = coalesced(async () => {
    state = await ask("faults", { app: session.app.id });
    if (!node.hidden) draw();
    changed();
  });
  on("faults everything", refresh);

  function draw() {
    const mending = now.contains(document.activeElement) && document.activeElement.closest("[data-fault]");
    now.replaceChildren(...brokenList(state.faults, { mend, mendAll }));
    if (mending) now.querySelector(`[data-fault="${mending.dataset.fault}"] button`)?.focus();
    // What somebody is about to press is not taken away under their hand: it is drawn again when it changed.
    const next = JSON.stringify([
      session.me.locale,
      session.app.name,
      chosen.seconds,
      { ...state, faults: 0 },
    ]);
    if (next === print) return;
    print = next;
    drawHead();
    const focused = body.contains(document.activeElement) ? document.activeElement.id : "";
    body.replaceChildren(calls(), events(), connection(), workspace());
    if (focused) (body.querySelector(`#${focused}`) ?? body.lastChild.lastChild).focus();
  }

  const named = (table) => table.map(([key, value]) => [t(key, values()), value]);

  /** Breaks or mends; pressed again while it is under way, it is the same press. A refusal is told. */
  const act = (name, does) => once(`break ${name}`, does).catch(refusalNotice);

  function calls() {
    const which = choice(
      "break-call",
      "which_call",
      named(CALLS),
      chosen.method,
      (value) => (chosen.method = value),
    );
    const often = choice(
      "break-times",
      "how_often",
      named(TIMES),
      chosen.times,
      (value) => (chosen.times = Number(value)),
    );
    const long = choice(
      "break-seconds",
      "how_long",
      SECONDS.map((n) => [String(n), n]),
      chosen.seconds,
      (value) => {
        chosen.seconds = Number(value);
        draw();
      },
    );
    const buttons = CALL_FAULTS.map(([name, rule]) =>
      breaker(name, values(), () => arm(name, { method: chosen.method, ...rule })),
    );
    return part("break_calls", h("div", { class: "break-choices" }, which, often, long), ...buttons);
  }

  function events() {
    const about = h("p", { class: "break-about" }, t("break_events_about", values()));
    const waits = { reorder: 60 }; // seconds: long enough for a person to do the next thing
    const buttons = EVENT_FAULTS.map(([name, rule]) =>
      breaker(name, values(), () => arm(name, { ...rule, ...(waits[name] && { seconds: waits[name] }) })),
    );
    return part("break_events", about, ...buttons);
  }

  function connection() {
    const lose = (reason) => () =>
      act(reason, async () => {
        const { connections: n } = await tell("disconnect", { reason, app: session.app.id });
        notice(n === 0 ? t("no_connections") : n === 1 ? t("told_connection") : t("told_connections", { n }));
      });
    return part(
      "break_connection",
      breaker("warning", values(), lose("warning")),
      breaker("refresh", values(), lose("refresh_requested")),
    );
  }

  function workspace() {
    const refuses = (type) => state.refused_blocks.includes(type);
    // What is refused already is known only after the switch that was turned before.
    const refuse = (type) => (wanted) =>
      inTurn("refused blocks", async () => {
        const others = state.refused_blocks.filter((each) => each !== type);
        const told = await tell("refused_blocks", { types: wanted ? [...others, type] : others });
        state = { ...state, refused_blocks: told.refused_blocks };
      }).catch(refusalNotice);
    const limit = (enabled) =>
      inTurn("rate limits", () => tell("rate_limits", { enabled })).catch(refusalNotice);
    const app = state.installed
      ? h(
          "button",
          { type: "button", class: "button danger", id: "break-uninstall", onclick: uninstall },
          t("break_uninstall", values()),
        )
      : h(
          "button",
          {
            type: "button",
            class: "button primary",
            id: "break-install",
            onclick: () => act("install", () => tell("install", { app: session.app.id })),
          },
          t("break_install", values()),
        );
    return part(
      "break_workspace",
      toggle("rate_limits", "break_rate_limits_why", state.rate_limits, limit),
      toggle("tables", "break_blocks_why", refuses("data_table"), refuse("data_table")),
      toggle("charts", "break_blocks_why", refuses("data_visualization"), refuse("data_visualization")),
      app,
    );
  }

  function arm(name, rule) {
    const wanted = { seconds: chosen.seconds, times: chosen.times, ...rule };
    return act(`${name} ${JSON.stringify(wanted)}`, async () => {
      const answer = await attempt("fault", wanted);
      if (answer.ok === false) return notice(answer.message ?? answer.error, "warning");
      said.textContent = t("armed", { what: wordsOf(answer.fault) });
      await refresh();
    });
  }

  function mend(fault) {
    return act(`mend ${fault.id}`, async () => {
      await takeAway("faults", { id: fault.id });
      await refresh();
      (now.querySelector("button") ?? head.querySelector("button")).focus();
    });
  }

  function mendAll() {
    return act("mend", async () => {
      await takeAway("faults");
      said.textContent = t("mended");
      await refresh();
      head.querySelector("button").focus();
    });
  }

  async function uninstall() {
    const words = (text) => ({ type: "plain_text", text });
    const question = {
      title: words(t("break_uninstall", values())),
      text: words(t("break_uninstall_ask", values())),
      style: "danger",
    };
    if (await confirmed(question)) act("uninstall", () => tell("uninstall", { app: session.app.id }));
  }

  const values = () => ({ app: session.app.name, n: chosen.seconds });

  function drawHead() {
    const shut = { type: "button", class: "icon-button", "aria-label": t("close"), onclick: close };
    head.replaceChildren(
      h("div", {}, h("h2", {}, t("breaking")), h("small", {}, t("breaking_about", values()))),
      h("button", shut, icon("close")),
    );
    node.setAttribute("aria-label", t("breaking"));
  }

  async function open() {
    node.hidden = false;
    draw();
    await refresh();
    head.querySelector("button").focus();
  }

  function close() {
    const wasInside = node.contains(document.activeElement);
    node.hidden = true;
    if (wasInside) document.getElementById("break").focus();
    changed();
  }

  const armed = () => state.faults.filter((fault) => !fault.spent).length;
  return { node, open, close, refresh, armed, isOpen: () => !node.hidden };
}
