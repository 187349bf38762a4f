"""The demo as a process of its own, and pictures of its page."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]


@contextmanager
def demo_address(folder: Path) -> Iterator[str]:
    """`make demo` in an empty folder; it must stop cleanly at Ctrl+C."""
    command = [sys.executable, str(ROOT / "bot.py"), "demo", "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                break
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0, "Ctrl+C stops it cleanly"
        process.stdout.close()


def picture(page: Page, name: str) -> None:
    """A screenshot in the folder KOERS_SCREENSHOTS, where that is set."""
    folder = os.environ.get("KOERS_SCREENSHOTS")
    if folder:
        page.wait_for_timeout(400)
        page.screenshot(path=str(ROOT / folder / f"{name}.png"))
