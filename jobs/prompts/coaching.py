"""Prompts about coaching: plan the month's talks, the agenda, record a talk, confirm it, check whether an action helped."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from jobs.cadence import Cadence, Occasion, Window, at_instants, to_people
from jobs.prompts.coaching_actions import CADENCES as ACTIONS
from jobs.prompts.deputy import FOR, said_so, stand_in, whose
from messages.audit.skill_sheets import skill_labels
from messages.blocks import Message
from messages.coaching import afterwards, planning, prompts
from messages.coaching.parts import PairView, TalkView
from models.audit.custom_statements import skill_questions
from models.coaching.agenda import open_items_of
from models.coaching.card import card_of
from models.coaching.month_plan import plan_of_month
from models.coaching.pair import are_both_at_work
from models.coaching.queries import arranged_between, coaches_of, talks_between, talks_to_confirm
from models.coaching.records import Talk, TalkState
from models.coaching.talks import pair_of, still_a_pair
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.recurrence import monthly
from models.praise.talks import with_praise
from models.qbr.talks import with_decisions
from models.style.preference import Style
from models.style.told import style_told_to
from models.team.calendar import Calendar
from models.team.records import Person
from models.zones import zone_named

PREFERENCE = "coaching"
PLAN, AGENDA, RECORD = "coaching.plan", "coaching.agenda", "coaching.record"
CONFIRM = "coaching.confirm"
MORNING = time(9)
START_OF_MONTH = monthly(1, MORNING)
AFTER = timedelta(hours=1)
A_DAY = timedelta(days=1)
FURTHEST_AHEAD = timedelta(days=15)
"""A talk after a holiday: its agenda comes on the last working day before."""
ASKED_AGAIN_AFTER = 2
"""Working days of the rep, when a recorded talk was not confirmed."""

At: TypeAlias = tuple[Person, str, datetime, dict[str, Any]]


def coaches_to_ask(window: Window) -> Iterator[Due]:
    """Everybody who coaches somebody, on their first working day of the month."""
    asked = list(to_people(START_OF_MONTH, lambda window: window.people, PREFERENCE)(window))
    coaches = coaches_of(window.session, window.people, window.today) if asked else set()
    return (due for due in asked if due.recipient in coaches)


def plan(occasion: Occasion) -> Message | None:
    """The reps for whom talks are missing in this month, each with a moment; None when all are planned."""
    session, coach = occasion.session, _person(occasion)
    of_month = plan_of_month(session, occasion.workspace, coach, occasion.now, occasion.today)
    missing = [one.to_show for one in of_month.missing]
    start, zone = of_month.days.start, occasion.zone.key
    return planning.month_plan(occasion.language, start, missing, zone, by_itself=True) if missing else None


def agendas(window: Window) -> Iterator[At]:
    """Both, 24 hours before; a day off in between moves it to the last working day before.

    A coach has the talks of one day in one message, 24 hours before the first; what is planned after that comes by itself.
    """
    of_days: dict[tuple[str, date], list[Talk]] = {}
    until = window.now + FURTHEST_AHEAD
    for talk in arranged_between(window.session, window.workspace.workspace_id, window.now - A_DAY, until):
        pair = pair_of(window.session, talk)
        coach, rep = (one if one.id in window.calendars else None for one in (pair.coach, pair.rep))
        if coach:
            day = talk.planned_at.astimezone(window.zone_of(coach)).date()
            of_days.setdefault((coach.id, day), []).append(talk)
        if rep and _is_coming(talk, window.moment):
            yield rep, _slot(talk), _day_before(window, rep, rep, talk), {"talk_id": talk.id}
    for (_, day), talks in of_days.items():
        yield from _agendas_of_day(window, pair_of(window.session, talks[0]).coach, day, talks)


def _agendas_of_day(window: Window, coach: Person, day: date, talks: Sequence[Talk]) -> Iterator[At]:
    deputy = stand_in(window, coach, day)
    recipient, for_whom = deputy or coach, {FOR: coach.id} if deputy else {}
    at = _day_before(window, recipient, coach, talks[0])
    in_time = [talk for talk in talks if talk.created_at <= at]
    if len(in_time) > 1 and any(_is_coming(talk, window.moment) for talk in in_time):
        yield recipient, f"{coach.id}@{day}", at, {"talk_ids": [talk.id for talk in in_time], **for_whom}
    for talk in talks:
        if _is_coming(talk, window.moment) and not (len(in_time) > 1 and talk in in_time):
            yield recipient, _slot(talk), _day_before(window, recipient, coach, talk), {"talk_id": talk.id, **for_whom}


def _day_before(window: Window, recipient: Person, of: Person, talk: Talk) -> datetime:
    """The moment of the talk where `of` is, on the last working day of the recipient before it."""
    zone = window.zone_of(of)
    wall = talk.planned_at.astimezone(zone)
    return instant_of(_working_day_before(window.calendars[recipient.id], wall.date()), wall.time(), zone)


def _is_coming(talk: Talk, now: datetime) -> bool:
    return talk.state == TalkState.PLANNED and talk.planned_at > now


def agenda(occasion: Occasion) -> Message | None:
    """What to talk about; None when the talk was moved or called off, has begun, or the two are no pair any more."""
    if "talk_ids" in occasion.about:
        ids = [str(id_) for id_ in occasion.about["talk_ids"]]
        found = (occasion.session.get(Talk, (occasion.workspace.workspace_id, id_)) for id_ in ids)
        talks = [talk for talk in found if talk is not None and _is_on(occasion, talk) and _is_of_day(occasion, talk)]
    else:
        one = _talk(occasion, TalkState.PLANNED)
        talks = [one] if one is not None and _is_on(occasion, one) else []
    talks.sort(key=lambda talk: talk.planned_at)
    matters = [_matters(occasion, talk) for talk in talks]
    if not matters:
        return None
    if len(matters) > 1:
        return said_so(occasion, prompts.agendas(occasion.language, matters))
    [(pair_view, view, tip)] = matters
    return said_so(occasion, prompts.agenda(occasion.language, pair_view, view, tip))


def _is_on(occasion: Occasion, talk: Talk) -> bool:
    """Whether it still is to come, with both."""
    return (
        _is_coming(talk, occasion.now)
        and are_both_at_work(pair_of(occasion.session, talk), talk.planned_at, occasion.workspace.zone)
        and still_a_pair(occasion.session, talk, occasion.today)
    )


def _is_of_day(occasion: Occasion, talk: Talk) -> bool:
    """Whether it still is on the day that the message is for, where its coach is."""
    zone = zone_named(whose(occasion).zone, occasion.workspace.zone)
    return talk.planned_at.astimezone(zone).date().isoformat() == occasion.slot.rpartition("@")[2]


def _matters(occasion: Occasion, talk: Talk) -> tuple[PairView, TalkView, Style | None]:
    pair, view = pair_of(occasion.session, talk), _talk_view(occasion, talk)
    open_items = open_items_of(occasion.session, occasion.workspace, pair, occasion.today, occasion.now)
    other = pair.other(whose(occasion))
    card = card_of(occasion.session, pair, _person(occasion), occasion.today)
    card = with_praise(occasion.session, pair, card, occasion.today)
    labels = {}
    if card.has_gaps:
        labels = skill_labels(occasion.language, skill_questions(occasion.session, talk.workspace_id))
    items = with_decisions(occasion.session, pair, open_items)
    agenda_of = PairView(other.id, other.name, view, items, card, skills=labels)
    tip = style_told_to(occasion.session, _person(occasion), other, occasion.today)
    return agenda_of, view, tip


def talks_held(window: Window) -> Iterator[At]:
    """The coach, an hour after a planned talk began."""
    for talk in talks_between(window.session, window.workspace.workspace_id, window.since - AFTER, window.now):
        coach = pair_of(window.session, talk).coach
        if coach.id in window.calendars:
            yield coach, _slot(talk), talk.planned_at + AFTER, {"talk_id": talk.id}


def record(occasion: Occasion) -> Message | None:
    """What came of it? None when it was recorded already."""
    talk = _talk(occasion, TalkState.PLANNED)
    return prompts.to_record(occasion.language, _talk_view(occasion, talk)) if talk else None


def unconfirmed(window: Window) -> Iterator[At]:
    """The rep, two working days after the coach recorded a talk."""
    for talk in talks_to_confirm(window.session, window.workspace.workspace_id):
        rep = pair_of(window.session, talk).rep
        if rep.id in window.calendars and talk.recorded_at is not None:
            zone = window.zone_of(rep)
            recorded_on = talk.recorded_at.astimezone(zone).date()
            day = window.calendars[rep.id].working_days_after(recorded_on, ASKED_AGAIN_AFTER)
            yield rep, talk.id, instant_of(day, MORNING, zone), {"talk_id": talk.id}


def confirm(occasion: Occasion) -> Message | None:
    """Did it take place? None when the rep has answered."""
    talk = occasion.session.get(Talk, (occasion.workspace.workspace_id, str(occasion.about["talk_id"])))
    if talk is None or talk.state != TalkState.RECORDED:
        return None
    return afterwards.confirm_request(occasion.language, _talk_view(occasion, talk))


def _talk(occasion: Occasion, state: TalkState) -> Talk | None:
    """The talk that the delivery is about, unless it was moved or is in another state by now."""
    talk = occasion.session.get(Talk, (occasion.workspace.workspace_id, str(occasion.about["talk_id"])))
    return talk if talk is not None and talk.state == state and _slot(talk) == occasion.slot else None


def _talk_view(occasion: Occasion, talk: Talk) -> TalkView:
    return TalkView(
        talk.id,
        pair_of(occasion.session, talk).other(whose(occasion)).name,
        talk.planned_at,
        occasion.zone.key,
        talk.coach_id == whose(occasion).id,
        talk.outcome,
        talk.held_on,
    )


def _person(occasion: Occasion) -> Person:
    assert occasion.person is not None  # these cadences go to people only
    return occasion.person


def _slot(talk: Talk) -> str:
    """The talk and its moment: a moved talk gets a new message."""
    return f"{talk.id}@{talk.planned_at:%Y-%m-%dT%H:%M}"


def _working_day_before(calendar: Calendar, day: date) -> date:
    """The day before `day`; when that is a day off, the last working day before it (a fortnight back at most)."""
    for back in range(1, FURTHEST_AHEAD.days):
        if calendar.works_on(day - timedelta(days=back)) > 0:
            return day - timedelta(days=back)
    return day - timedelta(days=1)


CADENCES = (
    Cadence(
        PLAN,
        coaches_to_ask,
        plan,
        useful_for=timedelta(days=10),
        when="09:00 on the first working day of the month",
        to="everybody who coaches somebody, while talks are still to be planned",
    ),
    Cadence(
        AGENDA,
        at_instants(agendas, PREFERENCE),
        agenda,
        useful_for=FURTHEST_AHEAD,
        when="at the time of the talk, on the last working day before it; the coach's of one day together",
        to="coach (while away, who stands in) and rep",
    ),
    Cadence(
        RECORD,
        at_instants(talks_held, PREFERENCE),
        record,
        useful_for=timedelta(days=5),
        when="an hour after a planned talk began",
        to="the coach",
    ),
    Cadence(
        CONFIRM,
        at_instants(unconfirmed, PREFERENCE),
        confirm,
        useful_for=timedelta(days=5),
        when="09:00, two working days after a talk was recorded and not confirmed",
        to="the rep",
    ),
    *ACTIONS,
)
