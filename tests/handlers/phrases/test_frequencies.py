"""How often somebody does something is nothing that they did, and `a week` is no account."""

from datetime import date

import pytest

from handlers.phrases.log.held import Standing
from handlers.phrases.log.phrase import read_message
from handlers.phrases.log.plainly import is_plainly_to_log
from handlers.phrases.log.spans import Reader
from handlers.phrases.typist import Typist

TODAY = date(2026, 11, 30)
PERIODS = {"week", "day", "a week", "a day", "elke", "elke dag", "each week", "daily", "dag", "month"}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    "text",
    [
        "5 meetings a week is my rhythm",
        "3 calls a day is normal for me",
        "2 meetings each week",
        "Ik doe 4 afspraken per week",
        "twee bezoeken per dag is het maximum",
        "I visit every customer twice a year",
        "visit Acme once a month",
        "meeting Acme 3 times a week",
        "bel Acme elke week",
        "I do three visits daily",
    ],
)
def test_a_habit_is_asked_about_and_its_period_is_no_account(text: str, language: str) -> None:
    for part in read_message(text, Reader(Typist(TODAY, language, None), None, ())).parts:
        assert part.not_held is not None
        assert part.not_held.standing is Standing.FREQUENCY
        assert part.phrase is None or not PERIODS & {account.name.lower() for account in part.phrase.accounts}
    assert not is_plainly_to_log(text, TODAY, language)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("meeting Every Day Foods", ["Every Day Foods"]),
        ("visit Acme a week ago", ["Acme"]),
        ("weekly meeting with Acme", ["Acme"]),
        ("meeting Acme, they order twice a week", ["Acme"]),
    ],
)
def test_what_only_looks_like_a_habit_is_logged(text: str, names: list[str]) -> None:
    [part] = read_message(text, Reader(Typist(TODAY, "en", None), None, ())).parts
    assert part.not_held is None
    assert part.phrase is not None
    assert [account.name for account in part.phrase.accounts] == names
