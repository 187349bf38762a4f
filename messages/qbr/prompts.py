"""What comes by itself about quarterly reviews. No text for notifications says what is in them."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.delivery import snooze_row
from messages.figures import period_name
from messages.qbr.conversation import BEGIN, FORM
from messages.qbr.overview import MOST_LINES, Line
from messages.qbr.pack import pack_blocks
from messages.qbr.steps import PDF, READ, REMARK, ways_to_settle
from messages.qbr.text import DecisionView, QbrView, decision_line
from messages.words import Words, words
from models.period import Period


def prompt(language: str, qbr: QbrView, deadline: date, *, of_team: bool = False) -> Message:
    """The pack is ready: report, and plan the next 90 days."""
    say = words(language)
    text = say("qbr.prompt", quarter=period_name(say, qbr.quarter), team=qbr.name if of_team else "")
    row = buttons(
        button(say.bare("qbr.begin"), BEGIN, qbr.id, style="primary"),
        button(say.bare("qbr.in_a_form"), FORM, qbr.id),
        button(say.bare("qbr.pdf"), PDF, qbr.id),
    )
    told = small(say("qbr.prompt_deadline", deadline=deadline, manager=qbr.manager))
    return Message(
        text, rendered(section(text), *pack_blocks(say, qbr.pack, qbr.people), row, told, snooze_row(language, "qbr"))
    )


def to_write(language: str, waiting: Sequence[Line], *, again: bool = False) -> Message:
    """To the manager: these wait for you. `again`: they have been waiting for some days."""
    say = words(language)
    text = say("qbr.to_write_again" if again else "qbr.to_write", count=len(waiting))
    lines = [_waits(say, line) for line in waiting[:MOST_LINES]]
    more = small(say("qbr.more", count=len(waiting) - MOST_LINES)) if len(waiting) > MOST_LINES else None
    return Message(text, rendered(section(text), *lines, more))


def _waits(say: Words, line: Line) -> sb.Block:
    quarter = period_name(say, line.quarter)
    text = say("qbr.to_write_line", name=line.name, quarter=quarter, reported=line.standing != "open")
    return section(text, button=button(say.bare("qbr.write"), REMARK, line.qbr_id))


def remind_report(language: str, qbr_id: str, quarter: Period, deadline: date) -> Message:
    """To who reports: it is still open."""
    say = words(language)
    text = say("qbr.remind_report", quarter=period_name(say, quarter), deadline=deadline)
    return Message(text, rendered(section(text, button=button(say.bare("qbr.go_on"), BEGIN, qbr_id, style="primary"))))


def remind_sign(language: str, qbr_id: str, quarter: Period) -> Message:
    """To who reports: it waits for a signature."""
    say = words(language)
    text = say("qbr.remind_sign", quarter=period_name(say, quarter))
    return Message(text, rendered(section(text, button=button(say.bare("qbr.read"), READ, qbr_id, style="primary"))))


def missed(language: str, reviews: Sequence[tuple[str, str, Period]]) -> Message:
    """To the manager's manager: what was not written in time, as (whose, manager, quarter)."""
    say = words(language)
    text = say("qbr.missed", count=len(reviews))
    lines = [
        "• " + say("qbr.missed_line", rep=rep, manager=manager, quarter=period_name(say, quarter))
        for rep, manager, quarter in reviews[: 2 * MOST_LINES]
    ]
    return Message(text, rendered(section(text), section("\n".join(lines)), small(say("qbr.missed_hint"))))


def decisions_due(language: str, decisions: Sequence[DecisionView]) -> Message:
    """To the owner, on the day: was it done?"""
    say = words(language)
    text = say("qbr.decision_due", count=len(decisions))
    blocks: list[sb.Block] = [section(text)]
    for one in decisions[:MOST_LINES]:
        blocks += [section(decision_line(say, one)), buttons(*ways_to_settle(say, one.id))]
    return Message(text, rendered(*blocks))
