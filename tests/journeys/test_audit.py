"""A survey of the demo company, from its start to a goal: asked in two languages, by button, word and keyboard.

The bot is a process of its own, and is started again in the middle. `KOERS_SCREENSHOTS=docs/images` also takes pictures.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from bot import features
from handlers.local_slack import LocalSlack
from handlers.program.demo import APP_TOKEN, BOT_TOKEN, SECRET_KEY, demo_slack
from models.database import Database
from models.team.calendar import calendars_of
from models.team.records import Person
from models.workspace.records import Workspace
from tests.journeys.browser import PATIENCE
from tests.journeys.demo_process import stop
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=60)]
ROOT = Path(__file__).parents[2]
EVERYBODY = ("ANNA", "BRAM", "MARIJKE", "CARLA", "SANNE", "JORIS", "LOTTE", "MEHDI", "NOOR", "GRACE", "OLIVER", "PRIYA")
OTHERS = EVERYBODY[2:]
LONGEST_AWAY = 8
"""Days: the leave of the demo's Mehdi lasts four days more, and after it may come a weekend and one holiday beside it."""


class Bot:
    """`bot.py serve` beside a local Slack; it can be stopped and started again."""

    def __init__(self, slack: LocalSlack, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "PORT": "0",
            "DATABASE_URL": f"sqlite:///{folder}/koers.db",
            "KOERS_SECRET_KEY": SECRET_KEY,
        }
        self.log = folder / "bot.log"
        self.process: subprocess.Popen[bytes] | None = None

    def starts(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, str(ROOT / "bot.py"), "serve"]
            self.process = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=log, stderr=log)
        seen = self.log.stat().st_size
        until = time.monotonic() + 3 * PATIENCE / 1000
        while time.monotonic() < until and self.process.poll() is None:
            if b"Koers runs" in self.log.read_bytes()[seen:]:
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def stops(self) -> None:
        assert self.process is not None
        stop(self.process, signal.SIGTERM, seconds=30)

    def ticks_at(self, moment: datetime) -> None:
        """What the clock does at that instant."""
        command = [sys.executable, str(ROOT / "bot.py"), "tick", "--at", moment.isoformat()]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr

    def works_on(self, day: date) -> set[str]:
        """Who of the company is at work."""

        def at_work(session: Session) -> set[str]:
            people = session.exec(select(Person)).all()
            calendars = calendars_of(session, session.exec(select(Workspace)).one(), people)
            return {str(one.slack_user_id)[2:] for one in people if calendars[one.id].works_on(day) > 0}

        with closing(Database(self.environment["DATABASE_URL"])) as database:
            return database.read(at_work)


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(replace(demo_slack(features()), rate_limits=False)).in_thread() as slack:
        yield slack


@pytest.fixture(scope="module")
def bot(
    slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory, demo_year: Callable[[Path], None]
) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("audit")
    demo_year(folder / "koers.db")
    bot = Bot(slack, folder)
    try:
        bot.starts()
        yield bot
    finally:
        bot.stops()


class Seat:
    """Somebody at the page, in the conversation with the bot."""

    def __init__(self, browser: Browser, slack: LocalSlack, who: str, **look: Any) -> None:
        self.slack, self.who = slack, f"U0{who}"
        size = look.pop("viewport", {"width": 1280, "height": 900})
        self.page: Page = browser.new_context(viewport=size, **look).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.conversation = self.asks("open_dm", user="U0KOERS")["channel"]
        self.page.goto(f"{slack.url}/#as={self.who}&channel={self.conversation}&tab=messages")
        self.page.wait_for_selector(".talk .composer-field")

    def asks(self, what: str, **about: str) -> dict[str, Any]:
        """The control API, as this person."""
        answer = self.page.request.post(f"{self.slack.url}/control/{what}", data={"as": self.who, **about})
        assert answer.ok, answer.text()
        return json.loads(answer.text())

    def types(self, text: str) -> None:
        field = self.page.locator(".talk .composer-field")
        field.fill(text)
        field.press("Escape")
        field.press("Enter")

    def reads(self, text: str) -> None:
        expect(self.page.locator(".talk").get_by_text(re.compile(text)).last).to_be_visible()

    def presses(self, name: str) -> None:
        self.page.locator(".talk").get_by_role("button", name=re.compile(name)).last.click()

    def answers_the_rest(self, words: list[str]) -> None:
        """Types one answer after another, each when its question has come."""
        for word in words:
            before = self.page.locator(".talk .message").count()
            self.types(word)
            expect(self.page.locator(".talk .message").nth(before + 1)).to_be_visible()

    def picture(self, name: str) -> None:
        if folder := os.environ.get("KOERS_SCREENSHOTS"):
            self.page.wait_for_timeout(600)
            self.page.screenshot(path=str(ROOT / folder / f"{name}.png"))

    def leaves(self) -> None:
        self.page.context.close()


def ask(slack: LocalSlack, who: str, what: str, **about: str) -> dict[str, Any]:
    """The control API, as somebody who has no page open."""
    body = json.dumps({"as": f"U0{who}", **about}).encode()
    request = urllib.request.Request(
        f"{slack.url}/control/{what}", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        told: dict[str, Any] = json.loads(answer.read())
        return told


INVITED = re.compile("would like your view|hoort graag hoe jij")


def said_to(slack: LocalSlack, who: str) -> str:
    """What stands in their conversation with the bot."""
    channel = ask(slack, who, "open_dm", user="U0KOERS")["channel"]
    with urllib.request.urlopen(f"{slack.url}/control/messages?as=U0{who}&channel={channel}") as answer:
        return str(answer.read(), "utf-8")


def answer_everything(slack: LocalSlack, who: str, level: int) -> None:
    """All fourteen by typed words, over the same control API as the page's."""
    channel = ask(slack, who, "open_dm", user="U0KOERS")["channel"]

    def said() -> str:
        return said_to(slack, who)

    ask(slack, who, "type", channel=channel, text="continue")
    for place in range(14):
        _wait_for(rf"(Question|Vraag) {place + 1} (of|van) 14", said)
        ask(slack, who, "type", channel=channel, text=str((level + place) % 3 + (2 if place < 8 else 1)))
    _wait_for("That was it|Dat was het", said)


def _wait_for(words: str, said: Callable[[], str]) -> None:
    for _ in range(240):
        if re.search(words, said()):
            return
        time.sleep(0.25)  # ten people who look twenty times a second keep the machine from answering
    raise AssertionError(said()[-2000:])


def test_a_survey_of_thirteen_runs_to_its_results_a_plan_and_a_goal(
    browser: Browser, slack: LocalSlack, bot: Bot
) -> None:
    femke = Seat(browser, slack, "FEMKE")
    femke.types("/audit start")
    form = femke.page.get_by_role("dialog").last
    expect(form.get_by_text("Nobody is invited yet")).to_be_visible()
    femke.picture("audit-form")
    form.locator("[data-submit]").click()
    expect(form).to_be_hidden()
    femke.reads("Ask 13 people about the sales organisation")
    femke.reads("nobody can see who answered what")
    femke.picture("audit-plan")
    femke.presses("Invite 13 people")
    femke.reads("Last day:")  # who is invited when depends on the hour of the run

    anna = Seat(browser, slack, "ANNA")
    waiting, now = list(EVERYBODY), datetime.now(UTC)
    for day in (now + timedelta(days=days) for days in range(1, LONGEST_AWAY + 1)):
        due = [who for who in waiting if who in bot.works_on(day.date())]
        if not due:
            continue
        bot.ticks_at(day.replace(hour=10, minute=0))
        waiting = [who for who in waiting if not INVITED.search(said_to(slack, who))]
        assert [who for who in due if who in waiting] == [], f"at work on {day:%A %d %B}, and not invited"
    assert waiting == [], "everybody else of the thirteen"
    anna.reads("Femke van Dijk would like your view")
    anna.picture("audit-invitation")
    anna.presses("^Start$")
    anna.reads("1 of 14")
    anna.picture("audit-question")

    # By button, by word, back, explained, with a comment; what is no answer is logged as ever.
    anna.presses("4 · largely")
    anna.reads("2 of 14")
    anna.types("vier")
    anna.reads("3 of 14")
    anna.answers_the_rest(["back"])
    anna.reads("Asked again below")
    anna.answers_the_rest(["3"])
    anna.presses("^Explain$")
    expect(
        anna.page.locator(".talk")
        .get_by_text("💡")
        .or_(anna.page.locator(".talk [alt*=bulb], .talk [title*=bulb]"))
        .last
    ).to_be_visible()
    anna.presses("^Comment$")
    dialog = anna.page.get_by_role("dialog").last
    dialog.locator("textarea").fill("Everybody writes things down in their own way.")
    dialog.locator("[data-submit]").click()
    expect(dialog).to_be_hidden()
    anna.reads("Your comment: Everybody writes")
    anna.types("3 calls")
    anna.reads("Logged: 3 calls|3 calls")
    anna.types("5")
    anna.reads("4 of 14")
    moved = anna.page.locator(".talk").get_by_text("Asked again below")
    before = moved.count()
    anna.page.locator(".talk").get_by_role("button", name="Change", exact=True).first.click()
    anna.reads("1 of 14")
    expect(moved).to_have_count(before + 1)  # the question that stood there has made place: no press may land on it
    anna.presses("2 · hardly")
    anna.reads("4 of 14")
    anna.picture("audit-conversation")
    anna.presses("^Pause$")
    anna.reads("You have answered 3 of 14")
    anna.picture("audit-paused")

    bot.stops()
    bot.starts()

    anna.types("continue")
    anna.reads("4 of 14")
    anna.answers_the_rest(["4", "three", "2", "don't know", "5", "4", "skip", "3", "4", "2"])
    anna.types("4")
    anna.reads("That was it, thank you")
    anna.picture("audit-finished")

    # In Dutch, on a phone, and the first ones with keys alone.
    bram = Seat(browser, slack, "BRAM", viewport={"width": 390, "height": 844})
    bram.reads("hoort graag hoe jij het ziet")
    keys = Keyboard(bram.page)
    keys.goes_to("^Starten$", backwards=True)
    keys.press("Enter")
    bram.reads("1 van 14")
    bram.picture("vragenlijst-telefoon")
    keys.goes_to("4 · grotendeels", backwards=True)
    keys.press("Enter")
    bram.reads("2 van 14")
    bram.answers_the_rest(["weet niet", "twee", "3", "4", "2", "3", "1", "2", "3", "2", "4", "vijf"])
    bram.types("4")
    bram.reads("Dat was het, dank je wel")
    bram.picture("vragenlijst-klaar-telefoon")

    with ThreadPoolExecutor(len(OTHERS)) as people:  # each in their own time, all at once
        list(people.map(lambda other: answer_everything(slack, other[1], other[0]), enumerate(OTHERS)))

    femke.types("/audit")
    femke.reads("fewer than 5 had finished this morning")
    femke.types("/audit close")
    femke.reads("12 of 13 answered")
    femke.reads("The lowest three")
    expect(femke.page.locator(".talk figure svg, .talk svg[role=img]").last).to_be_visible()
    femke.picture("audit-results")
    femke.presses("^Each function$")
    femke.reads("each function")
    femke.picture("audit-functions")
    femke.presses("One comment|comments$")
    femke.reads("Everybody writes things down")
    femke.presses("^PDF$")
    expect(femke.page.locator(".talk .file").get_by_text("audit-3.pdf").last).to_be_visible()
    femke.presses("Share the summary")
    femke.reads("get the summary")

    bram.types("/audit resultaten")
    bram.reads("De laagste drie")
    bram.picture("resultaten-telefoon")
    anna.presses("^Continue$")
    anna.reads("This one is over")

    femke.presses("^Make a plan$")
    femke.reads("Improvement plan")
    femke.picture("audit-to-plan")
    femke.presses("^Accept$")
    dialog = femke.page.get_by_role("dialog").last
    dialog.locator("[data-submit]").click()
    expect(dialog).to_be_hidden()
    femke.reads("^Accepted: ")  # else the button of an action further up may be the last one yet
    femke.presses("^Make it a goal$")
    femke.reads("is goal \\d+ now")
    femke.picture("audit-to-goal")
    for seat in (femke, anna, bram):
        seat.leaves()
