// How far a visitor is with the tour: kept in their browser, so that a reload or a visit tomorrow goes on there.

const KEY = "tour";

/** status: new (never answered), running, left, done. `known`: what stood there before the step began; `moves`: of the clock, in this step. */
const FRESH = { status: "new", step: 0, known: null, moves: 0, language: null };

/** What is kept about this tour; another tour, or one that was rewritten, begins afresh. */
export function readProgress(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    if (kept?.name === name) return { ...FRESH, ...kept };
  } catch {
    // Something else wrote there: as if nothing had been kept.
  }
  return { ...FRESH, name };
}

export function keepProgress(progress) {
  localStorage.setItem(KEY, JSON.stringify(progress));
}

/** The same name as long as a tour says and does the same. */
export function nameOfTour(tour) {
  return hash(JSON.stringify(tour));
}

/** A short print of a text. */
export function hash(text) {
  let sum = 5381;
  for (const sign of text) sum = (sum * 33 + sign.codePointAt(0)) >>> 0;
  return sum.toString(36);
}
