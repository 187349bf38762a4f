"""The demo's admin drops a file of HubSpot into the DM: it is shown, and imported on a press, in both languages.

`KOERS_SCREENSHOTS=some/folder` keeps pictures, at the width of a phone.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browser import PATIENCE
from tests.journeys.demo_process import demo_address, picture

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=40)]
FOLDER = Path(__file__).parents[1] / "models" / "imports" / "crm_files"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_address(tmp_path_factory.mktemp("demo")) as address:
        yield address


def conversation(page: Page, address: str, who: str) -> None:
    """This person's conversation with the bot, on a phone."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/#as={who}&tab=messages")
    page.wait_for_selector(".talk .composer-field")


def drop(page: Page, file: Path, last: str) -> Locator:
    """Attach a file and send it; the answer that says this."""
    page.locator(".talk .attach-field").set_input_files(file)
    expect(page.locator(".talk .attached li")).to_have_text(re.compile(re.escape(file.name)))
    page.locator(".talk .send").click()
    answer = page.locator(".talk article.message", has_text=last).last
    expect(answer).to_be_visible()
    return answer


@pytest.mark.parametrize(
    ("who", "file", "shown", "button", "done", "again"),
    [
        (
            "U0MARIJKE",
            "hubspot_deals_nl",
            "een export van HubSpot met deals: 3 nieuw",
            "Importeren",
            "is geïmporteerd",
            "3 hetzelfde",
        ),
        ("U0FEMKE", "hubspot_deals_en", "an export of HubSpot with deals", "Import", "Imported", "3 unchanged"),
    ],
)
def test_an_admin_drops_a_file(
    browser: Browser, address: str, who: str, file: str, shown: str, button: str, done: str, again: str
) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    conversation(page, address, who)
    answer = drop(page, FOLDER / f"{file}.csv", shown)
    picture(page, f"file_{file}")
    answer.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".talk article.message", has_text=done).last).to_be_visible()
    picture(page, f"file_{file}_done")
    drop(page, FOLDER / f"{file}.csv", again)
    page.context.close()


def test_a_rep_hears_who_can(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    conversation(page, address, "U0ANNA")
    drop(page, FOLDER / "hubspot_deals_en.csv", "Only an admin can import files")
    page.context.close()
