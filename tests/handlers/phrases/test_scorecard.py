"""`/scorecard` as people type it, in both languages."""

import pytest

from handlers.phrases import PersonForm, Reason, ScopeKind, Unreadable, example_of, read_scorecard
from handlers.phrases.kpis import SYNONYMS
from models.scorecard.kpis import KPIS
from tests.handlers.phrases.known import MONDAY

ME, PERSON, TEAM, ALL = ScopeKind.ME, ScopeKind.PERSON, ScopeKind.TEAM, ScopeKind.WORKSPACE

# text, scope, whose, period name, KPIs
ASKED: list[tuple[str, ScopeKind | None, str | None, str | None, tuple[str, ...]]] = [
    ("", None, None, None, ()),
    ("me", ME, None, None, ()),
    ("ik", ME, None, None, ()),
    ("@bram", PERSON, "bram", None, ()),
    ("<@U123|bram>", PERSON, "U123", None, ()),
    ("bram@acme.nl", PERSON, "bram@acme.nl", None, ()),
    ("Anna", PERSON, "Anna", None, ()),
    ("anna", PERSON, "anna", None, ()),
    ("Anna de Vries Q3", PERSON, "Anna de Vries", "2026-Q3", ()),
    ('"Anna Smit"', PERSON, "Anna Smit", None, ()),
    ("team", TEAM, None, None, ()),
    ("my team", TEAM, None, None, ()),
    ("team last month", TEAM, None, "2026-10", ()),
    ("team vorige maand", TEAM, None, "2026-10", ()),
    ("team North", TEAM, "North", None, ()),
    ("team North last month", TEAM, "North", "2026-10", ()),
    ('team "Noord West" omzet', TEAM, "Noord West", None, ("sales_by_channel",)),
    ("team noord west Q3", TEAM, "Noord West", "2026-Q3", ()),
    ("Noord West Q3", TEAM, "Noord West", "2026-Q3", ()),
    ("last month team North", TEAM, "North", "2026-10", ()),
    ("all", ALL, None, None, ()),
    ("all 2026-10", ALL, None, "2026-10", ()),
    ("workspace", ALL, None, None, ()),
    ("iedereen dit kwartaal", ALL, None, "2026-Q4", ()),
    ("hele bedrijf 2026", ALL, None, "2026", ()),
    ("Q3", None, None, "2026-Q3", ()),
    ("Q3 close_rate", None, None, "2026-Q3", ("close_rate",)),
    ("close rate Q3", None, None, "2026-Q3", ("close_rate",)),
    ("slagingspercentage", None, None, None, ("close_rate",)),
    ("first_meetings follow_ups", None, None, None, ("first_meetings", "follow_ups")),
    ("first meetings, new customers", None, None, None, ("first_meetings", "new_customers")),
    ("eerste gesprekken en vervolggesprekken deze week", None, None, "2026-W48", ("first_meetings", "follow_ups")),
    ("Omzet per kanaal", None, None, None, ("sales_by_channel",)),
    ("Nieuwe accounts per kanaal vorig kwartaal", None, None, "2026-Q3", ("new_accounts",)),
    ("weighted pipeline", None, None, None, ("weighted_pipeline",)),
    ("pipeline", None, None, None, ("pipeline",)),
    ("average deal size @bram last quarter", PERSON, "bram", "2026-Q3", ("deal_size",)),
    ("Cross- & upselling", None, None, None, ("cross_upsell",)),
    ("30d", None, None, "30d", ()),
    ("2026-10-01..2026-10-15 @bram", PERSON, "bram", "2026-10-01..2026-10-15", ()),
    ("week 46", None, None, "2026-W46", ()),
    ("oktober 2025", None, None, "2025-10", ()),
    ("last 90 days", None, None, "90d", ()),
]


@pytest.mark.parametrize(("text", "kind", "whose", "period", "kpis"), ASKED, ids=[row[0] for row in ASKED])
def test_a_scorecard_is_asked_for(
    text: str, kind: ScopeKind | None, whose: str | None, period: str | None, kpis: tuple[str, ...]
) -> None:
    phrase = read_scorecard(text, MONDAY, teams=("North", "Noord West"))
    scope = phrase.scope
    assert (scope.kind if scope else None) == kind
    assert ((scope.person.value if scope.person else scope.team) if scope else None) == whose
    assert (phrase.period.period.name if phrase.period else None) == period
    assert phrase.kpis == kpis


@pytest.mark.parametrize("key", KPIS)
def test_every_kpi_is_understood_by_key_and_by_both_labels(key: str) -> None:
    labels = [KPIS[key].english, KPIS[key].dutch, *filter(None, SYNONYMS.get(key, "").split(", "))]
    for text in (key, key.replace("_", " "), *labels, *(label.upper() for label in labels)):
        assert read_scorecard(text, MONDAY).kpis == (key,), text


def test_only_kpis_of_the_table_have_words() -> None:
    assert set(SYNONYMS) <= set(KPIS)


def test_a_mention_keeps_how_slack_showed_it() -> None:
    scope = read_scorecard("<@U123|bram>", MONDAY).scope
    assert scope is not None
    assert scope.person is not None
    assert (scope.person.form, scope.person.as_read) == (PersonForm.SLACK_ID, "@bram")


REFUSED: list[tuple[str, Reason, str, str | None]] = [
    ("clos_rate", Reason.UNKNOWN_WORD, "clos_rate", "close_rate"),
    ("slagingspercentge", Reason.UNKNOWN_WORD, "slagingspercentge", "slagingspercentage"),
    ("pipline", Reason.UNKNOWN_WORD, "pipline", "pipeline"),
    ("@bram @anna", Reason.SAID_TWICE, "@anna", None),
    ("Q3 Q4", Reason.SAID_TWICE, "Q4", None),
    ("@bram xyzzy", Reason.UNKNOWN_WORD, "xyzzy", None),
    ("2026-13", Reason.NOT_A_PERIOD, "2026-13", None),
    ("-5", Reason.UNKNOWN_WORD, "-5", None),
]


@pytest.mark.parametrize(("text", "reason", "rest", "meant"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_said(text: str, reason: Reason, rest: str, meant: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read_scorecard(text, MONDAY)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)
    assert meant is None or caught.value.suggestions[0] == meant


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_example_that_is_shown_can_be_typed(language: str) -> None:
    assert read_scorecard(example_of("scorecard", language), MONDAY, language=language).scope
