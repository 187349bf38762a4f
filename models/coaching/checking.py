"""On the check date of an action: did its KPI move, per working day, and did it move for the others as well?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log, sqrt

from sqlmodel import Session, col, select

from models.coaching.records import ActionState, PairAction
from models.period import Period
from models.scorecard.kpis import KPIS, InTime, Unit
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.team.calendar import calendars_of
from models.team.membership import Stay
from models.team.records import Person, Team
from models.workspace.records import Workspace

FEWEST_OTHERS = 3
"""Colleagues in what a rep is compared with: nobody's own figure is to be read from it."""
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
    """The others, all together. None where they are too few, or one of them could be worked out: see `_others`."""
    others: int = 0
    """How many they are."""
    of_company: bool = False
    """Whether they are the rest of the company: the team is too small."""

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

    rest = _others(session, workspace, rep, Period(before.start, after.end))
    own = change(scope_of_person(session, workspace, rep))
    if rest is None:
        return Helped(kpi.key, kpi.unit, workspace.currency, days, own, None)
    of_company = rest.id == workspace.workspace_id
    return Helped(kpi.key, kpi.unit, workspace.currency, days, own, change(rest), len(rest.people), of_company)


def actions_to_check(session: Session, workspace_id: str, first: date, last: date) -> list[PairAction]:
    """The open actions with a check date from `first` to `last`."""
    due = select(PairAction).where(
        PairAction.workspace_id == workspace_id,
        col(PairAction.check_on) >= first,
        col(PairAction.check_on) <= last,
        PairAction.state == ActionState.OPEN,
    )
    return list(session.exec(due.order_by(col(PairAction.check_on), col(PairAction.id))))


def _others(session: Session, workspace: Workspace, rep: Person, days: Period) -> Scope | None:
    """With whom the rep is compared: the rest of the team, else of the company; None when neither hides a colleague.

    Only who sold there on all of these days. What the rep can read besides is the total of their own team, for any
    days. So the rest of the team has at least `FEWEST_OTHERS`, and nobody or as many are left out of it: of one or two
    the total less the rest would be the figure. Of the company as many are in other teams: less the own team's total,
    that is what is left of it.
    """
    team = session.get(Team, (rep.workspace_id, rep.team_id)) if rep.team_id else None
    if team is not None:
        scope = scope_of_team(session, workspace, team)
        stays, left_out = _there_throughout(scope.stays, rep, days)
        if len(stays) >= FEWEST_OTHERS and not 0 < left_out < FEWEST_OTHERS:
            return _group(scope, stays)
    scope = scope_of_workspace(session, workspace)
    stays, _ = _there_throughout(scope.stays, rep, days)
    elsewhere = [stay for stay in stays if stay.place.team_id is None or stay.place.team_id != rep.team_id]
    return _group(scope, stays) if len(elsewhere) >= FEWEST_OTHERS else None


def _there_throughout(every: Sequence[Stay], rep: Person, days: Period) -> tuple[tuple[Stay, ...], int]:
    """Where the others sold on all of these days, and how many others sold there on some of them only."""
    others = [
        stay
        for stay in every
        if stay.person.id != rep.id
        and stay.place.is_rep
        and max(stay.first, stay.person.starts_on or stay.first) < days.end
        and min(stay.end, stay.person.ends_on or stay.end) > days.start
    ]
    stays = tuple(
        stay
        for stay in others
        if max(stay.first, stay.person.starts_on or stay.first) <= days.start
        and days.end <= stay.end
        and (stay.person.ends_on is None or days.end <= stay.person.ends_on)
    )
    throughout = {stay.person.id for stay in stays}
    return stays, len({stay.person.id for stay in others} - throughout)


def _group(scope: Scope, stays: tuple[Stay, ...]) -> Scope:
    kind = ScopeKind.TEAM  # these people on these days, of whatever the scope was
    return Scope(kind, scope.id, scope.name, scope.zone, tuple(stay.person for stay in stays), stays=stays)
