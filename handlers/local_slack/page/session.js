// Who is looking, at what, and what the local Slack last told of the workspace.

import { ask, inWorkspace } from "./api.js";

export const session = {
  as: null, // the person whose screen this is
  channel: null, // the conversation that is open
  workspace: { id: "", name: "" },
  workspaces: [],
  me: null,
  people: new Map(),
  channels: new Map(),
  apps: [],
  get app() {
    return appBehind(this.channels.get(this.channel)?.user) ?? this.apps[0] ?? NO_APP;
  },
  clock: { now: new Date().toISOString(), offset_seconds: 0, frozen: false },
  clockReadAt: Date.now(),
};

const NO_APP = { id: "", bot_user_id: "", name: "", commands: [], connected: false };

/**
 * From now on this person looks, in this workspace; without them, the first colleague of the one that is open.
 * Workspace, person and conversation change together, once the answer is there: a panel that asks meanwhile still
 * asks as the one before.
 */
export async function lookAs(as, team) {
  const state = await ask("state", { as, ...(team && { team }) });
  inWorkspace(state.workspace.id);
  take(state);
  if (!session.channels.has(session.channel)) session.channel = null;
}

/** Reads the workspace again for the person who looks. */
export async function readWorkspace() {
  const asked = viewer();
  const state = await ask("state", { as: session.as });
  if (asked === viewer()) take(state);
}

/** Who looks, and where: what they press keeps it, so that it stays theirs when somebody else looks meanwhile. */
export const looking = () => ({ team: session.workspace.id, as: session.as });

/** Whose screen it is: what was asked for another one is not shown. */
export function viewer() {
  return `${session.workspace.id}/${session.as}`;
}

function take(state) {
  session.as = state.me.id;
  session.me = state.me;
  session.workspace = state.workspace;
  session.workspaces = state.workspaces ?? [state.workspace];
  session.apps = state.apps;
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

/** The app of this bot user. */
export function appBehind(user) {
  return session.apps.find((app) => app.bot_user_id === user);
}

/** The conversation with the first app: its Home and Messages. */
export function appChannel() {
  return [...session.channels.values()].find((channel) => channel.type === "app");
}

/** This conversation as the person who looks has it: of one that was another person's, theirs with the same app or colleague. */
export function conversationLike(channel) {
  const isTheSame = ({ type, user }) => user && type === channel.type && user === channel.user;
  return session.channels.get(channel.id) ?? [...session.channels.values()].find(isTheSame);
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
