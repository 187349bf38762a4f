"""What we say about the channel of a team: where its digest goes, and whether the bot is in there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.settings.values import language_name, weekday_name
from messages.words import LANGUAGES, words
from models.team.records import TellsWins

CHANNELS = "settings.channels"
JOIN = "settings.channel_join"
UNDO = "settings.channel_undo"
FORM = "settings.channel_form"


class ChannelState(StrEnum):
    """How the bot stands to a channel."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    """It is public, and the bot may join."""
    HIDDEN = "hidden"
    """It is private: somebody in it has to invite the bot."""
    UNKNOWN = "unknown"


Teller: TypeAlias = Callable[[ChannelState], Message]


@dataclass(frozen=True)
class ChannelView:
    """Where a team's digest goes, and when."""

    team_id: str
    team: str
    channel_id: str | None
    language: str
    weekday: int
    at: str
    wins: str = "off"


@dataclass(frozen=True)
class ChannelForm:
    """The teams, of which one is filled in with its channel and language."""

    teams: Sequence[tuple[str, str]]
    """Id and name."""
    chosen: str
    channel_id: str | None = None
    language: str = "en"
    wins: str = "off"


def set_to(language: str, view: ChannelView, state: ChannelState, change_id: str) -> Message:
    """Where it goes now; whether the bot is in there, with a button to join, or how to invite it."""
    say = words(language)
    key = "settings.channel_set" if view.channel_id else "settings.channel_gone"
    day, spoken = weekday_name(say, view.weekday), language_name(say, view.language)
    text = say(key, view=view, day=day, spoken=spoken)
    undo = button(say.bare("settings.undo_it"), UNDO, change_id) if change_id else None
    blocks: list[sb.Block | None] = [section(text, button=undo)]
    if view.channel_id:
        blocks.append(small(say("settings.wins_told", wins=view.wins, team=view.team)))
    if view.channel_id and say.has(f"settings.channel_{state}"):
        blocks.append(section(say(f"settings.channel_{state}", view=view)))
    if state is ChannelState.OUTSIDE:
        blocks.append(buttons(button(say.bare("settings.join"), JOIN, view.team_id, style="primary")))
    return Message(text, rendered(*blocks))


def undone(language: str, view: ChannelView) -> Message:
    """The channel before holds again."""
    say = words(language)
    text = say("settings.channel_undone", view=view, spoken=language_name(say, view.language))
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("settings.channel_help")
    return Message(text, rendered(section(text)))


def form(language: str, view: ChannelForm) -> View:
    """Where a team's digest goes, and in which language."""
    say = words(language)
    teams = [choice(name, id_) for id_, name in view.teams[:100]]
    languages = [choice(language_name(say, one), one) for one in LANGUAGES]
    tells = {one.value: choice(say.bare(f"settings.wins_{one}"), one.value) for one in TellsWins}
    at = [id_ for id_, _ in view.teams[:100]].index(view.chosen)
    return modal(
        say.bare("settings.title_channels"),
        [
            field_input(
                say.bare("settings.field_team"),
                "team",
                sb.StaticSelectMenu(action_id="team", options=teams, initial_option=teams[at]),
            ),
            field_input(
                say.bare("settings.field_channel"),
                "channel",
                sb.ConversationSelectMenu(
                    action_id="channel",
                    initial_conversation=view.channel_id,
                    filter=sb.ConversationFilter(include=["public", "private"]),
                ),
                optional=True,
                hint=say.bare("settings.hint_channel"),
            ),
            field_input(
                say.bare("settings.field_language"),
                "language",
                sb.StaticSelectMenu(
                    action_id="language", options=languages, initial_option=languages[LANGUAGES.index(view.language)]
                ),
            ),
            field_input(
                say.bare("settings.field_wins"),
                "wins",
                sb.StaticSelectMenu(action_id="wins", options=list(tells.values()), initial_option=tells[view.wins]),
                hint=say.bare("settings.hint_wins"),
            ),
        ],
        callback_id=FORM,
        submit=say.bare("settings.save"),
        close=say.bare("settings.close"),
    )
