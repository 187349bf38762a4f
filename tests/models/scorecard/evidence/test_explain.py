"""The records behind a figure add up to the figure."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import month_of
from models.scorecard.evidence.explain import explain
from models.scorecard.evidence.record import MOST_RECORDS
from models.scorecard.kpis import KPIS, Unit, kpi_of
from models.scorecard.scope import Scope, scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry, meeting, opened

NOVEMBER = month_of(date(2026, 11, 12))
TODAY = date(2026, 11, 12)
ADD_UP = (
    "first_meetings",
    "follow_ups",
    "proposals",
    "renewals",
    "training_hours",
    "returned_leads",
    "new_customers",
    "sales_by_channel",
    "pipeline",
    "new_accounts",
    "cross_upsell",
)


@pytest.fixture
def november(session: Session, cast: Cast) -> None:
    """A month in which Anna and Bram share some of their work."""
    both = [(cast.anna, 60), (cast.bram, 40)]
    for number, split in enumerate(([], both, [(cast.bram, 100)])):
        for kind, more in {
            "meeting": {"is_first": True},
            "visit": {"is_first": False},
            "proposal": {"quantity": 2},
            "training": {"minutes": 90},
            "renewal": {},
            "returned": {"quantity": 3},
        }.items():
            entry(session, cast.anna, kind, date(2026, 11, 3), split=split, **more)
        acme = account(session, f"Account {number}", owner_id=cast.anna.id, opened_on=date(2026, 11, 2))
        decided(session, cast.anna, date(2026, 11, 4), 1000, account_id=acme.id, deal_type="upsell", split=split)
        decided(session, cast.anna, date(2026, 11, 5), 700, "returned", split=split)
    opened(session, cast.anna, date(2026, 11, 1), 5000)
    meeting(session, cast.anna, date(2026, 11, 3), undone_at=NOW)


def added_up(session: Session, cast: Cast, scope: Scope, key: str) -> tuple[float, float | None]:
    kpi = kpi_of(key, of_one_rep=scope.is_person)
    records = explain(session, cast.workspace, scope, NOVEMBER, TODAY, kpi).records
    assert len(records) < MOST_RECORDS
    counts_records = kpi.unit is Unit.COUNT
    total = sum(
        record.share * (1 if record.value is None or (counts_records and record.unit is Unit.MONEY) else record.value)
        for record in records
    )
    return total, scorecard_of(session, cast.workspace, scope, NOVEMBER, NOW).lines[key].figure.value


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize("key", ADD_UP)
def test_of_a_person(session: Session, cast: Cast, key: str) -> None:
    total, figure = added_up(session, cast, scope_of_person(session, cast.workspace, cast.anna), key)
    assert total == pytest.approx(figure)
    assert total > 0


@pytest.mark.usefixtures("november")
@pytest.mark.parametrize("key", [key for key in ADD_UP if key != "cross_upsell"])
def test_of_a_team(session: Session, cast: Cast, key: str) -> None:
    total, figure = added_up(session, cast, scope_of_team(session, cast.workspace, cast.team), key)
    assert total == pytest.approx(figure)


@pytest.mark.usefixtures("november")
def test_what_was_undone_is_said(session: Session, cast: Cast) -> None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    found = explain(session, cast.workspace, scope, NOVEMBER, TODAY, KPIS["first_meetings"])
    assert found.undone == 1
    assert {record.owner for record in found.records} == {"Anna de Vries"}


def test_the_latest_come_first_and_not_all_of_them(session: Session, cast: Cast) -> None:
    for day in range(1, 12):
        meeting(session, cast.anna, date(2026, 11, day))
        meeting(session, cast.anna, date(2026, 11, day))
    scope = scope_of_person(session, cast.workspace, cast.anna)
    records = explain(session, cast.workspace, scope, NOVEMBER, TODAY, KPIS["first_meetings"]).records
    assert len(records) == MOST_RECORDS
    assert records[0].day == date(2026, 11, 11)
    assert records[-1].day == date(2026, 11, 6)


@pytest.mark.parametrize("key", ["turnover", "coaching", "reps_on_track", "reps_at_target", "coca"])
def test_figures_of_people_and_costs_list_no_records(session: Session, cast: Cast, key: str) -> None:
    scope = scope_of_team(session, cast.workspace, cast.team)
    assert not explain(session, cast.workspace, scope, NOVEMBER, TODAY, KPIS[key]).is_listed
