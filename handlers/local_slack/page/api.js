// The local Slack's control interface: what a person does, and what they see.

import { released } from "./press.js";

/** A refusal of the local Slack: `code` is Slack's name for it, the message one sentence. */
export class Refused extends Error {
  constructor(code, message) {
    super(message || code);
    this.code = code;
  }
}

let team; // the workspace that is asked; without one, the first

/** From now on, this workspace. */
export function inWorkspace(id) {
  team = id;
}

/**
 * GET /control/<path>. The answer comes when nobody is pressing anything, so that what is drawn from it takes nothing
 * away under a finger. Throws Refused, also when the local Slack cannot be reached ("unreachable").
 */
export async function ask(path, query = {}) {
  const known = Object.entries({ team, ...query }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const answer = await answerOf(`/control/${path}?${new URLSearchParams(known)}`);
  await released();
  return accepted(answer);
}

/** POST /control/<path>; the answer comes when the app has acknowledged. Throws Refused. */
export async function tell(path, body) {
  return accepted(await answerOf(`/control/${path}`, sending("POST", body)));
}

/** DELETE /control/<path>. Throws Refused. */
export async function takeAway(path, query = {}) {
  return accepted(await answerOf(`/control/${path}?${new URLSearchParams(query)}`, { method: "DELETE" }));
}

/** As `tell`, but a refusal is an answer like another: commands, buttons and forms show it where they stand. */
export async function attempt(path, body) {
  return answerOf(`/control/${path}`, sending("POST", body));
}

function sending(method, body) {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ team, ...body }) };
}

async function answerOf(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    return { ok: false, error: "unreachable" };
  }
  try {
    return await response.json();
  } catch {
    return { ok: false, error: `http_${response.status}` };
  }
}

function accepted(answer) {
  if (answer.ok === false) throw new Refused(answer.error, answer.message);
  return answer;
}
