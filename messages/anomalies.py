"""A question about what stands out in somebody's log: to them, to their manager when it stays open, and the answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import slackblocks as sb

from messages.activity.answers import Entry, line_of
from messages.activity.listing import recent
from messages.blocks import Message, View, button, buttons, field_input, modal, rendered, section, small
from messages.coaching.parts import PLAN
from messages.delivery import CHANGE
from messages.words import Markup, Words, words
from models.anomalies.records import LONGEST_REASON
from models.anomalies.rules import Kind
from models.money import Money

IS_RIGHT = "anomalies.is_right"
CORRECT = "anomalies.correct"
SETTLE = "anomalies.settle"
FORM = "anomalies.reason"
REASON = "reason"
PREFERENCE = "questions"
SHOWN = 5
"""Records under a question; the rest is told in number."""
LISTED = 15
"""Records to correct, each with its menu."""


@dataclass(frozen=True)
class DealLine:
    """A deal that a question is about."""

    number: int
    account: str = ""
    value: Money | None = None


@dataclass(frozen=True)
class CaseView:
    """What stands out. `facts` are those of `models/anomalies/rules.py`, with days as dates and the account's name."""

    id: str
    kind: Kind
    facts: dict[str, Any]
    today: date
    entries: Sequence[Entry] = ()
    deals: Sequence[DealLine] = field(default=())


def question(language: str, case: CaseView, manager: str, last_day: date) -> Message:
    """To the person alone: what stands out, what it is about, and the two answers. `manager` empty: there is nobody."""
    say = words(language)
    answers = buttons(
        button(say.bare("anomalies.is_right"), IS_RIGHT, case.id),
        button(say.bare("anomalies.correct"), CORRECT, case.id),
        button(say.bare("delivery.change"), CHANGE, PREFERENCE),
    )
    then = say("anomalies.what_then", manager=manager, last_day=last_day)
    return Message(
        say("anomalies.notice"),
        rendered(section(say("anomalies.title")), *_about(say, case), answers, small(then) if then else None),
    )


def for_manager(language: str, case: CaseView, rep: str, rep_id: str, asked_on: date) -> Message:
    """To the manager, when no answer came: the same, as a question to ask."""
    say = words(language)
    return Message(
        say("anomalies.notice"),
        rendered(
            section(say("anomalies.title_for_manager", rep=rep)),
            *_about(say, case),
            small(say("anomalies.may_be_right", rep=rep, day=asked_on)),
            buttons(
                button(say.bare("anomalies.plan"), PLAN, rep_id),
                button(say.bare("anomalies.settle"), SETTLE, case.id),
                button(say.bare("delivery.change"), CHANGE, PREFERENCE),
            ),
        ),
    )


def form(language: str, case_id: str) -> View:
    """Why it is right, in a few words."""
    say = words(language)
    return modal(
        say.bare("anomalies.form_title"),
        [
            field_input(
                say.bare("anomalies.ask_reason"),
                REASON,
                sb.PlainTextInput(action_id=REASON, multiline=True, max_length=LONGEST_REASON),
                hint=say.bare("anomalies.reason_hint"),
            )
        ],
        callback_id=FORM,
        submit=say.bare("anomalies.send"),
        close=say.bare("anomalies.cancel"),
        private_metadata=case_id,
    )


def thanks(language: str, reason: str, manager: str) -> Message:
    """It is right, and that is that. `manager` empty: they were asked already, or there is nobody."""
    text = words(language)("anomalies.thanks", reason=reason, manager=manager)
    return Message(text, rendered(section(text)))


def to_correct(language: str, case: CaseView) -> Message:
    """They correct it: where, with a menu beside each entry."""
    say = words(language)
    if case.kind is Kind.NO_OUTCOME:
        text = say("anomalies.to_add")
        return Message(text, rendered(section(text)))
    if case.kind is Kind.TAKEN_OUT or not case.entries:
        text = say("anomalies.to_correct_deals")
        return Message(text, rendered(section(text), *_records(say, case)))
    text = say("anomalies.to_correct")
    listed = recent(language, case.entries[:LISTED], case.today)
    return Message(text, [*rendered(section(text)), *listed.blocks[1:]])


def settled(language: str, rep: str) -> Message:
    """The manager has asked, and is content."""
    text = words(language)("anomalies.settled", rep=rep)
    return Message(text, rendered(section(text)))


def _about(say: Words, case: CaseView) -> list[sb.Block]:
    facts = dict(case.facts)
    if "month" in facts:
        facts["month_name"] = say.bare("reviews.month", value=facts.pop("month"))
    return [section(say(f"anomalies.{case.kind}", **facts)), *_records(say, case)]


def _records(say: Words, case: CaseView) -> list[sb.Block]:
    lines = [line_of(say, entry, case.today) for entry in case.entries[:SHOWN]]
    for deal in case.deals[:SHOWN]:
        lines.append(say("anomalies.deal_line", number=deal.number, account=deal.account, value=deal.value))
    left = len(case.entries) + len(case.deals) - len(lines)
    listed = [Markup(f"• {line}") for line in lines]
    if left > 0:
        listed.append(Markup(say("anomalies.more", count=left)))
    return [section("\n".join(listed))] if listed else []
