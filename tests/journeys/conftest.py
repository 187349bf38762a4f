"""A browser, a local Slack with the small app of `page_app`, and pages that must write no error to the console."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from handlers.local_slack import LocalSlack
from handlers.program.demo import prepare_history
from tests.journeys.browser import PATIENCE, close_chromium, running_chromium
from tests.journeys.page_app import CONFIG, Json, connected_app

Open = Callable[..., Page]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """After the last browser test in a row: Playwright holds an event loop, beside which no asynchronous test runs."""
    try:
        return (yield)
    finally:
        if nextitem is None or nextitem.get_closest_marker("chromium") is None:
            close_chromium()


@pytest.fixture(scope="session")
def demo_year(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """`demo_year(file)`: the history of the demo company up to today. It is made once in a run, and copied."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def copied_to(file: Path) -> None:
        now = datetime.now(UTC)
        made = shared / f"demo-year-{now.date()}.db"
        with (shared / "demo-year.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the test processes come here at the same time
            if not made.exists():
                making = made.with_suffix(".making")
                prepare_history(making, now, fresh=True)
                making.rename(made)
        shutil.copy(made, file)

    return copied_to


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def slack_config() -> Json:
    """What the local Slack is made of; a file of tests may want another one."""
    return CONFIG


@pytest.fixture
def slack(slack_config: Json) -> Iterator[LocalSlack]:
    """A local Slack of the test's own, with the app connected."""
    with LocalSlack(slack_config).in_thread() as slack, connected_app(slack):
        yield slack


@pytest.fixture
def open_page(browser: Browser, slack: LocalSlack) -> Iterator[Open]:
    """`open_page("as=UANNA")`: the page at that place. At the end it must have written no error to the console."""
    complaints: list[str] = []
    contexts = []

    def open_at(
        place: str = "", width: int = 1280, height: int = 800, scheme: str = "light", locale: str = "en-GB"
    ) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{slack.url}/#{place}")
        page.wait_for_selector("#who", state="attached")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []
