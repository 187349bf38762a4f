"""What comes by itself about a survey: the invitation, reminders, open again, closed. None holds anybody's progress."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages.audit.conversation import BEGIN, CONTINUE, Standing, anonymity, paces
from messages.audit.overview import RESULTS
from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.words import words


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
            small(say("audit.invitation_how")),
            *paces(say, standing.campaign),
        ),
    )


def reminder(language: str, waiting: Sequence[Standing], *, last_day: bool) -> Message:
    """What can still be answered. Says nothing about how far the person is: it is kept in the outbox."""
    say = words(language)
    text = say("audit.reminder", standing=waiting[0], last_day=last_day, more=len(waiting) - 1)
    blocks = rendered(section(text))
    for standing in waiting:
        blocks += rendered(
            section(
                say("audit.reminder_line", standing=standing),
                button=button(say.bare("audit.continue"), CONTINUE, standing.campaign, style="primary"),
            )
        )
    return Message(text, [*blocks, *rendered(*paces(say, waiting[0].campaign))])


def open_again(language: str, standing: Standing) -> Message:
    """The survey was reopened."""
    say = words(language)
    text = say("audit.open_again", standing=standing)
    go_on = button(say.bare("audit.continue"), CONTINUE, standing.campaign, style="primary")
    return Message(text, rendered(section(text), buttons(go_on)))


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
