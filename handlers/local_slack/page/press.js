// What a press is. It lasts from the finger down to the finger up: nothing is drawn anew under it, or it would be lost.
// And it is one press, also with a double click or a key that is held down.

const CLICK = 1000; // ms within which the click follows on the lifted finger, also in a busy browser
const LONGEST = 2000; // ms; whoever holds on for longer selects a text, or has let go outside the window

let held = null; // the press that lasts: a promise
let letGo = () => {};

/** Resolves when nobody is pressing anything: at once, or after the click. */
export async function released() {
  while (held) await held;
}

function begin() {
  letGo();
  const press = new Promise((resolve) => (letGo = resolve));
  held = press;
  const over = () => held === press && (held = null);
  press.then(over);
  setTimeout(letGo, LONGEST);
}

const end = () => setTimeout(letGo, CLICK);
const clicked = () => setTimeout(letGo); // after what the click does
const isKey = ({ key }) => key === " " || key === "Enter";

addEventListener("pointerdown", begin, true);
for (const name of ["pointerup", "pointercancel", "dragend"]) addEventListener(name, end, true);
addEventListener("keydown", (event) => event.key === " " && !event.repeat && begin(), true);
addEventListener("keyup", (event) => event.key === " " && end(), true);
addEventListener("click", clicked, true);
addEventListener("blur", end);

const thing = (event) => event.target.closest?.("button, a, input, select, textarea, label, [role=option]");

// A key that is held down presses a button once.
addEventListener(
  "keydown",
  (event) => event.repeat && isKey(event) && thing(event)?.matches("button, a") && event.preventDefault(),
  true,
);

let first = null; // what the first click of a double click met
let firstWords = "";

// When what was pressed has gone, the second half of a double click is not for what stood behind it.
addEventListener(
  "click",
  (event) => {
    const pressed = thing(event) ?? event.target;
    const isSecond = event.detail > 1 && first && !first.checkVisibility();
    if (isSecond && pressed.textContent !== firstWords) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else [first, firstWords] = [pressed, pressed.textContent];
  },
  true,
);
