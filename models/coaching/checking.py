"""On the check date of an action: did its KPI move, per working day, and did it move for the others as well?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log, sqrt

from sqlmodel import Session, col, select

from models.coaching.records import ActionState, PairAction
from models.period import Period
from models.scorecard.kpis import KPIS, InTime, Unit
from models.scorecard.line import FEWEST_OTHERS
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from models.team.calendar import calendars_of
from models.team.records import Person, Team
from models.workspace.records import Workspace

SHORTEST = 7
"""Days since the agreement; less says nothing."""
FEWEST_WORKED = 5
"""Working days on either side, half days as halves: who was back for two days has not tried it yet."""
FEWEST_RECORDS = 10
"""Records on both sides together, of the rep and of the rest: below that, one more or less is half of the change."""
CLEARLY = 0.1
"""How much more somebody must have gained or lost than the rest, for it to be said."""
CHANCE = 1.28
"""Standard errors that the change must be away from that of the rest: chance alone does that once in ten times."""


@dataclass(frozen=True)
class Stretch:
    """What a KPI came to on one side of the agreement. `value` None where it is undefined."""

    value: float | None
    worked: float
    """Working days, of all of them together, halves included."""
    records: float
    """How many records it rests on; of a plain count how many things were counted."""


@dataclass(frozen=True)
class Change:
    """One side beside the other, of the rep or of the rest of the team."""

    before: Stretch
    now: Stretch

    @property
    def records(self) -> float:
        """On both sides together."""
        return self.before.records + self.now.records


@dataclass(frozen=True)
class Helped:
    """A KPI since the agreement and over as many days before it, compared per working day where it adds up."""

    kpi: str
    unit: Unit
    currency: str
    days: int
    own: Change
    rest: Change | None
    """The rest of the rep's team, all together. None with fewer than two others."""

    @property
    def is_per_day(self) -> bool:
        """Whether it adds up day by day, and is so compared per working day; else the figure itself is."""
        return KPIS[self.kpi].kind is InTime.FLOW

    def rate(self, stretch: Stretch) -> float | None:
        """What is compared: the figure per working day, or the figure itself. None where there is none."""
        if not self.is_per_day or stretch.value is None:
            return stretch.value
        return stretch.value / stretch.worked if stretch.worked else None

    @property
    def too_early(self) -> str | None:
        """Why nothing can be said yet: `days` or `records`; None when there is enough on both sides."""
        if min(self.own.before.worked, self.own.now.worked) < FEWEST_WORKED:
            return "days"
        changes = (self.own, self.rest) if self.rest else (self.own,)
        return "records" if min(one.records for one in changes) < FEWEST_RECORDS else None

    @property
    def verdict(self) -> str | None:
        """`better`, `same` or `worse`: the rep's change against that of the rest; None where that cannot be said.

        Better is: gained at least `CLEARLY` more than the rest, and more than `CHANCE` standard errors of the
        logarithm of the ratio of the two changes, which for counts is √(1/a + 1/b + 1/c + 1/d) (the delta method; half a
        record is added to each side, so that none is 0: Haldane). Values of unlike size vary twice as much.
        """
        own, rest = self._gain(self.own), self._gain(self.rest) if self.rest else None
        if self.too_early or self.rest is None or own is None or rest is None:
            return None
        beyond = own - rest
        if KPIS[self.kpi].lower_is_better:
            beyond = -beyond
        sides = (self.own.before, self.own.now, self.rest.before, self.rest.now)
        each = 1 if self.unit is Unit.COUNT else 2
        error = sqrt(sum(each / (side.records + 0.5) for side in sides))
        if abs(beyond) < max(log(1 + CLEARLY), CHANCE * error):
            return "same"
        return "better" if beyond > 0 else "worse"

    def _gain(self, change: Change) -> float | None:
        """The logarithm of now against before."""
        before, now = self.rate(change.before), self.rate(change.now)
        if before is None or now is None:
            return None
        if self.unit is Unit.COUNT and self.is_per_day:
            before += 0.5 / change.before.worked
            now += 0.5 / change.now.worked
        return log(now / before) if before > 0 and now > 0 else None


def whether_it_helped(
    session: Session, workspace: Workspace, action: PairAction, rep: Person, today: date, now: datetime
) -> Helped | None:
    """Before and after an action; None without a KPI, and less than a week after the agreement."""
    days = (today - action.added_on).days
    if action.kpi not in KPIS or days < SHORTEST:
        return None
    kpi = KPIS[str(action.kpi)]
    after = Period(action.added_on, today)
    before = Period(action.added_on - timedelta(days=days), action.added_on)

    def change(scope: Scope) -> Change:
        calendars = calendars_of(session, workspace, scope.people).values()

        def stretch(period: Period) -> Stretch:
            figure = scorecard_of(session, workspace, scope, period, now, kpis=[kpi.key]).lines[kpi.key].figure
            is_count = kpi.unit is Unit.COUNT and kpi.kind is InTime.FLOW
            worked = sum(calendar.capacity(period) for calendar in calendars)
            return Stretch(figure.value, worked, (figure.value or 0) if is_count else figure.n)

        return Change(stretch(before), stretch(after))

    rest = _rest_of_team(session, workspace, rep, Period(before.start, after.end))
    own = change(scope_of_person(session, workspace, rep))
    return Helped(kpi.key, kpi.unit, workspace.currency, days, own, change(rest) if rest else None)


def actions_to_check(session: Session, workspace_id: str, first: date, last: date) -> list[PairAction]:
    """The open actions with a check date from `first` to `last`."""
    due = select(PairAction).where(
        PairAction.workspace_id == workspace_id,
        col(PairAction.check_on) >= first,
        col(PairAction.check_on) <= last,
        PairAction.state == ActionState.OPEN,
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
