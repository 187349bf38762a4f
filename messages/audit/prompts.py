"""What comes by itself about a survey: the invitation, reminders, open again, closed. None holds anybody's progress."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.audit.conversation import BEGIN, CONTINUE, Standing, anonymity, paces
from messages.audit.overview import RESULTS
from messages.audit.timing import Outgoing, late
from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.words import Words, words


@dataclass(frozen=True)
class Invited:
    """An invitation: by whom, to what."""

    standing: Standing
    by: str
    minutes: int
    rates: Sequence[str] = ()
    """Names of the people whom the person rates, each in a form."""
    own: int = 0
    """Questions about themself, or about the organisation."""
    ways: Sequence[str] = ()
    """The reminders that can still come."""


@dataclass(frozen=True)
class Waiting:
    """A survey that somebody can still answer."""

    standing: Standing
    last: str = ""
    """`day`: today is its last day; `own`: the last day on which they work before it closes."""


def invitation(language: str, invited: Invited) -> Message:
    """Please take part: what it is about, how long it takes, until when, and a button to begin."""
    say = words(language)
    standing = invited.standing
    text = say("audit.invitation", invited=invited)
    return Message(
        text,
        rendered(
            section(text),
            section(say("audit.invitation_about", invited=invited, names=list(invited.rates))),
            section(anonymity(say, standing)),
            buttons(button(say.bare("audit.begin"), BEGIN, standing.campaign, style="primary")),
            small(say("audit.invitation_how", names=list(invited.rates))),
            *paces(say, standing.campaign, invited.ways),
        ),
    )


def reminder(language: str, waiting: Sequence[Waiting], ways: Sequence[str]) -> Message:
    """What can still be answered, the first that ends first, with the reminders of it that can still come.

    Says nothing about how far the person is: it is kept in the outbox.
    """
    say = words(language)
    first = waiting[0]
    text = say("audit.reminder", standing=first.standing, last=first.last, more=len(waiting) - 1)
    blocks = rendered(section(text))
    for one in waiting:
        blocks += rendered(
            section(
                say("audit.reminder_line", standing=one.standing, last=one.last), button=_fill_in(say, one.standing)
            )
        )
    return Message(text, [*blocks, *rendered(*paces(say, first.standing.campaign, ways))])


def chase(language: str, by: str, standing: Standing) -> Message:
    """Who leads the survey asks once more."""
    say = words(language)
    text = say("audit.chase", by=by, standing=standing)
    return Message(text, rendered(section(text, button=_fill_in(say, standing))))


def all_out(language: str, number: int, part: str, out: int, sending: Outgoing, failed: Sequence[str]) -> Message:
    """To who started it: the invitations are out, or which are still to come and why."""
    say = words(language)
    total = out + len(sending.later) + len(sending.never) + len(failed)
    text = say("audit.all_out", number=number, part=part, out=out, num=total)
    held = say("audit.all_out_held", names=late(say, sending.later)) if sending.later else ""
    never = say("audit.going_out_never", names=list(sending.never)) if sending.never else ""
    refused = say("audit.all_out_failed", names=list(failed)) if failed else ""
    more = [section(part) for part in (held, never, refused) if part]
    return Message(text, rendered(section(text), *more))


def _fill_in(say: Words, standing: Standing) -> sb.Element:
    return button(say.bare("audit.fill_in"), CONTINUE, standing.campaign, style="primary")


def open_again(language: str, standing: Standing) -> Message:
    """The survey was reopened."""
    say = words(language)
    text = say("audit.open_again", standing=standing)
    return Message(text, rendered(section(text), buttons(_fill_in(say, standing))))


def skills_closed(language: str, number: int, campaign: str) -> Message:
    """A survey on skills has closed: each sees their own page, managers those of their people."""
    say = words(language)
    text = say("audit.skills_closed", number=number)
    return Message(text, rendered(section(text, button=button(say.bare("audit.results"), RESULTS, campaign))))


def closed(language: str, headline: Message, number: int, part: str, *, to_leader: bool) -> Message:
    """The survey has closed, with the results in the form that the reader gets."""
    say = words(language)
    text = say("audit.has_closed", number=number, part=part, to_leader=to_leader)
    lead = rendered(section(text), divider())
    plain = None if headline.plain_blocks is None else [*lead, *headline.plain_blocks]
    return Message(text, [*lead, *headline.blocks], plain)
