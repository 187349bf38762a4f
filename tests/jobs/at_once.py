"""Several processes tick on one database at the same moment. See `killing.py` for why this is a program of its own."""

import gc
import json
import os
import random
import signal
import socket
import sys
import time

from tests.jobs.killing import ROUND, START, fork, one_tick, prepare, result, serve_slack


def main(rounds: int, at_once: int, url: str) -> None:
    """Print what happened as JSON."""
    prepare(url)
    listener = socket.create_server(("127.0.0.1", 0))
    slack = fork(lambda: serve_slack(listener))
    api = f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
    listener.close()
    one_tick(url, api, START - ROUND)  # as in `killing`
    gc.freeze()
    try:
        for number in range(rounds):
            now = START + number * ROUND
            children = [fork(lambda now=now: one_tick(url, api, now)) for _ in range(at_once)]
            time.sleep(random.uniform(0, 0.01))
            for child in children:
                os.waitpid(child, 0)
        print(json.dumps(result(url, api)))
    finally:
        os.kill(slack, signal.SIGKILL)
        os.waitpid(slack, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
