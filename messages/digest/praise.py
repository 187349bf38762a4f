"""The form in which a manager praises somebody in the channel of their team; what is said of it, `messages/praise.py` has."""

from collections.abc import Mapping

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, section
from messages.words import words
from models.praise.actions import LONGEST

OPEN = "digest.praise"
FORM = "digest.praise_form"
WHO, WORDS = "who", "words"
MOST_PEOPLE = 100


def form(language: str, people: Mapping[str, tuple[str, str]], first: str) -> View:
    """Whom to praise, and why; `people` are name and channel by id, `first` who is chosen already."""
    say = words(language)
    options = [choice(name, id_) for id_, (name, _) in people.items()]
    chosen = next(option for option in options if option.value == first)
    shown = [chosen, *(option for option in options if option.value != first)][:MOST_PEOPLE]
    channels = sorted({channel for _, channel in people.values()})
    return modal(
        say.bare("digest.praise_title"),
        [
            section(say("digest.praise_goes_to", channels=channels, one=len(channels) == 1)),
            field_input(
                say.bare("digest.praise_whom"),
                WHO,
                sb.StaticSelectMenu(action_id=WHO, options=shown, initial_option=chosen),
            ),
            field_input(
                say.bare("digest.praise_words"),
                WORDS,
                sb.PlainTextInput(action_id=WORDS, multiline=True, max_length=LONGEST),
                hint=say.bare("digest.praise_hint"),
            ),
        ],
        callback_id=FORM,
        submit=say.bare("digest.praise_post"),
        close=say.bare("digest.praise_close"),
    )
