// Picking who you are: everybody of the workspace with their role.

import { h, icon } from "../dom.js";
import { arrowKeys, openPopover } from "../forms/popover.js";
import { session } from "../session.js";
import { t } from "../words.js";
import { avatar } from "./avatar.js";

/** The card of who is looking; a press opens the list. `switchTo(id)` changes the person. */
export function whoCard(switchTo) {
  const me = session.me;
  const card = h(
    "button",
    {
      type: "button",
      class: "who",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      title: t("switch_person"),
      id: "who",
    },
    avatar(me),
    h(
      "span",
      { class: "who-words" },
      h("small", {}, t("you_are")),
      h("strong", {}, me.real_name || me.name),
      h("small", {}, me.title),
    ),
    icon("down", 16),
  );
  card.addEventListener("click", () => openList(card, t("switch_person"), (person) => switchTo(person.id)));
  return card;
}

/** A searchable list of people beside `anchor`; calls `pick(person)`. */
export function openList(anchor, title, pick, fits = () => true) {
  const search = h("input", {
    type: "search",
    class: "control",
    placeholder: t("find_person"),
    "aria-label": t("find_person"),
  });
  const list = h("div", { class: "people" });
  const everybody = [...session.people.values()].filter(
    (person) => !person.is_bot && person.id !== "USLACKBOT" && fits(person),
  );

  function show() {
    const text = search.value.trim().toLowerCase();
    const found = everybody.filter((person) =>
      `${person.real_name} ${person.name} ${person.title}`.toLowerCase().includes(text),
    );
    list.replaceChildren(
      ...(found.length ? found.map(row) : [h("p", { class: "options-note" }, t("no_one_found"))]),
    );
  }

  function row(person) {
    const choose = () => {
      close();
      pick(person);
    };
    const about = [person.title, person.deleted && t("deactivated")].filter(Boolean).join(" · ");
    const here = person.id === session.as;
    return h(
      "button",
      {
        type: "button",
        class: "person",
        onclick: choose,
        "aria-current": here ? "true" : undefined,
        dataset: { user: person.id },
      },
      avatar(person),
      h(
        "span",
        { class: "who-words" },
        h("strong", {}, person.real_name || person.name),
        h("small", {}, about),
      ),
      h(
        "small",
        { class: "person-zone" },
        `${(person.locale ?? "").slice(0, 2)} · ${(person.tz ?? "").split("/").at(-1).replaceAll("_", " ")}`,
      ),
    );
  }

  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector(".person")?.click();
  });
  const box = h(
    "div",
    { class: "people-box", role: "dialog", "aria-label": title },
    h("h2", { class: "popover-title" }, title),
    everybody.length > 6 && search,
    list,
  );
  arrowKeys(box, ".person");
  show();
  const close = openPopover(anchor, box, { style: "popover-people" });
  (everybody.length > 6 ? search : list.firstChild).focus();
}
