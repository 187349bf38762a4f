"""The table of KPIs is complete, and says what the reference list says."""

from models.scorecard.formulas import FORMULAS
from models.scorecard.kpis import KPIS, InTime, Level, Quadrant, Unit, in_quadrant, kpi_of
from models.scorecard.targets.presets import PRESETS
from models.scorecard.team_figures import TEAM_FIGURES
from models.team.records import SalesRole


def test_the_23_rows_of_the_source_list_are_21_kpis() -> None:
    numbers = [kpi.number for kpi in KPIS.values()]
    repeated = [number for kpi in KPIS.values() for number in kpi.also]
    assert len(KPIS) == 21
    assert sorted(numbers + repeated) == list(range(1, 24))
    assert numbers == sorted(numbers)


def test_every_kpi_has_a_formula_and_a_name_in_both_languages() -> None:
    assert set(KPIS) == set(FORMULAS) | set(TEAM_FIGURES)
    assert all(kpi.label("en") and kpi.label("nl") for kpi in KPIS.values())


def test_less_is_better_for_four_of_them() -> None:
    assert [key for key, kpi in KPIS.items() if kpi.lower_is_better] == [
        "turnover",
        "returned_leads",
        "sales_cycle",
        "coca",
    ]


def test_every_quadrant_has_lead_and_lag_figures() -> None:
    assert {quadrant: len(in_quadrant(quadrant)) for quadrant in Quadrant} == {
        Quadrant.FIND: 6,
        Quadrant.CLOSE: 7,
        Quadrant.GROW: 3,
        Quadrant.DEVELOP: 5,
    }


def test_cross_and_upselling_counts_reps_for_a_team_and_euros_for_a_rep() -> None:
    assert kpi_of("cross_upsell", of_one_rep=False).unit is Unit.COUNT
    of_one = kpi_of("cross_upsell", of_one_rep=True)
    assert (of_one.unit, of_one.kind, of_one.level) == (Unit.MONEY, InTime.FLOW, Level.REP)


def test_every_role_has_defaults_and_none_in_money() -> None:
    assert set(PRESETS) == set(SalesRole)
    for presets in PRESETS.values():
        for key, preset in presets.items():
            assert KPIS[key].unit is not Unit.MONEY
            assert KPIS[key].level is Level.REP
            assert preset.value > 0
