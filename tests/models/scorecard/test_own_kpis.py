"""KPIs of a workspace's own in random companies: the same figures as the table's, and parts add up to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from models.period import month_of
from models.scorecard.figure import Figure
from models.scorecard.own_kpis import Counts, OwnKpi, own_kpis_of, own_kpis_on, retired
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.workspace.records import Workspace
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import entry
from tests.models.scorecard.test_adding_up import (
    CENTS,
    MONTHS,
    QUARTERS,
    SIX_WEEKS,
    WEEKS,
    YEAR,
    in_random_worlds,
    worlds,
)

__all__ = ["worlds"]
pytestmark = pytest.mark.long(seconds=20)

WON, UPSELL = Counts("count", outcomes=("won",)), Counts("amount", outcomes=("won",), types=("upsell",))
MEETINGS, PROPOSALS = Counts("count", kinds=("meeting", "visit")), Counts("count", kinds=("proposal",))
OWN = (
    OwnKpi("all_meetings", "All meetings", "Alle gesprekken", MEETINGS),
    OwnKpi("sold", "Sold", "Verkocht", Counts("amount", outcomes=("won",))),
    OwnKpi("learnt", "Learnt", "Geleerd", Counts("hours", kinds=("training",))),
    OwnKpi("renewed", "Renewed", "Verlengd", Counts("count", kinds=("renewal",))),
    OwnKpi("upsold", "Upsold", "Meer verkocht", UPSELL),
    OwnKpi("by_partners", "By partners", "Via partners", Counts("count", outcomes=("won",), channels=("partner",))),
    OwnKpi("win_rate", "Win rate", "Wint", WON, Counts("count", outcomes=("won", "lost", "returned"))),
    OwnKpi("per_proposal", "Per proposal", "Per voorstel", Counts("amount", outcomes=("won",)), PROPOSALS),
)
ADDING_UP = [one.key for one in OWN if one.bottom is None]


def define(workspace: Workspace, *own: OwnKpi) -> None:
    workspace.own_kpis = [one.to_store() for one in own]


def figure(card: Scorecard, key: str) -> Figure:
    return card.lines[key].figure


def value(card: Scorecard, key: str) -> float:
    return figure(card, key).value or 0


@in_random_worlds
@given(seed=st.integers(0, 10_000))
def test_they_are_what_the_table_says_and_add_up_over_people(worlds, seed: int) -> None:  # type: ignore[no-untyped-def]
    with worlds(seed) as company:
        define(company.workspace, *OWN)
        for period in (QUARTERS[1], MONTHS[0]):
            whole = company.group(company.scope, period).total
            people = {person.id: company.person(person.id, period) for person in company.scope.people}
            for card in (whole, *people.values()):
                both = value(card, "first_meetings") + value(card, "follow_ups")
                assert value(card, "all_meetings") == pytest.approx(both), seed
                assert figure(card, "sold").value == figure(card, "sales_by_channel").value, seed
                assert value(card, "learnt") == value(card, "training_hours"), seed
                assert figure(card, "win_rate").value == figure(card, "close_rate").value, seed
            teams = [company.group(scope, period).total for scope in company.teams]
            stays = [[company.part(stay, period) for stay in scope.stays] for scope in company.teams]
            for key in ADDING_UP:
                parts = sum(value(card, key) for card in people.values())
                assert value(whole, key) == pytest.approx(parts, abs=CENTS), (seed, key)
                for team, of_people in zip(teams, stays, strict=True):
                    parts = sum(value(card, key) for card in of_people)
                    assert value(team, key) == pytest.approx(parts, abs=CENTS), (seed, key)


@in_random_worlds
@given(seed=st.integers(0, 10_000))
def test_parts_of_time_add_up_and_ratios_are_made_of_sums(worlds, seed: int) -> None:  # type: ignore[no-untyped-def]
    with worlds(seed) as company:
        define(company.workspace, *OWN)
        for whole, parts in ((YEAR, QUARTERS), (QUARTERS[1], MONTHS), (SIX_WEEKS, WEEKS)):
            longer = company.group(company.scope, whole).total
            shorter = [company.group(company.scope, part).total for part in parts]
            for key in ADDING_UP:
                assert value(longer, key) == pytest.approx(sum(value(card, key) for card in shorter), abs=CENTS), (
                    seed,
                    key,
                )
            sold, proposals, ratio = (
                figure(longer, "sold").value,
                value(longer, "proposals"),
                figure(longer, "per_proposal"),
            )
            if proposals and sold is not None:
                assert ratio.value == pytest.approx(sold / proposals), seed
                assert (ratio.numerator, ratio.denominator) == (sold, proposals), seed
            else:
                assert ratio.value is None, seed
                assert ratio.reason, seed


def test_an_amount_without_a_rate_is_left_out_and_said(session: Session, cast: Cast) -> None:
    define(cast.workspace, OwnKpi("money", "Money", "Geld", Counts("amount", kinds=("proposal",))))
    day = NOW.date()
    entry(session, cast.anna, "proposal", day, amount_minor=250_000, currency="EUR", reporting_minor=250_000)
    entry(session, cast.anna, "proposal", day, amount_minor=100_000, currency="USD")
    found = figure(_month(session, cast), "money")
    assert (found.value, found.left_out) == (2500, {"without_rate": 1})


def test_a_shared_amount_counts_for_its_part(session: Session, cast: Cast) -> None:
    define(cast.workspace, OwnKpi("money", "Money", "Geld", Counts("amount", kinds=("proposal",))))
    split = [(cast.anna, 30), (cast.bram, 70)]
    entry(
        session,
        cast.bram,
        "proposal",
        NOW.date(),
        amount_minor=100_000,
        currency="EUR",
        reporting_minor=100_000,
        split=split,
    )
    assert figure(_month(session, cast), "money").value == 300


def test_what_is_stored_is_read_back(cast: Cast) -> None:
    gone = retired(OWN[6], NOW.date())
    define(cast.workspace, OWN[4], gone)
    assert [OwnKpi.stored(one) for one in cast.workspace.own_kpis] == [OWN[4], gone]
    assert list(own_kpis_of(cast.workspace)) == ["upsold", "win_rate"]
    assert list(own_kpis_on(cast.workspace, NOW.date())) == ["upsold"]


def _month(session: Session, cast: Cast) -> Scorecard:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    return scorecard_of(session, cast.workspace, scope, month_of(NOW.date()), NOW)
