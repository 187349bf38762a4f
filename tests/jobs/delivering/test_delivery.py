"""Sent once, or visibly not at all."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from messages.blocks import Message
from messages.command_names import CommandNames
from models.delivery.outbox import post
from models.workspace.records import Workspace
from tests.conftest import NOW, Cast
from tests.jobs.conftest import House
from tests.jobs.fake_slack import Crashed


async def test_what_is_in_the_outbox_goes_out_once(house: House, cast: Cast) -> None:
    id_ = house.put(cast.anna.id)
    await house.tick()
    await house.later(minutes=1).tick()
    assert house.slack.delivered == [id_]
    row = house.row(id_)
    assert (row.state, row.channel_id, row.ts) == ("sent", "DUANNA", house.slack.messages[0]["ts"])


async def test_a_second_message_for_the_same_slot_is_not_taken(house: House, cast: Cast) -> None:
    house.put(cast.anna.id)
    again = house.database.write(
        lambda s: post(s, "T1", recipient=cast.anna.id, cadence="reply:test", slot="1", now=NOW, message=Message("x"))
    )
    assert again is None


@pytest.mark.parametrize("fault", ["lost after", "500 after", "internal_error"])
async def test_an_answer_that_got_lost_is_looked_up_and_not_sent_again(house: House, cast: Cast, fault: str) -> None:
    house.slack.faults.append(fault)
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert house.row(id_).state == "unknown"
    await house.later(minutes=2).tick()
    assert house.row(id_).state == "reconciled"
    assert house.row(id_).ts == house.slack.messages[0]["ts"]
    assert house.slack.posts == 1


@pytest.mark.parametrize("fault", ["lost before", "500 before"])
async def test_a_message_that_slack_never_got_is_sent_after_the_look_up(house: House, cast: Cast, fault: str) -> None:
    house.slack.faults.append(fault)
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert house.slack.looked_up == 0, "the look-up waits until Slack can have stored it"
    await house.later(minutes=2).tick()
    assert (house.row(id_).state, house.slack.delivered) == ("sent", [id_])
    assert house.slack.looked_up == 1


async def test_a_look_up_reads_every_page(house: House, cast: Cast) -> None:
    house.slack.faults.extend(["lost after"])
    id_ = house.put(cast.anna.id, "first")
    for slot in "abcdefg":
        house.put(cast.anna.id, slot)
    await house.tick()
    await house.later(minutes=2).tick()
    assert house.row(id_).state == "reconciled"
    assert house.slack.delivered.count(id_) == 1


async def test_what_is_delivered_calls_the_commands_as_they_can_be_typed_there(house: House, cast: Cast) -> None:
    house.names = CommandNames("/koers-", ["log"])
    house.slack.shows_metadata = False
    house.slack.faults.append("lost after")
    house.put(cast.anna.id, message=Message("Try `/log meeting Acme`.", [{"text": "`/log`"}]))
    await house.tick()
    (message,) = house.slack.messages
    assert message["text"] == "Try `/koers-log meeting Acme`."
    assert message["blocks"] == [{"text": "`/koers-log`"}]
    await house.later(minutes=5).tick()
    assert house.slack.looked_up == 1
    assert len(house.slack.messages) == 1, "it was found by the text that was sent"


async def test_a_look_up_without_metadata_goes_by_the_text(house: House, cast: Cast) -> None:
    house.slack.faults.append("lost after")
    house.slack.shows_metadata = False
    id_ = house.put(cast.anna.id)
    await house.tick()
    await house.later(minutes=2).tick()
    assert (house.row(id_).state, house.slack.posts) == ("reconciled", 1)


async def test_where_history_cannot_be_read_nothing_is_sent_again(house: House, cast: Cast) -> None:
    house.slack.faults.append("lost before")
    house.slack.history_fault = "missing_scope"
    id_ = house.put(cast.anna.id)
    await house.tick()
    for _ in range(5):
        await house.later(hours=2).tick()
    row = house.row(id_)
    assert (row.state, house.slack.posts) == ("unknown", 1)
    assert row.error == "cannot be looked up: missing_scope"
    await house.later(days=3).tick()
    assert house.row(id_).finished_at is not None, "and in the end it is visibly given up"


async def test_a_process_that_dies_while_sending_leaves_a_lease_that_runs_out(house: House, cast: Cast) -> None:
    house.slack.faults.extend(["crash after"])
    id_ = house.put(cast.anna.id)
    with pytest.raises(Crashed):
        await house.tick()
    assert house.row(id_).state == "sending"
    await house.later(minutes=1).tick()
    assert house.row(id_).state == "sending", "the lease still runs: somebody may be sending"
    await house.later(minutes=3).tick()
    await house.later(minutes=2).tick()
    assert (house.row(id_).state, house.slack.delivered) == ("reconciled", [id_])


async def test_a_busy_slack_is_left_alone_for_as_long_as_it_asks(house: House, cast: Cast) -> None:
    house.slack.faults.append("429")
    ids = [house.put(cast.anna.id, slot) for slot in "ab"]
    await house.tick()
    assert house.slack.posts == 1, "the second message does not try either"
    await house.later(seconds=20).tick()
    assert house.slack.posts == 1
    await house.later(seconds=11).tick()
    assert sorted(house.slack.delivered) == sorted(ids)
    assert house.row(ids[0]).attempts == 1, "being asked to wait is no failed attempt"


async def test_a_short_wait_is_waited_out(house: House, cast: Cast) -> None:
    house.slack.faults.append("429 short")
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert (house.slack.delivered, house.naps) == ([id_], [1.0])


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel", "user_disabled"])
async def test_what_slack_will_never_take_has_failed_with_its_reason(house: House, cast: Cast, error: str) -> None:
    house.slack.faults.append(error)
    failed, next_one = house.put("channel:C9"), house.put(cast.anna.id)
    await house.tick()
    assert (house.row(failed).state, house.row(failed).error) == ("failed", error)
    assert house.slack.delivered == [next_one], "one failure never stops the next"


async def test_a_revoked_token_keeps_the_messages_until_it_works_again(house: House, cast: Cast) -> None:
    house.slack.faults.append("token_revoked")
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert house.row(id_).state == "pending"
    await house.later(minutes=16).tick()
    assert house.slack.delivered == [id_]


async def test_native_blocks_that_are_refused_go_out_plain_and_it_is_remembered(house: House, cast: Cast) -> None:
    message = Message("t", [{"type": "data_table"}], [{"type": "divider"}])
    house.slack.faults.append("invalid_blocks")
    house.put(cast.anna.id, message=message)
    await house.tick()
    assert [m["blocks"] for m in house.slack.messages] == [[{"type": "divider"}]]
    workspace = house.database.read(lambda session: session.get(Workspace, "T1"))
    assert workspace is not None
    assert not workspace.takes_rich_blocks
    house.put(cast.bram.id, message=message)
    await house.tick()
    assert house.slack.posts == 3, "the second message is sent plain at once"


async def test_what_waited_too_long_expires_unsent(house: House, cast: Cast) -> None:
    id_ = house.put(cast.anna.id, due_at=NOW + timedelta(hours=1), useful_for=timedelta(hours=2))
    outcomes = await house.later(hours=4).tick()
    assert (house.row(id_).state, house.slack.posts) == ("expired", 0)
    assert [str(outcome.state) for outcome in outcomes] == ["expired"]


async def test_somebody_who_left_gets_nothing(house: House, cast: Cast, session: Session) -> None:
    cast.anna.ends_on = NOW.date() - timedelta(days=1)
    session.add(cast.anna)
    session.commit()
    id_ = house.put(cast.anna.id)
    await house.tick()
    assert (house.row(id_).state, house.row(id_).error) == ("expired", "the recipient is no longer here")


async def test_news_waits_for_the_morning(house: House, cast: Cast) -> None:
    house.now = datetime(2026, 11, 12, 21, 0, tzinfo=UTC)  # Thursday, 22:00 in Amsterdam
    id_ = house.put(cast.anna.id, cadence="correction")
    await house.tick()
    assert house.slack.posts == 0
    house.now = datetime(2026, 11, 13, 7, 0, tzinfo=UTC)
    await house.tick()
    assert house.slack.delivered == [id_]


async def test_news_of_a_saturday_comes_on_monday_and_does_not_expire_on_the_way(house: House, cast: Cast) -> None:
    house.now = datetime(2026, 11, 14, 11, 0, tzinfo=UTC)
    id_ = house.put(cast.anna.id, cadence="correction", useful_for=timedelta(hours=12))
    await house.tick()
    house.now = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
    await house.tick()
    assert house.slack.delivered == [id_]


async def test_an_answer_to_what_one_did_comes_also_at_night(house: House, cast: Cast) -> None:
    house.now = datetime(2026, 11, 14, 23, 0, tzinfo=UTC)
    id_ = house.put(cast.anna.id, cadence="reply:undo")
    await house.tick()
    assert house.slack.delivered == [id_]


async def test_three_unasked_messages_a_day_are_enough(house: House, cast: Cast) -> None:
    ids = [house.put(cast.anna.id, slot, cadence="news") for slot in "abcd"]
    reply = house.put(cast.anna.id, "e", cadence="reply:question")
    other = house.put(cast.bram.id, "f", cadence="news")
    await house.tick()
    assert set(house.slack.delivered) == {*ids[:3], reply, other}
    assert house.row(ids[3]).error == "enough messages for today"
    house.now = datetime(2026, 11, 13, 7, 0, tzinfo=UTC)
    await house.tick()
    assert house.slack.delivered[-1] == ids[3]


async def test_news_that_is_held_back_for_ever_ends_visibly(house: House, cast: Cast) -> None:
    id_ = house.put(cast.anna.id, cadence="correction")
    house.now = datetime(2026, 11, 12, 23, 0, tzinfo=UTC)  # whoever ticks only at midnight never finds Anna at work
    for _ in range(70):
        await house.later(days=1).tick()
    assert (house.row(id_).state, house.slack.posts) == ("expired", 0)
