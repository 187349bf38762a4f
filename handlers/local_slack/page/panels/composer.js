// Where a person types: messages and slash commands.

import { attempt } from "../api.js";
import { announce } from "../changes.js";
import { h, icon } from "../dom.js";
import { failureWords, notice } from "../failures.js";
import { looking } from "../session.js";
import { inTurn, underWay } from "../turns.js";
import { t } from "../words.js";
import { attaching, contents } from "./attaching.js";
import { commandOf, completion } from "./completion.js";
import { globalShortcuts, shortcutsOf } from "./shortcuts.js";

const TALLEST = 220; // pixels the field may grow to
const drafts = new Map(); // conversation (and thread) → text that was not sent yet
const sent = []; // what was typed before, for the arrow up

/** A composer. `where()` gives {channel, thread_ts?}, `placeholder()` its invitation. */
export function composer({ where, placeholder }) {
  const field = h("textarea", { rows: 1, class: "composer-field", spellcheck: "true" });
  const send = h("button", { type: "button", class: "send", onclick: submit }, icon("send"));
  const shortcuts = h("div", { class: "composer-shortcuts", hidden: true });
  const usage = h("p", { class: "usage", hidden: true });
  const failure = h("div", { class: "composer-failure", role: "alert" });
  const suggestions = completion(field);
  const attached = attaching(showSendable);
  const hint = h("p", { class: "composer-hint" });
  const node = h(
    "div",
    { class: "composer" },
    suggestions.node,
    failure,
    usage,
    attached.tray,
    h("div", { class: "composer-box" }, shortcuts, attached.clip, attached.field, field, send),
    hint,
  );
  let place = sent.length;

  const here = () => ({ ...looking(), ...where() });

  function changed() {
    drafts.set(keyOf(here()), field.value);
    grow();
    suggestions.update();
    const command = commandOf(field.value);
    usage.hidden = !command || field.value === command.command;
    if (command)
      usage.replaceChildren(
        h("strong", {}, command.command),
        " ",
        h("code", {}, command.usage_hint ?? ""),
        " ",
        h("span", {}, command.description ?? ""),
      );
    showSendable();
  }

  function showSendable() {
    send.disabled = !field.value.trim() && !attached.list().length;
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
  }

  /** Sends what stands there, here and as who looks now; what was sent here before goes first. */
  async function submit() {
    const text = field.value;
    const files = attached.list();
    if (!text.trim() && !files.length) return;
    const to = here();
    suggestions.close();
    failure.replaceChildren();
    if (text.trim()) remember(text);
    attached.put([]);
    put("");
    const act = files.length
      ? async () => attempt("upload", { ...to, text, files: await contents(files) })
      : () => attempt("type", { ...to, text });
    const sending = inTurn(keyOf(to), act);
    showBusy();
    const answer = await sending;
    showBusy();
    if (answer.error) failed(answer, text, to);
    await announce("acted");
  }

  function showBusy() {
    node.classList.toggle("busy", underWay(keyOf(here())) !== undefined);
  }

  /** What did not go is said where it was sent, and stands there again when nothing else does. */
  function failed(answer, text, to) {
    const what = text.trimStart().startsWith("/") ? text.trim().split(/\s/)[0] : `“${text}”`;
    const words = failureWords(answer, what);
    const isHere = keyOf(to) === keyOf(here());
    if (isHere) failure.replaceChildren(h("p", { class: "trouble" }, icon("warning", 15), words));
    else notice(words, "warning");
    if (answer.error !== "unreachable" || drafts.get(keyOf(to))) return;
    if (isHere) put(text);
    else drafts.set(keyOf(to), text);
  }

  function remember(text) {
    if (sent.at(-1) !== text) sent.push(text);
    place = sent.length;
  }

  function put(text) {
    field.value = text;
    changed();
    suggestions.close();
  }

  /** Arrow up in an empty field brings back what was typed before. */
  function recall(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const browsing = field.value === "" || field.value === sent[place];
    if (!step || !browsing || sent[place + step] === undefined) return;
    event.preventDefault();
    place += step;
    put(sent[place]);
  }

  field.addEventListener("input", changed);
  field.addEventListener("blur", suggestions.close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions.keys(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else recall(event);
  });

  /** Another conversation or person: its own draft, and the words in their language. */
  function moved() {
    field.setAttribute("placeholder", placeholder());
    field.setAttribute("aria-label", placeholder());
    send.setAttribute("aria-label", t("send"));
    attached.moved();
    attached.put([]);
    hint.textContent = t("enter_hint");
    shortcuts.hidden = !shortcutsOf("global").length;
    shortcuts.replaceChildren(globalShortcuts());
    failure.replaceChildren();
    put(drafts.get(keyOf(here())) ?? "");
    showBusy();
  }

  moved();
  return { node, moved, takeFilesFrom: attached.takeFrom, focus: () => field.focus(), put, typed: () => field.value, submit };
}

const keyOf = ({ team, as, channel, thread_ts: thread }) => `${team}/${as}/${channel}/${thread ?? ""}`;
