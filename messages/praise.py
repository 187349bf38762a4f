"""A kind word to a colleague: the form, what they read, and what who said it can do with it."""

import slackblocks as sb

from messages.blocks import (
    Message,
    View,
    button,
    buttons,
    choice,
    field_input,
    modal,
    rendered,
    section,
    shortened,
    small,
)
from messages.words import straight, words
from models.praise.actions import LONGEST

OPEN, FORM = "praise.open", "praise.form"
UNDO, TOO_IN_CHANNEL = "praise.undo", "praise.too_in_channel"
WHO, WORDS, WHERE = "who", "words", "where"
ALONE, CHANNEL = "alone", "channel"
LONGEST_NAME = 80


def form(language: str) -> View:
    """Whom, what for, and who reads it."""
    say = words(language)
    places = [choice(say.bare(f"praise.where_{place}"), place) for place in (ALONE, CHANNEL)]
    return modal(
        say.bare("praise.form_title"),
        [
            field_input(say.bare("praise.field_who"), WHO, sb.UserSelectMenu(action_id=WHO)),
            field_input(
                say.bare("praise.field_words"),
                WORDS,
                sb.PlainTextInput(action_id=WORDS, multiline=True, max_length=LONGEST),
                hint=say.bare("praise.hint_words"),
            ),
            field_input(
                say.bare("praise.field_where"),
                WHERE,
                sb.RadioButtonGroup(action_id=WHERE, options=places, initial_option=places[0]),
            ),
        ],
        callback_id=FORM,
        submit=say.bare("praise.submit"),
        close=say.bare("praise.close"),
    )


def to_colleague(language: str, by: str, text: str) -> Message:
    """What the colleague reads, who alone gets it."""
    say = words(language)
    said = say("praise.to_you", by=by, text=text)
    return Message(said, rendered(section(said), small(say("praise.only_you"))))


def in_channel(language: str, by: str, slack_user_id: str | None, name: str, text: str) -> Message:
    """What everybody in the channel reads, under the name of who wrote it; signed as well, where Slack keeps our name."""
    say = words(language)
    said = say("praise.in_channel", by=by, user_id=slack_user_id, name=name, text=text)
    return Message(said, rendered(section(said)), author=shortened(straight(by), LONGEST_NAME))


def said(
    language: str,
    name: str,
    text: str,
    delivery_ids: str,
    *,
    channel_id: str | None = None,
    offered: str | None = None,
    is_both: bool = False,
) -> Message:
    """For who said it: who reads it, and Undo; with `offered` also *In the channel too*."""
    say = words(language)
    told = say("praise.said", name=name, channel=channel_id, is_both=is_both, text=text)
    too = button(say.bare("praise.too_in_channel"), TOO_IN_CHANNEL, delivery_ids) if offered else None
    where = small(say("praise.which_channel", channel=offered)) if offered else None
    undo = button(say.bare("praise.undo"), UNDO, delivery_ids)
    return Message(told, rendered(section(told), buttons(too, undo), where))


def undone(language: str) -> Message:
    """Nobody reads it any more."""
    text = words(language)("praise.undone")
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    say = words(language)
    text = say("praise.help")
    return Message(text, rendered(section(text), buttons(button(say.bare("praise.open"), OPEN))))
