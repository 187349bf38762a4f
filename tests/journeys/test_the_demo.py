"""`make demo` as a visitor sees it: the page, the named team, both languages, and the clock moved ahead.

`KOERS_SCREENSHOTS=some/folder` also keeps pictures; four of them are the README's, in docs/images.
"""

import re
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import PATIENCE
from tests.journeys.demo_process import demo_address, picture
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=40)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, with its clock at the present until a test moves it."""
    with demo_address(tmp_path_factory.mktemp("demo")) as address:
        urlopen(
            Request(f"{address}/control/tour", b"{}", {"Content-Type": "application/json"})
        )  # whoever takes it is in test_tour.py
        yield address


class Seat:
    """Somebody at the page, in one conversation."""

    def __init__(self, browser: Browser, address: str, who: str, channel: str = "C0SALES", **look: object) -> None:
        size = look.pop("viewport", {"width": 1280, "height": 900})
        self.page: Page = browser.new_context(viewport=size, **look).new_page()  # type: ignore[arg-type]
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", lambda told: self.complaints.append(told.text) if told.type == "error" else None)
        self.page.goto(f"{address}/#as={who}&channel={channel}&tab=messages")
        self.page.wait_for_selector(".talk .composer-field")

    def types(self, text: str) -> None:
        field = self.page.locator(".talk .composer-field")
        field.fill(text)
        field.press("Escape")  # the list of suggestions, if one is open
        field.press("Enter")

    def reads(self, text: str) -> None:
        expect(self.page.locator(".talk").get_by_text(text).last).to_be_visible()

    def opens_app(self, tab: str) -> None:
        self.page.get_by_role("button", name=re.compile("^Koers")).or_(
            self.page.get_by_role("link", name=re.compile("^Koers"))
        ).first.click()
        self.page.get_by_role("tab", name=tab).click()

    def picture(self, name: str) -> None:
        picture(self.page, name)

    def leaves(self) -> None:
        assert self.complaints == []
        self.page.context.close()


def test_a_rep_logs_undoes_and_sees_the_scorecard_change(browser: Browser, address: str) -> None:
    anna = Seat(browser, address, "U0ANNA")
    anna.types("/log meeting Zonnebloem Farms 45m discussed pricing")
    anna.reads("First meeting with Zonnebloem Farms")
    anna.types("/log proposal Acme 12.5k")
    anna.reads("€12,500")
    anna.types("/log 3 calls")
    anna.reads("3 calls")
    anna.picture("log")
    anna.types("/scorecard this week")
    anna.reads("Scorecard · Anna de Vries")
    card = anna.page.locator(".talk").inner_text()
    before = re.findall(r"First sales meetings: (\d+)", card)[-1]
    anna.picture("scorecard")
    anna.types("/log meeting Hortensia Labs")
    anna.reads("First meeting with Hortensia Labs")
    anna.types("/scorecard this week")
    anna.page.wait_for_timeout(1500)
    after = re.findall(r"First sales meetings: (\d+)", anna.page.locator(".talk").inner_text())[-1]
    assert int(after) == int(before) + 1
    anna.types("/log undo")
    anna.reads("Undone")
    anna.types("/scorecard this week")
    anna.page.wait_for_timeout(1500)
    assert re.findall(r"First sales meetings: (\d+)", anna.page.locator(".talk").inner_text())[-1] == before
    anna.leaves()


def test_a_rep_logs_by_modal(browser: Browser, address: str) -> None:
    anna = Seat(browser, address, "U0ANNA")
    anna.types("/log")
    dialog = anna.page.get_by_role("dialog").last
    expect(dialog.get_by_text("What was it?")).to_be_visible()
    anna.picture("modal")
    dialog.locator("[data-submit]").click()
    expect(dialog.locator("[role=alert], .field-error, .error").first).to_be_visible()
    dialog.locator("[data-block=account] [role=combobox]").click()
    anna.page.keyboard.type("Sheffield")
    anna.page.get_by_role("option", name=re.compile("Sheffield Tools")).first.click()
    dialog.locator("[data-submit]").click()
    expect(dialog).to_be_hidden()
    anna.opens_app("Messages")
    anna.reads("with Sheffield Tools")
    anna.picture("logged-by-modal")
    anna.leaves()


def test_a_rep_without_a_mouse_logs_by_command_and_takes_it_back(browser: Browser, address: str) -> None:
    anna = Seat(browser, address, "U0ANNA")
    keys = Keyboard(anna.page)
    keys.sends("/log meeting Dahlia Dairy 45m")
    anna.reads("First meeting with Dahlia Dairy")
    keys.goes_to("^Undo$", backwards=True)
    keys.press("Enter")
    anna.reads("Undone")
    anna.leaves()


def test_a_rep_without_a_mouse_logs_by_modal(browser: Browser, address: str) -> None:
    anna = Seat(browser, address, "U0ANNA")
    keys = Keyboard(anna.page)
    keys.sends("/log")
    dialog = anna.page.get_by_role("dialog").last
    expect(dialog.get_by_text("What was it?")).to_be_visible()
    keys.goes_to("^Log it$")
    keys.press("Enter")
    expect(dialog.locator(".error").first).to_be_visible()
    keys.chooses("^Account", "Sheffield", "Sheffield Tools")
    keys.goes_to("^Log it$")
    keys.press("Enter")
    expect(dialog).to_be_hidden()
    keys.goes_to("^Koers", backwards=True)
    keys.press("Enter")
    anna.reads("with Sheffield Tools")
    anna.leaves()


def test_a_dutch_rep_reads_dutch(browser: Browser, address: str) -> None:
    bram = Seat(browser, address, "U0BRAM", color_scheme="dark")
    bram.types("/log afspraak Globex gisteren 45m prijs besproken")
    bram.reads("met Globex")
    bram.types("/log meeting")
    bram.reads("Bijvoorbeeld")
    bram.types("/scorecard")
    bram.reads("Scorecard · Bram Bakker")
    bram.reads("Vinden")
    bram.picture("nederlands")
    bram.types("/log ongedaan")
    bram.reads("Ongedaan gemaakt")
    bram.leaves()


@pytest.mark.parametrize(("who", "headline"), [("U0GRACE", "who needs help"), ("U0CARLA", "hulp")])
def test_a_manager_opens_the_team_and_asks_for_the_digest(
    browser: Browser, address: str, who: str, headline: str
) -> None:
    manager = Seat(browser, address, who)
    manager.types("/scorecard team")
    expect(manager.page.locator(".talk table").last).to_be_visible()
    manager.picture(f"team-{who[2:].lower()}")
    manager.types("/digest now")
    expect(manager.page.locator(".talk svg[role=img], .talk figure svg").last).to_be_visible()
    expect(manager.page.locator(".talk").get_by_text(re.compile(headline, re.IGNORECASE)).last).to_be_visible()
    manager.picture(f"digest-{who[2:].lower()}")
    manager.leaves()


def test_the_home_tab_on_a_phone_in_the_dark(browser: Browser, address: str) -> None:
    anna = Seat(browser, address, "U0ANNA", viewport={"width": 390, "height": 844}, color_scheme="dark")
    anna.page.goto(f"{address}/#as=U0ANNA&tab=home")
    anna.page.reload()
    expect(anna.page.locator(".home").get_by_text("This week")).to_be_visible()
    assert anna.page.evaluate("document.documentElement.scrollWidth") <= 390
    anna.picture("home-phone")
    anna.leaves()


def test_on_the_first_of_the_month_the_review_prompt_arrives(browser: Browser, address: str) -> None:
    anna = Seat(browser, address, "U0ANNA")
    bram = Seat(browser, address, "U0BRAM")
    # On a day off (1 January, or a weekend after it) it comes on the next working day.
    for to in ("first of the month", *["tomorrow 09:01"] * 4):
        moved = anna.page.request.post(f"{address}/control/clock", data={"as": "U0ANNA", "to": to})
        assert moved.ok
    for seat, text, name in ((anna, "How was", "review"), (bram, "Hoe was", "maandgesprek")):
        seat.opens_app("Messages" if name == "review" else "Berichten")
        expect(seat.page.locator(".talk").get_by_text(re.compile(text, re.IGNORECASE)).last).to_be_visible()
        seat.picture(name)
        seat.leaves()
