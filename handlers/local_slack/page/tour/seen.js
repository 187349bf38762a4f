// Whether what a step wants to be seen is there: a message, or a form that is open, with a text or a button.

import { ask } from "../api.js";
import { hash } from "./progress.js";

/** Prints of everything that fits in the place of the step, for whom it is; a message that changes prints anew. */
export async function printsOf({ seen, team, as, channel, language }) {
  const fits = (content) => {
    const text = JSON.stringify(content);
    const words = seen.text?.[language];
    return (
      (!words || text.includes(quoted(words))) && (!seen.action_ids.length || has(content, seen.action_ids))
    );
  };
  if (seen.modal) {
    const { modals } = await ask("views", { team, as });
    return modals.filter((view) => fits(view.blocks)).map((view) => `${view.id}:${hash(view.hash ?? "")}`);
  }
  const { messages } = await ask("messages", { team, as, channel });
  return messages
    .map(({ ts, text, blocks, deleted }) => ({ ts, content: deleted ? [] : [text, blocks ?? []] }))
    .filter(({ content }) => fits(content))
    .map(({ ts, content }) => `${ts}:${hash(JSON.stringify(content))}`);
}

/** A text as it stands inside JSON. */
const quoted = (words) => JSON.stringify(words).slice(1, -1);

function has(content, actions) {
  if (Array.isArray(content)) return content.some((each) => has(each, actions));
  if (typeof content !== "object" || content === null) return false;
  return actions.includes(content.action_id) || Object.values(content).some((each) => has(each, actions));
}
