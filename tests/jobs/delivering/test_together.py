"""What cannot wait goes first; what waits comes as one message, once, or visibly not at all."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest

from messages.blocks import Message, rendered, section
from models.delivery.records import DeliveryState
from tests.conftest import Cast
from tests.jobs.conftest import House
from tests.jobs.fake_slack import Crashed

NEXT_MORNING = datetime(2026, 11, 13, 7, 5, tzinfo=UTC)


def six(house: House, cast: Cast) -> list[str]:
    return [house.put(cast.anna.id, slot, cadence="news", useful_for=timedelta(days=9)) for slot in "abcdef"]


async def test_what_is_useless_soonest_goes_first(house: House, cast: Cast) -> None:
    ids = six(house, cast)
    soon = house.put(cast.anna.id, "soon", cadence="agenda", useful_for=timedelta(hours=3))
    reply = house.put(cast.anna.id, "r", cadence="reply:question", useful_for=timedelta(days=9))
    await house.tick()
    assert house.slack.delivered == [reply, soon, *ids[:2]]


async def test_what_waited_is_one_message_on_the_next_morning(house: House, cast: Cast) -> None:
    ids = six(house, cast)
    await house.tick()
    assert house.slack.delivered == ids[:3]
    house.now = NEXT_MORNING
    await house.tick()
    assert house.slack.delivered == ids[:4]
    assert house.slack.messages[-1]["text"].splitlines() == [
        "📬 *3 messages* that waited for you",
        *(f"• hello {slot}" for slot in "def"),
    ]
    rows = [house.row(id_) for id_ in ids[3:]]
    assert {(row.state, row.ts) for row in rows} == {("sent", house.slack.messages[-1]["ts"])}
    assert [row.comes_with for row in rows] == [None, ids[3], ids[3]]


async def test_together_they_count_as_one_of_the_day(house: House, cast: Cast) -> None:
    six(house, cast)
    await house.tick()
    house.now = NEXT_MORNING
    await house.tick()
    today = [house.put(cast.anna.id, slot, cadence="news") for slot in "xyz"]
    await house.tick()
    assert house.slack.delivered[-2:] == today[:2]


@pytest.mark.parametrize("fault", ["crash before", "crash after", "lost before", "lost after", "429", "500 after"])
async def test_whatever_happens_each_is_there_once(house: House, cast: Cast, fault: str) -> None:
    ids = six(house, cast)
    await house.tick()
    house.now = NEXT_MORNING
    house.slack.faults.append(fault)
    with contextlib.suppress(Crashed):
        await house.tick()
    for _ in range(4):
        await house.later(minutes=5).tick()
    texts = [line for message in house.slack.messages for line in message["text"].splitlines()]
    assert sorted(line.removeprefix("• ") for line in texts if "hello" in line) == [
        f"hello {slot}" for slot in "abcdef"
    ]
    assert {house.row(id_).state for id_ in ids} <= {DeliveryState.SENT, DeliveryState.RECONCILED}


async def test_a_message_that_is_refused_takes_its_parts_along_visibly(house: House, cast: Cast) -> None:
    ids = six(house, cast)
    await house.tick()
    house.now = NEXT_MORNING
    house.slack.faults.append("is_archived")
    await house.tick()
    assert {(house.row(id_).state, house.row(id_).error) for id_ in ids[3:]} == {("failed", "is_archived")}


async def test_what_does_not_fit_into_one_comes_by_itself(house: House, cast: Cast) -> None:
    long = Message("long", rendered(*(section(str(n)) for n in range(30))))
    ids = [house.put(cast.anna.id, slot, cadence="news", message=long) for slot in "abcdef"]
    await house.tick()
    house.now = NEXT_MORNING
    await house.tick()
    assert house.slack.delivered == ids


async def test_what_a_colleague_wrote_stands_alone_because_they_may_take_it_back(house: House, cast: Cast) -> None:
    ids = six(house, cast)
    praise = house.put(
        cast.anna.id, "p", cadence="praise.alone", useful_for=timedelta(days=9), about={"words": "well done"}
    )
    await house.tick()
    house.now = NEXT_MORNING
    await house.tick()
    told = house.row(praise).ts
    assert told is not None
    assert told not in {house.row(id_).ts for id_ in ids}
