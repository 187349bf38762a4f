"""A Chromium for the journeys, where there is one: one for each process that runs tests."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first one is Chromium without windows: a page takes half the time in it."""
PATIENCE = 60_000
"""Milliseconds. Several browsers share a small machine, and a test that passes waits no longer than it must."""
expect.set_options(timeout=PATIENCE)


def chromium_path() -> str | None:
    """KOERS_CHROMIUM, or the first browser on the path."""
    named = os.environ.get("KOERS_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """The browser, without a window; what was opened in it is closed afterwards.

    Skips the test where there is none, unless KOERS_TEST_ALL=1.
    """
    browser = _chromium()
    yield browser
    for context in browser.contexts:
        context.close()


def close_chromium() -> None:
    """Ends the browser. The next one who wants it starts another."""
    _running.close()
    _chromium.cache_clear()


_running = ExitStack()


@cache
def _chromium() -> Browser:
    """One for all the browser tests that a process runs after each other: to start one takes a second."""
    path = chromium_path()
    if path is None:
        explanation = "needs Chromium or Chrome: install it, or name it in KOERS_CHROMIUM"
        if os.environ.get("KOERS_TEST_ALL") == "1":
            pytest.fail(explanation)
        pytest.skip(explanation)
    playwright = _running.enter_context(sync_playwright())
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    _running.callback(browser.close)
    return browser
