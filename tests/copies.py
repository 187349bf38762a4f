"""`bot.py` in a copy of a process that has imported everything: that takes longer than most of what it is asked.

A program of its own, with one thread: it forks, and a fork of a process with threads is not safe. It reads one request
a line and answers each with the exit status. How Python itself starts it is seen in `test_program.py` and wherever a bot serves.
"""

import gc
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
IMPORTED = ("doctor", "gallery", "manifest", "serving", "set_up", "terminal", "warm_up")
"""What the commands import, of `handlers/program/`."""


class Copies:
    """The process with everything imported, seen from the tests."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.copies"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, folder: Path, surroundings: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
        """`bot.py` with these arguments, in that folder and with no other environment, as `subprocess.run` has it."""
        assert self._process.stdin
        assert self._process.stdout
        out, err = folder / ".stdout", folder / ".stderr"
        asked = {"folder": str(folder), "surroundings": dict(surroundings), "arguments": arguments}
        print(json.dumps({**asked, "out": str(out), "err": str(err)}), file=self._process.stdin, flush=True)
        status = int(self._process.stdout.readline())
        done = subprocess.CompletedProcess(arguments, status, out.read_text("utf-8"), err.read_text("utf-8"))
        out.unlink()
        err.unlink()
        return done

    def close(self) -> None:
        """No more of them."""
        self._process.communicate()


def serve() -> None:
    """Copy this process for each line that comes in."""
    bot = import_module("bot")
    bot.features()
    for module in ("jobs.clock", "models.migrations", *(f"handlers.program.{name}" for name in IMPORTED)):
        import_module(module)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        copy = os.fork()
        if not copy:
            _become(json.loads(line), bot.main)
        print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)


def _become(asked: dict[str, Any], main: Any) -> None:
    """Be `bot.py` from here to its end, with what `asked` says."""
    status: Any = 1
    try:
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["surroundings"])
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, file in ((1, asked["out"]), (2, asked["err"])):
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = ["bot.py", *asked["arguments"]]
        main()
        status = 0
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else int(bool(status)))


if __name__ == "__main__":
    serve()
