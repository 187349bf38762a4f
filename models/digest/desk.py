"""What a manager reads beside the figures: deals at stake, what waits, who is away, and what each name offers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.digest.goals import weak_goals
from models.digest.praising import ids_of_praisable
from models.digest.stakes import look_at_deals
from models.digest.waiting import what_waits
from models.digest.week import AwayNow, TeamWeek
from models.newcomers.standing import progress_below
from models.period import Period, week_of
from models.plan.queries import actions_seen_by, progress_of_plan
from models.reviews.queries import reviewed_by
from models.scorecard.scope import Scope
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named


def on_the_desk(
    session: Session, workspace: Workspace, manager: Person, scope: Scope, week: TeamWeek, now: datetime
) -> TeamWeek:
    """The week with everything that its manager alone reads."""
    if not week.reps:
        return week
    zone = zone_named(manager.zone, workspace.zone)
    today = now.astimezone(zone).date()
    coached = reviewed_by(session, manager, today)
    theirs = None if scope.ids is None else [one.id for one in scope.people if scope.is_home_of(one, today)]
    deals = look_at_deals(session, workspace, theirs, today)
    praisable = ids_of_praisable(session, manager, today)
    ids = {rep.person_id for rep in week.reps}
    people = [person for person in scope.people if person.id in ids]
    return replace(
        week,
        reps=tuple(replace(rep, open_deal=deals.largest.get(rep.person_id, "")) for rep in week.reps),
        weak_goals=weak_goals(session, workspace.workspace_id, scope.ids or (), today),
        plan=progress_of_plan(actions_seen_by(session, manager, today), today),
        has_channel=bool(praisable),
        praisable=praisable,
        coached=frozenset(person.id for person in coached),
        at_stake=deals.at_stake,
        waiting=what_waits(session, workspace, manager, zone, now, coached),
        newcomers=progress_below(session, workspace, manager, today),
        away=away_in_week_of(session, workspace, people, today),
    )


def away_in_week_of(
    session: Session, workspace: Workspace, people: Sequence[Person], today: date
) -> tuple[AwayNow, ...]:
    """Who of these people is on leave for a whole day that is left of this week; on a weekend, of the next one."""
    week = week_of(today + timedelta(days=2)) if today.weekday() > _FRIDAY else week_of(today)
    left = Period(max(week.start, today), week.end)
    calendars = calendars_of(session, workspace, people)
    found = [one for person in people if (one := _away(person, calendars[person.id], left)) is not None]
    return tuple(sorted(found, key=lambda one: (not one.all_week, one.first_day, one.name)))


_FRIDAY = 4


def _away(person: Person, calendar: Calendar, left: Period) -> AwayNow | None:
    """The first stretch of leave in these days; a public holiday alone is no leave."""
    days = [left.start + timedelta(days=ahead) for ahead in range(left.days)]
    asked = [day for day in days if calendar.pattern_on(day) and calendar.is_with_us(day)]
    missing = [day for day in asked if calendar.works_on(day) == 0]
    if not missing:
        return None
    back = calendar.next_working_day(missing[0])
    if back == missing[0]:  # they do not come back
        return None
    stretch = sum(missing[0] <= day < back for day in missing)
    return AwayNow(person.name, missing[0], back, all_week=len(missing) == len(asked) > 1, one_day=stretch == 1)
