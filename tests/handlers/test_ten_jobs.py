"""`docs/ten-jobs.md`: what the ten daily jobs take. Every line is typed and every button pressed; the count is that of the table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot import features
from handlers import home
from handlers.activity import rewriting, shortcuts, talk
from handlers.door.answers import Answers, OpenModal, Options, Replace, ShowHome, Tell, UpdateModal, Whisper
from handlers.door.request import Form, Press, Request, SeenMessage
from jobs.cadence import Occasion
from jobs.prompts import digest, nudges
from models.accounts.records import Account
from models.activity.records import Activity
from models.coaching.records import Talk
from models.deals.records import Deal, Outcome
from models.delivery.records import Delivery
from models.goals.records import Goal
from models.period import PeriodType
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, entry, meeting, opened, target

PAGE = (Path(__file__).parents[2] / "docs" / "ten-jobs.md").read_text(encoding="utf-8")
MOST_WORDS, MOST_TAPS = 4, 3
FEATURES = features()
COMMANDS = {word: one.answer for feature in FEATURES for one in feature.commands for word in (one.word, *one.also)}
PRESSES = {id_: answer for feature in FEATURES for id_, answer in feature.presses.items()}
QUERIES = {id_: answer for feature in FEATURES for id_, answer in feature.queries.items()}
FORMS = {id_: answer for feature in FEATURES for id_, answer in feature.forms.items()}
AtTheDoor = Callable[..., Request]


@dataclass(frozen=True)
class Job:
    """A row of the table."""

    name: str
    typed: tuple[str, str]
    words: int
    taps: tuple[str, ...]
    counted: int


def jobs() -> Iterator[Job]:
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 6 and cells[3].strip().isdigit():
            taps = tuple(re.findall(r"\*([^*]+)\*", cells[4]))
            yield Job(cells[0], (cells[1].strip("`"), cells[2].strip("`")), int(cells[3]), taps, int(cells[5]))


JOBS = {job.name: job for job in jobs()}
MANAGERS = ("praise", "plan a 1-2-1")


@pytest.fixture
def day(session: Session, cast: Cast) -> Cast:
    """Anna has an open deal with Acme, knows two customers, and was asked in the evening; Bram is behind, with Carla."""
    acme, globex = account(session, "Acme"), account(session, "Globex")
    for customer in (globex, acme):
        meeting(session, cast.anna, date(2026, 11, 2), account_id=customer.id)
    opened(session, cast.anna, date(2026, 11, 2), 12_000, account_id=acme.id)
    cast.team.channel_id = "CNORTH"
    for person in (cast.anna, cast.bram):
        target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=person.id)
    entry(session, cast.bram, "call", date(2026, 11, 4))
    where = {"channel_id": "DANNA", "ts": "17.1", "state": "sent"}
    when = {"due_at": NOW, "expires_at": NOW, "created_at": NOW}
    session.add(
        Delivery(workspace_id="T1", recipient=cast.anna.id, cadence="nudge.day", slot="2026-11-12", **where, **when)
    )
    session.commit()
    return cast


def live(session: Session) -> list[tuple[str, int]]:
    """What counts of today."""
    rows = select(Activity).where(col(Activity.undone_at).is_(None), Activity.happened_on == date(2026, 11, 12))
    return [(one.kind, one.quantity) for one in session.exec(rows.order_by(col(Activity.id)))]


def came_of_it(session: Session, job: str, answers: Answers) -> bool:
    """Whether the job is done."""
    match job:
        case "log" | "log from a message":
            return live(session) == [("meeting", 1)]
        case "undo":
            return live(session) == []
        case "win a deal":
            return session.exec(select(Deal)).one().outcome == Outcome.WON
        case "where do I stand":
            return "3" in str(answers)
        case "answer the nudge":
            return live(session) in ([("call", 3)], [("call", 1)])
        case "praise":
            return any("you did well" in str(row.message) for row in session.exec(select(Delivery)))
        case "plan a 1-2-1":
            return len(session.exec(select(Talk)).all()) == 1
        case "correct an entry":
            rows = select(Activity).where(col(Activity.undone_at).is_(None), Activity.happened_on == date(2026, 11, 12))
            return [one.account_id for one in session.exec(rows)] == [account_named(session, "Globex")]
    return session.exec(select(Goal)).one().scope_kind == "person"


def account_named(session: Session, name: str) -> str:
    return session.exec(select(Account).where(Account.name == name)).one().id


def test_there_are_ten_and_none_is_above_the_bound() -> None:
    assert len(JOBS) == 10
    for job in JOBS.values():
        for line in job.typed:
            assert len(line.replace("…", "").split()) <= job.words <= MOST_WORDS, line
        assert len(job.taps) == job.counted <= MOST_TAPS, job


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("job", JOBS)
def test_what_is_typed_does_it(request_of: AtTheDoor, day: Cast, session: Session, job: str, language: str) -> None:
    person = day.carla if job in MANAGERS else day.anna
    person.language = language
    request = replace(request_of(person, message="D1:17.9"), features=FEATURES)
    if job in ("undo", "correct an entry"):
        talk.direct_message(replace(request, message="D1:17.9" if job != "undo" else "D1:17.8"), "meeting acme")
    line = JOBS[job].typed[language == "nl"].replace("…", "you did well").removeprefix("@Koers ")
    if job == "correct an entry":
        answers = rewriting.changed_message(request, line)
    elif line.startswith("/"):
        word, _, rest = line[1:].partition(" ")
        answers = COMMANDS[word](request, rest)
    else:
        answers = talk.direct_message(request, line)
    assert came_of_it(session, job, answers), answers


# --- by thumb --------------------------------------------------------------------------------------------


@dataclass
class Thumb:
    """Somebody who presses what they see, by its label."""

    request: Request
    blocks: list[Any] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    menu: dict[str, Any] | None = None
    answers: Answers = None

    def sees(self, answers: Answers) -> None:
        self.answers = answers
        for answer in answers if isinstance(answers, list | tuple) else [answers]:
            match answer:
                case OpenModal(view=view) | UpdateModal(view=view):
                    self.modal = view.json
                case Whisper(message=message) | Replace(message=message) | Tell(message=message):
                    self.blocks, self.modal = message.blocks, None
                case ShowHome(view=view):
                    self.blocks, self.modal = view.json["blocks"], None

    def home(self) -> None:
        self.sees(home.show(self.request, ""))

    def taps(self, label: str) -> None:
        if self.modal and self.modal.get("submit", {}).get("text") == label:
            form = Form(dict(_fields(self.modal)), self.modal.get("private_metadata", ""), "V1")
            self.sees(FORMS[self.modal["callback_id"]](self.request, form))
        elif label == "⋯":
            self.menu = next(one for one in _elements(self.blocks) if one["type"] == "overflow")
        elif self.modal and (field := _field_called(self.modal, label)):
            self.menu = field
        elif self.menu:
            value = next(one["value"] for one in self._offered(self.menu) if one["text"]["text"] == label)
            self._press(self.menu["action_id"], value)
        else:
            shown = self.modal["blocks"] if self.modal else self.blocks
            button = next(one for one in _elements(shown) if one.get("text", {}).get("text") == label)
            self._press(button["action_id"], button.get("value", ""))

    def _offered(self, menu: dict[str, Any]) -> list[dict[str, Any]]:
        if menu["type"] != "external_select":
            return list(menu["options"])
        assert menu["min_query_length"] == 0, "it offers something before a letter is typed"
        answer = QUERIES[menu["action_id"]](self.request, "")
        assert isinstance(answer, Options)
        return answer.options

    def _press(self, action_id: str, value: str) -> None:
        self.menu = None
        modal = self.modal or {}
        about = {"fields": dict(_fields(modal)), "metadata": modal.get("private_metadata", "")} if modal else {}
        self.sees(PRESSES[action_id.partition(":")[0]](self.request, Press(action_id, value, **about)))


def _elements(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from block.get("elements", []) if block["type"] == "actions" else []
        yield from [block["accessory"]] if "accessory" in block else []


def _field_called(modal: dict[str, Any], label: str) -> dict[str, Any] | None:
    """The menu of a form that sends each choice, with what it offers before anything is typed."""
    live = [one for one in modal["blocks"] if one.get("dispatch_action") and one["label"]["text"] == label]
    return live[0]["element"] if live else None


def _fields(modal: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the form holds when it opens; what is free text is written."""
    for block in modal["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            option = element.get("initial_option")
            said = next(
                (element[key] for key in element if key in ("initial_value", "initial_date", "initial_time")), ""
            )
            own_words = "you did well" if element["type"] == "plain_text_input" and not block.get("optional") else ""
            yield block["block_id"], option["value"] if option else said or own_words


@pytest.mark.parametrize("job", JOBS)
def test_the_taps_do_it(request_of: AtTheDoor, day: Cast, session: Session, job: str) -> None:
    person = day.carla if job in MANAGERS else day.anna
    request = replace(request_of(person), features=FEATURES)
    thumb, taps = Thumb(request), JOBS[job].taps
    match job:
        case "log from a message":
            assert taps == ("⋯", "Log activity")
            seen = SeenMessage("C1", "1.2", "meeting acme", NOW, "https://example.com", is_public=True)
            thumb.sees(shortcuts.log_message(request, seen))
        case "where do I stand":
            assert taps == ("Home",)
            thumb.home()
        case "correct an entry":
            thumb.sees(talk.direct_message(request, "meeting acme"))
            for label in taps:
                thumb.taps(label)
        case _:
            if job == "undo":
                thumb.sees(talk.direct_message(request, "meeting acme"))
            elif job == "answer the nudge":
                thumb.sees(Whisper(_sent(request, "nudge.day", NOW)))
            elif job in MANAGERS:
                thumb.sees(Whisper(_sent(request, "digest.manager", datetime(2026, 11, 9, 8, tzinfo=UTC))))
            else:
                thumb.home()
            for label in taps:
                thumb.taps(label)
    assert came_of_it(session, job, thumb.answers), thumb.answers


def test_another_kind_takes_three_taps_too(request_of: AtTheDoor, day: Cast, session: Session) -> None:
    thumb = Thumb(replace(request_of(day.anna), features=FEATURES))
    thumb.sees(talk.direct_message(thumb.request, "meeting acme"))
    for label in ("Edit", "What was it?", "Visit"):
        thumb.taps(label)
    assert live(session) == [("visit", 1)]
    assert "It now says: " in str(thumb.modal), thumb.modal


def _sent(request: Request, cadence: str, now: datetime) -> Any:
    due = {"due_at": now, "expires_at": now + timedelta(hours=3), "created_at": now}
    slot = now.date().isoformat()
    row = Delivery(workspace_id="T1", recipient=request.person.id, cadence=cadence, slot=slot, **due)
    compose = digest.to_manager if cadence == "digest.manager" else nudges.what_did_you_do
    return compose(Occasion(request.session, request.workspace, row, now, request.person))
