"""The scorecard as data, as the contract says."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from models.exports.scorecard import export_scorecard
from models.period import PeriodType, month_of
from models.scorecard.kpis import KPIS
from models.scorecard.scope import scope_of_line, scope_of_person, scope_of_workspace
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, entry, meeting, target

LEFT_OUT = ("without_value", "without_rate", "without_account", "without_first_day", "without_probability")
NOVEMBER = month_of(date(2026, 11, 12))


def exported(session: Session, cast: Cast, format_: str = "json") -> str:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    return export_scorecard(session, cast.workspace, scope, NOVEMBER, NOW, None, format_)


def test_all_21_are_always_there_with_a_reason_for_what_is_undefined(session: Session, cast: Cast) -> None:
    data = json.loads(exported(session, cast))
    assert list(data["kpis"]) == list(KPIS)
    for key, line in data["kpis"].items():
        assert {"value", "target", "attainment", "pace", "status", "n", "unit", "reason"} <= set(line), key
        assert (line["value"] is None) == (line["reason"] is not None), key
        assert ("by_channel" in line) == KPIS[key].by_channel
    assert set(data["quadrants"]) == {"find", "close", "grow", "develop"}
    assert data["scope"] == {"kind": "person", "id": cast.anna.id, "name": "Anna de Vries"}
    assert data["period"] == {"name": "2026-11", "start": "2026-11-01", "end": "2026-12-01"}
    assert (data["workspace"], data["currency"], data["as_of"]) == ("T1", "EUR", "2026-11-12T10:00:00+00:00")


def test_the_figures_of_a_line(session: Session, cast: Cast) -> None:
    target(session, "sales_by_channel", "2100", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 400, channel="partner")
    decided(session, cast.anna, date(2026, 11, 4), 100, "lost")
    data = json.loads(exported(session, cast))
    sales = data["kpis"]["sales_by_channel"]
    # Eight of 21 working days are over: 800 expected.
    assert (sales["value"], sales["target"], sales["expected"], sales["pace"]) == (400, 2100, 800, 0.5)
    assert (sales["status"], sales["attainment"], sales["by_channel"]) == (
        "behind",
        pytest.approx(400 / 2100),
        {"partner": 400},
    )
    assert data["kpis"]["close_rate"]["value"] == 0.5


def test_a_team_says_which_part_of_its_value_is_compared(session: Session, cast: Cast) -> None:
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 2000)
    decided(session, cast.bram, date(2026, 11, 4), 20_000)
    scope = scope_of_line(session, cast.workspace, cast.carla)
    data = json.loads(export_scorecard(session, cast.workspace, scope, NOVEMBER, NOW))
    sales = data["kpis"]["sales_by_channel"]
    assert (sales["value"], sales["value_compared"], sales["attainment"]) == (22_000, 2000, 0.2)
    assert data["scope"] == {"kind": "line", "id": cast.carla.id, "name": "Carla Mulder"}
    assert data["kpis"]["deal_size"]["value_compared"] is None, "nobody has a target for it"
    assert json.loads(exported(session, cast))["kpis"]["sales_by_channel"]["value_compared"] is None, "one person"


def test_sales_stand_beside_the_score_and_the_period_before_when_asked(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 11, 3), 2000)
    decided(session, cast.anna, date(2026, 10, 3), 500)
    assert json.loads(exported(session, cast))["sales"] == {"value": 2000, "target": None, "attainment": None}
    scope = scope_of_person(session, cast.workspace, cast.anna)
    data = json.loads(export_scorecard(session, cast.workspace, scope, NOVEMBER, NOW, compare=True))
    assert data["before"]["period"] == {"name": "2026-10", "start": "2026-10-01", "end": "2026-11-01"}
    assert (data["before"]["as_of"], data["before"]["sales"], data["before"]["sales_change"]) == (
        "2026-10-12",
        500,
        1500,
    )


def test_a_workspace_without_anything_exports_no_false_zero(session: Session, cast: Cast) -> None:
    scope = scope_of_workspace(session, cast.workspace)
    data = json.loads(export_scorecard(session, cast.workspace, scope, NOVEMBER, NOW))
    assert data["kpis"]["close_rate"] | {"n": 0} == data["kpis"]["close_rate"]
    assert data["kpis"]["close_rate"]["value"] is None
    assert data["kpis"]["first_meetings"]["value"] == 0


def names_in(data: object) -> set[str]:
    """Every name of a field, but keys of KPIs, quadrants and channels."""
    if not isinstance(data, dict):
        return set()
    values = set().union(*(names_in(value) for key, value in data.items() if key not in ("by_channel", "left_out")))
    return values | {key for key in data if key not in KPIS}


def test_every_field_is_explained_in_the_docs(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 11, 3), 2000, deal_type="renewal")
    entry(session, cast.anna, "csat", date(2026, 11, 3), score=5)
    target(session, "sales_by_channel", "2100", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    page = (Path(__file__).parents[3] / "docs" / "scorecard-export.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`(\w+)`", page))
    for scope in (scope_of_person(session, cast.workspace, cast.anna), scope_of_workspace(session, cast.workspace)):
        data = json.loads(export_scorecard(session, cast.workspace, scope, NOVEMBER, NOW, compare=True))
        assert names_in(data) - explained == set()
    for reason in (*LEFT_OUT, "not_set", "away", "not_employed", "different"):
        assert reason in explained, reason


def test_csv_has_a_row_for_each_kpi_and_channel_and_no_formulas(session: Session, cast: Cast) -> None:
    cast.anna.name = "=cmd|' /C calc'!A0"
    meeting(session, cast.anna, date(2026, 11, 3))
    decided(session, cast.anna, date(2026, 11, 3), 400, channel="partner")
    rows = list(csv.DictReader(io.StringIO(exported(session, cast, "csv"))))
    assert len([row for row in rows if not row["channel"]]) == 21
    assert {row["channel"]: row["value"] for row in rows if row["kpi"] == "sales_by_channel"} == {
        "": "400",
        "partner": "400",
    }
    assert all(row["scope"].startswith("'=") for row in rows)
