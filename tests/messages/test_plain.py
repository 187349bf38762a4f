"""What people typed stands in our sentences as text, never as markup."""

import pytest

from messages.words import as_typed, plain


@pytest.mark.parametrize(
    "typed", ["*Acme*", "_Acme_", "~Acme~", "`Acme`", "Bo *the_closer* ~`x`", "*a* _b_ (*c*)", "**", "_"]
)
def test_nothing_is_left_that_slack_reads_as_a_mark_at_the_edge_of_a_word(typed: str) -> None:
    for place, sign in enumerate(view := plain(typed)):
        inside_a_word = view[place - 1 : place].isalnum() and view[place + 1 : place + 2].isalnum()
        assert sign not in "*_~`" or (inside_a_word and sign != "`")
    assert as_typed(view) == typed


@pytest.mark.parametrize("typed", ["first_meetings", "anna_de_vries@example.com", "2*3", "De Vries & Zn"])
def test_what_marks_nothing_stays_as_it_was_typed(typed: str) -> None:
    assert plain(typed) == typed.replace("&", "&amp;")
