// Who wants to know that something changed: panels listen by name, the event stream and actions announce.

const listeners = new Map();

/** Calls `listener(detail)` whenever one of `names` is announced. */
export function on(names, listener) {
  for (const name of names.split(" ")) listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

/** Announces a change; resolves when every listener has dealt with it. */
export function announce(name, detail = {}) {
  return Promise.all((listeners.get(name) ?? []).map((listener) => listener(detail)));
}
