"""Whatever is typed: it is read, or it is said why not. Nothing else can happen."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.phrases import (
    Direction,
    Unreadable,
    possible_names,
    read_amount,
    read_audit,
    read_date,
    read_deal,
    read_goal,
    read_leave,
    read_log,
    read_period,
    read_person,
    read_scorecard,
    read_target,
    read_team,
)
from handlers.phrases.territories import read_territory
from tests.handlers.phrases.known import MONDAY, known

READERS: dict[str, Callable[[str, date, str], object]] = {
    "log": lambda text, today, language: read_log(text, today, language=language, known_accounts=known),
    "log without accounts": lambda text, today, language: read_log(text, today, language=language),
    "deal": lambda text, today, language: read_deal(text, today, language=language, known_accounts=known),
    "scorecard": lambda text, today, language: read_scorecard(text, today, language=language, teams=("North",)),
    "goal": lambda text, today, language: read_goal(text, today, language=language),
    "target": lambda text, today, language: read_target(text, today, language=language),
    "team": lambda text, today, language: read_team(text, today, language=language),
    "territory": lambda text, today, language: read_territory(
        text, today, ("North",), lambda _: False, language=language
    ),
    "leave": lambda text, today, language: read_leave(text, today, language=language),
    "audit": lambda text, today, language: read_audit(text, today, language=language, teams=("North",)),
    "period": lambda text, today, language: read_period(text, today, language=language, fiscal_start_month=4),
    "date": lambda text, today, language: read_date(text, today, Direction.FUTURE, language=language),
    "amount": lambda text, today, language: read_amount(text),
    "person": lambda text, today, language: read_person(text),
}

_PIECES = st.sampled_from(
    [
        "meeting",
        "meetings",
        "afspraak",
        "call",
        "visit",
        "proposal",
        "renewal",
        "csat",
        "training",
        "note",
        "3",
        "drie",
        "a",
        "een",
        "x3",
        "3x",
        "0",
        "-5",
        "12.5k",
        "€",
        "$",
        "5k",
        "USD",
        "XYZ\n",
        "",
        "",
        "",
        "12.500,00",
        "1.234k",
        "45m",
        "2h",
        "1,5",
        "uur",
        "min",
        "half",
        "anderhalf",
        "yesterday",
        "gisteren",
        "last",
        "vorige",
        "this",
        "next",
        "volgende",
        "week",
        "month",
        "maand\n",
        "",
        "",
        "",
        "friday",
        "vrijdag",
        "vr",
        "do",
        "ma",
        "12",
        "nov",
        "november",
        "31",
        "feb",
        "29",
        "2026",
        "2026-11-12",
        "12/11/2026",
        "99-99-9999",
        "30d",
        "60d",
        "Q3",
        "Q9",
        "2026-Q3",
        "w53",
        "days",
        "ago\n",
        "",
        "",
        "",
        "geleden",
        ",",
        "=",
        "-",
        ":",
        '"',
        "'",
        "“",
        "”",
        "(",
        ")",
        "Acme",
        "acme",
        "Globex",
        "Smith",
        "&",
        "Co",
        "BV",
        "Van",
        "der",
        "Berg",
        "@bram",
        "<@U123|anna>",
        "<!channel>",
        "me",
        "ik",
        "with",
        "met",
        "at\n",
        "",
        "",
        "",
        "bij",
        "and",
        "en",
        "follow-up",
        "first",
        "eerste",
        "split",
        "50%",
        "60/40",
        "60/30",
        "due",
        "verloopt",
        "about",
        "over",
        "team",
        "all",
        "iedereen",
        "role=account",
        "days=mon-thu\n",
        "",
        "",
        "",
        "ma-do",
        "zone=Europe/Amsterdam",
        "stage=proposal",
        "close=friday",
        "probability=140",
        "first_meetings",
        "new_customers=5",
        "8/week",
        "per",
        "from\n",
        "",
        "",
        "",
        "vanaf",
        "to",
        "tot",
        "..",
        "t/m",
        "add",
        "toevoegen",
        "move",
        "won",
        "lost",
        "list",
        "close",
        "leave",
        "change",
        "&amp;",
        "🎉",
        "النور",
        "١٢٣",
        "²",
        "½",
        "\u200b",
        "|",
        "//",
        "\n",
    ]
)
_LINES = st.lists(_PIECES, max_size=14).map(" ".join) | st.lists(_PIECES, max_size=8).map("".join)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200), today=_DAYS, language=st.sampled_from(["en", "nl"]))
def test_no_text_at_all_breaks_a_reader(text: str, today: date, language: str) -> None:
    """Each text is read by all readers: to make one up takes five times as long as to read it."""
    for reader in READERS:
        _read_or_said_why(reader, text, today, language)


@settings(max_examples=400, deadline=None)
@given(text=_LINES, today=_DAYS, language=st.sampled_from(["en", "nl"]))
def test_no_mixture_of_known_words_breaks_a_reader(text: str, today: date, language: str) -> None:
    for reader in READERS:
        _read_or_said_why(reader, text, today, language)


def _read_or_said_why(reader: str, text: str, today: date, language: str) -> None:
    try:
        phrase = READERS[reader](text, today, language)
    except Unreadable as unreadable:
        phrase = unreadable.reason
    assert phrase is not None, reader


@settings(max_examples=150, deadline=None)
@given(text=_LINES | st.text(max_size=200))
def test_a_log_line_that_is_read_is_within_the_limits_of_what_can_be_stored(text: str) -> None:
    try:
        phrase = read_log(text, MONDAY, known_accounts=known)
    except Unreadable:
        return
    assert 1 <= phrase.quantity <= 1000
    assert all(0 < len(account.name) <= 160 for account in phrase.accounts)
    assert sum(share.percent for share in phrase.shares) in (0, 100)
    assert all(1 <= share.percent <= 100 for share in phrase.shares)
    assert phrase.amount is None or 0 <= phrase.amount.value <= Decimal(10) ** 12
    assert phrase.minutes is None or 0 < phrase.minutes <= 24 * 60
    assert phrase.score is None or 1 <= phrase.score <= 5
    assert len(phrase.note) <= 2000


@given(text=_LINES | st.text(max_size=200))
def test_every_account_in_a_line_was_among_the_names_to_look_up(text: str) -> None:
    looked_up: list[str] = []

    def lookup(name: str) -> str | None:
        looked_up.append(name)
        return None

    try:
        read_log(text, MONDAY, known_accounts=lookup)
        names = possible_names(text)
    except Unreadable:
        return
    assert {name for name in looked_up if len(name) <= 160} <= set(names) | {""}


@given(cents=st.integers(0, 10**13))
def test_an_amount_reads_the_same_in_both_notations(cents: int) -> None:
    amount = Decimal(cents) / 100
    english = f"{amount:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert read_amount(english).value == amount
    assert read_amount(dutch).value == amount
    assert read_amount(f"€ {dutch}").value == amount
    assert read_amount(f"{english} USD").currency == "USD"


@given(whole=st.integers(0, 10**9), tenths=st.integers(0, 9), suffix=st.sampled_from(["k", "K"]))
def test_thousands_with_a_decimal_read_the_same_in_both_notations(whole: int, tenths: int, suffix: str) -> None:
    amount = (Decimal(whole) + Decimal(tenths) / 10) * 1000
    if amount > Decimal(10) ** 12:
        return
    assert read_amount(f"{whole}.{tenths}{suffix}").value == amount
    assert read_amount(f"{whole},{tenths}{suffix}").value == amount


@given(day=_DAYS, today=_DAYS)
def test_an_iso_date_is_always_that_day(day: date, today: date) -> None:
    assert read_date(day.isoformat(), today) == day


@given(day=_DAYS, today=_DAYS)
def test_a_dutch_date_is_day_first(day: date, today: date) -> None:
    assert read_date(f"{day.day}-{day.month}-{day.year}", today, language="nl") == day
    assert read_date(f"{day:%d/%m/%Y}", today, language="en", locale="en-GB") == day


@given(day=_DAYS)
def test_an_american_number_date_is_never_guessed(day: date) -> None:
    if day.day > 12 or day.day == day.month:
        assert read_date(f"{day:%m/%d/%Y}", day, locale="en-US") == day
    else:
        with pytest.raises(Unreadable) as caught:
            read_date(f"{day:%m/%d/%Y}", day, locale="en-US")
        assert set(caught.value.suggestions) == {day.isoformat(), date(day.year, day.day, day.month).isoformat()}


@given(today=_DAYS, name=st.sampled_from(["monday", "dinsdag", "wednesday", "donderdag", "friday", "zaterdag"]))
def test_a_weekday_is_within_the_week_before_or_after(today: date, name: str) -> None:
    assert today - timedelta(days=6) <= read_date(name, today) <= today
    assert today <= read_date(name, today, Direction.FUTURE) <= today + timedelta(days=6)
    assert today - timedelta(days=7) <= read_date(f"last {name}", today) < today
    assert today < read_date(f"volgende {name}", today, Direction.FUTURE) <= today + timedelta(days=7)
