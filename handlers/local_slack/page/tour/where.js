// Where on the page a step is to be acted upon: the one thing with the ring round it.

const shown = (node) => node?.checkVisibility({ visibilityProperty: true }) ?? false;
const last = (selector) => [...document.querySelectorAll(selector)].filter(shown).at(-1);
const named = (value) => CSS.escape(value);

/** The element to press now; null when there is nothing to press, or not yet. */
export function whereToAct({ stage, person, channel, deed, clockTo, isWaiting }) {
  const form = last("dialog.modal");
  if (form && stage !== "seen" && !isIn(form, stage, deed)) return form.querySelector(".modal-head button");
  if (stage === "workspace") return inSidebar(".workspace-menu");
  if (stage === "person")
    return last(`.people-box .person[data-user="${named(person)}"]`) ?? inSidebar("#who");
  if (stage === "channel")
    return (
      last('.tab[data-tab="messages"][aria-selected="false"]') ??
      inSidebar(`[data-channel="${named(channel)}"]`)
    );
  if (stage !== "act") return null;
  if (isWaiting) return null; // a second press would go a week further
  if (deed.clock) return last(`.clock-panel [data-to="${named(clockTo)}"]`) ?? last("#clock");
  if (form && Object.keys(deed.fill).length) return form.querySelector("[data-submit]");
  if (deed.press) {
    const node = last(`${form ? "dialog.modal" : ".talk"} [data-action="${named(deed.press)}"]`);
    return optionOf(node, deed.choose) ?? node ?? null;
  }
  return last(".talk .composer-box") ?? null;
}

/** Whether what is to be done can be done in the form that is open; else it is to be closed first. */
function isIn(form, stage, deed) {
  if (stage !== "act") return false;
  if (Object.keys(deed.fill).length) return true;
  return Boolean(deed.press && form.querySelector(`[data-action="${named(deed.press)}"]`));
}

/** Of a list that is open, what to choose. */
function optionOf(node, place) {
  if (node?.getAttribute("aria-expanded") !== "true") return undefined;
  return document.querySelectorAll(`#${named(node.getAttribute("aria-controls"))} [role=option]`)[place];
}

/** On a phone the sidebar is behind its button. */
function inSidebar(selector) {
  return last(`#sidebar ${selector}`) ?? last(".menu-button") ?? null;
}

/**
 * The card stands above the conversation; while a form is open, at the foot of it: all else is out of reach then, and
 * there it moves none of its fields.
 */
export function settle(card) {
  const before = openForm()?.querySelector(".dialog-foot") ?? document.querySelector(".topbar");
  if (before && before.nextElementSibling !== card) before.after(card);
}

/** The form on top, if any. */
export function openForm() {
  return [...document.querySelectorAll("dialog.modal[open]")].at(-1);
}

let ringed = null;

/** Puts the ring round this element only, and brings it into sight when it is new. */
export function ring(node) {
  if (node === ringed && node?.classList.contains("tour-here")) return;
  ringed?.classList.remove("tour-here");
  ringed = node;
  node?.classList.add("tour-here");
  node?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
