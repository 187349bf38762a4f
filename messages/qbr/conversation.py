"""The report by conversation in the DM: one question at a time, the answered ones as one line each, pause and end.

No text for notifications holds an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.asking import kept_buttons, marked, ways
from messages.blocks import Message, button, buttons, choice, progress, rendered, section, shortened, small
from messages.figures import period_name
from messages.long_text import sections
from messages.qbr.text import PlanView, QbrView, plan_line, plan_section, report_blocks
from messages.words import Markup, Words, words
from models.period import Period

BEGIN, FORM = "qbr.begin", "qbr.form"
KEPT = "qbr.kept"
"""Followed by `:` and what became of the commitment."""
WRITE, SKIP, BACK, PAUSE, CHANGE, CHOOSE = (
    f"qbr.{name}" for name in ("write", "skip", "back", "pause", "go_to", "choose")
)
WAS_LOG, ADD_LINE, TAKE_OVER, REMOVE = (f"qbr.{name}" for name in ("was_log", "add_line", "take_over", "remove_line"))
HAND_IN, TAKE_BACK, CLOSE = "qbr.hand_in", "qbr.take_back", "qbr.close"

MARK, LINE = "qbr.q:", "qbr.a:"
"""Begin the block_id under which a question, and the line of an answered one, is found again."""
SO_FAR = 600


@dataclass(frozen=True)
class Asked:
    """One question as it is put to somebody."""

    ref: str
    """Names the review and the question; the value of its buttons."""
    kind: str
    """`kept`, `achieved`, `obstacles`, `help` or `plan`."""
    quarter: Period
    position: int
    total: int
    given: str = ""
    commitment: str = ""
    by: date | None = None
    plan: tuple[PlanView, ...] = ()
    proposed: tuple[PlanView, ...] = ()
    currency: str = "EUR"
    hint: str = ""
    """The quarter in one line, beside the question what was achieved."""


@dataclass(frozen=True)
class Answered:
    """A question that was answered (or left), as one line."""

    ref: str
    kind: str
    quarter: Period
    text: str


def question(language: str, asked: Asked) -> Message:
    """The question on screen."""
    say = words(language)
    name = period_name(say, asked.quarter)
    bar = progress((asked.position - 1) / asked.total, 5)
    head = [
        small(say("qbr.where", quarter=name, position=asked.position, total=asked.total, bar=bar)),
        _ask(say, asked),
    ]
    body = {"kept": _kept, "plan": _plan}.get(asked.kind, _text)(say, asked)
    return Message(say("qbr.question_text", quarter=name), rendered(*head, *body))


def _ask(say: Words, asked: Asked) -> sb.Block:
    match asked.kind:
        case "kept":
            return section(f"{say('qbr.ask_kept', by=asked.by)}\n{say('qbr.remarks', text=asked.commitment)}")
        case "achieved":
            return section(say("qbr.ask_achieved", quarter=period_name(say, asked.quarter)))
        case kind:
            return section(say(f"qbr.ask_{kind}"))


def _kept(say: Words, asked: Asked) -> list[sb.Block]:
    return [_row(asked, *kept_buttons(say, KEPT, asked.ref, asked.given)), _ways(say, asked)]


def _text(say: Words, asked: Asked) -> list[sb.Block]:
    so_far = say("qbr.your_answer", text=shortened(asked.given, SO_FAR)) if asked.given else ""
    return [
        *([small(asked.hint)] if asked.hint else []),
        *([small(so_far)] if so_far else []),
        _row(asked, button(say.bare("qbr.write"), WRITE, asked.ref, style="primary")),
        _ways(say, asked),
        small(say("qbr.how_to_answer")),
    ]


def _plan(say: Words, asked: Asked) -> list[sb.Block]:
    lines = [
        section(
            plan_line(say, line, asked.currency),
            button=button(say.bare("qbr.remove"), REMOVE, f"{asked.ref} {line.kpi}"),
        )
        for line in asked.plan
    ]
    if not asked.plan and asked.proposed:
        lines = [section(say("qbr.proposed", lines=[plan_line(say, one, asked.currency) for one in asked.proposed]))]
    elif not asked.plan:
        lines = [small(say("qbr.no_proposal"))]
    takes = not asked.plan and asked.proposed
    row = _row(
        asked,
        button(say.bare("qbr.take_over"), TAKE_OVER, asked.ref, style="primary") if takes else None,
        button(say.bare("qbr.add_line"), ADD_LINE, asked.ref),
        button(say.bare("qbr.done"), SKIP, asked.ref, style="primary") if asked.plan else None,
    )
    return [*lines, row, _ways(say, asked, skips=not asked.plan), small(say("qbr.how_to_plan"))]


def answered(language: str, line: Answered, *, by_word: bool = False) -> Message:
    """The question after its answer: one line, and buttons to change it; `by_word`: also that it was for the log."""
    say = words(language)
    text = say("qbr.answered_text", quarter=period_name(say, line.quarter))
    change = button(say.bare("qbr.change"), CHANGE, line.ref)
    told = section(_line(say, line), button=None if by_word else change, block_id=f"{LINE}{line.ref}")
    row = buttons(change, button(say.bare("qbr.was_log"), WAS_LOG, line.ref)) if by_word else None
    return Message(text, rendered(told, row))


def _line(say: Words, line: Answered) -> str:
    text = say.bare(f"qbr.{line.text}") if line.kind == "kept" and line.text else shortened(line.text, 300)
    return say("qbr.answered", label=_label(say, line.kind), text=text)


def _label(say: Words, kind: str) -> str:
    return say.bare(f"qbr.label_{kind}" if kind in ("kept", "plan") else f"qbr.said_{kind}")


def moved(language: str) -> Message:
    """In place of a question that was put again further down."""
    text = words(language)("qbr.asked_below")
    return Message(text, rendered(small(text)))


def paused_here(language: str) -> Message:
    """In place of the question at which somebody paused."""
    text = words(language)("qbr.paused_here")
    return Message(text, rendered(small(text)))


def paused(language: str, qbr_id: str, quarter: Period) -> Message:
    """Paused; everything is kept."""
    say = words(language)
    text = say("qbr.paused", quarter=period_name(say, quarter))
    go_on = button(say.bare("qbr.go_on"), BEGIN, qbr_id, style="primary")
    return Message(text, rendered(section(text), buttons(go_on)))


def in_person(language: str) -> Message:
    """To who pressed in a channel: the question stands elsewhere."""
    text = words(language)("qbr.in_person")
    return Message(text, rendered(small(text)))


def summary(language: str, qbr: QbrView, lines: Sequence[Answered], advice: Sequence[str], missing: str) -> Message:
    """Everything was asked: what will be handed in, and a menu to change it. `missing`: `plan` or `report`."""
    say = words(language)
    quarter = period_name(say, qbr.quarter)
    text = say("qbr.summary_unready", quarter=quarter, what=missing) if missing else say("qbr.summary", quarter=quarter)
    told = section("\n".join([say("qbr.advice"), *(f"• {one}" for one in advice)])) if advice else None
    hand_in = None if missing else button(say.bare("qbr.hand_in"), HAND_IN, qbr.id, style="primary")
    return Message(
        text,
        rendered(
            section(text),
            *(report_blocks(say, qbr) if qbr.has_report else [plan_section(say, qbr)]),
            told,
            buttons(hand_in, _menu(say, lines)),
        ),
    )


def handed_in(language: str, qbr: QbrView, goals: Sequence[int], *, alone: bool) -> Message:
    """It is in, and the plan is goals by now."""
    say = words(language)
    named = [Markup(say("qbr.a_goal", number=number)) for number in goals]
    manager = "" if alone else qbr.manager
    text = say("qbr.handed_in", quarter=period_name(say, qbr.quarter), manager=manager, goals=named)
    close = button(say.bare("qbr.close_it"), CLOSE, qbr.id, style="primary") if alone else None
    return Message(text, rendered(section(text), buttons(close, button(say.bare("qbr.change_it"), TAKE_BACK, qbr.id))))


def taken_back(language: str, qbr: QbrView) -> Message:
    """It is the rep's own again."""
    say = words(language)
    text = say("qbr.taken_back", quarter=period_name(say, qbr.quarter))
    return Message(text, rendered(*sections(text)))


def _menu(say: Words, lines: Sequence[Answered]) -> sb.Element:
    options = [choice(f"{_label(say, line.kind)}: {shortened(line.text, 40) or '–'}", line.ref) for line in lines]
    return sb.StaticSelectMenu(placeholder=sb.PlainText(say.bare("qbr.change_one")), action_id=CHOOSE, options=options)


def _row(asked: Asked, *elements: sb.Element | None) -> sb.Block:
    return marked(MARK, asked.ref, *elements)


def _ways(say: Words, asked: Asked, *, skips: bool = True) -> sb.Block:
    return ways(say, asked.ref, BACK, SKIP, PAUSE, is_first=asked.position <= 1, skips=skips)
