"""The answer to an entry: what was understood, where the person stands, and how to take it back."""

from collections.abc import Callable
from typing import TypeAlias

import slackblocks as sb

from messages.activity.answers import EDIT, LISTED_OF_A_BATCH, SPLIT, UNDO, Answer, Entry, line_of, remarks
from messages.activity.questions import which_event
from messages.activity.quick import kind_name
from messages.activity.standing import said_of
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.territories.questions import move_button, on_a_free_day, still_to_come, whose
from messages.words import Markup, Words, words

Form: TypeAlias = Callable[[Words, Answer], tuple[list[sb.Block], list[sb.Block]]]
"""Where somebody stands, in another form: as blocks, and for a workspace that takes no tables."""


def logged(language: str, answer: Answer, form: Form | None = None) -> Message:
    """What was understood, where the person now stands, and how to take it back."""
    say = words(language)
    lines = [line_of(say, entry, answer.today) for entry in answer.entries]
    single = len(lines) == 1
    head = (
        say("activity.logged", line=Markup(lines[0])) if single else say("activity.logged_together", count=len(lines))
    )
    names = None if single else {one.kind: kind_name(say, one.kind, one.own_label) for one in answer.entries}
    standing = list(dict.fromkeys(said_of(say, each, names) for each in answer.standings))
    view = [] if single else ["\n".join(f"• {line}" for line in lines[:LISTED_OF_A_BATCH])]
    text = "\n".join([head, *view, *standing])
    top, end = section("\n".join([head, *view])), _end(say, answer)
    if form is None:
        return Message(text, rendered(top, *(section(told) for told in standing), *end))
    native, plain = form(say, answer)
    return Message(
        text, rendered(top, *native, *end), None if native is plain or native == plain else rendered(top, *plain, *end)
    )


def _end(say: Words, answer: Answer) -> list[sb.Block | None]:
    """What is worth knowing about it, the buttons, and what is asked about it."""
    single, notes = len(answer.entries) == 1, remarks(say, answer)
    return [
        small("\n".join(notes)) if notes else None,
        buttons(
            button(say.bare("activity.undo" if single else "activity.undo_all"), UNDO, answer.batch_id),
            _change_button(say, answer.entries[0]) if single else None,
            button(say.bare("activity.split"), SPLIT, answer.entries[0].id)
            if single and answer.entries[0].also
            else None,
            still_to_come(say, answer.batch_id, answer.still_to_come) if answer.still_to_come else None,
        ),
        *(block for free in answer.free_days for block in on_a_free_day(say, free)),
        *(block for either in answer.either for block in which_event(say, either)),
        *(block for claim in answer.claims for block in whose(say, claim)),
    ]


def _change_button(say: Words, entry: Entry) -> sb.Button:
    """What is planned moves to another day; what happened is edited."""
    return move_button(say, entry.id) if entry.is_planned else button(say.bare("activity.edit"), EDIT, entry.id)
