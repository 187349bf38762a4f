// Where blocks stand: a message, a modal or Home. Takes what is pressed and entered there to the local Slack.

import { attempt, tell } from "./api.js";
import { announce } from "./changes.js";
import { showTrouble } from "./failures.js";
import { looking } from "./session.js";
import { inTurn, underWay } from "./turns.js";

const PAUSE = 350; // ms without a key before an entered text is kept

/** A message: what is pressed is told at once, by the person for whom it was drawn. */
export function messageSurface(channel, message, redraw) {
  const place = { ...looking(), channel, ts: message.ts };
  return { ...pressing(place), entry: () => undefined, fill: () => {}, redraw };
}

/** A modal or Home of the person who looks: keeps what is entered, also while the app shows another version of it. */
export function viewSurface(id) {
  const place = { ...looking(), view_id: id };
  const entering = `enter ${id}`;
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
    const keep = () => {
      waiting.delete(key);
      // By block_id alone: forms often use one action_id for all their fields.
      return inTurn(entering, () => attempt("fill", { ...place, block_id: block.block_id, value }));
    };
    waiting.set(key, { keep, timer: setTimeout(keep, isTyped ? PAUSE : 0) });
  };

  /** Everything entered so far is kept by the local Slack before something is pressed or sent. */
  surface.flush = async () => {
    const open = [...waiting.values()];
    waiting.clear();
    open.forEach(({ timer }) => clearTimeout(timer));
    open.forEach(({ keep }) => keep());
    await underWay(entering);
  };

  return surface;
}

const TYPED = /^(plain_text|email_text|url_text|number|rich_text)_input$/;
const keyOf = (block, element) => `${block.block_id}/${element.action_id}`;

function pressing(place, before = async () => {}) {
  return {
    place,
    async act(block, element, value, node) {
      await before();
      const answer = await attempt("click", {
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
        ...place,
        block_id: block.block_id,
        action_id: element.action_id,
        value: text,
      });
    },
  };
}
