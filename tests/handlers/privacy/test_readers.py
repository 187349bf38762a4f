"""Whoever opens something of somebody else is listed for them: each way in, once an hour, and never a read that failed."""

import ast
import contextlib
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlmodel import Session, select

from bot import features
from handlers import targets
from handlers.activity import command as log
from handlers.analysis import command as analysis
from handlers.coaching import command as coaching
from handlers.deals import command as deals
from handlers.digest import command as digest
from handlers.door.answers import Answers, SendFile, Whisper
from handlers.door.callers import Caller
from handlers.door.door import Door
from handlers.door.reading_log import with_line
from handlers.door.request import Command, Feature, Press, Request, reads
from handlers.door.transaction import Transactions
from handlers.goals import command as goals
from handlers.privacy import command as privacy
from handlers.program.terminal import Whose, write_export
from handlers.qbr import command as qbr
from handlers.reviews import command as reviews
from handlers.reviews import steps
from handlers.scorecard import command as scorecard
from handlers.territories import command as territories
from handlers.training import command as training
from messages.blocks import Message, rendered, section
from models.database import Database
from models.permissions import Right
from models.privacy.erasure import erase
from models.privacy.ledger import A_PAGE, KEPT_FOR, forget_old_readings, who_read
from models.privacy.reading import Noted, Thing, Way, has_read_before, keep_readings, readings_in
from models.privacy.records import Reading
from models.refusal import Refusal
from models.reviews.actions import SelfReview, open_review, reflect
from models.workspace.records import TrailEntry
from tests.conftest import NOW, SECRETS, Cast, acting

AtTheDoor = Callable[..., Request]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def review_id(session: Session, cast: Cast) -> str:
    """Anna's review of October, with her half in it."""
    opened = open_review(session, cast.anna, date(2026, 10, 1), date(2026, 11, 2))
    answers = SelfReview("Well", "", 4, "", "Five meetings", None, date(2026, 11, 30))
    reflect(acting(session, cast.anna), opened.id, answers)
    session.commit()
    return opened.id


def read_of(request: Request) -> set[tuple[str, str, str]]:
    """What the answer showed: of whom, what, how."""
    found = readings_in(request.session, "T1", request.person.id, request.now)
    return {(one.subject_id, one.thing, one.way) for one in found}


ONE_LINE: list[tuple[Callable[[Request, str], Answers], str, Thing]] = [
    (scorecard.command, "<@UANNA>", Thing.SCORECARD),
    (scorecard.command, "team", Thing.SCORECARD),
    (scorecard.command, "my line last month", Thing.SCORECARD),
    (log.command, "list <@UANNA>", Thing.LOG),
    (log.command, "history <@UANNA>", Thing.LOG),
    (deals.command, "list <@UANNA>", Thing.DEALS),
    (deals.command, "pipeline <@UANNA>", Thing.DEALS),
    (goals.command, "list", Thing.GOALS),
    (targets.command, "list", Thing.GOALS),
    (qbr.command, "<@UANNA> Q3", Thing.QBR),
    (coaching.command, "<@UANNA>", Thing.COACHING),
    (territories.command, "<@UANNA>", Thing.TERRITORY),
    (digest.command, "now", Thing.WEEK),
    (analysis.command, "sellers team North", Thing.ANALYSIS),
]


@pytest.mark.parametrize(("command", "line", "thing"), ONE_LINE, ids=[f"{row[2]}-{row[1]}" for row in ONE_LINE])
def test_what_a_manager_opens_by_a_line_is_noted_for_the_rep(
    request_of: AtTheDoor, session: Session, cast: Cast, command: Any, line: str, thing: Thing
) -> None:
    goals.command(request_of(cast.anna), '"Grow" 60d first_meetings=10')
    targets.command(request_of(cast.carla), "first_meetings 8/week <@UANNA>")
    log.command(request_of(cast.anna), "meeting Acme")
    session.flush()
    readings_in(session, "T1", "", NOW)  # what came before is not asked about
    request = request_of(cast.carla)
    command(request, line)
    assert (cast.anna.id, thing.value, "slack") in read_of(request)


def test_a_review_is_noted_when_it_is_read_and_when_the_other_half_is_written(
    request_of: AtTheDoor, cast: Cast, review_id: str
) -> None:
    carla = request_of(cast.carla)
    reviews.read(carla, Press("x", review_id))
    assert read_of(carla) == {(cast.anna.id, "review", "slack")}
    steps.write(carla, Press("x", review_id))
    assert read_of(carla) == {(cast.anna.id, "review", "slack")}


def test_home_and_why_are_noted_too(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    from handlers import home

    log.command(request_of(cast.anna), "meeting Acme")
    targets.command(request_of(cast.carla), "first_meetings 8/week <@UANNA> from now")
    session.flush()
    readings_in(session, "T1", "", NOW)
    carla = request_of(cast.carla)
    home.show(carla, "")
    assert (cast.anna.id, "week", "home") in read_of(carla)
    ref = f"team:{cast.team.id}:2026-11-01:2026-12-01:2026-11|first_meetings"
    scorecard.open_why(carla, Press("x", ref))
    assert read_of(carla) == {(cast.anna.id, "records", "slack")}, "Bram logged nothing that stands there"


def test_ones_own_is_no_reading(request_of: AtTheDoor, cast: Cast) -> None:
    anna = request_of(cast.anna)
    for command, line in ((scorecard.command, ""), (log.command, "list"), (deals.command, "list"), (qbr.command, "")):
        command(anna, line)
    assert read_of(anna) == set()


def test_who_is_refused_has_read_nothing(request_of: AtTheDoor, cast: Cast) -> None:
    bram = request_of(cast.bram)
    for command, line, _ in ONE_LINE:
        if "<@UANNA>" in line:
            with pytest.raises(Refusal):
                command(bram, line)
    assert {one for one in read_of(bram) if one[0] == cast.anna.id} == set()


# --- the structure ---------------------------------------------------------------------------------------

READS = {"SEE_FIGURES", "SEE_HISTORY", "SEE_AS_ROW", "READ_REVIEW", "READ_SHARED_REVIEW", "READ_QBR", "READ_SHARED_QBR"}
NOTED_ELSEWHERE = {
    "handlers/scorecard/subject.py": "the scope of a question; who answers it notes it",
    "handlers/scorecard/views.py": "whether totals may be told apart; nobody by name",
    "handlers/scorecard/disputes.py": "a request that was sent to its reader",
    "models/exports/audit.py": "which names stand in the file under who may see it; who writes the file notes that",
    "models/audit/results/skills.py": "noted in handlers/audit/skills.py, skill_pages.py, skill_steps.py, skill_files.py and trends.py",
    "models/goals/queries.py": "noted in handlers/goals/command.py",
    "models/handover/estate.py": "what somebody who left hands over, to whom it goes",
    "models/privacy/retention.py": "a table of who may; it reads nothing",
    "models/qbr/queries.py": "noted in handlers/qbr/views.py",
    "models/reviews/queries.py": "noted in handlers/reviews/",
    "models/scorecard/targets/setting.py": "noted in handlers/targets.py",
    "handlers/qbr/news.py": "who hears that theirs was answered; read by the message itself",
    "handlers/qbr/command.py": "noted in handlers/qbr/views.py; as a file, here",
}


def test_whatever_asks_for_a_right_to_read_notes_the_reading_or_says_where() -> None:
    asks, notes = set(), set()
    for path in [*ROOT.glob("handlers/**/*.py"), *ROOT.glob("models/**/*.py"), *ROOT.glob("jobs/**/*.py")]:
        name = path.relative_to(ROOT).as_posix()
        nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)]
        if any(getattr(node.value, "id", "") == "Right" and node.attr in READS for node in nodes):
            asks.add(name)
        if any(node.attr == "note_reading" for node in nodes):
            notes.add(name)
    assert asks - notes - set(NOTED_ELSEWHERE) == set()
    assert {right.name for right in Right} >= READS


# --- at the door -----------------------------------------------------------------------------------------


@pytest.fixture
def transactions(database: Database, cast: Cast) -> Iterator[Transactions]:
    clock = SimpleNamespace(now=NOW)
    made = Transactions(database, lambda: clock.now, SECRETS, lambda: None, features())
    made.clock = clock  # type: ignore[attr-defined]
    yield made
    made.queue.close()


async def ask(transactions: Transactions, user: str, handler: Any, what: Any) -> list[Any]:
    answers = await transactions.take(None, Caller("T1", user, "C1", f"{user}{what}"), handler, what)  # type: ignore[arg-type]
    await transactions.readings.settle()
    return answers


def rows(database: Database) -> list[Reading]:
    with Session(database.engine) as session:
        return list(session.exec(select(Reading).order_by(Reading.hour, Reading.thing)))  # type: ignore[arg-type]


async def test_one_row_a_reader_thing_and_hour(database: Database, transactions: Transactions, cast: Cast) -> None:
    for _ in range(3):
        await ask(transactions, "UCARLA", scorecard.command, "<@UANNA>")
    [row] = rows(database)
    # 12 November 10:00 UTC: the hour is kept, not the minute
    assert (row.subject_id, row.reader_id, row.thing, row.way) == (cast.anna.id, cast.carla.id, "scorecard", "slack")
    assert row.hour == NOW.replace(minute=0)
    transactions.clock.now = NOW + timedelta(minutes=59)  # type: ignore[attr-defined]
    await ask(transactions, "UCARLA", scorecard.command, "<@UANNA>")
    assert len(rows(database)) == 1
    transactions.clock.now = NOW + timedelta(minutes=60)  # type: ignore[attr-defined]
    await ask(transactions, "UCARLA", scorecard.command, "<@UANNA>")
    assert len(rows(database)) == 2


async def test_a_read_that_is_refused_or_fails_writes_no_row(
    database: Database, transactions: Transactions, cast: Cast
) -> None:
    await ask(transactions, "UBRAM", scorecard.command, "<@UANNA>")

    def breaks(request: Request, text: str) -> Answers:
        request.note_reading(Thing.LOG, [cast.anna])
        raise ZeroDivisionError

    await ask(transactions, "UCARLA", breaks, "")
    assert rows(database) == []
    await ask(transactions, "UCARLA", scorecard.command, "<@UBRAM>")
    assert [(row.subject_id, row.thing) for row in rows(database)] == [(cast.bram.id, "scorecard")]


async def test_who_stores_something_stores_the_reading_with_it(
    database: Database, transactions: Transactions, cast: Cast
) -> None:
    await ask(transactions, "UCARLA", coaching.command, "<@UANNA>")
    assert [(row.reader_id, row.thing) for row in rows(database)] == [(cast.carla.id, "coaching")]


class Uploads:
    """Slack, which takes files or does not."""

    def __init__(self, *, takes: bool) -> None:
        self.takes = takes
        self.base_url = "https://slack.com/api/"

    async def conversations_open(self, **_: Any) -> Any:
        return {"channel": {"id": "D1"}}

    async def files_upload_v2(self, **_: Any) -> None:
        if not self.takes:
            raise SlackApiError("no", {"ok": False, "error": "internal_error"})  # type: ignore[arg-type]


@pytest.mark.parametrize("takes", [True, False])
async def test_a_file_of_figures_that_slack_has_taken_stands_in_the_trail(
    database: Database, transactions: Transactions, cast: Cast, takes: bool
) -> None:
    """What was not sent does not; nor do a date for one's own calendar and what became of one's own file."""

    def files(request: Request, what: str) -> list[SendFile]:
        own = SendFile("planning.ics", "What became of a file", b"x", is_export=False)
        return [own, SendFile("training-2026-10-01.csv", what, b"x")]

    commands = (Command("log", files, "", ""), Command("koers", reads(files), "", ""))
    door = Door(database, [Feature("files", commands)], lambda: NOW, SECRETS)
    client: Any = Uploads(takes=takes)

    async def ack(**_: Any) -> None: ...

    for number, command in enumerate(("/log", "/koers")):
        body = {"team_id": "T1", "user_id": "UCARLA", "channel_id": "C1", "trigger_id": str(number)}
        with contextlib.suppress(SlackApiError):
            await door.command(ack, {**body, "command": command, "text": "x"}, client)
    await door.transactions.readings.settle()
    with Session(database.engine) as session:
        told = [(one.did, one.by_id, one.about, one.way) for one in session.exec(select(TrailEntry))]
    assert told == [("export", cast.carla.id, "training-2026-10-01.csv", "slack")] * (2 if takes else 0)
    door.transactions.queue.close()


async def test_the_reader_is_told_once_that_it_is_listed(transactions: Transactions, cast: Cast) -> None:
    def lines(answers: list[Any]) -> int:
        return sum("what you open of somebody else is listed for them" in repr(answer) for answer in answers)

    assert lines(await ask(transactions, "UCARLA", scorecard.command, "")) == 1, "her team's table has rows of reps"
    assert lines(await ask(transactions, "UCARLA", scorecard.command, "<@UANNA>")) == 0
    later = Transactions(transactions.queue.database, lambda: NOW + timedelta(days=3), SECRETS, lambda: None)
    assert lines(await ask(later, "UCARLA", scorecard.command, "<@UANNA>")) == 0, "also after a restart"
    assert lines(await ask(later, "UANNA", scorecard.command, "")) == 0
    later.queue.close()


async def test_a_home_that_the_bot_shows_anew_is_no_reading(
    database: Database, transactions: Transactions, cast: Cast
) -> None:
    from handlers import home

    await transactions.look(Caller("T1", "UCARLA", "", ""), home.show)
    await transactions.readings.settle()
    assert rows(database) == []


def test_the_line_stands_under_an_answer_that_has_room_else_beside_it() -> None:
    full = Message("full", rendered(*[section("x")] * 50))
    assert len(with_line([Whisper(full)], "line")) == 2
    [one] = with_line([Whisper(Message("short"))], "line")
    assert isinstance(one, Whisper)
    assert [block["type"] for block in one.message.blocks] == ["section", "context"]
    assert one.message.text == "short", "a notification says nothing of it"


# --- the terminal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "thing"), [("scorecard", "scorecard"), ("reviews", "review"), ("everything", "everything")]
)
def test_an_export_at_the_terminal_is_the_operators(
    database: Database, session: Session, cast: Cast, what: str, thing: str
) -> None:
    session.commit()
    write_export(database, "T1", what, Whose(team="North"), None, None, "json", NOW, io.StringIO())
    of_team = {cast.anna.id, cast.bram.id, cast.carla.id}
    assert {(row.subject_id, row.reader_id, row.thing, row.way) for row in rows(database)} == {
        (id_, "", thing, "terminal") for id_ in of_team
    }
    page = who_read(session, cast.anna, NOW, "UTC")
    assert [(one.reader, one.day) for one in page.days] == [(None, date(2026, 11, 12))]


def test_an_export_that_fails_is_none(database: Database, session: Session, cast: Cast) -> None:
    session.commit()
    with pytest.raises(Refusal):
        write_export(database, "T1", "nonsense", Whose(), None, None, "json", NOW, io.StringIO())
    assert rows(database) == []


def test_no_export_holds_the_ledger(database: Database, session: Session, cast: Cast) -> None:
    keep(session, cast, NOW, thing="skills")
    session.commit()
    out = io.StringIO()
    write_export(database, "T1", "everything", Whose(), None, None, "json", NOW, out)
    assert "reader" not in out.getvalue()


# --- reading the ledger ----------------------------------------------------------------------------------


def keep(session: Session, cast: Cast, at: datetime, thing: str = "scorecard", way: str = "slack") -> None:
    """Carla has opened a thing of Anna's."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    keep_readings(session, [Noted("T1", cast.anna.id, cast.carla.id, thing, hour, way)])


def test_it_is_grouped_by_reader_and_day_where_the_person_is(session: Session, cast: Cast) -> None:
    keep(session, cast, NOW)  # 11:00 in Amsterdam
    keep(session, cast, NOW + timedelta(hours=2))  # 13:00
    keep(session, cast, NOW + timedelta(hours=14), "review")  # 00:00 on the 13th in Amsterdam
    page = who_read(session, cast.anna, NOW + timedelta(days=2), "UTC")
    assert [(one.day, one.reader, [(read.thing, read.hours) for read in one.reads]) for one in page.days] == [
        (date(2026, 11, 13), "Carla Mulder", [("review", (1,))]),
        (date(2026, 11, 12), "Carla Mulder", [("scorecard", (11, 13))]),
    ]


def test_it_is_paged_and_the_last_page_has_the_rest(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    for day in range(A_PAGE + 3):
        keep(session, cast, NOW - timedelta(days=day))
    anna = request_of(cast.anna)
    first = repr(privacy.who(anna, "read me"))
    assert "1–10 of 13" in first
    second = repr(privacy.turn_page(anna, Press("privacy.page", str(A_PAGE))))
    assert "11–13 of 13" in second
    assert "'Earlier'" not in second
    assert "Nobody has opened" in repr(privacy.who(request_of(cast.dirk), "read me"))


def test_after_twelve_months_a_row_is_gone(session: Session, cast: Cast) -> None:
    keep(session, cast, NOW)
    later = NOW + KEPT_FOR
    assert who_read(session, cast.anna, later, "UTC").total == 1
    assert forget_old_readings(session, "T1", later) == 0
    assert who_read(session, cast.anna, later + timedelta(hours=1), "UTC").total == 0
    assert forget_old_readings(session, "T1", later + timedelta(hours=1)) == 1


@pytest.mark.parametrize("line", ["read <@UANNA>", "las Anna", "read Anna's review"])
def test_nobody_reads_the_ledger_of_somebody_else(
    session: Session, cast: Cast, request_of: AtTheDoor, line: str
) -> None:
    keep(session, cast, NOW, "skills")
    for other in (cast.bram, cast.carla, cast.dirk):
        with pytest.raises(Refusal) as refused:
            privacy.who(request_of(other), line)
        assert refused.value.reason in ("privacy.not_your_readers", "team.unknown_person")


def test_a_page_number_from_elsewhere_shows_ones_own(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    keep(session, cast, NOW, "skills")
    for forged in (cast.anna.id, "-1", "9" * 40, "0; drop table reading"):
        assert "skills" not in repr(privacy.turn_page(request_of(cast.bram), Press("privacy.page", forged)))


@pytest.mark.parametrize(
    "line", ["", "read me", "has read me?", "las mij", "heeft mijn scorecard gelezen", "read my review"]
)
def test_it_is_asked_for_in_both_languages(cast: Cast, request_of: AtTheDoor, line: str) -> None:
    assert isinstance(privacy.who(request_of(cast.anna), line), Whisper)


def test_who_is_erased_leaves_no_rows_and_is_a_reader_without_a_name(session: Session, cast: Cast) -> None:
    keep(session, cast, NOW)
    keep_readings(session, [Noted("T1", cast.bram.id, cast.anna.id, "log", NOW, "slack")])
    erase(session, cast.anna, NOW)
    session.expire_all()
    assert [row.subject_id for row in session.exec(select(Reading))] == [cast.bram.id]
    assert [one.reader for one in who_read(session, cast.bram, NOW, "UTC").days] == ["–"]


def test_another_workspace_with_the_same_ids_has_rows_of_its_own(session: Session, cast: Cast) -> None:
    keep(session, cast, NOW)
    assert not has_read_before(session, "T2", cast.carla.id)
    assert who_read(session, cast.rival, NOW, "UTC").total == 0


def test_ways_and_things_have_words(cast: Cast, session: Session, request_of: AtTheDoor) -> None:
    for way in Way:
        for thing in Thing:
            keep(session, cast, NOW - timedelta(hours=len(way)), thing.value, way.value)
    for language in ("en", "nl"):
        cast.anna.language = language
        assert isinstance(privacy.who(request_of(cast.anna), ""), Whisper)


def test_training_of_others_is_noted(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    log.command(request_of(cast.anna), "training 2h negotiation")
    session.flush()
    readings_in(session, "T1", "", NOW)
    carla = request_of(cast.carla)
    training.command(carla, "")
    assert (cast.anna.id, "training", "slack") in read_of(carla)
