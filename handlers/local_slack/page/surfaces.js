// Where blocks stand: a message, a modal or Home. Takes what is pressed and entered there to the local Slack.

import { attempt, tell } from "./api.js";
import { announce } from "./changes.js";
import { showTrouble } from "./failures.js";
import { session } from "./session.js";

const PAUSE = 350; // ms without a key before an entered text is kept

/** A message: what is pressed is told at once. */
export function messageSurface(channel, message, redraw) {
  const place = { channel, ts: message.ts };
  return { ...pressing(place), entry: () => undefined, fill: () => {}, redraw };
}

/** A modal or Home: keeps what is entered, also while the app shows another version of the view. */
export function viewSurface(id) {
  const place = { view_id: id };
  const drafts = new Map(); // block_id/action_id → text that the local Slack has not kept yet
  const waiting = new Map();
  const surface = { ...pressing(place, () => surface.flush()), values: {}, errors: {} };

  surface.entry = (block, element) => {
    const draft = drafts.get(keyOf(block, element));
    return draft === undefined
      ? surface.values[block.block_id]?.[element.action_id]
      : { value: draft, rich_text_value: draft };
  };

  surface.fill = (block, element, value) => {
    const key = keyOf(block, element);
    const isTyped = TYPED.test(element.type);
    if (isTyped) drafts.set(key, value);
    clearTimeout(waiting.get(key)?.timer);
    const keep = async () => {
      waiting.delete(key);
      // By block_id alone: forms often use one action_id for all their fields.
      await attempt("fill", { as: session.as, view_id: id, block_id: block.block_id, value });
    };
    waiting.set(key, { keep, timer: setTimeout(keep, isTyped ? PAUSE : 0) });
  };

  /** Everything entered so far is kept by the local Slack before something is pressed or sent. */
  surface.flush = async () => {
    const open = [...waiting.values()];
    waiting.clear();
    open.forEach(({ timer }) => clearTimeout(timer));
    await Promise.all(open.map(({ keep }) => keep()));
  };

  return surface;
}

const TYPED = /^(plain_text|email_text|url_text|number|rich_text)_input$/;
const keyOf = (block, element) => `${block.block_id}/${element.action_id}`;

function pressing(place, before = async () => {}) {
  return {
    async act(block, element, value, node) {
      await before();
      const answer = await attempt("click", {
        as: session.as,
        ...place,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
      });
      showTrouble(node, answer);
      await announce("acted");
      return answer;
    },
    async options(block, element, text) {
      return tell("options", {
        as: session.as,
        ...place,
        block_id: block.block_id,
        action_id: element.action_id,
        value: text,
      });
    },
  };
}
