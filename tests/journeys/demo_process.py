"""The demo as a process of its own, and pictures of its page."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
IN_BACKGROUND = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]
"""Starts a command as a shell starts a job in the background: with Ctrl+C ignored."""


@contextmanager
def demo_address(folder: Path, by: signal.Signals = signal.SIGINT, start: list[str] | None = None) -> Iterator[str]:
    """`make demo` in an empty folder; it must stop cleanly at this signal, Ctrl+C."""
    command = [*(start or []), sys.executable, str(ROOT / "bot.py"), "demo", "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
    finally:
        status = stop(process, by)
        process.stdout.close()
    assert status == 0, f"{by.name} stops it cleanly"


def stop(process: subprocess.Popen[Any], by: signal.Signals, seconds: float = 20) -> int:
    """Asks a process to stop, and kills it when it stays. Returns its exit status; negative when a signal ended it."""
    process.send_signal(by)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def picture(page: Page, name: str) -> None:
    """A screenshot in the folder KOERS_SCREENSHOTS, where that is set."""
    folder = os.environ.get("KOERS_SCREENSHOTS")
    if folder:
        page.wait_for_timeout(400)
        page.screenshot(path=str(ROOT / folder / f"{name}.png"))
