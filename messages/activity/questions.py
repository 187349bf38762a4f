"""What we ask before something is logged: which account, and whether it happened twice."""

from collections.abc import Sequence
from datetime import date

from messages.activity.answers import Entry, line_of
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.words import Markup, words

SAME_ACCOUNT = "activity.same_account"
NEW_ACCOUNT = "activity.new_account"
LOG_AGAIN = "activity.log_again"
DROP = "activity.drop"


def which_account(language: str, draft_id: str, typed: str, nearest: Sequence[tuple[str, str]]) -> Message:
    """The name is nearly that of an account (ids and names): which is it? Nothing is stored yet."""
    say = words(language)
    text = say("activity.which_account", typed=typed, count=len(nearest))
    known = [
        button(
            say.bare("activity.log_for", account=name),
            f"{SAME_ACCOUNT}:{n}",
            f"{draft_id}:{id_}",
            style="primary" if n == 0 else None,
        )
        for n, (id_, name) in enumerate(nearest)
    ]
    new = button(say.bare("activity.is_new_account", typed=typed), NEW_ACCOUNT, draft_id)
    return Message(text, rendered(section(text), buttons(*known, new), small(say("activity.not_logged_yet"))))


def logged_already(language: str, draft_id: str, earlier: Sequence[Entry], today: date) -> Message:
    """The same person, kind, account and day: did it happen twice? Nothing is stored yet."""
    say = words(language)
    lines = ", ".join(line_of(say, entry, today) for entry in earlier[:5])
    text = say("activity.logged_already", line=Markup(lines))
    yes = button(say.bare("activity.log_it_too"), LOG_AGAIN, draft_id)
    no = button(say.bare("activity.was_the_same"), DROP, draft_id, style="primary")
    return Message(text, rendered(section(text), buttons(yes, no), small(say("activity.not_logged_yet"))))


def left_as_it_was(language: str) -> Message:
    """The question was answered with no."""
    text = words(language)("activity.left_as_it_was")
    return Message(text, rendered(section(text)))
