"""What people type behind `/analysis`, in both languages and any order."""

from datetime import date

import pytest

from handlers.phrases.analysis import NAMES, AnalysisPhrase, read_analysis
from handlers.phrases.scope import ScopeKind
from handlers.phrases.unreadable import Reason, Unreadable
from models.analysis.table import ANALYSES
from models.vocabulary import vocabulary

TODAY = date(2026, 11, 12)


def read(text: str, **more: object) -> AnalysisPhrase:
    return read_analysis(text, TODAY, teams=["North", "Team Rocket"], channels=["webshop nl"], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cac", "cac"),
        ("CLV:CAC", "cac"),
        ("cost of customer acquisition", "cac"),
        ("kosten per nieuwe klant", "cac"),
        ("lifetime value", "clv"),
        ("klantwaarde", "clv"),
        ("cost of sales", "cost_of_sales"),
        ("brutomarge", "cost_of_sales"),
        ("attach rate", "products"),
        ("producten", "products"),
        ("territory coverage", "coverage"),
        ("dekking", "coverage"),
        ("the key accounts", "key_accounts"),
        ("NRR", "key_accounts"),
        ("grootste klanten", "key_accounts"),
        ("trend", "trend"),
        ("omzetontwikkeling", "trend"),
        ("performance of sellers", "sellers"),
        ("verkopers", "sellers"),
        ("customer satisfaction", "satisfaction"),
        ("klanttevredenheid", "satisfaction"),
        ("seasonality", "seasonality"),
        ("seizoen", "seasonality"),
        ("", ""),
    ],
)
def test_each_by_its_names(text: str, key: str) -> None:
    assert read(text) == AnalysisPhrase(key)


def test_every_one_of_the_ten_has_names() -> None:
    assert set(vocabulary().section("analyses")) == set(ANALYSES)
    assert set(NAMES.values()) == set(ANALYSES)


@pytest.mark.parametrize(
    "text", ["trend North 2026", "2026 trend of North", "North, trend 2026", "trend for team North 2026"]
)
def test_a_team_and_a_period_in_any_order(text: str) -> None:
    found = read(text)
    assert (found.analysis, found.scope and found.scope.team) == ("trend", "North")
    assert found.period is not None
    assert found.period.period.name == "2026"


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("cac Q3 direct", "direct"),
        ("cac via partner", "partner"),
        ("cac webshop", "online"),
        ("cac webshop nl", "webshop nl"),
    ],
)
def test_a_channel(text: str, channel: str) -> None:
    assert read(text).channel == channel


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("trend all", ScopeKind.WORKSPACE),
        ("trend alles", ScopeKind.WORKSPACE),
        ("key accounts my line", ScopeKind.LINE),
        ("grootste klanten mijn mensen", ScopeKind.LINE),
        ("trend team", ScopeKind.TEAM),
        ("trend @anna", ScopeKind.PERSON),
        ("trend Anna de Vries last year", ScopeKind.PERSON),
        ("trend anna", ScopeKind.PERSON),
    ],
)
def test_of_whom(text: str, kind: ScopeKind) -> None:
    found = read(text)
    assert found.scope is not None
    assert found.scope.kind is kind


@pytest.mark.parametrize(
    ("text", "file"),
    [("trend pdf", "pdf"), ("trend as csv", "csv"), ("pdf trend North", "pdf"), ("trend excel", "csv")],
)
def test_a_file(text: str, file: str) -> None:
    assert (read(text).file, read(text).analysis) == (file, "trend")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("trnd", Reason.UNKNOWN_WORD),
        ("weather", Reason.UNKNOWN_WORD),
        ("trend season", Reason.SAID_TWICE),
        ("trend 2025 2026", Reason.SAID_TWICE),
        ("trend North team rocket", Reason.SAID_TWICE),
        ("trend 12", Reason.UNKNOWN_WORD),
    ],
)
def test_what_cannot_be_read_is_said(text: str, reason: Reason) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(text)
    assert unreadable.value.reason is reason
    assert unreadable.value.example == "trend North 2026"
