"""The words of what only reads are found before the claim: nobody's log waits for a digest."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from jobs.cadence import Cadence, Occasion, Window
from jobs.delivering.claiming import Claimed, claim_next, words_ahead
from messages.blocks import Message
from models.delivery.planning import Due
from models.delivery.records import Delivery
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House


def once_to(person_id: str):  # type: ignore[no-untyped-def]
    """Due a minute after the tests begin."""
    at = NOW + timedelta(minutes=1)
    return lambda window: [Due(person_id, "1", at)] if window.since < at <= window.now else []


async def test_others_write_while_words_are_found(house: House, cast: Cast) -> None:
    went_through: list[bool] = []

    def rename(session: Session) -> None:
        workspace_of(session, "T1").name = "Renamed"

    def compose(occasion: Occasion) -> Message:
        other = threading.Thread(target=house.database.write, args=(rename,), daemon=True)
        other.start()
        other.join(5)
        went_through.append(not other.is_alive())
        occasion.remember(figures=3)
        return Message("Three.")

    await house.later(minutes=1).tick(
        Cadence("digest", once_to(cast.anna.id), compose, only_reads=True, when="", to="")
    )
    (row,) = house.rows()
    assert (went_through, row.state, row.about) == ([True], "sent", {"figures": 3})
    assert [message["text"] for message in house.slack.messages] == ["Three."]


async def test_who_promised_only_to_read_and_writes_sends_nothing(house: House, cast: Cast) -> None:
    def compose(occasion: Occasion) -> Message:
        occasion.session.get_one(Person, ("T1", cast.anna.id)).name = "Changed"
        return Message("x")

    await house.later(minutes=1).tick(
        Cadence("digest", once_to(cast.anna.id), compose, only_reads=True, when="", to="")
    )
    (row,) = house.rows()
    assert (row.state, house.slack.messages) == ("failed", [])


async def test_nothing_to_say_is_found_ahead_too(house: House, cast: Cast) -> None:
    asked: list[str] = []
    await house.later(minutes=1).tick(
        Cadence("digest", once_to(cast.anna.id), lambda o: asked.append(o.slot), only_reads=True, when="", to="")
    )
    (row,) = house.rows()
    assert (row.state, row.error, asked) == ("expired", "nothing to say", ["1"])


def due(session: Session, person_id: str, slot: str, now: datetime) -> Delivery:
    delivery = Delivery(
        workspace_id="T1",
        recipient=person_id,
        cadence="digest",
        slot=slot,
        due_at=now,
        expires_at=now + timedelta(hours=1),
        created_at=now,
        about={"n": 1},
    )
    session.add(delivery)
    session.commit()
    return delivery


@pytest.mark.parametrize(("changes", "said"), [(False, "1"), (True, "2")])
def test_words_are_found_anew_when_what_it_is_about_changed(
    session: Session, cast: Cast, *, changes: bool, said: str
) -> None:
    def compose(occasion: Occasion) -> Message:
        return Message(str(occasion.about["n"]))

    def nobody(_: Window) -> list[Due]:
        return []

    cadences = {"digest": Cadence("digest", nobody, compose, only_reads=True, when="", to="")}
    id_ = due(session, cast.anna.id, "1", NOW).id
    ahead = words_ahead(session, "T1", cadences, NOW, (), None)
    assert ahead is not None
    if changes:
        session.get_one(Delivery, ("T1", id_)).about = {"n": 2}
        session.commit()
    claimed = claim_next(session, "T1", cadences, NOW, (), [], None, ahead)
    assert isinstance(claimed, Claimed)
    assert claimed.message["text"] == said
