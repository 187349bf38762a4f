"""Holidays by name are days, in both languages; today is Monday 23 November 2026."""

from datetime import date

import pytest

from handlers.phrases import Direction, Unreadable, read_date, read_leave, read_log
from tests.handlers.phrases.known import MONDAY

# Easter of 2027 is 28 March, of 2026 it was 5 April: 232 days ago against 125 ahead.
LINES: list[tuple[str, str, str, str]] = [
    ("nl", "bezoek Acme eerste kerstdag", "2026-12-25", ""),
    ("nl", "bezoek Acme Tweede Kerstdag", "2026-12-26", ""),
    ("nl", "1e kerstdag bezoek Acme", "2026-12-25", ""),
    ("nl", "bezoek Acme 2e kerstdag 45m", "2026-12-26", ""),
    ("nl", "bezoek Acme met kerst", "2026-12-25", ""),
    ("nl", "bezoek Acme tweede paasdag", "2027-03-29", ""),
    ("nl", "bezoek Acme op koningsdag: terras", "2027-04-27", "terras"),
    ("nl", "bezoek Acme koningsdag 2026", "2026-04-27", ""),
    ("nl", "bezoek Acme afgelopen koningsdag", "2026-04-27", ""),
    ("nl", "bezoek Acme goede vrijdag", "2027-03-26", ""),
    ("nl", "bezoek Acme hemelvaartsdag", "2027-05-06", ""),
    ("nl", "bezoek Acme dag van de arbeid", "2027-05-01", ""),
    ("nl", "bezoek Acme wapenstilstand", "2026-11-11", ""),
    ("en", "visit Acme boxing day", "2026-12-26", ""),
    ("en", "visit Acme Boxing Day", "2026-12-26", ""),
    ("en", "visit Acme on boxing day", "2026-12-26", ""),
    ("en", "visit Acme last boxing day", "2025-12-26", ""),
    ("en", "visit Acme new year’s day", "2027-01-01", ""),
    ("en", "visit Acme on New Year's Day 2028", "2028-01-01", ""),
    ("en", "visit Acme at easter", "2027-03-28", ""),
    ("en", "visit Acme easter monday", "2027-03-29", ""),
    ("en", "visit Acme king's day", "2027-04-27", ""),
    ("en", "visit Acme armistice day", "2026-11-11", ""),
    ("en", "call Acme about christmas", "2026-11-23", "about christmas"),
    ("nl", "bel Acme over kerst", "2026-11-23", "over kerst"),
    ("nl", "mail Acme: kerstactie", "2026-11-23", "kerstactie"),
]


@pytest.mark.parametrize(("language", "line", "day", "note"), LINES)
def test_in_a_line_that_is_logged(language: str, line: str, day: str, note: str) -> None:
    phrase = read_log(line, MONDAY, language=language)
    read = ([account.name for account in phrase.accounts], phrase.day.isoformat(), phrase.note)
    assert read == (["Acme"], day, note)


def test_an_account_may_have_the_name_of_a_feast() -> None:
    assert [one.name for one in read_log("meeting with Easter Farms", MONDAY).accounts] == ["Easter Farms"]


def test_what_is_to_come_is_looked_for_ahead() -> None:
    # On 10 June 2026 the last King's Day is 44 days ago and the next 321 ahead: too far, as with `27 apr`.
    june = date(2026, 6, 10)
    for text in ("koningsdag", "27 apr"):
        assert read_date(text, june, Direction.FUTURE, language="nl") == date(2026, 4, 27)
    assert read_date("volgende koningsdag", june, Direction.FUTURE, language="nl") == date(2027, 4, 27)
    assert read_date("christmas day", june, Direction.FUTURE) == date(2026, 12, 25)


def test_leave_on_a_holiday_and_up_to_one() -> None:
    leave = read_leave("24 dec - tweede kerstdag", MONDAY, language="nl")
    assert (leave.first_day, leave.last_day) == (date(2026, 12, 24), date(2026, 12, 26))
    leave = read_leave("good friday", MONDAY)
    assert leave.first_day == leave.last_day == date(2027, 3, 26)


@pytest.mark.parametrize("text", ["kerst", "christmas", "eerste", "new", "good"])
def test_a_subject_alone_is_no_day(text: str) -> None:
    with pytest.raises(Unreadable):
        read_date(text, MONDAY)
