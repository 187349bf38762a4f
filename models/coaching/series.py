"""A series of talks: every so many weeks at one wall time, until a day. Each is a talk of its own from then on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.pair import Pair
from models.coaching.records import Talk, TalkState
from models.coaching.states import next_of_talk
from models.coaching.talks import (
    FURTHEST_PLAN,
    check_moment,
    planned_talks,
    side_of,
    take_turn,
    talk_of,
    talk_to_change,
)
from models.database import new_id
from models.delivery.occurrence import instant_of
from models.refusal import Refusal
from models.team.calendar import calendars_of

RHYTHMS = (1, 2, 3, 4)
"""Weeks between two talks."""
PUT_OFF = 4
"""Days by which a talk on a day off is put off; one that finds no day in them is left out."""
TOO_NEAR = timedelta(hours=1)


@dataclass(frozen=True)
class Series:
    """`first` and `at` where who plans it is; `until` is the last possible day."""

    first: date
    at: time
    zone: ZoneInfo
    weeks: int
    until: date


@dataclass(frozen=True)
class PlannedSeries:
    """What was planned of it, and what was not as it was said."""

    talks: tuple[Talk, ...]
    put_off: int = 0
    """How many fell on a day off and are on the next working day."""
    left_out: tuple[date, ...] = ()
    """Days on which there is no talk: a long absence, or one of the pair is planned there already."""


def plan_series(acting: Acting, pair: Pair, series: Series) -> PlannedSeries:
    """Plan all of it. Refuses a first moment in the past, an end before it or over a year away, and an odd rhythm."""
    if series.weeks not in RHYTHMS:
        raise Refusal("coaching.rhythm", field="repeat")
    check_moment(instant_of(series.first, series.at, series.zone), acting.now)
    if series.until <= series.first:
        raise Refusal(
            "coaching.series_end", first=series.first, until=series.first + timedelta(weeks=12), field="until"
        )
    if series.until > acting.today + FURTHEST_PLAN:
        raise Refusal("coaching.too_far", field="until")
    take_turn(acting.session, pair)
    calendars = calendars_of(acting.session, acting.workspace, [pair.coach, pair.rep]).values()
    there = [talk.planned_at for talk in planned_talks(acting.session, pair.coach.workspace_id, pair)]
    talks, put_off, left_out, series_id = [], 0, [], new_id()
    for day in _days(series):
        ahead = range(PUT_OFF + 1)
        days = (day + timedelta(days=later) for later in ahead)
        on = next((one for one in days if all(calendar.works_on(one) for calendar in calendars)), None)
        moment = instant_of(on, series.at, series.zone) if on else None
        if on is None or moment is None or any(abs(moment - other) < TOO_NEAR for other in there):
            left_out.append(day)
            continue
        put_off += on != day
        there.append(moment)
        talks.append(_talk(acting, pair, moment, series_id))
    if not talks:
        raise Refusal("coaching.series_empty", field="day")
    acting.session.add_all(talks)
    acting.session.flush()
    return PlannedSeries(tuple(talks), put_off, tuple(left_out))


def call_off_series(acting: Acting, talk_id: str) -> list[Talk]:
    """This talk and those of its series that are still to come do not take place; those before it stay as they are."""
    talk = talk_of(acting.session, acting.by, talk_id)
    ids = [one.id for one in rest_of_series(acting.session, talk) if one.planned_at > acting.now]
    talks = [talk_to_change(acting, one) for one in ids]
    for one in talks:
        one.state = next_of_talk(one.state, "call_off", side_of(acting.by, one))
        one.sequence += 1
    if not talks:
        raise Refusal("coaching.not_planned")
    acting.session.flush()
    return talks


def rest_of_series(session: Session, talk: Talk) -> list[Talk]:
    """The planned talks of the series from this one on; empty for a talk of none."""
    if talk.series_id is None:
        return []
    rest = select(Talk).where(
        Talk.workspace_id == talk.workspace_id,
        Talk.series_id == talk.series_id,
        Talk.state == TalkState.PLANNED,
        col(Talk.planned_at) >= talk.planned_at,
    )
    return list(session.exec(rest.order_by(col(Talk.planned_at))))


def _days(series: Series) -> Iterator[date]:
    day = series.first
    while day <= series.until:
        yield day
        day += timedelta(weeks=series.weeks)


def _talk(acting: Acting, pair: Pair, moment: datetime, series_id: str) -> Talk:
    return Talk(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        planned_at=moment,
        series_id=series_id,
        created_at=acting.now,
    )
