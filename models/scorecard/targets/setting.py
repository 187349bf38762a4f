"""Setting targets: who may, for whom, and what it replaces. A change is a new row; undo withdraws it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from models.acting import Acting
from models.period import PeriodType
from models.permissions import About, Right, Rights, rights_of
from models.refusal import Refusal
from models.scorecard.kpis import KPIS, Kpi, Level, kpi_of
from models.scorecard.records import Target, TargetScope
from models.team.records import Person, SalesRole, Team
from models.zones import zone_named

LARGEST = Decimal(10) ** 12
"""Above this a target is a typing error."""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What somebody wants as a target. Exactly one of person, team and role; none of them is the workspace."""

    kpi: str
    value: Decimal
    period_type: PeriodType
    person: Person | None = None
    team: Team | None = None
    role: SalesRole | None = None
    currency: str | None = None
    """As typed; None is the reporting currency."""
    starts_on: date | None = None
    """The first day on which it holds; today when None."""

    @property
    def scope(self) -> TargetScope:
        """For whom it is."""
        if self.person:
            return TargetScope.PERSON
        if self.team:
            return TargetScope.TEAM
        return TargetScope.ROLE if self.role else TargetScope.WORKSPACE


def set_target(acting: Acting, new: NewTarget) -> Target:
    """Set a target from today on; periods that are over keep theirs.

    Refuses what `setter` may not set, a value of 0 or below (0 is a target where less is better), one above 10^12,
    another currency than the reporting one, a first day that has passed, and a KPI of a whole team for one rep.
    """
    _require_scope(acting.rights, new)
    kpi = kpi_of(new.kpi, of_one_rep=new.scope in (TargetScope.PERSON, TargetScope.ROLE))
    if kpi.level is Level.TEAM and new.scope in (TargetScope.PERSON, TargetScope.ROLE):
        raise Refusal("targets.team_figure", kpi=new.kpi)
    _check_value(kpi, new.value)
    currency = acting.workspace.currency
    if new.currency not in (None, currency):
        raise Refusal("targets.other_currency", currency=currency)
    return _stored(acting, new, str(new.value))


def end_target(acting: Acting, new: NewTarget) -> Target:
    """End a target from today on. Refuses when there is none."""
    _require_scope(acting.rights, new)
    latest = latest_target(acting.session, acting.workspace.workspace_id, new, _first_day(acting, new))
    if latest is None or latest.value is None:
        raise Refusal("targets.none_to_remove", kpi=new.kpi)
    return _stored(acting, new, None)


def undo_target(acting: Acting, target_id: str) -> Target:
    """Take back a change: the target before it holds again. Refuses what was taken back, or set by somebody else."""
    session = acting.session
    target = session.get(Target, (acting.workspace.workspace_id, target_id))
    if target is None or target.withdrawn_at is not None or target.set_by != acting.by.id:
        raise Refusal("targets.not_there")
    target.withdrawn_at = acting.now
    session.add(target)
    session.flush()
    return target


def latest_target(session: Session, workspace_id: str, new: NewTarget, today: date) -> Target | None:
    """The target that holds `today` for the same KPI and subject; its value is None when it was ended."""
    same = select(Target).where(
        Target.workspace_id == workspace_id,
        Target.kpi == new.kpi,
        Target.scope == new.scope,
        col(Target.person_id) == (new.person.id if new.person else None),
        col(Target.team_id) == (new.team.id if new.team else None),
        col(Target.role) == (new.role.value if new.role else None),
        col(Target.withdrawn_at).is_(None),
        col(Target.effective_from) <= today,
    )
    newest = same.order_by(col(Target.effective_from).desc(), col(Target.set_at).desc(), col(Target.id).desc())
    return session.exec(newest.limit(1)).first()


def targets_in_force(session: Session, viewer: Person, today: date) -> list[Target]:
    """The targets that hold `today` and that `viewer` may see, by subject and KPI; ended ones are left out."""
    rights = rights_of(session, viewer, today)
    everything = select(Target).where(
        Target.workspace_id == viewer.workspace_id,
        col(Target.withdrawn_at).is_(None),
        col(Target.effective_from) <= today,
    )
    latest: dict[tuple[str, str | None, str], Target] = {}
    in_order = everything.order_by(col(Target.effective_from), col(Target.set_at), col(Target.id))
    for target in session.exec(in_order):
        latest[target.scope, target.person_id or target.team_id or target.role, target.kpi] = target
    order = {scope: at for at, scope in enumerate(TargetScope)}
    numbers = {key: kpi.number for key, kpi in KPIS.items()}
    return sorted(
        (
            target
            for target in latest.values()
            if target.value is not None
            and (
                target.person_id is None or rights.may(Right.SEE_FIGURES, About(target.workspace_id, target.person_id))
            )
        ),
        key=lambda t: (order[TargetScope(t.scope)], t.person_id or t.team_id or t.role or "", numbers.get(t.kpi, 99)),
    )


def _require_scope(rights: Rights, new: NewTarget) -> None:
    """Refuses a target of a person, a team or a company that they may not set."""
    if new.person is not None:
        rights.require(Right.SET_TARGET, new.person, person=new.person.name)
    elif new.team is not None:
        rights.require(Right.SET_TARGET_OF_TEAM, new.team)
    else:
        rights.require(Right.SET_TARGET_OF_COMPANY)


def _check_value(kpi: Kpi, value: Decimal) -> None:
    if not value.is_finite() or value < 0 or (value == 0 and not kpi.lower_is_better):
        raise Refusal("targets.not_positive", kpi=kpi.key)
    if value > LARGEST:
        raise Refusal("targets.too_large", kpi=kpi.key)


def _stored(acting: Acting, new: NewTarget, value: str | None) -> Target:
    target = Target(
        workspace_id=acting.workspace.workspace_id,
        kpi=new.kpi,
        scope=new.scope,
        period_type=new.period_type,
        value=value,
        person_id=new.person.id if new.person else None,
        team_id=new.team.id if new.team else None,
        role=new.role.value if new.role else None,
        effective_from=_first_day(acting, new),
        set_by=acting.by.id,
        set_at=acting.now,
    )
    acting.session.add(target)
    acting.session.flush()
    return target


def _first_day(acting: Acting, new: NewTarget) -> date:
    """The date where the subject's periods begin and end, or the day that was asked for."""
    workspace, team = acting.workspace, new.team
    if new.person is not None and new.person.team_id:
        team = acting.session.get(Team, (workspace.workspace_id, new.person.team_id))
    today = acting.now.astimezone(zone_named(team.zone if team else None, workspace.zone)).date()
    if new.starts_on is not None and new.starts_on < today:
        raise Refusal("targets.in_the_past", day=new.starts_on)
    return new.starts_on or today
