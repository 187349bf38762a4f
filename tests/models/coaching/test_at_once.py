"""Two presses at the same moment, in transactions of their own: the second sees what the first did."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

from sqlmodel import Session, select

from models.coaching.outcomes import Outcome, confirm_talk, record_talk
from models.coaching.pair import Pair
from models.coaching.records import Talk
from models.coaching.talks import cancel_talk, plan_talk
from models.database import Database
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast, acting

AT = datetime(2026, 11, 26, 13, tzinfo=UTC)
Deed = Callable[[Session], Any]


def at_once(database: Database, *deeds: Deed) -> Counter[str]:
    """What became of each."""
    gate = Barrier(len(deeds))

    def one(deed: Deed) -> str:
        gate.wait(30)
        try:
            database.write(deed)
        except Refusal as refusal:
            return refusal.reason
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return Counter(threads.map(one, deeds))


def of(session: Session, person: Person) -> Person:
    return session.get_one(Person, ("T1", person.id))


def plans(cast: Cast, by: Person) -> Deed:
    def deed(session: Session) -> None:
        plan_talk(acting(session, of(session, by)), Pair(of(session, cast.carla), of(session, cast.anna)), AT)

    return deed


def test_one_moment_is_planned_once(database: Database, session: Session, cast: Cast) -> None:
    session.close()
    told = at_once(database, *(plans(cast, one) for one in (cast.carla, cast.anna, cast.carla, cast.anna)))
    assert told == {"done": 1, "coaching.planned_already": 3}
    assert len(database.read(lambda reading: reading.exec(select(Talk)).all())) == 1


def test_a_talk_is_answered_once_and_not_recorded_and_called_off_at_once(
    database: Database, session: Session, cast: Cast
) -> None:
    session.close()
    database.write(plans(cast, cast.carla))
    talk_id = database.read(lambda reading: reading.exec(select(Talk)).one().id)

    def records(session: Session) -> None:
        by = acting(session, of(session, cast.carla), AT)
        record_talk(by, SECRETS, talk_id, Outcome(by.today, "Budget first", ""))

    def calls_off(session: Session) -> None:
        cancel_talk(acting(session, of(session, cast.anna), NOW), talk_id)

    told = at_once(database, records, calls_off)
    assert told == {"done": 1, "coaching.not_planned": 1}
    if database.read(lambda reading: reading.exec(select(Talk)).one().state) != "recorded":
        return

    def answers(took_place: bool) -> Deed:
        return lambda session: confirm_talk(acting(session, of(session, cast.anna), AT), talk_id, took_place)

    told = at_once(database, answers(True), answers(False), answers(True))
    assert told == {"done": 1, "coaching.answered_already": 2}
