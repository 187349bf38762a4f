"""The table of kinds says once what each kind is about; whoever asks a line, a form or a file of it asks the table."""

import pytest

from models.activity.kinds import KINDS, MEETINGS, OWN_KIND, Field, Kind, Needs, Sums, rules_of
from models.scorecard.kpis import kpi_fed_by


def test_every_kind_has_a_row() -> None:
    assert list(KINDS) == list(Kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_asks_for_what_it_cannot_do_without(kind: str) -> None:
    assert {str(need) for need in rules_of(kind).needs} <= {str(field) for field in rules_of(kind).fields}


def test_a_number_beside_a_kind_is_money_a_score_hours_or_how_many() -> None:
    means = {kind: rules.sums for kind, rules in KINDS.items() if rules.sums is not Sums.COUNT}
    assert means == {
        Kind.PROPOSAL: Sums.AMOUNT,
        Kind.RENEWAL: Sums.AMOUNT,
        Kind.CSAT: Sums.SCORE,
        Kind.NPS: Sums.SCORE,
        Kind.TRAINING: Sums.HOURS,
    }


def test_meetings_and_visits_are_first_or_follow_up_and_only_visits_are_planned_ahead() -> None:
    assert {Kind.MEETING, Kind.VISIT} == MEETINGS
    assert [kind for kind, rules in KINDS.items() if rules.may_be_planned] == [Kind.VISIT]
    assert [kind for kind, rules in KINDS.items() if rules.is_about_a_deal] == [Kind.PROPOSAL, Kind.RENEWAL]


def test_a_kind_of_a_workspace_has_a_row_too() -> None:
    assert rules_of("stand_talk") is OWN_KIND
    assert Field.AMOUNT in OWN_KIND.fields
    assert Needs.ACCOUNT not in OWN_KIND.needs


@pytest.mark.parametrize(
    ("kind", "is_first", "kpi"),
    [
        ("meeting", True, "first_meetings"),
        ("visit", False, "follow_ups"),
        ("meeting", None, None),
        ("proposal", None, "proposals"),
        ("renewal", None, "renewals"),
        ("csat", None, "csat"),
        ("training", None, "training_hours"),
        ("returned", None, "returned_leads"),
        ("call", None, None),
        ("stand_talk", None, None),
    ],
)
def test_which_figure_an_entry_feeds(kind: str, is_first: bool | None, kpi: str | None) -> None:
    assert kpi_fed_by(kind, is_first) == kpi


def test_a_customer_recommends_from_0_to_10_and_is_satisfied_from_1_to_5() -> None:
    assert (rules_of("nps").scores, rules_of("csat").scores) == (range(11), range(1, 6))


@pytest.mark.parametrize("kind", ["nps", "no_show"])
def test_a_no_show_and_a_recommendation_count_nowhere(kind: str) -> None:
    assert kpi_fed_by(kind, None) is None
