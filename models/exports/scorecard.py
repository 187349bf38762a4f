"""The scorecard as data: the same figures as the message, as JSON or CSV. All 21 KPIs are always there."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from models.period import Period
from models.scorecard.change import Change, change_of
from models.scorecard.line import Line
from models.scorecard.scope import Scope
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.workspace.records import Workspace


def export_scorecard(
    session: Session,
    workspace: Workspace,
    scope: Scope,
    period: Period,
    now: datetime,
    at: date | None = None,
    format_: str = "json",
    *,
    compare: bool = False,
) -> str:
    """The scorecard of `scope` as of `now`, or of the end of the day `at`; `format_` is `json` or `csv`.

    With `compare` the JSON also has the period before, as far as this one has come.
    """
    scorecard = scorecard_of(session, workspace, scope, period, now, at)
    data = scorecard_json(workspace, scorecard)
    if compare:
        data["before"] = _before(change_of(session, workspace, scorecard, now, at))
    return _as_csv(data) if format_ == "csv" else json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def scorecard_json(workspace: Workspace, scorecard: Scorecard) -> dict[str, Any]:
    """Money in whole units of the reporting currency, rates 0 to 1, days and hours as numbers.

    The period is half-open: `end` is the first day after it.
    """
    period, score = scorecard.period, scorecard.score
    return {
        "workspace": workspace.workspace_id,
        "scope": {"kind": scorecard.scope.kind.value, "id": scorecard.scope.id, "name": scorecard.scope.name},
        "period": {"name": period.name, "start": period.start.isoformat(), "end": period.end.isoformat()},
        "as_of": scorecard.as_of.isoformat(),
        "currency": scorecard.currency,
        "kpis": {key: _line(line) for key, line in scorecard.lines.items()},
        "quadrants": {
            quadrant.value: {"score": _number(part.score), "kpis_counted": part.kpis_counted}
            for quadrant, part in score.quadrants.items()
        },
        "score": _number(score.overall),
        "sales": {
            "value": _number(scorecard.sales.figure.value),
            "target": _number(scorecard.sales.target.value) if scorecard.sales.target else None,
            "attainment": _number(scorecard.sales.pace.attainment) if scorecard.sales.pace else None,
        },
        "kpis_counted": score.kpis_counted,
        "worst": score.worst.key if score.worst else None,
    }


def _before(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "period": {
            "name": change.period.name,
            "start": change.period.start.isoformat(),
            "end": change.period.end.isoformat(),
        },
        "as_of": change.until.isoformat(),
        "score": _number(change.score),
        "sales": _number(change.sales),
        "score_change": _number(change.score_change),
        "sales_change": _number(change.sales_change),
    }


def _line(line: Line) -> dict[str, Any]:
    figure, pace = line.figure, line.pace
    data: dict[str, Any] = {
        "value": _number(figure.value),
        "target": _number(line.target.value) if line.target else None,
        "attainment": _number(pace.attainment) if pace else None,
        "pace": _number(pace.pace) if pace else None,
        "status": pace.status.value if pace and pace.status else None,
        "n": figure.n,
        "unit": line.kpi.unit.value,
        "reason": figure.reason,
        "target_reason": line.no_target,
        "expected": _number(pace.expected) if pace else None,
        "value_compared": _number(line.compared),
        "people_target": _number(line.people_target),
        "required_per_day": _number(pace.required_per_day) if pace else None,
        "projection": _number(pace.projection) if pace else None,
        **{name: _number(value) for name, value in figure.beside.items()},
    }
    if line.kpi.by_channel:
        data["by_channel"] = {channel: _number(value) for channel, value in (figure.by_channel or {}).items()}
    if figure.left_out:
        data["left_out"] = dict(figure.left_out)
    return data


def _number(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point; others to the tenth decimal."""
    if value is None:
        return None
    rounded = round(value, 10)
    return int(rounded) if rounded == int(rounded) else rounded


_COLUMNS = ("value", "target", "attainment", "pace", "status", "n", "unit", "reason", "value_compared")


def _as_csv(data: dict[str, Any]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["scope", "period_start", "period_end", "currency", "kpi", "channel", *_COLUMNS])
    period = data["period"]
    about = [_safe(data["scope"]["name"]), period["start"], period["end"], data["currency"]]
    for key, line in data["kpis"].items():
        rows.writerow([*about, key, "", *(line[column] for column in _COLUMNS)])
        for channel, value in line.get("by_channel", {}).items():
            rows.writerow([*about, key, _safe(channel), value, *[""] * 5, line["unit"], "", ""])
    return out.getvalue()


def _safe(text: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
