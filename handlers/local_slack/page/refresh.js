// Reading again what has changed: one reading at a time, and one more when something changed meanwhile.

/** A function that runs `read`; asked again while it runs, it runs once more after. Its promise waits for that. */
export function coalesced(read) {
  let running = null;
  let again = false;
  return function refresh() {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await read();
        } while (again);
      } finally {
        running = null;
      }
    })();
    return running;
  };
}
