"""A newcomer's welcome: three things to do, on Home and once as a message."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.activity import listing
from messages.blocks import Message, button, rendered, section, small
from messages.goals.answers import SET
from messages.words import Words, words

SCORECARD = "home.scorecard"


@dataclass(frozen=True)
class Welcome:
    """What a newcomer has done of it, and whom to turn to."""

    has_logged: bool = False
    has_goal: bool = False
    manager: str = ""
    """Empty: nobody yet."""
    helpers: Sequence[str] = ()
    """Without a manager: who can give them one."""


def first_message(language: str, name: str, view: Welcome) -> Message:
    """Once, when somebody comes in."""
    say = words(language)
    text = say("home.welcome", name=name)
    return Message(text, rendered(section(text), *things_to_do(say, view), small(say("home.ask_me"))))


def things_to_do(say: Words, view: Welcome) -> list[sb.Block]:
    """Three things, each with its button; a tick where it is done. And who their manager is, or who can say."""
    log = button(say.bare("home.log"), f"{listing.OPEN_FORM}:first", style="primary")
    goal = button(say.bare("home.set_goal"), f"{SET}:first")
    look = button(say.bare("home.scorecard"), f"{SCORECARD}:first")
    blocks = [
        section(say("home.welcome_log", is_done=view.has_logged), button=None if view.has_logged else log),
        section(say("home.welcome_goal", is_done=view.has_goal), button=None if view.has_goal else goal),
        section(say("home.welcome_look"), button=look),
    ]
    return [*blocks, small(say("home.welcome_who", manager=view.manager, helpers=view.helpers))]
