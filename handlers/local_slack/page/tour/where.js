// Where on the page a step is to be acted upon: the one thing with the ring round it.

const shown = (node) => node?.checkVisibility({ visibilityProperty: true }) ?? false;
const last = (selector) => [...document.querySelectorAll(selector)].filter(shown).at(-1);
const named = (value) => CSS.escape(value);

/** The element to press now; null when there is nothing to press, or not yet. */
export function whereToAct({ stage, person, channel, deed, clockTo }) {
  if (stage === "workspace") return inSidebar(".workspace-menu");
  if (stage === "person")
    return last(`.people-box .person[data-user="${named(person)}"]`) ?? inSidebar("#who");
  if (stage === "channel")
    return (
      last('.tab[data-tab="messages"][aria-selected="false"]') ??
      inSidebar(`[data-channel="${named(channel)}"]`)
    );
  if (stage !== "act") return null;
  if (deed.clock) return last(`.clock-panel [data-to="${named(clockTo)}"]`) ?? last("#clock");
  const form = last("dialog.modal");
  if (form && Object.keys(deed.fill).length) return form.querySelector("[data-submit]");
  if (deed.press)
    return last(`${form ? "dialog.modal" : ".talk"} [data-action="${named(deed.press)}"]`) ?? null;
  return last(".talk .composer-box") ?? null;
}

/** On a phone the sidebar is behind its button. */
function inSidebar(selector) {
  return last(`#sidebar ${selector}`) ?? last(".menu-button") ?? null;
}

/** The card stands above the conversation; while a form is open, inside it, since all else is out of reach then. */
export function settle(card) {
  const form = [...document.querySelectorAll("dialog.modal[open]")].at(-1);
  const before = form ? form.querySelector(".modal-head") : document.querySelector(".topbar");
  if (before && before.nextElementSibling !== card) before.after(card);
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
