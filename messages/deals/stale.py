"""`/deal stale`: the deals that stand still, the worst first, each answered with one tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.deals.answers import REASONS, DealView
from messages.words import Markup, Words, words

ALIVE, ALIVE_UNDO = "deals.stale_alive", "deals.stale_undo"
NEW_DATE, LOST, NEXT = "deals.stale_date", "deals.stale_lost", "deals.stale_next"
DATE_FORM = "deals.stale_day"
OTHER = "other"
"""A day, or a reason, that is none of those offered: a form asks for it."""
LISTED = 8
"""Deals of one message: each has a line and a row of buttons."""


@dataclass(frozen=True)
class StaleView:
    """A deal that stands still, or was answered a moment ago."""

    deal: DealView
    overdue_days: int = 0
    pushes: int = 0
    pushed_days: int = 0
    silent_days: int = 0
    """0 while it is not silent for long enough."""
    stage_days: int = 0
    """0 while it is not stuck."""
    usual_days: int = 0
    answer: str = ""
    """What was answered: `alive`, `date`, `lost`, or `changed` by other means; empty while it waits."""
    undo: str = ""
    """What takes the answer back, for the button."""
    answered_by: str = ""
    """Who said so, when that is somebody else."""


@dataclass(frozen=True)
class StaleList:
    """What stands still of somebody, a team, a line or the company. `name` is empty for one's own."""

    name: str
    deals: Sequence[StaleView]
    """The first of them."""
    count: int
    """All that wait for an answer."""
    open_deals: int
    today: date
    dates: Sequence[tuple[str, date]] = ()
    """What a date can be moved to with one tap: `two_weeks`, `end_of_month`, `end_of_quarter`."""
    ref: str = ""
    """Whose, and which deals stand in the message: what each button carries."""


def listed(language: str, stale: StaleList) -> Message:
    """The list; a deal that was answered says so, with the way back."""
    say = words(language)
    if not stale.deals:
        text = say("deals.stale_none", name=stale.name, count=stale.open_deals)
        return Message(text, rendered(section(text)))
    title = say("deals.stale_title", name=stale.name, count=stale.count)
    blocks: list[sb.Block | None] = [section(f"*{title}*\n{say('deals.stale_lead')}")]
    for one in stale.deals:
        blocks += _answered(say, one, stale) if one.answer else _asking(say, one, stale)
    waiting = sum(1 for one in stale.deals if not one.answer)
    left = stale.count - waiting
    if left > 0 or not waiting:
        more = say.bare("deals.stale_next", count=min(left, LISTED)) if left > 0 else say.bare("deals.stale_look_again")
        blocks.append(buttons(button(more, NEXT, stale.ref)))
    return Message(title, rendered(*blocks, small(say("deals.stale_foot"))))


def date_form(language: str, deal: DealView, today: date, place: str) -> View:
    """When the deal is expected now; `place` says in which list it stands."""
    say = words(language)
    picker = sb.DatePicker(action_id="day", initial_date=max(today, deal.expected_close or today).isoformat())
    return modal(
        say.bare("deals.stale_new_date"),
        [section(say("deals.row", deal=deal, today=today)), field_input(say.bare("deals.field_close"), "day", picker)],
        callback_id=DATE_FORM,
        submit=say.bare("deals.form_save"),
        close=say.bare("deals.form_close"),
        private_metadata=place,
    )


def _asking(say: Words, one: StaleView, stale: StaleList) -> list[sb.Block | None]:
    key, deal = f"{one.deal.number}~{stale.ref}", one.deal
    later = [(which, day) for which, day in stale.dates if deal.expected_close is None or day > deal.expected_close]
    dates = [choice(say.bare("deals.stale_to", which=which, day=day), day.isoformat()) for which, day in later]
    dates.append(choice(say.bare("deals.stale_other_date"), OTHER))
    reasons = [choice(say.bare(f"deals.because_{reason}"), reason) for reason in REASONS]
    reasons.append(choice(say.bare("deals.stale_other_reason"), OTHER))
    return [
        section(f"{say('deals.row', deal=deal, today=stale.today)}\n{_reasons(say, one)}"),
        buttons(
            button(say.bare("deals.stale_alive"), f"{ALIVE}:{key}", deal.id, style="primary"),
            _menu(say.bare("deals.stale_new_date"), f"{NEW_DATE}:{key}", dates),
            _menu(say.bare("deals.stale_lost"), f"{LOST}:{key}", reasons),
        ),
    ]


def _answered(say: Words, one: StaleView, stale: StaleList) -> list[sb.Block | None]:
    text = say("deals.stale_answered", deal=one.deal, answer=one.answer, by=one.answered_by, today=stale.today)
    undo = None
    if one.undo:
        undo = button(say.bare("deals.undo_it"), f"{ALIVE_UNDO}:{one.deal.number}~{stale.ref}", one.undo)
    return [section(text, button=undo)]


def _reasons(say: Words, one: StaleView) -> str:
    parts = [
        say("deals.stale_overdue", count=one.overdue_days) if one.overdue_days else "",
        say("deals.stale_pushed", count=one.pushes, number=one.pushed_days) if one.pushes else "",
        say("deals.stale_silent", count=one.silent_days) if one.silent_days else "",
        say("deals.stale_stuck", stage=one.deal.stage, count=one.stage_days, usual=one.usual_days)
        if one.stage_days
        else "",
    ]
    return Markup(" · ".join(filter(None, parts)))


def _menu(text: str, action_id: str, options: list[sb.Option]) -> sb.Element:
    return sb.StaticSelectMenu(action_id=action_id, options=options, placeholder=sb.PlainText(text))
