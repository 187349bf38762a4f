"""What is typed under a question of a review: its answer, and whether it could be for the log."""

from datetime import date

import pytest

from handlers.phrases.log.plainly import could_be_to_log, is_plainly_to_log

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "plainly", "perhaps"),
    [
        ("meeting Acme 45m", True, True),
        ("4", False, False),
        ("31 december", False, False),
        ("The van was broken", False, False),
        ("Bus kapot", False, False),
    ],
)
def test_only_what_could_be_for_the_log_offers_to_go_there(text: str, plainly: bool, perhaps: bool) -> None:
    assert is_plainly_to_log(text, TODAY, "en") is plainly
    assert could_be_to_log(text, TODAY, "en") is perhaps
