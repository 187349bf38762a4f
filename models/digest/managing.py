"""Which manager coached, reviewed, or is silent: counted, never what was said, and only of what could have been done."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import floor

from sqlmodel import Session, col, func, select

from models.coaching.records import Talk, TalkState
from models.coaching.talks import DEFAULT_A_MONTH
from models.digest.company import ManagerStanding
from models.period import Period
from models.reviews.due import asked_on, has_month_to_review
from models.reviews.queries import is_shared, reviews_of_month
from models.reviews.records import Review
from models.reviews.turns import SELF_REVIEW_WITHIN
from models.team.calendar import Calendar, calendars_of, days_of
from models.team.membership import Stay, stays_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, reviewer_of
from models.workspace.records import Workspace

HELD = (TalkState.RECORDED, TalkState.HELD)
_ALMOST = 1e-9


def who_manages(session: Session, people: Sequence[Person], today: date) -> list[tuple[Person, list[Person]]]:
    """The managers of those of these people who sell and are here, each with their reps; by name."""
    found: dict[str, tuple[Person, list[Person]]] = {}
    for rep in people:
        manager = reviewer_of(session, rep, today) if rep.is_rep and is_at_work(rep, today) else None
        if manager is not None:
            found.setdefault(manager.id, (manager, []))[1].append(rep)
    return sorted(found.values(), key=lambda one: (one[0].name, one[0].id))


def standing_of_managers(
    session: Session, workspace: Workspace, people: Sequence[Person], months: tuple[Period, Period], today: date
) -> tuple[ManagerStanding, ...]:
    """How the managers of these people stand, who did least first. `months`: of the talks, and of the reviews.

    Due is what they could have done before `today`: of two talks a month with each rep the part that fits the days on
    which both were at work and the rep was theirs, added up and then rounded down; and the reviews that were theirs to
    write before today.
    """
    talks_in, reviewed = months
    pairs = who_manages(session, people, today)
    reps = [rep for _, theirs in pairs for rep in theirs]
    calendars = calendars_of(session, workspace, [*reps, *(manager for manager, _ in pairs)])
    reviews = reviews_of_month(session, reps, reviewed.start)
    talks = _talks_held(session, workspace.workspace_id, talks_in)
    talks_due = _talks_due(pairs, calendars, stays_of(session, reps), talks_in, today)
    found = []
    for manager, theirs in pairs:
        own = calendars[manager.id]
        due = [
            rep
            for rep in theirs
            if has_month_to_review(rep, calendars[rep.id], reviewed)
            and _was_theirs_to_write(reviews.get(rep.id), calendars[rep.id], reviewed, today)
        ]
        found.append(
            ManagerStanding(
                manager.name,
                len(theirs),
                talks[manager.id],
                floor(talks_due[manager.id] + _ALMOST),
                sum(rep.id in reviews and is_shared(reviews[rep.id]) for rep in due),
                len(due),
                (own.next_working_day(today) - today).days > _A_WEEKEND,
            )
        )
    return tuple(sorted(found, key=lambda one: (_done(one), one.name)))


_A_WEEKEND = 4
"""Days to the next working day: a weekend with holidays, not an absence."""


def _was_theirs_to_write(review: Review | None, rep: Calendar, reviewed: Period, today: date) -> bool:
    """Whether the manager has had a day for it: the self-review came in, or the rep's three working days were over."""
    if review is not None and is_shared(review):
        return True
    if review is not None and review.reflected_on is not None:
        return review.reflected_on < today
    opened = review.opened_on if review is not None else asked_on(rep, reviewed.end)
    return opened is not None and rep.working_days_after(opened, SELF_REVIEW_WITHIN) < today


def _talks_due(
    pairs: Sequence[tuple[Person, list[Person]]],
    calendars: Mapping[str, Calendar],
    stays: Mapping[str, Sequence[Stay]],
    month: Period,
    today: date,
) -> Mapping[str, float]:
    """By manager the talks of the month; of a rep who changed manager each has the days on which the rep was theirs."""
    due: defaultdict[str, float] = defaultdict(float)
    for manager, theirs in pairs:
        for rep in theirs:
            for stay in stays[rep.id]:
                was = manager.id if stay.place.manager_id == rep.manager_id else stay.place.manager_id
                days = month.overlap(stay.first, stay.end)
                if days and stay.place.is_rep and was is not None and was in calendars:
                    due[was] += share_of_talks(calendars[rep.id], calendars[was], month, days, today)
    return due


def share_of_talks(rep: Calendar, manager: Calendar, month: Period, days: Period, today: date) -> float:
    """The part of a month's talks that fits those of `days` before `today` on which both were at work; not rounded."""
    usual = sum(rep.pattern_on(day) for day in days_of(month) if rep.is_with_us(day))
    both = sum(min(rep.works_on(day), manager.works_on(day)) for day in days_of(days) if day < today)
    return DEFAULT_A_MONTH * both / usual if usual else 0


def _done(one: ManagerStanding) -> float:
    """The part of what was due that was held."""
    due = one.talks_due + one.reviews_due
    return (min(one.talks_held, one.talks_due) + one.reviews_held) / due if due else 1


def _talks_held(session: Session, workspace_id: str, month: Period) -> Counter[str]:
    held = (
        select(Talk.coach_id, func.count())
        .where(
            Talk.workspace_id == workspace_id,
            col(Talk.state).in_(HELD),
            col(Talk.held_on) >= month.start,
            col(Talk.held_on) < month.end,
        )
        .group_by(col(Talk.coach_id))
    )
    return Counter(dict(session.exec(held).all()))
