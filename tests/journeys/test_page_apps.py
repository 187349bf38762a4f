"""The page of a workspace with two apps: each with its conversation, its Home and its commands."""

import copy
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from handlers.local_slack import LocalSlack
from tests.journeys.browser import running_chromium
from tests.journeys.page_app import CONFIG, connected_app, section

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=5)]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Koers, which is connected, and Lunch, which is away."""
    plain = copy.deepcopy(CONFIG)
    koers = plain["workspaces"][0].pop("app")
    lunch = {
        "id": "A3",
        "name": "Lunch",
        "bot_token": "xoxb-lunch",
        "bot_user_id": "ULUNCH",
        "bot_id": "BLUNCH",
        "commands": [{"command": "/lunch", "description": "Today's menu"}],
    }
    plain["workspaces"][0]["apps"] = [koers, lunch]
    with LocalSlack(plain).in_thread() as slack, connected_app(slack):
        yield slack


def test_each_app_has_its_conversation_its_home_and_its_commands(slack: LocalSlack) -> None:
    lunch = WebClient("xoxb-lunch", base_url=slack.api_url)
    lunch.views_publish(user_id="UANNA", view={"type": "home", "blocks": [section("Pea soup today")]})
    lunch.chat_postMessage(channel="UANNA", text="Soup is ready")
    with running_chromium() as browser:
        page = browser.new_page()
        page.goto(f"{slack.url}/#as=UANNA")
        expect(page.get_by_role("status").filter(has_text="Koers")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="Lunch")).to_be_visible()
        page.locator(".conversation", has_text="Lunch").click()
        expect(page.locator(".talk .message").last).to_contain_text("Soup is ready")
        expect(page.locator(".talk .message").last).to_contain_text("Lunch")
        page.get_by_role("tab", name="Home").click()
        expect(page.locator(".home")).to_contain_text("Pea soup today")
        page.locator(".conversation", has_text="Koers").click()
        expect(page.locator(".home")).not_to_contain_text("Pea soup today")
        page.get_by_role("tab", name="Messages").click()
        field = page.locator(".talk .composer-field")
        field.type("/lu")
        expect(page.get_by_text("Today's menu")).to_be_visible()
