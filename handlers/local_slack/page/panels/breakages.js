// What can be broken by one press, as a table: its words (break_<name> and break_<name>_why) and the rule it arms.

export const CALLS = [
  ["call_post", "chat.postMessage"],
  ["call_answer", "response_url"],
  ["call_form", "views.open"],
  ["call_home", "views.publish"],
  ["call_any", "*"],
];

export const CALL_FAULTS = [
  ["drop_stored", { effect: "drop", after: "store" }],
  ["drop_before", { effect: "drop", after: "before" }],
  ["500", { effect: "500", after: "store" }],
  ["429", { effect: "429", after: "before" }],
  ["slow", { effect: "slow", after: "before" }],
];

export const EVENT_FAULTS = [
  ["duplicate", { method: "event", effect: "duplicate" }],
  ["delay", { method: "event", effect: "delay" }],
  ["reorder", { method: "event", effect: "reorder" }],
  ["lose", { method: "event", effect: "lose" }],
];

export const TIMES = [
  ["times_once", 1],
  ["times_three", 3],
  ["times_always", 0],
];

export const SECONDS = [2, 5, 10, 30];

/** The words of a rule, also of one that was armed elsewhere: [key of its name or null, key of its call or null]. */
export function namesOf(fault) {
  const same = ([, rule]) => rule.effect === fault.effect && (rule.after ?? fault.after) === fault.after;
  const table = fault.method === "event" ? EVENT_FAULTS : CALL_FAULTS;
  const name = table.find(same)?.[0];
  const call = CALLS.find(([, method]) => method === fault.method)?.[0];
  return [name && `break_${name}`, call ?? null];
}
