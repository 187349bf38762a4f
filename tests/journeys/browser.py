"""A Chromium for the journeys, where there is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """KOERS_CHROMIUM, or the first browser on the path."""
    named = os.environ.get("KOERS_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A browser without a window. Skips the test where there is none, unless KOERS_TEST_ALL=1."""
    path = chromium_path()
    if path is None:
        explanation = "needs Chromium or Chrome: install it, or name it in KOERS_CHROMIUM"
        if os.environ.get("KOERS_TEST_ALL") == "1":
            pytest.fail(explanation)
        pytest.skip(explanation)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
