// "Do it for me": the tour acts where the visitor would have acted, with the same presses.

import { attempt, tell } from "../api.js";
import { announce } from "../changes.js";
import { session, setClock } from "../session.js";

const GLANCE = 700; // ms in which a visitor sees what is about to be pressed
const PATIENCE = 12_000; // ms for an answer of the app
const A_TICK = 7000; // ms for what the app does by itself at that moment

/** Does what a step asks for. `page` types and presses; `find()` is what to press, `sees()` whether it has worked. */
export async function doDeed(deed, { page, language, find, isInForm, sees }) {
  if (deed.clock) return moveClock(deed, sees);
  if (deed.type) {
    page.put(deed.type[language]);
    await pause(GLANCE);
    await page.send();
  } else if (!isInForm()) {
    const button = await eventually(find);
    await pause(GLANCE);
    button?.click();
  }
  if (Object.keys(deed.fill).length) await fillIn(deed.fill, language);
  await eventually(sees);
}

async function moveClock({ clock, again }, sees) {
  for (const to of [clock, ...again]) {
    const answer = await tell("clock", { as: session.as, to });
    setClock(answer.clock);
    await announce("clock");
    if (await eventually(sees, A_TICK)) return;
  }
}

/** Enters the examples in the form that opens, field by field, and sends it. */
async function fillIn(fill, language) {
  const form = await eventually(() => document.querySelector("dialog.modal"));
  if (!form) return;
  for (const [block, example] of Object.entries(fill)) {
    const field = form.querySelector(`[data-block="${CSS.escape(block)}"]`);
    field?.scrollIntoView({ block: "nearest" });
    await enter(form, field, block, example[language]);
    await pause(GLANCE / 2);
  }
  await pause(GLANCE);
  form.querySelector("[data-submit]")?.click();
}

async function enter(form, field, block, value) {
  const option = field?.querySelector(
    `input[value="${CSS.escape(value)}"]:is([type="radio"], [type="checkbox"])`,
  );
  const text = field?.querySelector("textarea, input:not([type=radio], [type=checkbox], [role=combobox])");
  if (option) option.click();
  else if (text) {
    text.value = value;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  } else await attempt("fill", { as: session.as, view_id: form.dataset.view, block_id: block, value });
}

async function eventually(found, most = PATIENCE) {
  for (const end = Date.now() + most; Date.now() < end; await pause(150)) {
    const what = await found();
    if (what) return what;
  }
  return null;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
