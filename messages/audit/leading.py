"""What the leader of a survey reads: closed, stopped, open again, and what the participants get to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section
from messages.words import Words, words

CLOSE = "audit.close"
STOP = "audit.stop"
REOPEN = "audit.reopen"
SHARE = "audit.share"
"""Followed by `:` and the form."""
DROP = "audit.drop"
"""“Leave it”, beside what is asked before it happens."""
MOST_LINES = 12


@dataclass(frozen=True)
class Campaign:
    """A campaign as its leader sees it."""

    id: str
    number: int
    part: str
    status: str
    """`open`, `closed` or `stopped`."""
    audience: str
    invited: int
    deadline: date
    anonymous: bool
    k: int
    finished: int | None = None
    """None: fewer than can be shown."""
    counted_on: date | None = None
    closed_on: date | None = None


def which(language: str, campaigns: Sequence[Campaign], command: str) -> Message:
    """There are several: which one?"""
    say = words(language)
    text = say("audit.which", command=command)
    lines = [section(say("audit.campaign", campaign=one)) for one in campaigns[:MOST_LINES]]
    return Message(text, rendered(section(text), *lines))


def ask_to_stop(language: str, campaign: Campaign) -> Message:
    """Stopping destroys the answers: it is asked first."""
    say = words(language)
    text = say("audit.ask_to_stop", campaign=campaign)
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("audit.stop_it"), STOP, campaign.id, style="danger"),
                button(say.bare("audit.close_instead"), CLOSE, campaign.id),
                button(say.bare("audit.drop"), DROP),
            ),
        ),
    )


def stopped(language: str, campaign: Campaign) -> Message:
    """Stopped; the answers are gone."""
    text = words(language)("audit.stopped", campaign=campaign)
    return Message(text, rendered(section(text)))


def reopened(language: str, campaign: Campaign) -> Message:
    """The survey is open again: until when, and a button to close it."""
    say = words(language)
    text = say("audit.reopened", campaign=campaign)
    return Message(text, rendered(section(text), buttons(button(say.bare("audit.close_it"), CLOSE, campaign.id))))


def shared(language: str, campaign: Campaign, form: str, told: int) -> Message:
    """In which form the participants get the results, and whether they have them now."""
    say = words(language)
    text = say("audit.shared", campaign=campaign, form=form, told=told)
    return Message(text, rendered(section(text)))


def close_button(say: Words, campaign: Campaign) -> sb.Element:
    """“Close now”, asked once more before it counts."""
    text = say.bare("audit.sure_close", campaign=campaign)
    sure = _dialogue(say, say.bare("audit.sure_close_title"), text, "audit.close_it")
    return button(say.bare("audit.close_it"), CLOSE, campaign.id, confirm=sure)


def sure_to_stop(say: Words) -> sb.ConfirmationDialogue:
    """Asked before “Stop it” counts."""
    return _dialogue(say, say.bare("audit.sure_stop_title"), say.bare("audit.sure_stop"), "audit.stop_it")


def _dialogue(say: Words, title: str, text: str, confirm: str) -> sb.ConfirmationDialogue:
    return sb.ConfirmationDialogue(
        title=sb.PlainText(title),
        text=sb.PlainText(text[:300]),
        confirm=sb.PlainText(say.bare(confirm)[:30]),
        deny=sb.PlainText(say.bare("audit.drop")[:30]),
    )
