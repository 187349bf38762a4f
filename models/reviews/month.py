"""A person's month in numbers, taken from the scorecard: the same figures, the same targets."""

from datetime import date, datetime

from sqlmodel import Session

from models.period import month_of
from models.reviews.figures import Figure, MonthFigures
from models.scorecard.kpis import Level, Timing
from models.scorecard.line import Line
from models.scorecard.pacing import status_at
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.scorecard.weights import OF_THE_MANAGER
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.setting_values import LANGUAGES

PUSHED = 2
"""KPIs that a coaching talk is about."""


def figures_of_month(
    session: Session, workspace: Workspace, person: Person, month: date, now: datetime
) -> MonthFigures:
    """The person's figures of the month that holds the day, as they are at `now`."""
    scope = scope_of_person(session, workspace, person)
    card = scorecard_of(session, workspace, scope, month_of(month), now)
    overall = card.score.overall
    return MonthFigures(
        status=None if overall is None else status_at(overall).value,
        score=overall,
        counted=card.score.kpis_counted,
        worst=card.score.worst.key if card.score.worst else None,
        currency=card.currency,
        rows=tuple(_figure(line, card.weights[key]) for key, line in card.lines.items() if line.kpi.level is Level.REP),
    )


def is_too_early(figures: MonthFigures) -> bool:
    """Whether no lead KPI has a status yet, as in the first days of a month."""
    leads = [row for row in figures.rows if row.is_lead]
    return all(row.status in (None, "too_early") for row in leads)


def weakest_leads(figures: MonthFigures) -> list[Figure]:
    """The two lead KPIs with the largest weighted shortfall to date; those on track, and what the manager does, are
    left out."""
    behind = [
        row for row in figures.rows if row.is_lead and row.pace is not None and row.status in ("behind", "at_risk")
    ]
    own = [row for row in behind if row.kpi not in OF_THE_MANAGER]
    return sorted(own, key=lambda row: -(1.0 if row.weight is None else row.weight) * (1 - (row.pace or 0)))[:PUSHED]


def _figure(line: Line, weight: float) -> Figure:
    pace = line.pace
    return Figure(
        kpi=line.kpi.key,
        unit=line.kpi.unit.value,
        value=line.figure.value,
        target=line.target.value if line.target else None,
        status=pace.status.value if pace and pace.status else None,
        pace=pace.pace if pace else None,
        reason=line.figure.reason or "",
        names={language: line.kpi.label(language) for language in LANGUAGES} if line.kpi.measure else {},
        is_lead=line.kpi.timing is Timing.LEAD,
        weight=weight,
    )
