"""The plan in messages that nobody asked for: the re-audit reminder, a line in the digest, a line on Home."""

from collections.abc import Sequence

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.plan.page import OPEN
from messages.plan.views import Action
from messages.words import Markup, Words, words
from models.plan.queries import PlanProgress, title_of


def again(language: str, audit: int, months: int, progress: PlanProgress) -> Message:
    """To leaders, once: it is time for the next audit."""
    say = words(language)
    text = say("plan.again", audit=audit, months=months)
    return Message(
        text,
        rendered(
            section(text),
            section(say("plan.again_progress", progress=progress)) if progress.total else None,
            buttons(button(say.bare("plan.open"), OPEN)),
            small(say("plan.again_how")),
        ),
    )


def in_digest(say: Words, progress: PlanProgress) -> str:
    """One line for the weekly digest; empty when nothing was taken up."""
    if not progress.total:
        return ""
    following = progress.next
    title = title_of(following, say.language) if following else ""
    return Markup(say("plan.in_digest", progress=progress, next_title=title))


def on_home(say: Words, progress: PlanProgress, mine: Sequence[Action]) -> str:
    """The lines for Home; empty when there is no plan."""
    if not progress.total and not progress.proposed:
        return ""
    return say("plan.on_home", progress=progress, mine=mine)
