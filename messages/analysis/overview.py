"""`/analysis` alone: the ten, what each answers, and whether there is enough for it."""

from collections.abc import Mapping, Sequence

import slackblocks as sb

from messages.analysis.answers import OPEN
from messages.analysis.told import lack
from messages.blocks import Message, buttons, choice, rendered, section, small
from messages.words import words
from models.analysis.readiness import Readiness, State


def overview(language: str, scope: str, ready: Sequence[Readiness], refs: Mapping[str, str]) -> Message:
    """The ten in a line each; what is missing stands under it. `refs`: of each the ref that opens it."""
    say = words(language)
    heading = say("analysis.overview_title", scope=scope)
    lines = [
        say(
            "analysis.overview_line",
            which=one.key,
            state=one.state.value,
            lack=lack(say, one.lack, one.have) if one.state is not State.ENOUGH else "",
        )
        for one in ready
    ]
    options = [choice(say.bare("analysis.name", which=key), ref) for key, ref in refs.items()]
    menu = sb.StaticSelectMenu(action_id=OPEN, options=options, placeholder=sb.PlainText(say.bare("analysis.open_one")))
    return Message(
        heading,
        rendered(
            section(heading),
            section("\n".join(lines[:5])),
            section("\n".join(lines[5:])),
            buttons(menu),
            small(say("analysis.legend"), say("analysis.how_to")),
        ),
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("analysis.help_text")
    return Message(text, rendered(section(text)))


def file_sent(language: str) -> Message:
    """For who asked for a file elsewhere: where it is."""
    text = words(language)("analysis.file_sent")
    return Message(text, rendered(section(text)))
