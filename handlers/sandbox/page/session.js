// Who is looking, at what, and what the local Slack last told of the workspace.

import { ask } from "./api.js";

export const session = {
  as: null, // the person whose screen this is
  channel: null, // the conversation that is open
  workspace: { id: "", name: "" },
  workspaces: [],
  me: null,
  people: new Map(),
  channels: new Map(),
  app: { id: "", bot_user_id: "", name: "", commands: [], connected: false },
  clock: { now: new Date().toISOString(), offset_seconds: 0, frozen: false },
  clockReadAt: Date.now(),
};

/** Reads the workspace as this person sees it; without one, as the first colleague. */
export async function readWorkspace(as = session.as) {
  session.as = as;
  const state = await ask("state", { as });
  if (session.as && session.as !== state.me.id) return; // somebody else looks by now
  session.as = state.me.id;
  session.me = state.me;
  session.workspace = state.workspace;
  session.workspaces = state.workspaces ?? [state.workspace];
  session.app = state.app;
  session.people = new Map(state.users.map((user) => [user.id, user]));
  session.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  setClock(state.clock);
}

export function setClock(clock) {
  session.clock = clock;
  session.clockReadAt = Date.now();
}

/** The workspace's time at this moment. */
export function now() {
  const passed = session.clock.frozen ? 0 : Date.now() - session.clockReadAt;
  return new Date(Date.parse(session.clock.now) + passed);
}

export function zone() {
  return session.me?.tz || "UTC";
}

export function locale() {
  return session.me?.locale || "en-US";
}

export function nameOf(id) {
  const person = session.people.get(id);
  return person ? person.real_name || person.name : id;
}

/** The conversation with the app: its Home and Messages. */
export function appChannel() {
  return [...session.channels.values()].find((channel) => channel.type === "app");
}

/** Where the page is, in its address: a reload or a shared link comes back to the same screen. */
export function addressOf({ as = session.as, channel = session.channel, tab } = {}) {
  const team = session.workspaces.length > 1 && session.workspace.id;
  return (
    "#" + new URLSearchParams({ ...(team && { team }), as, ...(channel && { channel }), ...(tab && { tab }) })
  );
}

export function readAddress() {
  const place = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(["team", "as", "channel", "tab"].map((name) => [name, place.get(name)]));
}
