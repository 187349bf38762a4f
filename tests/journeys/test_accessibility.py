"""axe-core finds nothing serious on the local Slack's page: each part of it, light and dark, on a desk and a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.local_slack import LocalSlack
from tests import node_js
from tests.journeys.browser import PATIENCE
from tests.journeys.page_app import CONFIG, TOUR, Json
from tests.journeys.test_page import last_message, say

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=60)]
GRAVE = ("serious", "critical")
SIZES = {"desk": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="module")
def axe() -> str:
    return node_js.module("axe-core/axe.min.js").read_text()


@pytest.fixture
def slack_config() -> Json:
    """With a tour, whose offer stands above everything else."""
    return CONFIG | {"tour": TOUR}


def conversation(page: Page) -> None:
    say(page, "/blocks")
    expect(page.locator(".chart svg").last).to_be_visible()
    say(page, "hello")
    expect(last_message(page)).to_contain_text("Hello @Anna")
    say(page, "/log meeting Acme")
    expect(last_message(page)).to_contain_text("Only visible to you")
    say(page, "/nonsense")
    expect(page.locator(".talk .composer-failure")).to_be_visible()


def suggestions(page: Page) -> None:
    page.locator(".talk .composer-field").type("/lo")
    expect(page.locator(".suggestions").get_by_role("option").first).to_be_visible()


def modal(page: Page) -> None:
    say(page, "/form")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Log").click()
    expect(dialog.locator(".error").first).to_be_visible()


def open_list(page: Page) -> None:
    say(page, "/form")
    page.get_by_role("combobox", name="Kind").click()
    expect(page.get_by_role("option", name="Call")).to_be_visible()


def calendar(page: Page) -> None:
    say(page, "/form")
    page.get_by_role("dialog").get_by_role("button", name="When").click()
    expect(page.get_by_role("gridcell").first).to_be_visible()


def confirmation(page: Page) -> None:
    say(page, "/blocks")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()


def menu(page: Page) -> None:
    say(page, "/blocks")
    page.get_by_role("button", name="More actions").last.click()
    expect(page.get_by_role("menuitem", name="Last month")).to_be_visible()


def home(page: Page) -> None:
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("heading", name="Home of UANNA")).to_be_visible()


def inspector(page: Page) -> None:
    say(page, "/log meeting Acme")
    expect(last_message(page)).to_contain_text("Logged")
    page.locator("#inspect").click()
    page.locator(".log-row", has_text="/log").first.click()


def clock(page: Page) -> None:
    page.locator("#clock").click()
    expect(page.get_by_role("button", name="Next Monday 08:30")).to_be_visible()


def people(page: Page) -> None:
    if not page.locator("#who").is_visible():
        page.get_by_role("button", name="Open the list of conversations").click()
    page.locator("#who").click()
    expect(page.get_by_role("button", name="Bram Bakker")).to_be_visible()


def thread(page: Page) -> None:
    say(page, "Who joins at Acme?")
    expect(last_message(page)).to_contain_text("Who joins")
    last_message(page).hover()
    last_message(page).get_by_role("button", name="Reply in thread").click()
    expect(page.locator(".thread .message")).to_have_count(1)


def breaking(page: Page) -> None:
    page.locator("#break").click()
    page.locator("#break-slow").click()
    expect(page.locator(".fault")).to_have_count(1)


def tour_offer(page: Page) -> None:
    expect(page.locator(".tour-start")).to_be_visible()


def tour_step(page: Page) -> None:
    page.locator(".tour-start").click()
    expect(page.locator(".tour-hint")).to_be_visible()


def tour_in_a_form(page: Page) -> None:
    page.locator(".tour-start").click()
    for _ in range(3):
        page.locator(".tour-skip").click()
    field = page.locator(".talk .composer-field")
    expect(field).to_have_value("/form")  # the tour has put it there
    field.press("Enter")
    expect(page.locator("dialog.modal .tour-hint")).to_be_visible()


PARTS = [
    conversation,
    suggestions,
    modal,
    open_list,
    calendar,
    confirmation,
    menu,
    home,
    inspector,
    clock,
    people,
    thread,
    breaking,
    tour_offer,
    tour_step,
    tour_in_a_form,
]


MOVING = """document.getAnimations().some((each) =>
    each.playState === "running" && each.effect.getTiming().iterations !== Infinity)"""


def grave_issues(page: Page, axe: str) -> set[str]:
    """What axe-core calls serious or critical: rule, place and explanation."""
    page.wait_for_function(f"!({MOVING})")  # a part that fades in has no contrast yet
    page.evaluate(axe)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert len(found["passes"]) > 10, "axe-core has looked"
    return {
        f"{violation['impact']} {violation['id']}: {node['html'][:120]} {node['failureSummary'][:300]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_everybody_can_use_it(
    browser: Browser, slack: LocalSlack, axe: str, part: Callable[[Page], None], size: str
) -> None:
    width, height = SIZES[size]
    # The page's own policy lets no other script run; this one is ours.
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        page.goto(f"{slack.url}/#as=UANNA")
        expect(page.locator(".talk .composer-field")).to_be_visible()
        part(page)
        issues = {}
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            issues[scheme] = grave_issues(page, axe)
        assert issues == {"light": set(), "dark": set()}
    finally:
        context.close()
