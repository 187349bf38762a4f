"""The page offers an app's shortcuts as Slack does: a message's behind its ⋯, global ones behind the plus, also by key and by touch."""

from copy import deepcopy

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.local_slack import LocalSlack
from tests.journeys.conftest import Open
from tests.journeys.page_app import CONFIG, Json

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=8)]
SHORTCUTS = [
    {"callback_id": "read", "name": "Read this", "type": "message"},
    {"callback_id": "new", "name": "Start a form"},
]


@pytest.fixture
def slack_config() -> Json:
    config = deepcopy(CONFIG)
    config["workspaces"][0]["app"]["shortcuts"] = SHORTCUTS
    return config


def say(page: Page, text: str) -> None:
    page.locator(".talk .composer-field").fill(text)
    page.locator(".talk .composer-field").press("Enter")
    expect(page.locator("article.message", has_text=text).first).to_be_visible()


def test_a_messages_and_a_global_one_with_the_mouse_and_with_keys(open_page: Open) -> None:
    page = open_page("as=UBRAM&channel=CGENERAL")
    say(page, "we met Acme")
    message = page.locator("article.message", has_text="we met Acme").first
    message.hover()
    message.locator(".message-tools [aria-haspopup=menu]").click()
    page.locator(".menu-item").click()
    expect(page.locator("article.ephemeral")).to_contain_text("Read: we met Acme")
    expect(page.locator("article.ephemeral .message-tools")).to_have_count(0)
    page.locator(".talk .composer-shortcuts button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-item")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.modal")).to_be_visible()


def test_a_touch_on_a_message_shows_what_can_be_done_with_it(browser: Browser, slack: LocalSlack) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 760}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{slack.url}/#as=UBRAM&channel=CGENERAL")
    say(page, "we met Acme")
    message = page.locator("article.message", has_text="we met Acme").first
    message.tap()
    message.locator(".message-tools [aria-haspopup=menu]").tap()
    opener, menu = message.locator(".message-tools").bounding_box(), page.locator(".menu").bounding_box()
    assert opener is not None, "it stays while its menu is open"
    assert menu is not None
    assert menu["y"] + menu["height"] <= opener["y"] + 6 or menu["y"] >= opener["y"] + 24, "above or below it"
    assert abs(menu["y"] - opener["y"]) < 150, "beside it, and not in the corner of the page"
    page.locator(".menu-item").tap()
    expect(page.locator("article.ephemeral")).to_contain_text("Read: we met Acme")
    context.close()


def test_where_no_app_has_any_there_is_nothing_to_open(open_page: Open) -> None:
    page = open_page("team=T2&as=URITA&channel=CZUID")
    say(page, "alone here")
    expect(page.locator(".talk .composer-shortcuts")).to_be_hidden()
    expect(page.locator(".message-tools [aria-haspopup=menu]")).to_have_count(0)
