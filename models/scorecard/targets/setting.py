"""Setting targets: who may, for whom, and what it replaces. A change is a new row; undo withdraws it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from models.acting import Acting
from models.period import PeriodType
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About, Rights, rights_of
from models.scorecard.kpis import KPIS, OF_THE_COMPANY, Kpi, Level
from models.scorecard.own_kpis import kpi_in
from models.scorecard.records import Target, TargetScope
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.starting import first_day, history_of, holds_already, other_start, start_of, today_of
from models.team.records import Person, SalesRole, Team

LARGEST = Decimal(10) ** 12
"""Above this a target is a typing error."""


def set_target(acting: Acting, new: NewTarget) -> Target:
    """Set a target, from the period that `first_day` says; periods of its type that are over keep theirs.

    Refuses what `setter` may not set, a value of 0 or below (0 is a target where less is better), one above 10^12,
    another currency than the reporting one, a first day whose period is over, a KPI of a whole team for one rep, and
    one of the company for a team.
    """
    _require_scope(acting.rights, new)
    kpi = kpi_in(acting.workspace, new.kpi, of_one_rep=new.scope in (TargetScope.PERSON, TargetScope.ROLE))
    if kpi.level is Level.TEAM and new.scope in (TargetScope.PERSON, TargetScope.ROLE):
        raise Refusal("targets.team_figure", kpi=new.kpi)
    if new.kpi in OF_THE_COMPANY and new.scope is TargetScope.TEAM:
        raise Refusal("targets.company_figure", kpi=new.kpi)
    check_value(kpi, new.value)
    currency = acting.workspace.currency
    if new.currency not in (None, currency):
        raise Refusal("targets.other_currency", currency=currency)
    was_none = not holds_already(acting.session, acting.workspace, new, today_of(acting, new))
    return _stored(acting, new, str(new.value), first_day(acting, new, was_none=was_none))


def end_target(acting: Acting, new: NewTarget) -> Target:
    """End a target, from the next period of its type unless it is said otherwise. Refuses when there is none.

    One that was to hold from that period only is as good as never set.
    """
    _require_scope(acting.rights, new)
    history = history_of(acting.session, acting.workspace.workspace_id, new)
    latest = history[-1] if history else None
    if latest is None or latest.value is None:
        raise Refusal("targets.none_to_remove", kpi=new.kpi)
    ending = replace(new, period_type=PeriodType(latest.period_type))
    starts = max(first_day(acting, ending, was_none=False), start_of(latest, acting.workspace.fiscal_start_month))
    return _stored(acting, ending, None, starts)


def undo_target(acting: Acting, target_id: str) -> Target:
    """Take back a change: the target before it holds again. Refuses what was taken back or set by somebody else, and
    what they may not set (any more).
    """
    target = _own_change(acting, target_id)
    target.withdrawn_at = acting.now
    acting.session.add(target)
    acting.session.flush()
    return target


def move_target(acting: Acting, target_id: str, starts: date | None) -> Target:
    """Let a change hold from `starts`: the running period instead of the next one, or the other way round.

    It is taken back and made anew, so that the history stays. Refuses what was taken back, what somebody else set, what
    was set for a day of its own, and a day that is no longer the other one: meanwhile another period began.
    """
    old = _own_change(acting, target_id)
    new = subject_of(acting.session, old)
    if starts is None or other_start(acting, old, today_of(acting, new)) != starts:
        raise Refusal("targets.another_period")
    old.withdrawn_at = acting.now
    acting.session.add(old)
    return _stored(acting, new, old.value, starts)


def subject_of(session: Session, target: Target) -> NewTarget:
    """A stored target as it was wanted."""
    key = target.workspace_id
    return NewTarget(
        target.kpi,
        Decimal(target.value or 0),
        PeriodType(target.period_type),
        session.get(Person, (key, target.person_id)) if target.person_id else None,
        session.get(Team, (key, target.team_id)) if target.team_id else None,
        SalesRole(target.role) if target.role else None,
    )


def target_before(acting: Acting, target: Target) -> Target | None:
    """What held for the same KPI and subject in the period before the change; None when nothing did."""
    fiscal = acting.workspace.fiscal_start_month
    starts = start_of(target, fiscal)
    same = history_of(acting.session, target.workspace_id, subject_of(acting.session, target))
    earlier = [row for row in same if row.id != target.id and start_of(row, fiscal) <= starts]
    return earlier[-1] if earlier and earlier[-1].value is not None else None


def targets_in_force(session: Session, viewer: Person, today: date, fiscal_start_month: int = 1) -> list[Target]:
    """The targets that hold `today` and that `viewer` may see, by subject and KPI; ended ones are left out."""
    latest: dict[tuple[str, str, str], Target] = {}
    for target in _seen_by(session, viewer, today):
        if start_of(target, fiscal_start_month) <= today:
            latest[_subject(target)] = target
    return sorted((target for target in latest.values() if target.value is not None), key=place)


def targets_to_come(session: Session, viewer: Person, today: date, fiscal_start_month: int = 1) -> list[Target]:
    """The targets that will hold from a later day on, by that day."""
    later = [t for t in _seen_by(session, viewer, today) if start_of(t, fiscal_start_month) > today]
    last = {(_subject(target), start_of(target, fiscal_start_month)): target for target in later}
    return sorted((target for target in last.values() if target.value is not None), key=lambda t: t.effective_from)


def _seen_by(session: Session, viewer: Person, today: date) -> Iterator[Target]:
    rights = rights_of(session, viewer, today)
    everything = select(Target).where(Target.workspace_id == viewer.workspace_id, col(Target.withdrawn_at).is_(None))
    for target in session.exec(everything.order_by(col(Target.effective_from), col(Target.set_at), col(Target.id))):
        about = About(target.workspace_id, target.person_id)
        if target.person_id is None or rights.may(Right.SEE_FIGURES, about):
            yield target


def _subject(target: Target) -> tuple[str, str, str]:
    return target.scope, target.person_id or target.team_id or target.role or "", target.kpi


def place(target: Target) -> tuple[int, str, int]:
    """Where a target stands in a list: by kind of subject, subject and number of the KPI."""
    scope, whose, kpi = _subject(target)
    return list(TargetScope).index(TargetScope(scope)), whose, KPIS[kpi].number if kpi in KPIS else 99


def _own_change(acting: Acting, target_id: str) -> Target:
    target = acting.session.get(Target, (acting.workspace.workspace_id, target_id))
    if target is None or target.withdrawn_at is not None or target.set_by != acting.by.id:
        raise Refusal("targets.not_there")
    _require_scope(acting.rights, subject_of(acting.session, target))
    return target


def _require_scope(rights: Rights, new: NewTarget) -> None:
    """Refuses a target of a person, a team or a company that they may not set."""
    if new.person is not None:
        rights.require(Right.SET_TARGET, new.person, person=new.person.name)
    elif new.team is not None:
        rights.require(Right.SET_TARGET_OF_TEAM, new.team)
    else:
        rights.require(Right.SET_TARGET_OF_COMPANY)


def check_value(kpi: Kpi, value: Decimal) -> None:
    """Refuses a value of 0 or below (0 is a target where less is better), and one that is a typing error."""
    if not value.is_finite() or value < 0 or (value == 0 and not kpi.lower_is_better):
        raise Refusal("targets.not_positive", kpi=kpi.key)
    if value > LARGEST:
        raise Refusal("targets.too_large", kpi=kpi.key)


def _stored(acting: Acting, new: NewTarget, value: str | None, starts: date) -> Target:
    target = Target(
        workspace_id=acting.workspace.workspace_id,
        kpi=new.kpi,
        scope=new.scope,
        period_type=new.period_type,
        value=value,
        person_id=new.person.id if new.person else None,
        team_id=new.team.id if new.team else None,
        role=new.role.value if new.role else None,
        effective_from=starts,
        set_by=acting.by.id,
        set_at=acting.now,
    )
    acting.session.add(target)
    acting.session.flush()
    return target
