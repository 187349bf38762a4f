"""What the leader of a survey reads: closed, stopped, open again, and what the participants get to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.audit.timing import Clock, Outgoing, going_out
from messages.blocks import Message, button, buttons, rendered, section
from messages.words import Words, words

CLOSE = "audit.close"
STOP = "audit.stop"
REOPEN = "audit.reopen"
REMIND = "audit.remind"
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
    missing: Sequence[str] | None = None
    """Names of who has not finished, of a survey that has names; None: it has none."""


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


def reopened(language: str, campaign: Campaign, clock: Clock) -> Message:
    """The survey is open again: until when, who hears it when, and a button to close it."""
    say = words(language)
    text = say("audit.reopened", campaign=campaign, clock=clock, told=going_out(say, clock.sending, "messages"))
    return Message(text, rendered(section(text), buttons(button(say.bare("audit.close_it"), CLOSE, campaign.id))))


def shared(language: str, campaign: Campaign, form: str, sending: Outgoing) -> Message:
    """In which form the participants get the results, and when."""
    say = words(language)
    text = say("audit.shared", campaign=campaign, form=form, told=going_out(say, sending, "messages"))
    return Message(text, rendered(section(text)))


def reminded(language: str, missing: int, sending: Outgoing) -> Message:
    """After “Remind”: when it reaches them."""
    say = words(language)
    text = say("audit.reminded", out=missing, told=going_out(say, sending, "messages") if sending.total else "")
    return Message(text, rendered(section(text)))


def remind_button(say: Words, campaign: Campaign) -> sb.Element | None:
    """“Remind” beside who is missing; None when nobody is, or nobody may know."""
    if not campaign.missing:
        return None
    return button(say.bare("audit.remind_missing", num=len(campaign.missing)), REMIND, campaign.id)


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
