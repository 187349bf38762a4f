"""What a result takes, as people ask it; and what is no such question."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.phrases.goal import Horizon, TeamNames
from handlers.phrases.needed import NeededPhrase, may_ask, needed_in
from handlers.phrases.scope import ScopeKind
from handlers.phrases.typist import Typist
from models.period import quarter

DAY = date(2026, 11, 12)


def asked(text: str, language: str = "en") -> NeededPhrase | None:
    found = needed_in(text, Typist(DAY, language), TeamNames(("Noord", "South"), ("Noord",)))
    assert found is None or may_ask(text, Typist(DAY, language))
    return found


@pytest.mark.parametrize(
    "text", ["3 calls", "met Acme yesterday 45m", "proposal Acme 12.5k", "csat Acme 5", "€ -5 Q1", ""]
)
def test_what_is_logged_every_day_is_not_even_looked_at(text: str) -> None:
    assert not may_ask(text, Typist(DAY, "en"))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("300k Q1", 300_000),
        ("Q1 300k", 300_000),
        ("€300k Q1", 300_000),
        ("€ 300.000 in Q1", 300_000),
        ("omzet 300k Q1", 300_000),
        ("what does 300k in Q1 take", 300_000),
        ("I need 1.2m in Q1: how many first meetings is that?", 1_200_000),
        ("hoeveel gesprekken zijn er nodig voor 300k in Q1?", 300_000),
    ],
)
def test_a_result_and_a_quarter(text: str, target: int) -> None:
    found = asked(text)
    assert found is not None
    assert (found.kpi, found.target, found.horizon) == ("sales_by_channel", Decimal(target), Horizon(quarter=1))


@pytest.mark.parametrize(
    "text",
    [
        "I need 300k this quarter, how many meetings is that?",
        "ik moet 300k halen dit kwartaal, hoeveel gesprekken zijn dat?",
        "Ik wil € 300k omzet dit kwartaal, hoeveel afspraken per week is dat?",
        "hoeveel eerste gesprekken moet ik doen om 300k te halen dit kwartaal",
        "how many proposals a week for 300k this quarter",
        "300.000 dit kwartaal",
    ],
)
def test_this_quarter(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert found.period is not None
    assert (found.period.period, found.target) == (quarter(2026, 4), Decimal(300_000))


def test_without_a_period_it_has_to_be_asked() -> None:
    assert asked("how many meetings is 300k?") == NeededPhrase("sales_by_channel", Decimal(300_000))
    assert asked("300k") is None


def test_new_customers_and_for_whom() -> None:
    found = asked("5 new customers in 60d, how many meetings is that for Noord?")
    assert found is not None
    assert (found.kpi, found.target, found.horizon) == ("new_customers", Decimal(5), Horizon(days=60))
    assert found.scope is not None
    assert (found.scope.kind, found.scope.team) == (ScopeKind.TEAM, "Noord")
    anna = asked("<@UANNA> 300k Q1")
    assert anna is not None
    assert anna.scope is not None
    assert anna.scope.kind is ScopeKind.PERSON


@pytest.mark.parametrize(
    "text",
    [
        "deal Acme 300k Q1",
        "proposal Acme 300k",
        "Met Acme, they need 300k in Q1",
        "300 calls this quarter",
        "won Acme 18k this week",
        "how many meetings this week?",
        "how am I doing this quarter",
        "hoeveel gesprekken heb ik dit kwartaal",
        "offerte Globex 12,5k",
        "3 meetings Q1",
        "25% this quarter",
    ],
)
def test_what_is_no_such_question(text: str) -> None:
    assert asked(text) is None
