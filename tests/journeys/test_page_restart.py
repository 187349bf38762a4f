"""The local Slack is stopped and started again under an open page."""

import copy
import socket

import pytest
from playwright.sync_api import expect

from handlers.local_slack import LocalSlack
from tests.journeys.browser import running_chromium
from tests.journeys.page_app import CONFIG

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=8)]


def test_an_open_page_says_that_it_waits_and_goes_on_when_slack_is_back() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running_chromium() as browser:
        page = browser.new_page()
        field = page.locator(".talk .composer-field")
        with LocalSlack(copy.deepcopy(CONFIG)).in_thread(port) as slack:
            page.goto(f"{slack.url}/#as=UANNA&channel=CGENERAL")
            field.fill("before")
            field.press("Enter")
            expect(page.locator(".talk .message").last).to_contain_text("before")
        expect(page.locator("#standing")).to_be_visible()
        with LocalSlack(copy.deepcopy(CONFIG)).in_thread(port):
            expect(page.locator("#standing")).to_have_count(0)
            field.fill("after")
            field.press("Enter")
            expect(page.locator(".talk .message").last).to_contain_text("after")
            expect(page.locator(".talk .message")).to_have_count(1)  # what was said before went with the old one
