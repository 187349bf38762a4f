"""What holds for every line, whatever is typed: nothing is invented, nothing depends on capitals or filler."""

import os
import random
import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.phrases.log.draft import LogPhrase
from handlers.phrases.log.phrase import Reading, read_message
from handlers.phrases.log.spans import Book, Near, Reader
from handlers.phrases.tokens import folded
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Unreadable
from models.accounts.index import AccountIndex
from models.accounts.naming import key_of

TODAY = date(2026, 11, 28)
LINES = int(os.environ.get("KOERS_TEST_LINES", "3000"))
"""How many lines are fuzzed; 100,000 take some two minutes."""
SLOWEST = 0.02
NAMES = [
    "Acme",
    "Globex",
    "De Groot & Zonen",
    "3M",
    "24/7 Media",
    "May & Co",
    "Call Center Plus",
    "Visit Brabant",
    "First Solar",
    "Amber Metaal",
    "Amber Bouw",
    "Van der Valk",
    "O'Reilly Foods",
    "Müller & Söhne",
    "Bol.com",
    "Olm Kantoor",
]


class Names(Book):
    """The accounts of these tests."""

    def __init__(self) -> None:
        self.by_key = {key_of(name): name for name in NAMES}
        self.index = AccountIndex((name, name, None) for name in NAMES)

    def exact(self, name: str) -> str | None:
        return self.by_key.get(key_of(name))

    def near(self, name: str) -> Near | None:
        alike = self.index.alike(name)
        return Near(alike.ids, int(alike.nearness)) if alike else None


BOOK = Names()
KINDS = ["meeting", "call", "visit", "demo", "afspraak", "gebeld", "bezoek", "offerte", "proposal", "e-mail", "koffie"]
WORDS = [
    *KINDS,
    *NAMES,
    "with",
    "met",
    "bij",
    "from",
    "van",
    "Jan",
    "Peter",
    "yesterday",
    "gisteren",
    "friday",
    "12 nov",
    "45m",
    "2 uur",
    "12.5k",
    "€ 3.000",
    "3",
    "twaalfduizend",
    ",",
    "and",
    "en",
    "\n",
    "-",
    ":",
    "they want a pilot",
    "cancelled",
    "verzet",
    "tomorrow",
    "morgen",
    "no",
    "geen",
    "moet",
    "?",
    "split @bram 40%",
    "note=",
    '"',
    "🎉",
    "שלום",
    "x" * 60,
    "last week",
    "first",
    "1.234k",
    "100%",
    "31 feb",
    "won",
    "getekend",
    "Zyxco",
    "newco",
]
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


def read(text: str, language: str = "en") -> Reading:
    return read_message(text, Reader(Typist(TODAY, language), BOOK))


def phrases(text: str, language: str = "en") -> list[LogPhrase]:
    try:
        return [part.phrase for part in read(text, language).parts if part.phrase is not None]
    except Unreadable:
        return []


@settings(max_examples=300, deadline=None)
@given(LINE)
def test_a_reading_never_invents(line: str) -> None:
    told = key_of(line) + re.sub(r"[^\w]", "", folded(line))
    for phrase in phrases(line):
        for account in phrase.accounts:
            assert key_of(account.name) in told or account.is_known, (account, line)
        if phrase.contact:
            assert key_of(phrase.contact) in told
        for part in phrase.note.split():
            assert part in line
        if phrase.minutes is not None or phrase.amount is not None:
            assert re.search(r"\d|uur|hour|duizend", line)
        if phrase.day != TODAY:
            assert re.search(r"yester|gister|fri|nov|week|morgen|tomorrow|feb|\d", line)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_line_means_the_same_in_capitals_and_with_filler(kind: str, name: str) -> None:
    [plain] = phrases(f"{kind} {name} yesterday")
    assert [account.name for account in plain.accounts] == [name]
    assert phrases(f"{kind} {name} yesterday".upper()) == [plain]
    [filled] = phrases(f"so I just had a quick {kind} with {name} yesterday")
    assert (filled.kind, filled.accounts, filled.day) == (plain.kind, plain.accounts, plain.day)


@pytest.mark.parametrize("joint", [", ", " and ", "\n", " en ", "; "])
def test_a_reading_never_crosses_segments(joint: str) -> None:
    first, second = phrases(f"meeting Acme 45m{joint}proposal Globex 12k")
    assert (first.kind, first.accounts[0].name, first.minutes, first.amount) == ("meeting", "Acme", 45, None)
    assert second.amount is not None
    assert (second.kind, second.accounts[0].name, second.minutes, int(second.amount.value)) == (
        "proposal",
        "Globex",
        None,
        12000,
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("call Call Center Plus", ["Call Center Plus"]),
        ("visited Visit Brabant", ["Visit Brabant"]),
        ("meeting First Solar", ["First Solar"]),
        ("demo 3M", ["3M"]),
        ("offerte 24/7 Media 24k", ["24/7 Media"]),
        ("lunch met May & Co", ["May & Co"]),
        ("meeting " + ", ".join(NAMES), NAMES),
        ("gebeld met \u202eAcme\u202c", ["Acme"]),
        ("meeting *Acme*", ["Acme"]),
        ("meeting `Acme`", ["Acme"]),
        ("meeting <http://bol.com|bol.com>", ["Bol.com"]),
        ("call <tel:+31612345678|+31612345678> Acme", ["Acme"]),
    ],
)
def test_a_hard_name_is_read_right(text: str, names: list[str]) -> None:
    [phrase] = phrases(text)
    assert [account.name for account in phrase.accounts] == names


def test_letters_that_only_look_alike_are_no_known_account() -> None:
    assert not any(
        account.is_known for phrase in phrases("meeting Аcme") for account in phrase.accounts
    )  # a Cyrillic А


@pytest.mark.parametrize(
    "text", ["🎉🎉🎉", "!!!", "שלום עולם", "x" * 5000, "call " * 1000, "meeting " + "Acme, " * 40, "\n\n\n", '"""']
)
def test_bad_input_is_read_or_refused(text: str) -> None:
    started = time.perf_counter()
    phrases(text)
    assert time.perf_counter() - started < 1


def test_no_line_of_many_crashes_the_reader_or_takes_long() -> None:
    chance = random.Random(7)
    slowest, worst = 0.0, ""
    for _ in range(LINES):
        line = " ".join(chance.choices(WORDS, k=chance.randint(1, 16)))
        started = time.thread_time()
        phrases(line, chance.choice(["en", "nl"]))
        took = time.thread_time() - started
        if took > SLOWEST:  # once more: the first time, something else may have been in the way
            started = time.thread_time()
            phrases(line)
            took = time.thread_time() - started
        if took > slowest:
            slowest, worst = took, line
    assert slowest < SLOWEST, (slowest, worst)
