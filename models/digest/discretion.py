"""Who may be named to a leader: no rep before their own manager could read the same week.

A manager further west, or with a holiday on the day of the digest, gets theirs later. Until then the leader reads the
name of the team.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.delivery.occurrence import instant_of
from models.delivery.preferences import preferences_about
from models.digest.at_stake import DealAtStake
from models.digest.managing import who_manages
from models.digest.recurrence import for_managers, weekday_in_week_of
from models.digest.rep import RepWeek
from models.digest.week import TeamWeek
from models.period import Period
from models.team.calendar import calendars_of
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named

PREFERENCE = "digest"


def not_to_be_named(
    session: Session, workspace: Workspace, leader: Person, people: Sequence[Person], week: Period, now: datetime
) -> frozenset[str]:
    """Ids of those of the people whose own manager gets the digest of this week after `now`.

    Of a manager on leave who stands in for them has it on the day; of the week that still runs nobody has it.
    """
    today = now.astimezone(zone_named(workspace.zone)).date()
    pairs = [(manager, reps) for manager, reps in who_manages(session, people, today) if manager.id != leader.id]
    if not pairs:
        return frozenset()
    calendars = calendars_of(session, workspace, [manager for manager, _ in pairs])
    wishes = preferences_about(session, workspace.workspace_id, [PREFERENCE])
    weekday = weekday_in_week_of(session, workspace, week.end)
    usual = for_managers(workspace, weekday).at
    hidden: set[str] = set()
    for manager, reps in pairs:
        wish = wishes.get((manager.id, PREFERENCE))
        minute = wish.at_minute if wish and not wish.is_off else None
        at = usual if minute is None else time(minute // 60, minute % 60)
        days = (week.end + timedelta(days=weekday + ahead) for ahead in range(14))
        day = next((day for day in days if calendars[manager.id].pattern_on(day)), week.end)
        if now < instant_of(day, at, zone_named(manager.zone, workspace.zone)):
            hidden.update(rep.id for rep in reps)
    return frozenset(hidden)


def without_names(week: TeamWeek, hidden: frozenset[str], team_of: Mapping[str, str]) -> TeamWeek:
    """The week with the name of the team where somebody's own may not stand, and nothing that leads to them."""
    return replace(
        week,
        reps=tuple(_unnamed(rep, team_of) if rep.person_id in hidden else rep for rep in week.reps),
        left_out={id_: team_of.get(id_, "") if id_ in hidden else name for id_, name in week.left_out.items()},
    )


def _unnamed(rep: RepWeek, team_of: Mapping[str, str]) -> RepWeek:
    return replace(rep, name=team_of.get(rep.person_id, ""), person_id="", slack_user_id=None)


def deal_without_name(deal: DealAtStake, hidden: frozenset[str], team_of: Mapping[str, str]) -> DealAtStake:
    """The same of a deal's owner."""
    return replace(deal, owner=team_of.get(deal.owner_id, "")) if deal.owner_id in hidden else deal
