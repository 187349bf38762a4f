"""A disputed figure: the form, what who can correct it gets and answers, and what who asked hears."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.activity.answers import EDIT
from messages.blocks import (
    Json,
    Message,
    View,
    button,
    buttons,
    choice,
    divider,
    field_input,
    modal,
    rendered,
    section,
    shortened,
    small,
)
from messages.figures import period_within, value_text
from messages.scorecard.personal import WHY
from messages.scorecard.records import Record, bare_record, record_line
from messages.words import Markup, Words, words
from models.period import Period
from models.scorecard.kpis import Kpi

FORM = "scorecard.dispute_form"
RECORD, WHAT = "record", "what"
MISSING = "missing"
"""The choice for "something is missing"."""
CORRECTED = "scorecard.corrected"
IS_RIGHT, RIGHT_FORM, REASON = "scorecard.is_right", "scorecard.right_form", "reason"
WITHDRAW = "scorecard.withdraw"
OPEN_AGAIN = "scorecard.dispute_again"
LONGEST_TEXT = 1000
MOST_LISTED = 5
IN_A_LIST = ":list"
"""After the action_id of a button that stands among others: the list stays."""


@dataclass(frozen=True)
class RequestView:
    """A request for a correction, as it stands."""

    id: str
    asker: str
    kpi: Kpi
    name: str
    """Whose figure it is; empty when it is the reader's own."""
    period: Period
    text: str
    currency: str
    record: Record | None = None
    asked: Sequence[str] = ()
    asked_on: date | None = None
    state: str = "open"
    by: str = ""
    """Who answered."""
    reason: str = ""
    was: float | None = None
    now: float | None = None
    """The figure when it was asked, and when it was answered."""
    ref: str = ""
    """The figure, for "Why this number?"; empty for who may not see it."""
    entry_id: str = ""
    """The entry of the log that it is about, for who may correct it."""
    stands_in_for: str = ""
    """The manager who is away, for who gets it instead."""


def dispute_form(language: str, records: Sequence[Record], currency: str, ref: str) -> View:
    """What is wrong, with which record."""
    say = words(language)
    options = [choice(say.bare("scorecard.something_missing"), MISSING)]
    options += [choice(bare_record(say, record, currency), record.id) for record in records]
    menu = sb.StaticSelectMenu(action_id="record", options=options, initial_option=options[0])
    text = sb.PlainTextInput(action_id="what", multiline=True, max_length=LONGEST_TEXT)
    return modal(
        say.bare("scorecard.dispute_title"),
        [
            field_input(say.bare("scorecard.which_record"), RECORD, menu),
            field_input(say.bare("scorecard.what_is_wrong"), WHAT, text),
            small(say("scorecard.who_gets_it")),
        ],
        callback_id=FORM,
        close=say.bare("scorecard.cancel"),
        submit=say.bare("scorecard.send"),
        private_metadata=ref,
    )


def disputed(language: str, request: RequestView) -> Message:
    """For who asked: whom it goes to, and *Withdraw*."""
    say = words(language)
    text = say("scorecard.disputed", who=request.asked)
    return Message(text, rendered(section(text, button=button(say.bare("scorecard.withdraw"), WITHDRAW, request.id))))


def withdrawn(language: str, request: RequestView) -> Message:
    """For who asked: nobody is asked any more, and *Ask again*."""
    say = words(language)
    text = say("scorecard.withdrawn", label=request.kpi.label(language), **_place(say, request))
    again = button(say.bare("scorecard.ask_again"), OPEN_AGAIN, request.id)
    return Message(text, rendered(section(text, button=again)))


def mark_of(dispute_id: str) -> str:
    """The block_id by which the message of a request is found again."""
    return f"dispute:{dispute_id}"


def correction_asked(language: str, request: RequestView) -> Message:
    """What the owner of the record and the manager get, with the answers as buttons."""
    say = words(language)
    return Message(_title(say, request), rendered(*_asked(say, request), small(say("scorecard.answers_for_all"))))


def answered(language: str, request: RequestView, *, by_reader: bool) -> Message:
    """The same message when it was answered or withdrawn; who answered can take that back."""
    say = words(language)
    undo = button(say.bare("scorecard.undo_answer"), OPEN_AGAIN, request.id) if by_reader else None
    told = _outcome(say, request, by_reader=by_reader)
    return Message(told, rendered(*_about(say, request), section(told), buttons(undo) if undo else None))


def answer_goes(language: str, request: RequestView) -> Message:
    """A receipt for who answered elsewhere than in the message itself, which becomes `answered`."""
    say = words(language)
    text = say("scorecard.answer_goes", asker=request.asker)
    undo = button(say.bare("scorecard.undo_answer"), OPEN_AGAIN, request.id)
    return Message(text, rendered(section(text, button=undo)))


def right_form(language: str, request: RequestView) -> View:
    """Why the figure is right."""
    say = words(language)
    text = sb.PlainTextInput(action_id=REASON, multiline=True, max_length=LONGEST_TEXT)
    return modal(
        say.bare("scorecard.is_right"),
        [
            *_about(say, request),
            field_input(
                say.bare("scorecard.right_because"),
                REASON,
                text,
                hint=say.bare("scorecard.right_hint", asker=request.asker),
            ),
        ],
        callback_id=RIGHT_FORM,
        close=say.bare("scorecard.cancel"),
        submit=say.bare("scorecard.send"),
        private_metadata=request.id,
    )


def heard(language: str, request: RequestView) -> Message:
    """What who asked reads when it is answered, or when the answer is taken back."""
    say = words(language)
    values = {"by": request.by, "label": request.kpi.label(language), **_place(say, request)}
    text = say(f"scorecard.heard_{request.state}", **values)
    figure = _figure(say, request) if request.state == "corrected" else ""
    why = button(say.bare("scorecard.why_title"), WHY, request.ref) if request.ref else None
    return Message(
        text,
        rendered(
            section("\n".join(filter(None, (text, figure)))),
            section(say("scorecard.correction_text", text=request.reason)) if request.reason else None,
            buttons(why) if why else None,
            small(say("scorecard.you_asked", text=shortened(request.text, 200))),
        ),
    )


def listed(language: str, waiting: Sequence[RequestView], own: Sequence[RequestView]) -> Message:
    """`/scorecard corrections`: what waits for the reader's answer, and what the reader asked and nobody answered yet."""
    say = words(language)
    if not waiting and not own:
        text = say("scorecard.no_corrections")
        return Message(text, rendered(section(text)))
    blocks: list[sb.Block | Json] = []
    for number, request in enumerate(waiting[:MOST_LISTED]):
        blocks += [*([divider()] if number else []), *_asked(say, request, IN_A_LIST)]
    if own:
        blocks += [*([divider()] if waiting else []), section(say("scorecard.own_corrections", number=len(own)))]
    for request in own[:MOST_LISTED]:
        line = say(
            "scorecard.own_correction", label=request.kpi.label(language), who=request.asked, **_place(say, request)
        )
        said = Markup(f"{line}\n{say('scorecard.correction_text', text=shortened(request.text, 200))}")
        take_back = button(say.bare("scorecard.withdraw"), f"{WITHDRAW}{IN_A_LIST}", request.id)
        blocks.append(section(said, button=take_back))
    more = max(0, len(waiting) - MOST_LISTED) + max(0, len(own) - MOST_LISTED)
    title = say("scorecard.corrections_title", number=len(waiting))
    left_out = small(say("scorecard.more_corrections", number=more)) if more else None
    return Message(title, rendered(section(f"*{title}*") if waiting else None, *blocks, left_out))


def told_beside(say: Words, request: RequestView, *, is_private: bool) -> str:
    """One line beside the figure; `is_private` leaves out who said what, for who has no part in it."""
    values = {
        "day": request.asked_on,
        "asker": request.asker,
        "by": request.by,
        "who": request.asked,
        "text": shortened(request.text, 160),
        "reason": shortened(request.reason, 160),
        "figure": Markup(_figure(say, request)) if request.state == "corrected" and not is_private else "",
    }
    return say(f"scorecard.beside_{request.state}", is_private=is_private, **values)


def _asked(say: Words, request: RequestView, where: str = "") -> list[sb.Block | Json]:
    edit = button(say.bare("scorecard.edit_entry"), EDIT, request.entry_id) if request.entry_id else None
    why = button(say.bare("scorecard.why_title"), WHY, request.ref) if request.ref else None
    corrected = button(say.bare("scorecard.corrected"), CORRECTED + where, request.id, style="primary")
    row = buttons(corrected, button(say.bare("scorecard.is_right"), IS_RIGHT + where, request.id), edit, why)
    row.block_id = mark_of(request.id)
    how = None if request.entry_id else small(say("scorecard.how_to_correct"))
    return [block for block in (*_about(say, request), how, row) if block is not None]


def _about(say: Words, request: RequestView) -> list[sb.Block | Json]:
    blocks: list[sb.Block | Json] = [
        section(_title(say, request)),
        section(say("scorecard.correction_text", text=request.text)),
    ]
    if request.record:
        blocks.append(small(say("scorecard.about_record", record=record_line(say, request.record, request.currency))))
    if request.stands_in_for:
        blocks.append(small(say("scorecard.stands_in", manager=request.stands_in_for)))
    return blocks


def _title(say: Words, request: RequestView) -> str:
    label = request.kpi.label(say.language)
    return say("scorecard.correction_asked", asker=request.asker, label=label, **_place(say, request))


def _place(say: Words, request: RequestView) -> dict[str, object]:
    return {"name": request.name or say("scorecard.yours"), "period": period_within(say, request.period)}


def _outcome(say: Words, request: RequestView, *, by_reader: bool) -> str:
    key = f"scorecard.outcome_{request.state}"
    return say(key, by=request.by, asker=request.asker, by_reader=by_reader, reason=request.reason)


def _figure(say: Words, request: RequestView) -> str:
    """What became of the figure; empty where it has none."""
    if request.now is None:
        return ""
    now = value_text(say, request.now, request.kpi.unit, request.currency)
    was = None if request.was is None else value_text(say, request.was, request.kpi.unit, request.currency)
    return say("scorecard.figure_after", was=was, now=now)
