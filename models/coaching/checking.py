"""On the check date of an action: did its KPI move, and did it move for the others as well?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.coaching.records import PairAction
from models.period import Period
from models.scorecard.kpis import KPIS, InTime, Unit
from models.scorecard.line import FEWEST_OTHERS
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person, Team
from models.workspace.records import Workspace

SHORTEST = 7
"""Days since the agreement; less says nothing."""
CLEARLY = 0.1
"""How much more somebody must have gained or lost than the rest, for it to be said."""


@dataclass(frozen=True)
class Helped:
    """A KPI over as many days after the agreement as before it. None where it is undefined."""

    kpi: str
    unit: Unit
    currency: str
    days: int
    before: float | None
    now: float | None
    team_before: float | None
    team_now: float | None
    """The rest of the rep's team: what adds up as a mean of each, a rate over all their records. None with fewer than
    two others."""

    @property
    def verdict(self) -> str | None:
        """`better`, `same` or `worse`: the rep's change against that of the rest; None where that cannot be said."""
        if not self.before or not self.team_before or self.now is None or self.team_now is None:
            return None
        gained = self.now / self.before - self.team_now / self.team_before
        if KPIS[self.kpi].lower_is_better:
            gained = -gained
        return "better" if gained > CLEARLY else "worse" if gained < -CLEARLY else "same"


def whether_it_helped(
    session: Session, workspace: Workspace, action: PairAction, rep: Person, today: date, now: datetime
) -> Helped | None:
    """Before and after an action; None without a KPI, and less than a week after the agreement."""
    days = (today - action.added_on).days
    if action.kpi not in KPIS or days < SHORTEST:
        return None
    after = Period(action.added_on, today)
    before = Period(action.added_on - timedelta(days=days), action.added_on)
    own, rest = (
        scope_of_person(session, workspace, rep),
        _rest_of_team(session, workspace, rep, Period(before.start, after.end)),
    )

    def value(scope: Scope | None, period: Period) -> float | None:
        if scope is None:
            return None
        found = scorecard_of(session, workspace, scope, period, now).lines[str(action.kpi)].figure.value
        if found is None or scope.is_person or KPIS[str(action.kpi)].kind is InTime.RATIO:
            return found
        return found / len(scope.people)

    return Helped(
        str(action.kpi),
        KPIS[str(action.kpi)].unit,
        workspace.currency,
        days,
        value(own, before),
        value(own, after),
        value(rest, before),
        value(rest, after),
    )


def actions_to_check(session: Session, workspace_id: str, first: date, last: date) -> list[PairAction]:
    """The open actions with a check date from `first` to `last`."""
    due = select(PairAction).where(
        PairAction.workspace_id == workspace_id,
        col(PairAction.check_on) >= first,
        col(PairAction.check_on) <= last,
        col(PairAction.done_on).is_(None),
    )
    return list(session.exec(due.order_by(col(PairAction.check_on), col(PairAction.id))))


def _rest_of_team(session: Session, workspace: Workspace, rep: Person, days: Period) -> Scope | None:
    """The others who sold in the team on all of these days; None when they are too few to stand for nobody."""
    team = session.get(Team, (rep.workspace_id, rep.team_id)) if rep.team_id else None
    if team is None:
        return None
    scope = scope_of_team(session, workspace, team)
    stays = tuple(
        stay
        for stay in scope.stays
        if stay.person.id != rep.id and stay.place.is_rep and stay.first <= days.start and days.end <= stay.end
    )
    if len(stays) < FEWEST_OTHERS:
        return None
    return Scope(ScopeKind.TEAM, scope.id, scope.name, scope.zone, tuple(stay.person for stay in stays), stays=stays)
