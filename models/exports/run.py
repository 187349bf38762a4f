"""What can be exported, and in which form."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.exports import activities, audit, deals, people, qbr, rest, reviews, tools, trail, training
from models.exports.scorecard import export_scorecard
from models.exports.writing import Row, as_csv, as_json, plain, written
from models.period import Period, month_of
from models.refusal import Refusal
from models.scorecard.scope import Scope, ScopeKind
from models.tools.queries import tools_of
from models.workspace.records import Workspace

FORMATS = ("json", "csv")


@dataclass(frozen=True)
class Asked:
    """What somebody wants to have: whose, of which period, as of the end of which day (None: now)."""

    session: Session
    workspace: Workspace
    scope: Scope
    period: Period | None
    at: date | None
    now: datetime

    @property
    def day(self) -> date:
        """The last day that counts."""
        return self.at or self.scope.today(self.now)


Rows = Callable[[Asked], Iterable[Row]]

TABLES: dict[str, tuple[Sequence[str], Rows]] = {
    "activities": (
        activities.COLUMNS,
        lambda asked: activities.activity_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.at),
    ),
    "deals": (
        deals.COLUMNS,
        lambda asked: deals.deal_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.day),
    ),
    "people": (people.COLUMNS, lambda asked: people.people_rows(asked.session, asked.workspace, asked.scope, asked.at)),
    "reviews": (
        reviews.COLUMNS,
        lambda asked: reviews.review_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.at),
    ),
    "qbr": (
        qbr.COLUMNS,
        lambda asked: qbr.qbr_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.at),
    ),
    "audit": (
        (),
        lambda asked: audit.audit_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.at, asked.day),
    ),
    "training": (
        training.COLUMNS,
        lambda asked: training.training_rows(asked.session, asked.workspace, asked.scope.ids, asked.period),
    ),
    "tools": (
        tools.COLUMNS,
        lambda asked: tools.tool_rows(
            asked.session, asked.workspace, tools_of(asked.session, asked.workspace.workspace_id)
        ),
    ),
    "trail": (
        trail.COLUMNS,
        lambda asked: trail.trail_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.at),
    ),
}
"""What is exported as one table: its columns, and where its rows come from."""

FLAT: dict[str, tuple[Sequence[str], Rows]] = {
    **TABLES,
    "audit": (
        audit.FLAT,
        lambda asked: audit.flat_rows(asked.session, asked.workspace, asked.scope, asked.period, asked.at, asked.day),
    ),
}
"""The same as CSV: what has lists in it as JSON has a row for each."""

WHAT = ("scorecard", *TABLES, "everything")


def export(
    session: Session,
    workspace: Workspace,
    what: str,
    scope: Scope,
    period: Period | None,
    at: date | None,
    format_: str,
    now: datetime,
    *,
    compare: bool = False,
) -> Iterator[str]:
    """`what` of the scope, in `period` (None: ever), as of the end of the day `at` (None: now); piece by piece.

    A scorecard also with the period before, to `compare`. Private notes are in none of them. Refuses what there is not.
    """
    if format_ not in FORMATS:
        raise Refusal("exports.unknown_format", format=format_, formats=FORMATS)
    asked = Asked(session, workspace, scope, period, at, now)
    if what == "scorecard":
        within = period or month_of(asked.day)
        return iter([export_scorecard(session, workspace, scope, within, now, at, format_, compare=compare)])
    if what == "everything":
        return _everything_csv(asked) if format_ == "csv" else _everything_json(asked)
    if what not in TABLES:
        raise Refusal("exports.unknown_kind", kind=what, kinds=WHAT)
    columns, rows = (FLAT if format_ == "csv" else TABLES)[what]
    return written(rows(asked), columns, format_)


def _parts(
    asked: Asked, tables: Mapping[str, tuple[Sequence[str], Rows]] = TABLES
) -> Iterator[tuple[str, Iterable[Row], Sequence[str]]]:
    """Every table, with its columns (empty: those of its first row)."""
    session, workspace, scope = asked.session, asked.workspace, asked.scope
    yield "teams", rest.team_rows(session, workspace), ()
    yield "people", people.people_rows(session, workspace, scope, asked.at), people.COLUMNS
    yield "accounts", rest.account_rows(session, workspace, asked.day), ()
    yield "territories", rest.territory_rows(session, workspace, asked.day), ()
    for name in ("activities", "deals"):
        columns, rows = tables[name]
        yield name, rows(asked), columns
    yield "planned_visits", rest.planned_visit_rows(session, workspace, scope), ()
    yield "costs", rest.cost_rows(session, workspace), ()
    yield "leave", rest.leave_rows(session, workspace, scope), ()
    yield "objectives", rest.objective_rows(session, workspace), ()
    yield "goals", rest.goal_rows(session, workspace, scope), ()
    yield "plan", rest.plan_rows(session, workspace, scope), ()
    yield "targets", rest.target_rows(session, workspace), ()
    yield "coaching", rest.coaching_rows(session, workspace, scope), ()
    for name in ("reviews", "qbr", "audit", "training", "tools"):
        columns, rows = tables[name]
        yield name, rows(asked), columns
    if scope.kind is ScopeKind.PERSON:
        yield "style", rest.style_rows(scope), ()


def _everything_json(asked: Asked) -> Iterator[str]:
    about = {
        "workspace": asked.workspace.workspace_id,
        "name": asked.workspace.name,
        "currency": asked.workspace.currency,
        "scope": {"kind": asked.scope.kind.value, "id": asked.scope.id, "name": asked.scope.name},
        "as_of": asked.at or asked.now,
    }
    yield json.dumps(about, ensure_ascii=False, default=plain)[:-1]
    for name, rows, _ in _parts(asked):
        yield f',\n"{name}": '
        yield from as_json(rows)
    yield "}\n"


def _everything_csv(asked: Asked) -> Iterator[str]:
    """Table after table, each under its name, with an empty line between."""
    for name, rows, columns in _parts(asked, FLAT):
        yield f"# {name}\n"
        records = rows if columns else list(rows)
        yield from as_csv(records, columns or _columns_of(records))
        yield "\n"


def _columns_of(records: Iterable[Row]) -> Sequence[str]:
    return tuple(next(iter(records), {}))
