"""Where one person stands now on what is asked of them: each KPI in the period in which its target is set."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from models.period import PeriodType, period_of
from models.scorecard.direction import as_read_in
from models.scorecard.kpis import KPIS, kpi_of
from models.scorecard.line import Line
from models.scorecard.look import Look, reading_for
from models.scorecard.members import Members
from models.scorecard.own_kpis import own_kpis_on
from models.scorecard.reading.shared import SharedReading, Wanted
from models.scorecard.role_kpis import in_order_of, kpis_of_role
from models.scorecard.scope import Scope, scope_of_person
from models.scorecard.scorecard import group_scorecard_in
from models.scorecard.targets.parts import target_of_parts
from models.scorecard.weights import weight_of, weights_on
from models.team.records import Person
from models.workspace.records import Workspace


def running_lines(
    session: Session, workspace: Workspace, person: Person, now: datetime, focus: Collection[str] = ()
) -> Mapping[PeriodType, Sequence[Line]]:
    """The lines of the running week, month, quarter and year that have a target of just that period.

    Only what counts in the person's own score: nothing that their manager or the whole team does. `focus`: only these.
    """
    scope = scope_of_person(session, workspace, person)
    keys = _by_period(session, workspace, scope, now, focus)
    looks = {
        kind: Look(scope, period_of(kind, scope.today(now), workspace.fiscal_start_month), now, kpis=keys[kind])
        for kind in PeriodType
        if keys.get(kind)
    }
    reading = reading_for(session, workspace, list(looks.values()))
    cards = {kind: group_scorecard_in(reading, look).total for kind, look in looks.items()}
    return {kind: [card.lines[key] for key in keys[kind]] for kind, card in cards.items()}


def _by_period(
    session: Session, workspace: Workspace, scope: Scope, now: datetime, focus: Collection[str]
) -> dict[PeriodType, list[str]]:
    """The KPIs with a target of this person, by the period of the target: those of the role first, then the weightiest."""
    today = scope.today(now)
    week = period_of(PeriodType.WEEK, today, workspace.fiscal_start_month)
    reading = SharedReading(session, workspace, [Wanted(scope, week, today)])
    parts = Members(reading, scope, week, today).parts(scope.people[0])
    book, weights = reading.targets, weights_on(workspace, today)
    role = parts[-1].stay.place.sales_role if parts else None
    found: dict[PeriodType, list[str]] = defaultdict(list)
    for key, row in (KPIS | own_kpis_on(workspace, today)).items():
        if (focus and key not in focus) or not weight_of(role, key, weights):
            continue
        kpi = as_read_in(workspace, kpi_of(key, of_one_rep=True) if key in KPIS else row)
        if target := target_of_parts(book, kpi, parts, week, today):
            found[target.period_type].append(key)
    for keys in found.values():
        keys.sort(key=lambda key: -weight_of(role, key, weights))
    first = kpis_of_role(workspace, role, today)
    return {kind: in_order_of(first, keys) for kind, keys in found.items()}
