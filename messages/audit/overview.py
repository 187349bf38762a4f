"""`/audit`: what there is to answer and to see, and how to use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.audit.conversation import BEGIN, CONTINUE, Standing
from messages.audit.leading import MOST_LINES, Campaign, close_button, remind_button
from messages.audit.starting import OPEN_FORM
from messages.blocks import Message, button, buttons, divider, progress, rendered, section, small
from messages.words import Words, words

RESULTS = "audit.results"


@dataclass(frozen=True)
class Mine:
    """A survey that the person can answer."""

    standing: Standing
    is_begun: bool
    is_finished: bool
    own: int = 0
    """Questions about themself, or about the organisation."""
    forms: int = 0
    """People whom they rate, each in a form."""


def overview(language: str, own: Sequence[Mine], campaigns: Sequence[Campaign], *, may_start: bool) -> Message:
    """A bare `/audit`: own surveys first, then the campaigns, then a button to start one."""
    say = words(language)
    title = say("audit.title")
    blocks = rendered(section(f"{title}\n{say('audit.what_it_is')}"))
    if own:
        blocks += rendered(*(mine_line(say, mine) for mine in own))
    else:
        blocks += rendered(section(say("audit.nothing_to_answer")))
    if campaigns:
        lines = [part for one in campaigns[:MOST_LINES] for part in _campaign_lines(say, one)]
        blocks += rendered(divider(), *lines)
    if may_start:
        new = button(say.bare("audit.new"), OPEN_FORM, style=None if campaigns or own else "primary")
        blocks += rendered(buttons(new))
    blocks += rendered(small(say("audit.help_how")))
    return Message(title, blocks)


def mine_line(say: Words, mine: Mine) -> sb.Block:
    """A survey of one's own with the button that goes on with it."""
    standing = mine.standing
    bar = progress(standing.answered / standing.total if standing.total else 0, 7)
    how = {"begun": mine.is_begun, "finished": mine.is_finished, "own": mine.own, "forms": mine.forms}
    text = say("audit.mine", standing=standing, bar=bar, **how)
    label = "audit.look_again" if mine.is_finished else "audit.continue" if mine.is_begun else "audit.begin"
    style = None if mine.is_finished else "primary"
    action = CONTINUE if mine.is_begun else BEGIN
    return section(text, button=button(say.bare(label), action, standing.campaign, style=style))  # type: ignore[arg-type]


def help_text(language: str, *, may_start: bool) -> Message:
    """`/audit help`: how to answer; for whoever may start surveys also how to lead one."""
    say = words(language)
    text = say("audit.help")
    return Message(
        text,
        rendered(
            section(text),
            section(f"{say('audit.help_leading')}\n{say('audit.help_roles')}") if may_start else None,
            small(say("audit.help_how")),
        ),
    )


def in_person(language: str) -> Message:
    """To who pressed a button in a channel: the question is asked in person."""
    text = words(language)("audit.in_person")
    return Message(text, rendered(section(text)))


def file_sent(language: str) -> Message:
    """To who asked for a file in a channel: it is sent in person."""
    text = words(language)("audit.file_sent")
    return Message(text, rendered(section(text)))


def closed_here(language: str, part: str, number: int, deadline: date) -> Message:
    """An old button was pressed after the end."""
    text = words(language)("audit.closed_here", part=part, number=number, deadline=deadline)
    return Message(text, rendered(section(text)))


def _campaign_lines(say: Words, campaign: Campaign) -> list[sb.Block]:
    text = say("audit.campaign", campaign=campaign)
    if campaign.status == "open":
        close, remind = close_button(say, campaign), remind_button(say, campaign)
        return [section(text), buttons(remind, close)] if remind else [section(text, button=close)]
    if campaign.status == "closed":
        return [section(text, button=button(say.bare("audit.results"), RESULTS, campaign.id))]
    return [section(text)]
