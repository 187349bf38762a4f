""" "Break something" on the page: what a person breaks by a press really breaks, is counted, and is mended again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.local_slack import LocalSlack
from tests.journeys.conftest import Open
from tests.journeys.page_app import SHOWN

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=20)]


def drawer(page: Page) -> Locator:
    """The drawer, opened."""
    page.locator("#break").click()
    return page.locator(".breaking")


def app_of(slack: LocalSlack) -> WebClient:
    """The app's client, which tries nothing twice."""
    return WebClient(token="xoxb-page", base_url=slack.api_url, retry_handlers=[])


def test_a_line_that_drops_after_storing_is_armed_strikes_once_and_is_counted(
    open_page: Open, slack: LocalSlack
) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    panel = drawer(page)
    expect(panel).to_contain_text("All is well.")
    panel.get_by_role("button", name=re.compile("The line drops after storing")).click()
    rule = panel.locator("[data-fault]")
    expect(rule).to_contain_text("posting a message")
    expect(rule).to_contain_text("waits for its moment")
    expect(page.locator("#break")).to_have_accessible_name("Break something: 1 ready to strike")
    with pytest.raises(OSError, match=r"Remote end closed|reset"):
        app_of(slack).chat_postMessage(channel="CGENERAL", text="Stored, and nobody knows")
    expect(page.locator(".talk .message")).to_contain_text("Stored, and nobody knows")
    expect(rule).to_contain_text("struck 1 of 1")
    expect(page.locator("#break")).to_have_accessible_name("Break something")
    page.locator("#inspect").click()
    expect(panel).to_be_hidden()
    row = page.locator(".log-row", has_text="chat.postMessage")
    expect(row).to_contain_text("broken on purpose: drop")


def test_seconds_and_how_often_are_chosen_and_one_rule_is_mended_alone(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    panel = drawer(page)
    panel.get_by_label("Which call").select_option("answering a button")
    panel.get_by_role("button", name=re.compile("Error 500")).click()
    panel.get_by_label("Which call").select_option("posting a message")
    panel.get_by_label("How often").select_option("every time")
    panel.get_by_label("Seconds").select_option("30")
    panel.get_by_role("button", name=re.compile("Too many calls: wait 30 s")).click()
    expect(panel.locator("[data-fault]")).to_have_count(2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            app_of(slack).chat_postMessage(channel="CGENERAL", text="x")
        assert caught.value.response.headers["Retry-After"] == "30"
    expect(panel.locator("[data-fault]").first).to_contain_text("struck 2 times, goes on")
    panel.get_by_role("button", name=re.compile("Mend: Too many calls")).press("Enter")
    expect(panel.locator("[data-fault]")).to_have_count(1)
    expect(panel.locator("[data-fault]")).to_contain_text("Error 500")
    assert app_of(slack).chat_postMessage(channel="CGENERAL", text="well again")["ok"]
    panel.get_by_role("button", name="Mend everything").click()
    expect(panel).to_contain_text("All is well.")


def test_an_event_that_comes_twice_is_answered_twice_by_a_careless_app(open_page: Open) -> None:
    page = open_page("as=UANNA")
    drawer(page).get_by_role("button", name=re.compile("It comes twice")).click()
    field = page.locator(".talk .composer-field")
    field.fill("hello")
    field.press("Enter")
    expect(page.locator(".talk .message", has_text="Hello @Anna de Vries")).to_have_count(2)


def test_an_announced_end_is_told_and_stands_in_the_inspector(open_page: Open) -> None:
    page = open_page("as=UANNA")
    drawer(page).get_by_role("button", name=re.compile("Announce that it ends soon")).click()
    expect(page.locator("#notices")).to_contain_text("Told to 1 connection.")
    page.locator("#inspect").click()
    expect(page.locator(".log-row", has_text="disconnect: warning")).to_be_visible()


def test_the_connection_is_closed_and_the_app_comes_back(open_page: Open) -> None:
    page = open_page("as=UANNA")
    drawer(page).get_by_role("button", name=re.compile("Close it, to be opened again")).click()
    expect(page.locator("#notices")).to_contain_text("Told to 1 connection.")
    page.wait_for_timeout(1500)  # the old connection takes a second to leave
    expect(page.locator("#sidebar")).to_contain_text("Koers is connected")
    field = page.locator(".talk .composer-field")
    field.fill("/log meeting Acme")
    field.press("Enter")
    expect(page.locator(".talk .message")).to_contain_text("Logged: meeting Acme")


def test_charts_are_refused_and_calls_limited_for_as_long_as_one_wants(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    panel = drawer(page)
    chart = {"channel": "CGENERAL", "text": "Won", "blocks": [SHOWN[2]]}
    panel.get_by_role("checkbox", name=re.compile("Refuses native charts")).check()
    expect(panel.get_by_role("checkbox", name=re.compile("Refuses native tables"))).not_to_be_checked()
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        app_of(slack).chat_postMessage(**chart)
    panel.get_by_role("checkbox", name=re.compile("Refuses native charts")).uncheck()
    limits = panel.get_by_role("checkbox", name=re.compile("Limits calls"))
    limits.check()
    assert app_of(slack).chat_postMessage(**chart)["ok"]
    with pytest.raises(SlackApiError, match="ratelimited"):
        app_of(slack).chat_postMessage(**chart)
    limits.uncheck()
    assert app_of(slack).chat_postMessage(**chart)["ok"]


def test_removing_the_app_asks_first_and_it_can_be_installed_again(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    panel = drawer(page)
    panel.get_by_role("button", name="Remove Koers from the workspace").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert app_of(slack).auth_test()["ok"]
    panel.get_by_role("button", name="Remove Koers from the workspace").click()
    page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    again = panel.get_by_role("button", name="Install Koers again")
    expect(again).to_be_visible()
    with pytest.raises(SlackApiError, match="account_inactive"):
        app_of(slack).auth_test()
    again.click()
    expect(panel.get_by_role("button", name="Remove Koers from the workspace")).to_be_visible()
    assert app_of(slack).auth_test()["ok"]


def test_on_a_phone_in_dutch_the_drawer_fills_the_screen_and_escape_leaves_it(open_page: Open) -> None:
    page = open_page("as=UBRAM", width=390, height=844, scheme="dark")
    panel = drawer(page)
    expect(panel.get_by_role("heading", name="Maak iets stuk")).to_be_visible()
    panel.get_by_role("button", name=re.compile("Het komt nooit aan")).click()
    expect(panel.locator("[data-fault]")).to_contain_text("wacht op het moment")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert panel.locator(".breaking-body").evaluate("body => body.scrollWidth <= body.clientWidth")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#break")).to_be_focused()
