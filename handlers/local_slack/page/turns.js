// One thing after another: what is pressed while something of the same line is under way waits its turn.

const lines = new Map(); // name of the line → the last thing that stands in it, as a promise

/**
 * Does `act` when all that stood in this line before it is over; at once when the line is empty. The promise is the
 * one of `act`. Whoever calls this inside an act of the same line would wait for themselves.
 */
export function inTurn(line, act) {
  const before = lines.get(line);
  const next = () => act();
  const turn = before ? before.then(next, next) : act();
  const over = () => lines.get(line) === turn && lines.delete(line);
  lines.set(line, turn);
  turn.then(over, over);
  return turn;
}

/** The same, for a thing that must not be done twice: pressed again while it is under way, it is the same press. */
export function once(line, act) {
  return lines.get(line) ?? inTurn(line, act);
}

/** The last thing that stands in this line, as a promise; undefined when the line is empty. */
export function underWay(line) {
  return lines.get(line);
}

const busy = new WeakMap(); // node → the last turn for which it is busy

/** Shows this node as busy until `turn` is over, or a later one for which it is busy. */
export function busyDuring(node, turn) {
  if (!turn || !node) return turn;
  busy.set(node, turn);
  node.setAttribute("aria-busy", "true");
  const over = () => busy.get(node) === turn && node.removeAttribute("aria-busy");
  turn.then(over, over);
  return turn;
}
