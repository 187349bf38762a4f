"""What we say about goals."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import slackblocks as sb

from messages.blocks import Json, Message, button, buttons, divider, progress, rendered, section, small
from messages.figures import period_within, status_sign, status_word
from messages.goals.needed import NeededView, chain
from messages.month_figures import amount
from messages.words import Words, words
from models.goals.lint import Advice
from models.period import Period
from models.scorecard.kpis import KPIS, Kpi, Unit

REACHED = "✅"
CLOSE = "goals.close"
REOPEN = "goals.reopen"
MOVE = "goals.move_targets"
KEEP = "goals.keep"
SET = "goals.set"
LIST = "goals.list"
FOLLOW, FOLLOW_WITH = "goals.follow", "goals.follow_with"
LISTED = 10


@dataclass(frozen=True)
class Step:
    """A milestone with its figure; `value` None is undefined for that reason."""

    kpi: str
    unit: str
    target: float
    value: float | None = None
    status: str | None = None
    reason: str | None = None
    is_reached: bool = False
    own: Kpi | None = None
    """A KPI of the workspace's own, with its names."""


@dataclass(frozen=True)
class GoalView:
    """A goal with its milestones and their figures."""

    id: str
    number: int
    title: str
    owner: str
    horizon: str
    last_day: date
    days_left: int
    currency: str
    steps: Sequence[Step] = field(default_factory=tuple)
    is_own: bool = True
    can_change: bool = True


def was_set(
    language: str, goal: GoalView, advice: Sequence[Advice], takes: NeededView | None = None, *, told: str = ""
) -> Message:
    """A goal was set; what would make it stronger, if anything; and what its result takes. `told`: who hears of it."""
    say = words(language)
    text = say("goals.was_set", goal=goal)
    undo = button(say.bare("goals.take_back"), CLOSE, goal.id)
    return Message(
        text,
        rendered(
            section(text, button=undo),
            *steps_of(say, goal),
            *(chain(say, takes) if takes else ()),
            section(_advice(say, goal, advice)) if advice else None,
            small(say("goals.well_made")) if not advice and takes is None else None,
            small(say("goals.is_told", name=told)) if told else None,
        ),
    )


def set_for_you(language: str, by: str, goal: GoalView) -> Message:
    """To the rep for whom somebody set a goal; they may close it."""
    say = words(language)
    text = say("goals.set_for_you", by=by, goal=goal)
    made = [button(say.bare("goals.see_goals"), LIST), button(say.bare("goals.close"), CLOSE, goal.id)]
    return Message(text, rendered(section(text), *steps_of(say, goal), buttons(*made)))


def closed_by(language: str, by: str, goal: GoalView) -> Message:
    """To who set it, or whose it is: somebody else closed it."""
    say = words(language)
    text = say("goals.closed_by", by=by, goal=goal)
    return Message(text, rendered(section(text, button=button(say.bare("goals.reopen"), REOPEN, goal.id))))


def overview(language: str, goals: Sequence[GoalView]) -> Message:
    """The open goals with how far they are, or how to set the first."""
    say = words(language)
    if not goals:
        text = say("goals.none_yet")
        return Message(text, rendered(section(text), buttons(button(say.bare("goals.set_one"), SET, style="primary"))))
    title = say("goals.title", count=len(goals))
    blocks: list[Json] = rendered(section(title))
    for goal in goals[:LISTED]:
        blocks += rendered(divider(), *_one(say, goal))
    left = len(goals) - LISTED
    blocks += rendered(
        small(say("goals.and_more", count=left)) if left > 0 else None, buttons(button(say.bare("goals.set_one"), SET))
    )
    return Message(title, blocks)


def closed(language: str, goal: GoalView) -> Message:
    """A goal was closed by hand."""
    say = words(language)
    text = say("goals.closed", goal=goal)
    reopen = button(say.bare("goals.reopen"), REOPEN, goal.id)
    return Message(text, rendered(section(text, button=reopen), *steps_of(say, goal)))


def reopened(language: str, goal: GoalView) -> Message:
    """The closing was taken back."""
    text = words(language)("goals.reopened", goal=goal)
    return Message(text, rendered(section(text)))


def ended(language: str, goal: GoalView, successor: GoalView | None, following: Period | None = None) -> Message:
    """A goal reached its date: what came of it, and whether the target of its successor should move.

    Of a quarter's goal nothing takes over by itself: whether it should in the quarter that is `following` is asked.
    """
    say = words(language)
    reached = bool(goal.steps) and all(step.is_reached for step in goal.steps)
    text = say("goals.ended_reached" if reached else "goals.ended", goal=goal)
    over = replace(goal, steps=[step if step.is_reached else replace(step, status=None) for step in goal.steps])
    blocks = rendered(section(text), *steps_of(say, over))
    if successor is not None:
        blocks += rendered(
            section(say("goals.successor", goal=successor)),
            buttons(
                button(say.bare("goals.keep"), KEEP, successor.id, style="primary"),
                button(say.bare("goals.move"), MOVE, successor.id) if successor.steps else None,
            ),
        )
    elif following is not None:
        question = section(say("goals.next_quarter", period=period_within(say, following)))
        same = button(say.bare("goals.same_again"), FOLLOW, goal.id, style="primary")
        other = button(say.bare("goals.other_targets"), FOLLOW_WITH, goal.id) if goal.steps else None
        blocks += rendered(question, buttons(same, other, button(say.bare("goals.another_goal"), SET)))
    else:
        blocks += rendered(buttons(button(say.bare("goals.set_one"), SET, style="primary")))
    return Message(text, blocks)


def kept(language: str, goal: GoalView, *, can_close: bool = False) -> Message:
    """The successor keeps (or got) these targets; one that somebody has just asked for can be undone."""
    say = words(language)
    text = say("goals.kept", goal=goal)
    undo = button(say.bare("goals.take_back"), CLOSE, goal.id) if can_close else None
    return Message(text, rendered(section(text, button=undo), *steps_of(say, goal)))


def help_text(language: str) -> Message:
    """How to use `/goal`."""
    text = words(language)("goals.help")
    return Message(text, rendered(section(text)))


def _one(say: Words, goal: GoalView) -> list[sb.Block]:
    close = button(say.bare("goals.close"), CLOSE, goal.id) if goal.can_change else None
    return [section(say("goals.line", goal=goal), button=close), *steps_of(say, goal)]


def steps_of(say: Words, goal: GoalView) -> list[sb.Block]:
    """The milestones of a goal, a line each."""
    if not goal.steps:
        return []
    lines = [
        say(
            "goals.step",
            sign=REACHED if step.is_reached else status_sign(step.status),
            label=label_of(say, goal, step.kpi),
            bar=_bar(step),
            value=amount(say, step.value, step.unit, goal.currency),
            target=amount(say, step.target, step.unit, goal.currency),
            standing=_standing(say, step),
        )
        for step in goal.steps
    ]
    return [section("\n".join(lines))]


def _standing(say: Words, step: Step) -> str:
    if step.is_reached:
        return say("goals.reached")
    if step.status is not None:
        return status_word(say, step.status)
    return say("goals.nothing_recorded") if step.value is None else ""


def _bar(step: Step) -> str:
    return "" if step.value is None or step.target <= 0 else progress(step.value / step.target, 5)


def _advice(say: Words, goal: GoalView, advice: Sequence[Advice]) -> str:
    lines = [say("goals.advice")]
    for one in advice:
        unit = one.unit.value if one.unit else Unit.COUNT.value
        lines.append(
            say(
                f"goals.advice_{one.weakness.value}",
                kpis=[label_of(say, goal, key) for key in one.kpis],
                target=amount(say, _number(one.target), unit, goal.currency),
                best=amount(say, _number(one.best), unit, goal.currency),
            )
        )
    return "\n".join(lines)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def label_of(say: Words, goal: GoalView, key: str) -> str:
    """What a KPI of the goal is called."""
    own = next((step.own for step in goal.steps if step.kpi == key), None)
    return (own or KPIS[key]).label(say.language)
