"""One person's failure stays theirs: everybody else is served, and it is seen whose it was."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound, OperationalError
from sqlmodel import Session, select

from handlers.program import doctor, roster
from handlers.program.settings import Settings
from jobs.cadence import Cadence, Occasion, Window, to_people
from jobs.delivering.apart import who_is_due
from jobs.prompts import digest
from jobs.schedule import SCHEDULE
from messages.blocks import Message
from models.delivery.planning import Due
from models.delivery.records import Delivery
from models.delivery.recurrence import weekly
from models.delivery.troubles import troubles
from models.period import month_of
from models.scorecard.scope import scope_of_team
from models.scorecard.scorecard import group_scorecard_of
from models.team.enrolment import Profile
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House

MONDAY = datetime(2026, 11, 16, 7, 31, tzinfo=UTC)
"""08:31 in Amsterdam."""
NO_DAYS = ""
"""A pattern of working days with no days in it: `Calendar.works_on` raises for it."""


def hello(occasion: Occasion) -> Message:
    return Message(f"hello {occasion.slot}")


EVERYBODY = Cadence("digest.manager", to_people(weekly(0, time(8, 30)), lambda window: window.people, "digest"), hello)


def spoil(house: House, *people: Person) -> None:
    def work(session: Session) -> None:
        for person in people:
            session.get_one(Person, (person.workspace_id, person.id)).working_days = NO_DAYS

    house.database.write(work)


def window_of(session: Session, cast: Cast, now: datetime = MONDAY) -> Window:
    return Window(session, cast.workspace, now - timedelta(hours=1), now)


def _gone() -> OperationalError:
    return OperationalError("SELECT", {}, Exception("the server closed the connection"), connection_invalidated=True)


def raising_for(*ids: str) -> tuple[Cadence, list[int]]:
    """A cadence that raises when it meets one of these, and how often it was asked."""
    asked: list[int] = []

    def due(window: Window) -> Iterator[Due]:
        asked.append(1)
        for person in window.people:
            if person.id in ids:
                raise ZeroDivisionError("of a test")
            yield Due(person.id, "1", window.now)

    return Cadence("x", due, hello), asked


@pytest.mark.parametrize("bad", [(), ("anna",), ("anna", "carla"), ("anna", "bram", "carla", "dirk")])
def test_those_with_whom_something_is_wrong_are_found_and_no_others(
    session: Session, cast: Cast, bad: tuple[str, ...]
) -> None:
    ids = tuple(getattr(cast, name).id for name in bad)
    cadence, _ = raising_for(*ids)
    dues, left_out = who_is_due(cadence, window_of(session, cast))
    assert {one.person_id for one in left_out} == set(ids)
    everybody = {person.id for person in (cast.anna, cast.bram, cast.carla, cast.dirk)}
    assert {due.recipient for due in dues} == everybody - set(ids)


def test_one_among_a_thousand_takes_some_twenty_rounds(session: Session, cast: Cast) -> None:
    people = [Person(workspace_id="T1", name=f"P{n}", slack_user_id=f"U{n}", created_at=NOW) for n in range(1000)]
    session.add_all(people)
    session.flush()
    cadence, asked = raising_for(people[617].id)
    dues, [left_out] = who_is_due(cadence, window_of(session, cast))
    assert (left_out.person_id, len(dues)) == (people[617].id, 1003)
    # Once as it is, once without all, ten halves of 1,004 (2^10 = 1,024), and a few to make sure.
    assert len(asked) <= 18


def test_what_is_nobodys_in_particular_is_raised(session: Session, cast: Cast) -> None:
    def due(window: Window) -> Iterator[Due]:
        raise ZeroDivisionError("of a test")

    with pytest.raises(ZeroDivisionError):
        who_is_due(Cadence("x", due, hello), window_of(session, cast))


@pytest.mark.parametrize(("error", "is_somebodys"), [(NoResultFound("of a test"), True), (_gone(), False)])
def test_a_row_that_is_not_there_is_somebodys_and_a_lost_database_is_nobodys(
    session: Session, cast: Cast, error: Exception, *, is_somebodys: bool
) -> None:
    def due(window: Window) -> Iterator[Due]:
        for person in window.people:
            if person.id == cast.bram.id:
                raise error
            yield Due(person.id, "1", window.now)

    cadence = Cadence("x", due, hello)
    if is_somebodys:
        dues, [left_out] = who_is_due(cadence, window_of(session, cast))
        assert (left_out.person_id, len(dues)) == (cast.bram.id, 3)
    else:
        with pytest.raises(OperationalError):
            who_is_due(cadence, window_of(session, cast))


async def test_the_others_get_theirs_and_it_is_seen_whose_failed(
    house: House, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(house, cast.bram)
    house.now = MONDAY
    caplog.set_level(logging.ERROR)
    outcomes = await house.tick(EVERYBODY)
    sent = {one.recipient for one in outcomes if one.state == "sent"}
    assert sent == {cast.anna.id, cast.carla.id, cast.dirk.id}
    [failed] = [one for one in outcomes if one.state == "failed"]
    assert failed.recipient == cast.bram.id
    assert "it could not be planned, reference" in str(failed)
    reference = failed.detail.rpartition(" ")[2]
    assert reference in caplog.text
    assert "IndexError" in caplog.text
    seen = house.database.read(lambda session: troubles(session, "T1", house.now))
    assert [(one.recipient, one.error) for one in seen] == [("Bram Bakker", failed.detail)]

    caplog.clear()
    assert await house.later(minutes=1).tick(EVERYBODY) == []
    assert caplog.text == "", "once a day is enough"


@pytest.mark.parametrize("cadence", SCHEDULE, ids=lambda cadence: cadence.key)
def test_no_cadence_is_ended_by_one_row(session: Session, cast: Cast, cadence: Cadence) -> None:
    """Each cadence, at the hour and on the days that it may be due: whoever can be planned, is."""
    cast.bram.working_days = NO_DAYS
    session.flush()
    for now in (MONDAY, datetime(2026, 12, 1, 8, 1, tzinfo=UTC), NOW):
        dues, left_out = who_is_due(cadence, window_of(session, cast, now))
        assert {one.person_id for one in left_out} <= {cast.bram.id}
        assert cast.bram.id not in {due.recipient for due in dues} or not left_out


async def test_a_digest_and_a_scorecard_leave_out_one_rep_and_say_so(house: House, cast: Cast) -> None:
    def work(session: Session) -> Any:
        cast_of = session.get_one(Person, ("T1", cast.bram.id))
        cast_of.working_days = NO_DAYS
        session.flush()
        scope = scope_of_team(session, cast.workspace, cast.team)
        return group_scorecard_of(session, cast.workspace, scope, month_of(NOW.date()), NOW)

    group = house.database.write(work)
    assert [rep.scope.name for rep in group.reps] == ["Anna de Vries"]
    assert [person.name for person in group.left_out] == ["Bram Bakker"]

    house.now = MONDAY
    [manager] = [one for one in digest.CADENCES if one.key == "digest.manager"]
    outcomes = await house.tick(manager)
    to_carla = next(one for one in outcomes if one.recipient == cast.carla.id)
    assert to_carla.state == "sent", str(to_carla)
    said = str([row.message for row in house.rows() if row.recipient == cast.carla.id])
    assert "Not counted here, because something is wrong" in said
    assert "Bram Bakker" in said


async def test_doctor_says_what_failed_since_yesterday(house: House, cast: Cast, monkeypatch: Any) -> None:
    spoil(house, cast.bram)
    house.now = MONDAY
    await house.tick(EVERYBODY)
    monkeypatch.setattr(doctor, "is_up_to_date", lambda database: True)
    monkeypatch.setattr(doctor, "LOOKED_BACK", timedelta(days=9999))  # the test's Monday is no yesterday
    findings = await doctor._deliveries(Settings(database_url=house.database.url))
    [(well, line)] = findings
    assert not well
    assert line.startswith(f"delivery: digest.manager to {cast.bram.id}: it could not be planned, reference")

    def make_private(session: Session) -> None:
        for row in session.exec(select(Delivery).where(Delivery.state == "failed")):
            row.cadence = "calendar.broken"

    house.database.write(make_private)
    [(_, line)] = await doctor._deliveries(Settings(database_url=house.database.url))
    assert line.startswith("delivery: calendar.broken to –: it could not")


async def test_who_became_a_guest_gets_nothing_by_itself(house: House, cast: Cast) -> None:
    def work(session: Session) -> None:
        session.get_one(Person, ("T1", cast.bram.id)).standing = "guest"

    waiting = house.put(cast.bram.id, due_at=MONDAY - timedelta(hours=1))
    house.database.write(work)
    house.now = MONDAY
    outcomes = await house.tick(EVERYBODY)
    assert cast.bram.id not in {one.recipient for one in outcomes if one.state == "sent"}
    assert house.row(waiting).error == "the recipient is no longer here"


async def test_a_database_that_goes_away_is_no_fault_of_one_message(house: House, cast: Cast) -> None:
    """Before, what was being written at that moment failed for good: now it goes out at the next tick."""
    losing = [True]

    def compose(occasion: Occasion) -> Message:
        if losing and losing.pop():
            raise _gone()
        return hello(occasion)

    cadence = Cadence("digest.manager", EVERYBODY.due, compose)
    house.now = MONDAY
    assert await house.tick(cadence) == []
    outcomes = await house.later(minutes=1).tick(cadence)
    assert {outcome.state for outcome in outcomes} == {"sent"}
    assert len(outcomes) == len({outcome.recipient for outcome in outcomes}) == 4


async def test_a_database_that_goes_away_is_no_fault_of_somebody_in_slack(
    house: House, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def follow(session: Session, workspace_id: str, one: Profile, now: datetime) -> bool:
        raise _gone() if one.slack_user_id == "UANNA" else ValueError("of a test")

    monkeypatch.setattr(roster, "follow_slack", follow)
    keeper = roster.Roster(house.database, None, lambda: house.now)  # type: ignore[arg-type]
    await keeper.changed("T1", {"id": "UBRAM", "profile": {}})
    assert "UBRAM cannot be followed" in caplog.text
    with pytest.raises(OperationalError):
        await keeper.changed("T1", {"id": "UANNA", "profile": {}})
    assert "UANNA cannot be followed" not in caplog.text


@pytest.mark.parametrize("key", ["asks wrongly", "loses it"])
async def test_a_question_that_the_database_refuses_silences_no_other_cadence(
    house: House, cast: Cast, caplog: pytest.LogCaptureFixture, key: str
) -> None:
    """PostgreSQL answers nothing more in a transaction in which one question failed."""
    failing = [True]

    def due(window: Window) -> Iterator[Due]:
        if key == "asks wrongly":
            window.session.connection().execute(text("SELECT nothing FROM nowhere"))
        if failing and failing.pop():
            raise _gone()
        yield from ()

    first, second = Cadence("digest.leader", due, hello), EVERYBODY
    house.now = MONDAY
    caplog.set_level(logging.ERROR)
    sent = {one.state for one in await house.tick(first, second)}
    if key == "loses it":
        assert sent == set(), "of a database that is away nobody plans anything: the next tick does it all"
        assert "nobody can be planned" not in caplog.text
        assert "the tick failed in workspace T1" in caplog.text
        sent = {one.state for one in await house.later(minutes=1).tick(first, second)}
    else:
        assert "nobody can be planned for digest.leader in workspace T1" in caplog.text
    assert sent == {"sent"}
