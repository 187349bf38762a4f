"""Koers' own tour against the real demo, from the offer to the end: a visitor presses what has the ring round it.

`KOERS_SCREENSHOTS=folder` takes a picture of each step.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from handlers.program.demo import DATABASE
from handlers.program.demo_tour import KOERS
from tests.journeys.browser import PATIENCE
from tests.journeys.demo_process import demo_address, picture

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=60)]

ANSWERS = {"went_well": "A good month.", "commitment": "Five first meetings."}
KIND_OF_RING = """() => {
    const ring = document.querySelector(".tour-here");
    if (!ring) return null;
    if (ring.matches(".composer-box")) return "field";
    return "submit" in ring.dataset ? "submit" : "to" in ring.dataset ? "clock" : "button";
}"""
RING_HAS_MOVED = "document.querySelector('.tour-here') !== window.pressed"
NOT_YET = re.compile("Nothing yet|Nog niets")


@pytest.fixture
def address(tmp_path: Path, demo_year: Callable[[Path], None]) -> Iterator[str]:
    """A demo of the visitor's own, with its clock at the present."""
    demo_year(tmp_path / DATABASE)
    with demo_address(tmp_path) as address:
        yield address


MOST_TRIES = 3


class Caller:
    """Somebody who has never seen the page, and does what it says."""

    def __init__(self, browser: Browser, address: str, **look: object) -> None:
        self.page: Page = browser.new_context(**look).new_page()  # type: ignore[arg-type]
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", lambda told: self.complaints.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        who = "U0BRAM" if look.get("locale") == "nl-NL" else "U0FEMKE"  # the tour speaks the language of who one is
        self.page.goto(f"{address}/#as={who}")
        self.page.locator(".tour-start").click()

    @property
    def next(self) -> Locator:
        return self.page.locator(".tour-next")

    def does_the_step(self) -> None:
        """Follows the ring until what must be seen is there."""
        for _ in range(24):
            expect(self.page.locator(".tour-here").or_(self.next).first).to_be_visible()
            if self.next.is_visible():
                return
            self.acts()
        raise AssertionError(f"not done: {self.page.locator('.tour').inner_text()}")

    def acts(self) -> None:
        """Sends what stands in the message field, fills in a form, or presses; after the clock, waits a while."""
        ring = self.page.locator(".tour-here")
        kind = self.page.evaluate(KIND_OF_RING)
        if kind == "submit":
            self.fills_in()
        if kind == "field":
            ring.locator("textarea").press("Enter")
            self.waits_for_an_answer()
        elif kind:
            self.page.evaluate("window.pressed = document.querySelector('.tour-here')")
            try:
                ring.click(timeout=PATIENCE / 4)
            except TimeoutError:
                if self.next.is_visible():
                    return  # what must be seen came just before the press
                raise
            if kind != "clock":
                self.waits_for_the_ring_to_move()
        if kind == "clock":
            late = self.page.locator(".tour-hint").get_by_text(NOT_YET)
            expect(self.next.or_(late).first).to_be_visible()
            with suppress(AssertionError):  # a day off brings nothing; a busy machine brings it later
                expect(self.next).to_be_visible(timeout=PATIENCE / 4)

    def has_it_done(self) -> None:
        """Presses *Do it for me*; once more where a busy bot sends later than the page waits before it moves the clock on."""
        for _ in range(MOST_TRIES):
            self.page.locator(".tour-do").click()
            with suppress(AssertionError):
                expect(self.next).to_be_visible()
                return
        raise AssertionError(f"not done: {self.page.locator('.tour').inner_text()}")

    def waits_for_an_answer(self) -> None:
        """Until it is done, or the command stands there again because the bot was too busy to answer in time."""
        field = self.page.locator(".talk .composer-field")
        for _ in range(600):
            if self.next.is_visible() or field.input_value():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("no answer, and no second chance")

    def waits_for_the_ring_to_move(self) -> None:
        for _ in range(600):
            if self.page.evaluate(RING_HAS_MOVED):
                self.page.wait_for_timeout(300)  # somebody looks before they press again
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("the ring stays where it was")

    def fills_in(self) -> None:
        form = self.page.locator("dialog.modal")
        for block, answer in ANSWERS.items():
            form.locator(f"[data-block={block}] textarea").fill(answer)
        form.locator("[data-block=self_rating] input[value='4']").check()

    def goes_on(self, name: str) -> None:
        """Takes a picture of what there is to see, and presses Next."""
        picture(self.page, name)
        self.next.click()

    def leaves(self) -> None:
        expect(self.page.locator(".tour-close")).to_be_visible()
        self.page.locator(".tour-close").click()
        expect(self.page.locator(".tour")).to_be_hidden()
        assert self.complaints == []
        self.page.context.close()


def test_in_english_following_the_ring(browser: Browser, address: str) -> None:
    caller = Caller(browser, address, locale="en-GB", viewport={"width": 1280, "height": 860})
    for number, step in enumerate(KOERS.steps, start=1):
        expect(caller.page.locator(".tour-title")).to_have_text(step.title.en)
        caller.does_the_step()
        assert step.then is not None
        expect(caller.page.locator(".tour-done")).to_have_text(step.then.en)
        caller.goes_on(f"tour-en-{number}")
    caller.leaves()


def test_in_dutch_and_in_the_dark_having_it_done(browser: Browser, address: str) -> None:
    caller = Caller(browser, address, locale="nl-NL", color_scheme="dark", viewport={"width": 1280, "height": 860})
    for number, step in enumerate(KOERS.steps, start=1):
        expect(caller.page.locator(".tour-title")).to_have_text(step.title.nl)
        caller.has_it_done()
        caller.goes_on(f"tour-nl-{number}")
    caller.leaves()


def test_on_a_phone_following_the_ring(browser: Browser, address: str) -> None:
    caller = Caller(
        browser, address, locale="nl-NL", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    for number, step in enumerate(KOERS.steps, start=1):
        expect(caller.page.locator(".tour-title")).to_have_text(step.title.nl)
        caller.does_the_step()
        assert caller.page.evaluate("document.documentElement.scrollWidth") <= 390
        caller.goes_on(f"tour-phone-{number}")
    caller.leaves()
