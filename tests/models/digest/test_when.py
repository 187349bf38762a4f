"""The day and time of the digest are the workspace's; another day holds from the next week on, so that none comes twice."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from jobs.cadence import Occasion, Window
from jobs.prompts.digest import CADENCES, CHANNEL, MANAGER, to_channel
from models.activity.records import Activity
from models.deals.actions import add_deal, decide_deal
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.delivery.planning import Due
from models.delivery.records import Delivery
from models.digest.recurrence import for_channels, for_managers, weekday_in_week_of
from models.digest.restating import latest_change
from models.money import Money
from models.period import week_of
from models.workspace.rate_changes import set_rate, undo_rate
from models.workspace.settings import Author, author_of, change_settings
from tests.conftest import NOW, Cast, acting

ROWS = {cadence.key: cadence for cadence in CADENCES}
TUESDAY, FRIDAY = datetime(2026, 11, 10, 12, tzinfo=UTC), date(2026, 11, 13)


def due(session: Session, cast: Cast, cadence: str, since: datetime, until: datetime) -> list[Due]:
    return list(ROWS[cadence].due(Window(session, cast.workspace, since, until)))


@pytest.fixture(autouse=True)
def everybody_was_here_before(session: Session, cast: Cast) -> None:
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.created_at = NOW - timedelta(days=90)
    session.flush()


def test_another_day_holds_from_next_week_on(session: Session, cast: Cast) -> None:
    author = Author(session, cast.workspace, TUESDAY, cast.dirk)
    change_settings(author, {"digest_day": 4, "digest_time": "07:15"})
    assert weekday_in_week_of(session, cast.workspace, FRIDAY) == 0, "this week it came on Monday"
    assert weekday_in_week_of(session, cast.workspace, FRIDAY + timedelta(days=7)) == 4
    friday = datetime(2026, 11, 13, tzinfo=UTC)
    assert due(session, cast, MANAGER, friday, friday + timedelta(days=1)) == []
    a_week_later = friday + timedelta(days=7)
    found = list(due(session, cast, MANAGER, a_week_later, a_week_later + timedelta(days=1)))
    assert {(one.recipient, one.at) for one in found} >= {(cast.carla.id, datetime(2026, 11, 20, 6, 15, tzinfo=UTC))}


def test_channels_get_it_half_an_hour_later_and_never_on_the_next_day(cast: Cast) -> None:
    assert (for_managers(cast.workspace).at, for_channels(cast.workspace).at) == (time(8, 30), time(9, 0))
    cast.workspace.digest_time = "23:45"
    assert for_channels(cast.workspace).at == time(23, 59)


def test_the_channel_is_written_to_in_its_own_language(session: Session, cast: Cast) -> None:
    cast.team.channel_id, cast.team.language = "C1", "nl"
    about = {"team_id": cast.team.id, "day": "2026-11-09"}
    delivery = Delivery(
        workspace_id="T1",
        recipient="channel:C1",
        cadence=CHANNEL,
        slot="2026-11-09:x",
        due_at=NOW,
        expires_at=NOW,
        about=about,
        created_at=NOW,
    )
    meeting = Activity(
        workspace_id="T1", person_id=cast.anna.id, kind="meeting", happened_on=date(2026, 11, 4), created_at=NOW
    )
    session.add(meeting)
    session.flush()
    message = to_channel(Occasion(session, cast.workspace, delivery, NOW))
    assert message is not None
    assert "Team North" in str(message.blocks)
    assert "week" in str(message.blocks)
    assert "first meetings" not in str(message.blocks).lower()


def test_a_rate_that_comes_late_has_the_digests_of_its_days_looked_at_again(session: Session, cast: Cast) -> None:
    on = datetime(2026, 11, 4, 10, tzinfo=UTC)
    deal, _ = add_deal(acting(session, cast.anna, on), None, DealTerms(value=Money.of(Decimal(1000), "USD")))
    decide_deal(acting(session, cast.anna, on), deal, Outcome.WON)
    week, later = week_of(date(2026, 11, 4)), NOW + timedelta(days=1)
    before = latest_change(session, cast.workspace, week)
    author = author_of(acting(session, cast.dirk, later))
    entered = set_rate(author, "USD", Decimal("0.9"), date(2026, 11, 1))
    assert (before, latest_change(session, cast.workspace, week)) == (on + timedelta(microseconds=1), later)
    october = week_of(date(2026, 10, 7))
    assert latest_change(session, cast.workspace, october) is None, "no figure of October changed"
    taken_back = later + timedelta(days=1)
    undo_rate(author_of(acting(session, cast.dirk, taken_back)), entered.change.id)
    assert latest_change(session, cast.workspace, week) == taken_back


def test_an_entry_from_earlier_in_the_month_is_looked_at_too(session: Session, cast: Cast) -> None:
    """What is asked per month is told of the month so far: the week of 9 November also rests on the 3rd."""
    week = week_of(FRIDAY)
    assert latest_change(session, cast.workspace, week) is None
    late = NOW + timedelta(days=5)
    of_october, of_november = (
        Activity(workspace_id="T1", person_id=cast.anna.id, kind="proposal", happened_on=day, created_at=late)
        for day in (date(2026, 10, 30), date(2026, 11, 3))
    )
    session.add(of_october)
    session.flush()
    assert latest_change(session, cast.workspace, week) is None
    session.add(of_november)
    session.flush()
    assert latest_change(session, cast.workspace, week) == late
