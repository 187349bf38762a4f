"""The days of named holidays, held against the library from which calendars take their public holidays."""

from datetime import date

import pytest

from models.team.calendar import public_holidays
from models.team.named_holidays import HOLIDAYS
from models.vocabulary import vocabulary

YEARS = range(2020, 2036)
IN = {
    "NL": "new_year good_friday easter_sunday easter_monday kings_day ascension pentecost pentecost_monday christmas boxing_day",
    "BE": "new_year easter_sunday easter_monday labour_day ascension pentecost pentecost_monday belgian_national_day "
    "assumption all_saints armistice christmas",
    "DE": "new_year good_friday easter_monday labour_day ascension pentecost_monday german_unity christmas boxing_day",
    "US": "new_year american_labor_day independence_day thanksgiving christmas",
}


@pytest.mark.parametrize("country", IN)
def test_each_is_a_public_holiday_where_it_is_one(country: str) -> None:
    for year in YEARS:
        off = public_holidays(country, None, year)
        assert {key: HOLIDAYS[key](year) for key in IN[country].split() if HOLIDAYS[key](year) not in off} == {}


def test_bank_holidays_of_an_ordinary_year() -> None:
    # May 2027 begins on a Saturday: its first Monday is the 3rd, its last the 31st; August ends on a Tuesday.
    of_2027 = {key: HOLIDAYS[key](2027) for key in ("early_may", "spring_bank_holiday", "summer_bank_holiday")}
    assert list(of_2027.values()) == [date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30)]
    assert set(of_2027.values()) <= public_holidays("GB", "ENG", 2027)


def test_kings_day_is_a_day_earlier_when_it_would_be_a_sunday() -> None:
    assert (HOLIDAYS["kings_day"](2025), HOLIDAYS["kings_day"](2026)) == (date(2025, 4, 26), date(2026, 4, 27))


def test_easter_at_its_earliest_and_latest() -> None:
    # 22 March comes in 1818 and 2285, 25 April in 1943 and 2038.
    found = [HOLIDAYS["easter_sunday"](year) for year in (1818, 1943, 2038)]
    assert found == [date(1818, 3, 22), date(1943, 4, 25), date(2038, 4, 25)]


def test_every_holiday_has_words_and_every_word_a_day() -> None:
    assert set(vocabulary().section("holidays")) == set(HOLIDAYS)
    assert set(vocabulary().section("bare_holidays")) <= {*HOLIDAYS, "leads"}
