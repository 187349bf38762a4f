"""A browser, a local Slack with the small app of `page_app`, and pages that must write no error to the console."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.local_slack import LocalSlack
from tests.journeys.browser import running_chromium
from tests.journeys.page_app import CONFIG, Json, connected_app

Open = Callable[..., Page]
PATIENCE = 60_000  # ms: several browsers share a small machine
expect.set_options(timeout=20_000)


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
