"""Every way in which text can be unreadable has its sentence, in both languages."""

import pytest

from handlers.phrases.unreadable import Label, Reason
from messages.examples import unreadable as examples
from messages.unreadable import Unread, sentence, unreadable
from messages.words import words


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_reason_has_a_sentence(reason: Reason, language: str) -> None:
    text = sentence(language, Unread(reason, "12x"))
    assert len(text) > 10
    assert text.endswith((".", "?"))
    assert reason in examples.REASONS


@pytest.mark.parametrize("reason", list(Reason))
def test_no_sentence_is_left_in_english(reason: Reason) -> None:
    assert sentence("nl", Unread(reason, "12x")) != sentence("en", Unread(reason, "12x"))


@pytest.mark.parametrize("label", list(Label))
def test_every_label_has_a_word(label: Label) -> None:
    assert words("nl")(f"unreadable.label_{label}")


def test_the_answer_says_what_was_understood_and_gives_an_example() -> None:
    unread = Unread("unknown_currency", "XYZ", (), [("kind", "proposal"), ("account", "Acme")], "/log proposal Acme 5k")
    text = unreadable("en", unread).text
    assert "XYZ" in text
    assert "Proposal · Acme" in text
    assert "`/log proposal Acme 5k`" in text
    assert "Nothing is stored" in text


def test_an_example_can_be_typed_over_as_it_stands() -> None:
    text = unreadable("en", Unread("unknown_kpi", "x", ["first_meetings"], (), "/target first_meetings 8/week")).text
    assert "`first_meetings`" in text
    assert "/target first_meetings 8/week" in text


def test_nothing_in_it_pings() -> None:
    unread = Unread("unknown_word", "<!channel>", ["<@U1>"], [("account", "<!here>")], "/log <!everyone>")
    message = unreadable("nl", unread)
    assert "<!" not in message.text + str(message.blocks)
    assert "<@" not in message.text + str(message.blocks)
