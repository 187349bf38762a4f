"""Which manager coached, reviewed, or is silent: counted, never what was said."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from models.coaching.records import Talk, TalkState
from models.coaching.talks import DEFAULT_A_MONTH
from models.digest.company import ManagerStanding
from models.period import Period
from models.reviews.due import has_month_to_review
from models.reviews.queries import is_shared, reviews_of_month
from models.team.calendar import calendars_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, reviewer_of
from models.workspace.records import Workspace

EARLY_DAYS = 9
HELD = (TalkState.RECORDED, TalkState.HELD)


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
    """How the managers of these people stand, who did least first. `months`: of the talks, and of the reviews."""
    talks_in, reviewed = months
    pairs = who_manages(session, people, today)
    reps = [rep for _, theirs in pairs for rep in theirs]
    calendars = calendars_of(session, workspace, [*reps, *(manager for manager, _ in pairs)])
    reviews = reviews_of_month(session, reps, reviewed.start)
    talks = _talks_held(session, workspace.workspace_id, talks_in)
    found = []
    for manager, theirs in pairs:
        due = [rep for rep in theirs if has_month_to_review(rep, calendars[rep.id], reviewed)]
        held = sum(rep.id in reviews and is_shared(reviews[rep.id]) for rep in due)
        at_work = sum(calendars[rep.id].capacity(talks_in) > 0 for rep in theirs)
        is_away = (calendars[manager.id].next_working_day(today) - today).days > _A_WEEKEND
        is_early = (today - talks_in.start).days < EARLY_DAYS
        found.append(
            ManagerStanding(
                manager.name,
                len(theirs),
                talks[manager.id],
                at_work * DEFAULT_A_MONTH,
                held,
                len(due),
                is_away,
                is_early,
            )
        )
    return tuple(sorted(found, key=lambda one: (_done(one), one.name)))


_A_WEEKEND = 4
"""Days to the next working day: a weekend with holidays, not an absence."""


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
