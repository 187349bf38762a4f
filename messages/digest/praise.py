"""Praise in the channel of a team: the form, what the channel reads, and that it was sent or taken back."""

from collections.abc import Mapping

import slackblocks as sb

from messages.blocks import Message, View, button, choice, field_input, modal, rendered, section, shortened
from messages.words import straight, words

OPEN = "digest.praise"
UNDO = "digest.unpraise"
FORM = "digest.praise_form"
WHO, WORDS = "who", "words"
MOST_PEOPLE = 100
LONGEST = 600
LONGEST_NAME = 80


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


def in_channel(language: str, by: str, slack_user_id: str | None, name: str, text: str) -> Message:
    """What everybody in the channel reads, under the name of who wrote it; signed as well, where Slack keeps our name."""
    say = words(language)
    said = say("digest.praised", by=by, user_id=slack_user_id, name=name, text=text)
    return Message(said, rendered(section(said)), author=shortened(straight(by), LONGEST_NAME))


def sent(language: str, name: str, channel_id: str, text: str, delivery_id: str) -> Message:
    """For who wrote it: where it stands, and Undo."""
    say = words(language)
    said = say("digest.praise_sent", name=name, channel=channel_id, text=text)
    return Message(said, rendered(section(said, button=button(say.bare("digest.praise_undo"), UNDO, delivery_id))))


def undone(language: str) -> Message:
    """It was taken out of the channel."""
    said = words(language)("digest.praise_undone")
    return Message(said, rendered(section(said)))
