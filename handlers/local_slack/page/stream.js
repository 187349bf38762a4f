// The local Slack's event stream: it says what changed, the panels read that again.

import { announce } from "./changes.js";
import { standingNotice } from "./failures.js";
import { session } from "./session.js";
import { t } from "./words.js";

let source;

/** Listens as the person who is looking; called again when somebody else looks. */
export function listen() {
  source?.close();
  source = new EventSource(
    `/control/stream?${new URLSearchParams({ team: session.workspace.id, as: session.as })}`,
  );
  source.onmessage = (event) => {
    const change = JSON.parse(event.data);
    announce(change.type, change);
  };
  source.onopen = () => {
    standingNotice(null);
    announce("everything"); // what changed before this stream was open was told to nobody
  };
  source.onerror = () => {
    standingNotice(t("reconnecting"));
  };
}

// A page that goes away leaves its place on the stream at once.
addEventListener("pagehide", () => source?.close());
