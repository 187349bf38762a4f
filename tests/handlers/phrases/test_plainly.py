"""What is typed under a question goes to the log only when it is plainly something to log."""

import pytest

from handlers.phrases.log.plainly import is_about_a_kind, is_plainly_to_log
from tests.handlers.phrases.known import MONDAY


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "meeting Acme 45m"), ("nl", "gesprek Acme"), ("en", "5 cold calls"), ("nl", "2u training")],
)
def test_a_kind_with_its_account_or_how_much_of_it(language: str, text: str) -> None:
    assert is_plainly_to_log(text, MONDAY, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Drie weken ziek geweest en twee grote deals weggezakt"),
        ("nl", "Drie weken ziek geweest"),
        ("nl", "twee weken geen bezoeken gedaan"),
        ("en", "More visits to A accounts"),
        ("en", "Pricing held up four deals"),
        ("en", "3"),
    ],
)
def test_an_answer_in_whole_sentences_is_none(language: str, text: str) -> None:
    assert not is_plainly_to_log(text, MONDAY, language)


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        ("meeting Acme 45m", True),
        ("4", False),
        ("31 december", False),
        ("The van was broken", False),
        ("Bus kapot", False),
    ],
)
def test_only_what_could_be_for_the_log_offers_to_go_there(text: str, perhaps: bool) -> None:
    assert is_about_a_kind(text, MONDAY, "en") is perhaps
