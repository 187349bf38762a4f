"""Why this number: each KPI is explained, and each record behind one has a name."""

import re
from dataclasses import replace
from datetime import date

import pytest

from messages.scorecard import why
from messages.scorecard.records import Record
from messages.scorecard.why import Why
from messages.words import LANGUAGES, words
from models.activity.kinds import KINDS
from models.period import month_of
from models.scorecard.kpis import KPIS

NOVEMBER = month_of(date(2026, 11, 12))
WHY = Why(KPIS["proposals"], "Anna", NOVEMBER, "EUR", 3, None, "12 Nov, 10:00", "ref")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KPIS)
def test_every_kpi_is_explained(language: str, key: str) -> None:
    said = str(why.why(language, replace(WHY, kpi=KPIS[key])).json)
    assert words(language)(f"scorecard.formula_{key}") in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_activity_can_stand_behind_a_figure(language: str, kind: str) -> None:
    said = str(why.why(language, replace(WHY, records=[Record("activity:1", date(2026, 11, 12), kind)])).json)
    assert re.search(r"• 12 \w+ · \w", said)


def test_a_kind_without_a_word_of_its_own_goes_by_its_name() -> None:
    said = str(why.why("en", replace(WHY, records=[Record("activity:1", None, "demo", account="Acme")])).json)
    assert "• Demo · Acme" in said
