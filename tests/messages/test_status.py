"""A status has one sign and one word, the same in every message."""

import pytest

from messages.blocks import progress
from messages.figures import NO_STATUS, STATUS_SIGNS, status_sign, status_word
from messages.words import LANGUAGES, words
from models.scorecard.pacing import Status


def test_every_status_has_a_sign_of_its_own() -> None:
    assert set(STATUS_SIGNS) == {status.value for status in Status}
    assert len({status_sign(status.value) for status in Status} | {NO_STATUS}) == len(Status) + 1
    assert status_sign(None) == NO_STATUS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_a_word_of_its_own(language: str) -> None:
    assert len({status_word(words(language), status.value) for status in Status}) == len(Status)


def test_a_bar_is_full_only_where_the_whole_is_reached() -> None:
    assert progress(0.97, 6) == progress(0.84, 6) == "▰▰▰▰▰▱"
    assert progress(1, 6) == progress(1.2, 6) == "▰▰▰▰▰▰"
    assert progress(0.02, 6) == "▱▱▱▱▱▱"
