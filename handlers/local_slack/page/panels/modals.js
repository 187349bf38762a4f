// The stack of modals: up to three, the newest on top. Each is a dialog, so the browser keeps the focus inside.

import { ask, attempt } from "../api.js";
import { announce, on } from "../changes.js";
import { h, icon } from "../dom.js";
import { renderBlocks } from "../blocks/render.js";
import { coalesced } from "../refresh.js";
import { session, viewer } from "../session.js";
import { viewSurface } from "../surfaces.js";
import { plain } from "../text/mrkdwn.js";
import { busyDuring, once, underWay } from "../turns.js";
import { t } from "../words.js";
import { withFocusKept } from "./view_focus.js";

const open = new Map(); // view id → modal

/** Keeps the modals on the screen the same as those in the local Slack. */
export const refreshModals = coalesced(async () => {
  const asked = viewer();
  const { modals } = await ask("views", { as: session.as });
  if (asked !== viewer()) return;
  const ids = new Set(modals.map((view) => view.id));
  for (const [id, modal] of open) {
    if (ids.has(id)) continue;
    modal.remove();
    open.delete(id);
  }
  modals.forEach((view, depth) => {
    if (!open.has(view.id)) open.set(view.id, modalOf(view.id));
    open.get(view.id).show(view, depth);
  });
});

on("view acted everything", refreshModals);

function modalOf(id) {
  const surface = viewSurface(id);
  const { place } = surface;
  const sending = `submit ${id}`;
  const title = h("h2", { id: `title-${id}` });
  const shut = h("button", { type: "button", class: "icon-button", onclick: close });
  const body = h("div", { class: "modal-body blocks" });
  const foot = h("footer", { class: "dialog-foot" });
  const dialog = h(
    "dialog",
    { class: "modal", "aria-labelledby": `title-${id}`, dataset: { view: id } },
    h("header", { class: "modal-head" }, title, shut),
    body,
    foot,
  );
  let shown = "";
  let view;
  surface.submit = submit;

  function show(next, depth) {
    view = next;
    const print = JSON.stringify([
      view.hash,
      view.blocks,
      view.title,
      view.submit,
      view.close,
      view.errors,
      view.notice,
    ]);
    if (print !== shown) draw(depth);
    shown = print;
  }

  function draw(depth) {
    const first = !dialog.isConnected;
    surface.values = view.state?.values ?? {};
    surface.errors = Object.fromEntries(
      Object.entries(view.errors ?? {}).map(([block, words]) => [block, inTheirLanguage(words)]),
    );
    title.replaceChildren(...plain(view.title.text));
    shut.replaceChildren(icon("close"));
    shut.setAttribute("aria-label", t("close"));
    const isKept = withFocusKept(body, () => body.replaceChildren(...renderBlocks(view.blocks, surface)));
    drawFoot();
    if (view.notice) say(inTheirLanguage(view.notice));
    if (first) {
      dialog.style.setProperty("--depth", depth);
      document.body.append(dialog);
      dialog.showModal();
    }
    if (first || !isKept) focusFirst();
  }

  function drawFoot() {
    const send =
      view.submit &&
      h(
        "button",
        { type: "button", class: "button primary", dataset: { submit: "" }, onclick: submit },
        h("span", { class: "button-words" }, plain(view.submit.text)),
      );
    const leave = h(
      "button",
      { type: "button", class: "button", onclick: close },
      plain(view.close?.text ?? t("cancel")),
    );
    busyDuring(send, underWay(sending)); // the app may change the form while it is being sent
    foot.replaceChildren(...[leave, send].filter(Boolean));
  }

  function focusFirst() {
    const wanted = body.querySelector("[data-focus-first]");
    const field = wanted?.matches("input, textarea, button")
      ? wanted
      : (wanted ?? body).querySelector("input:not([type=file]), textarea, .picker");
    (field ?? foot.querySelector(".primary") ?? shut).focus({ preventScroll: true });
  }

  function submit() {
    const button = foot.querySelector("[data-submit]");
    if (button && !underWay(sending)) busyDuring(button, once(sending, submitted));
  }

  async function submitted() {
    say(null);
    await surface.flush();
    const answer = await attempt("submit", place);
    if (answer.ok === false && !answer.errors)
      say(answer.error === "unreachable" ? t("unreachable") : t("trouble"));
    await announce("acted");
    body.querySelector(".has-error .control, .has-error input")?.focus();
  }

  function close() {
    once(`close ${id}`, async () => {
      await attempt("close", place);
      await announce("acted");
    });
  }

  function say(words) {
    dialog.querySelector(".modal-notice")?.remove();
    if (words)
      foot.before(h("p", { class: "modal-notice trouble", role: "alert" }, icon("warning", 16), words));
  }

  // Esc is a wish of the person; whether the modal goes is for the local Slack to say.
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    close();
  });

  return { show, remove: () => dialog.remove() };
}

// What Slack's own client says at a field; the app's errors come in the person's language already.
const CLIENT_WORDS = {
  "Please complete this required field.": "required",
  "We had some trouble connecting. Try again?": "trouble",
};

function inTheirLanguage(words) {
  return Object.hasOwn(CLIENT_WORDS, words) ? t(CLIENT_WORDS[words]) : words;
}
