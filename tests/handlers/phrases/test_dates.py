"""Dates in both languages; the tests' today is Monday 23 November 2026."""

from datetime import date

import pytest

from handlers.phrases import Direction, Reason, Unreadable, read_date
from handlers.phrases.durations import duration_at
from handlers.phrases.tokens import typed
from tests.handlers.phrases.known import MONDAY

PAST: list[tuple[str, str]] = [
    ("2026-11-12", "2026-11-12"),
    ("2026-1-2", "2026-01-02"),
    ("2026/11/12", "2026-11-12"),
    ("today", "2026-11-23"),
    ("Today", "2026-11-23"),
    ("vandaag", "2026-11-23"),
    ("vanochtend", "2026-11-23"),
    ("this morning", "2026-11-23"),
    ("yesterday", "2026-11-22"),
    ("yesterday.", "2026-11-22"),
    ("gisteren", "2026-11-22"),
    ("gistermiddag", "2026-11-22"),
    ("last night", "2026-11-22"),
    ("eergisteren", "2026-11-21"),
    ("tomorrow", "2026-11-24"),
    ("morgen", "2026-11-24"),
    ("overmorgen", "2026-11-25"),
    ("friday", "2026-11-20"),
    ("Fri", "2026-11-20"),
    ("vrijdag", "2026-11-20"),
    ("vr", "2026-11-20"),
    ("on friday", "2026-11-20"),
    ("op vrijdag", "2026-11-20"),
    ("last friday", "2026-11-20"),
    ("afgelopen vrijdag", "2026-11-20"),
    ("vorige vrijdag", "2026-11-20"),
    ("last week friday", "2026-11-20"),
    ("vorige week vrijdag", "2026-11-20"),
    ("vrijdag vorige week", "2026-11-20"),
    ("friday last week", "2026-11-20"),
    ("vorige week maandag", "2026-11-16"),
    ("vorige week op dinsdag", "2026-11-17"),
    ("this friday", "2026-11-27"),
    ("next friday", "2026-11-27"),
    ("volgende week vrijdag", "2026-12-04"),
    ("monday", "2026-11-23"),
    ("last monday", "2026-11-16"),
    ("next monday", "2026-11-30"),
    ("tuesday", "2026-11-17"),
    ("sunday", "2026-11-22"),
    ("zo", "2026-11-22"),
    ("12 nov", "2026-11-12"),
    ("12 nov.", "2026-11-12"),
    ("12 november", "2026-11-12"),
    ("12 november 2026", "2026-11-12"),
    ("12th of november", "2026-11-12"),
    ("12e november", "2026-11-12"),
    ("nov 12", "2026-11-12"),
    ("November 12th", "2026-11-12"),
    ("nov 12 2025", "2025-11-12"),
    ("nov 12, 2025", "2025-11-12"),
    ("1 mrt", "2026-03-01"),
    ("3 mei", "2026-05-03"),
    ("may 3", "2026-05-03"),
    ("31 okt", "2026-10-31"),
    ("23 nov", "2026-11-23"),
    ("24 nov", "2026-11-24"),
    ("2 dec", "2026-12-02"),
    ("2 feb", "2026-02-02"),
    ("29 feb 2024", "2024-02-29"),
    ("fri 20 nov", "2026-11-20"),
    ("vrijdag 20 november 2026", "2026-11-20"),
    ("donderdag 12 nov", "2026-11-12"),
    ("25/12/2025", "2025-12-25"),
    ("25-12-2025", "2025-12-25"),
    ("25.12.2025", "2025-12-25"),
    ("25-12-25", "2025-12-25"),
    ("12/25/2025", "2025-12-25"),
    ("11/11/2026", "2026-11-11"),
    ("25/10", "2026-10-25"),
    ("3 days ago", "2026-11-20"),
    ("2 dagen geleden", "2026-11-21"),
    ("twee dagen geleden", "2026-11-21"),
    ("a week ago", "2026-11-16"),
    ("een week geleden", "2026-11-16"),
    ("2 weeks ago", "2026-11-09"),
    ("a month ago", "2026-10-23"),
    ("drie maanden geleden", "2026-08-23"),
]


@pytest.mark.parametrize(("text", "day"), PAST, ids=[text for text, _ in PAST])
def test_a_date_is_looked_for_in_the_past(text: str, day: str) -> None:
    assert read_date(text, MONDAY) == date.fromisoformat(day)


FUTURE: list[tuple[str, str]] = [
    ("friday", "2026-11-27"),
    ("vrijdag", "2026-11-27"),
    ("monday", "2026-11-23"),
    ("next monday", "2026-11-30"),
    ("sunday", "2026-11-29"),
    ("12 nov", "2026-11-12"),
    ("2 jan", "2027-01-02"),
    ("31 dec", "2026-12-31"),
    ("15 mei", "2027-05-15"),
    ("1/12", "2026-12-01"),
    ("tomorrow", "2026-11-24"),
    ("last friday", "2026-11-20"),
]


@pytest.mark.parametrize(("text", "day"), FUTURE, ids=[text for text, _ in FUTURE])
def test_a_date_is_looked_for_in_the_future(text: str, day: str) -> None:
    assert read_date(text, MONDAY, Direction.FUTURE, language="nl") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("language", "locale"), [("nl", None), ("nl", "nl-NL"), ("en", "en-GB"), ("en", "en_AU"), ("en", "nl-NL")]
)
@pytest.mark.parametrize("text", ["03/04/2026", "03-04-2026", "3-4-26", "3/4", "3.4.2026"])
def test_the_day_comes_first_outside_america(text: str, language: str, locale: str | None) -> None:
    assert read_date(text, MONDAY, language=language, locale=locale) == date(2026, 4, 3)


@pytest.mark.parametrize("locale", [None, "en-US", "en_us", "en"])
@pytest.mark.parametrize("text", ["03/04/2026", "03-04-2026", "3/4"])
def test_a_date_with_two_readings_is_asked_about(text: str, locale: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read_date(text, MONDAY, language="en", locale=locale)
    assert caught.value.reason is Reason.DATE_AMBIGUOUS
    assert caught.value.suggestions == ("2026-04-03", "2026-03-04")


REFUSED: list[tuple[str, Reason]] = [
    ("30 feb", Reason.DATE_IMPOSSIBLE),
    ("31-02-2026", Reason.DATE_IMPOSSIBLE),
    ("2026-13-01", Reason.DATE_IMPOSSIBLE),
    ("2026-02-30", Reason.DATE_IMPOSSIBLE),
    ("29 feb 2026", Reason.DATE_IMPOSSIBLE),
    ("45-12-2026", Reason.DATE_IMPOSSIBLE),
    ("tuesday 20 nov", Reason.DATE_CONTRADICTS),
    ("maandag 2026-11-24", Reason.DATE_CONTRADICTS),
    ("", Reason.NOT_A_DATE),
    ("soon", Reason.NOT_A_DATE),
    ("last week", Reason.NOT_A_DATE),
    ("12.11", Reason.NOT_A_DATE),
    ("60/40", Reason.NOT_A_DATE),
    ("november", Reason.NOT_A_DATE),
    ("yesterday or so", Reason.NOT_A_DATE),
    ("3 days", Reason.NOT_A_DATE),
    ('"yesterday"', Reason.NOT_A_DATE),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[text for text, _ in REFUSED])
def test_what_is_no_date_is_refused(text: str, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read_date(text, MONDAY)
    assert caught.value.reason is reason


def test_a_weekday_typed_on_that_day_is_today_but_the_last_one_is_a_week_ago() -> None:
    friday = date(2026, 11, 20)
    assert read_date("friday", friday) == friday
    assert read_date("last friday", friday) == date(2026, 11, 13)
    assert read_date("next friday", friday, Direction.FUTURE) == date(2026, 11, 27)


def test_29_february_without_a_year_is_the_last_one_that_existed() -> None:
    assert read_date("29 feb", MONDAY) == date(2024, 2, 29)


DURATIONS: list[tuple[str, int]] = [
    ("45m", 45),
    ("45 min", 45),
    ("45min", 45),
    ("45 minuten", 45),
    ("90 min", 90),
    ("90 minutes", 90),
    ("2h", 120),
    ("2u", 120),
    ("2 uur", 120),
    ("2 hours", 120),
    ("1,5 uur", 90),
    ("1.5h", 90),
    ("1,5u", 90),
    ("1h30", 90),
    ("1u30", 90),
    ("1h30m", 90),
    ("1h 30m", 90),
    ("2 hours 15 minutes", 135),
    ("2 uur 15 minuten", 135),
    ("een uur", 60),
    ("an hour", 60),
    ("twee uur", 120),
    ("half uur", 30),
    ("halfuur", 30),
    ("een half uur", 30),
    ("half an hour", 30),
    ("anderhalf uur", 90),
    ("kwartier", 15),
    ("drie kwartier", 45),
    ("24h", 1440),
]


@pytest.mark.parametrize(("text", "minutes"), DURATIONS, ids=[text for text, _ in DURATIONS])
def test_a_duration_is_read_in_minutes(text: str, minutes: int) -> None:
    words = typed(text)
    assert duration_at(words, 0) == (minutes, len(words.tokens))


@pytest.mark.parametrize("text", ["0m", "25h", "9999 min", "0 uur"])
def test_a_duration_of_nothing_or_of_more_than_a_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        duration_at(typed(text), 0)
    assert caught.value.reason is Reason.DURATION_OUT_OF_RANGE
