// "Do it for me": the tour acts where the visitor would have acted, with the same presses.

import { attempt } from "../api.js";
import { moveClock } from "../panels/clock.js";
import { session } from "../session.js";

const GLANCE = 700; // ms in which a visitor sees what is about to be pressed
const PATIENCE = 12_000; // ms for an answer of the app
const A_TICK = 9000; // ms for what the app does by itself at that moment

/**
 * Does what a step asks for. `page` types and presses; `find()` is what to press, `sees()` whether it has worked or is
 * over. `isOver()`: the visitor has gone elsewhere, and nothing more is done in their name.
 */
export async function doDeed(deed, { page, language, find, isInForm, isOver, sees }) {
  if (deed.clock) return moveTo(deed, sees);
  if (isInForm()) await fillIn(deed.fill, language, isOver);
  else {
    if (deed.type) await write(deed.type[language], page, isOver);
    else await press(find, isOver);
    if (Object.keys(deed.fill).length) await fillIn(deed.fill, language, isOver);
  }
  await eventually(sees);
}

async function moveTo({ clock, again }, sees) {
  for (const to of [clock, ...again]) {
    await moveClock({ to });
    if (await eventually(sees, A_TICK)) return;
  }
}

/** Writes and sends, unless the visitor has written on. */
async function write(text, page, isOver) {
  page.put(text);
  await pause(GLANCE);
  if (!isOver() && page.typed() === text) await page.send();
}

async function press(find, isOver) {
  await eventually(() => isOver() || find());
  await pause(GLANCE);
  if (isOver()) return;
  const node = find();
  node?.click();
  if (node?.getAttribute("role") !== "combobox") return;
  const option = await eventually(() => isOver() || find()?.matches("[role=option]"));
  await pause(GLANCE);
  if (option && !isOver()) find()?.click();
}

/** Enters the examples in the form that opens, field by field, and sends it. */
async function fillIn(fill, language, isOver) {
  const form = await eventually(() => isOver() || document.querySelector("dialog.modal"));
  for (const [block, example] of Object.entries(fill)) {
    if (isOver() || !form) return;
    const field = form.querySelector(`[data-block="${CSS.escape(block)}"]`);
    field?.scrollIntoView({ block: "nearest" });
    await enter(form, field, block, example[language]);
    await pause(GLANCE / 2);
  }
  await pause(GLANCE);
  if (!isOver()) form?.querySelector("[data-submit]")?.click();
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
