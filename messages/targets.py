"""What we say about targets: set, ended, taken back, and the list of what holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.figures import value_text
from messages.words import Words, words
from models.scorecard.kpis import InTime, Kpi

UNDO, MOVE = "targets.undo", "targets.move"
_MOST_LINES = 60
_A_SECTION = 20


@dataclass(frozen=True)
class Whose:
    """For whom: `person`, `team`, `role` or `workspace`; of a role `name` is its key."""

    kind: str
    name: str = ""


@dataclass(frozen=True)
class TargetView:
    """A target, as sentences need it; without an id it cannot be taken back."""

    kpi: Kpi
    whose: Whose
    value: float
    period_type: str
    currency: str
    id: str = ""
    starts_on: date | None = None
    """Of one that is still to come."""


@dataclass(frozen=True)
class Start:
    """From when a change holds: `now` (the running period), `next`, or `later` (a day that was said)."""

    day: date
    which: str = "next"
    instead: date | None = None
    """The day from which it could hold instead: the button stands for that day, also when another period has begun."""

    @property
    def other(self) -> str | None:
        """What the button offers instead."""
        return {"now": "next", "next": "now"}.get(self.which) if self.instead else None


@dataclass(frozen=True)
class Advice:
    """What to consider: the best of the last four periods when the target is far above it; nothing recorded at all."""

    best: float | None = None
    no_history: bool = False
    people: float | None = None
    """What the people's own targets come to in its first period, where a team's or the company's differs."""


def noted(
    language: str, target: TargetView, start: Start, before: TargetView | None = None, advice: Advice | None = None
) -> Message:
    """A target was set."""
    say = words(language)
    text = say(
        f"targets.{'set' if _per(say, target) else 'set_rate'}",
        label=target.kpi.label(language),
        value=_value(say, target),
        whose=_whose(say, target.whose),
        **_with_per(say, target),
    )
    notes = [_from_when(say, target, start)]
    if before:
        notes.insert(0, say("targets.it_was", before=stated(say, before)))
    return Message(text, rendered(section(text), *_advice(say, target, advice), *_foot(say, target, start, notes)))


def ended(language: str, target: TargetView, start: Start) -> Message:
    """A target was ended."""
    say = words(language)
    text = say("targets.ended", label=target.kpi.label(language), whose=_whose(say, target.whose))
    return Message(text, rendered(section(text), *_foot(say, target, start, [_from_when(say, target, start)])))


def _from_when(say: Words, target: TargetView, start: Start) -> str:
    return say(f"targets.from_{start.which}", day=start.day, period_type=target.period_type)


def _foot(say: Words, target: TargetView, start: Start, notes: Sequence[str]) -> list[sb.Block]:
    """From when it holds; buttons for the other start and to take it back."""
    pressed = []
    if start.other:
        label = say.bare(f"targets.instead_{start.other}", period_type=target.period_type)
        pressed.append(button(label, MOVE, f"{target.id} {start.instead}"))
    return [small(" ".join(notes)), buttons(*pressed, button(say.bare("targets.undo"), UNDO, target.id))]


def _advice(say: Words, target: TargetView, advice: Advice | None) -> list[sb.Block]:
    texts = []
    if advice and advice.people is not None:
        people = value_text(say, advice.people, target.kpi.unit, target.currency)
        texts.append(say("targets.people_come_to", people=people, kind=target.whose.kind))
    if advice and advice.best is not None:
        best = value_text(say, advice.best, target.kpi.unit, target.currency)
        texts.append(say("targets.much", best=best))
    elif advice and advice.no_history:
        texts.append(say("targets.no_history"))
    return [section(text) for text in texts]


def undone(language: str, kpi: Kpi, whose: Whose) -> Message:
    """The last change was taken back."""
    say = words(language)
    text = say("targets.undone", label=kpi.label(language), whose=_whose(say, whose))
    return Message(text, rendered(section(text)))


def told(language: str, setter: str, target: TargetView, day: date) -> Message:
    """What the person gets for whom a target was set, from the day on which it begins to hold."""
    say = words(language)
    text = say(
        f"targets.{'told' if _per(say, target) else 'told_rate'}",
        setter=setter,
        label=target.kpi.label(language),
        value=_value(say, target),
        day=day,
        **_with_per(say, target),
    )
    return Message(text, rendered(section(text)))


def listed(
    language: str, targets: Sequence[TargetView], usual: Sequence[TargetView] = (), role: str | None = None
) -> Message:
    """The targets that hold, by whom they are for; and the usual ones of a role."""
    say = words(language)
    if not targets and not usual:
        text = say("targets.list_empty")
        return Message(text, rendered(section(text)))
    lines: list[str] = []
    whose: Whose | None = None
    for target in targets[:_MOST_LINES]:
        if target.whose != whose:
            whose = target.whose
            lines.append(say("targets.list_group", whose=_whose(say, whose)))
        lines.append(line_of(say, target))
    if len(targets) > _MOST_LINES:
        lines.append(say("targets.list_more", count=len(targets) - _MOST_LINES))
    if not targets:
        lines.append(say("targets.list_empty"))
    sections = [section("\n".join(lines[at : at + _A_SECTION])) for at in range(0, len(lines), _A_SECTION)]
    if usual:
        title = say("targets.usual_title", role=say("targets.role", which=role))
        sections.append(section("\n".join([title, *(line_of(say, target) for target in usual)])))
    title = say("targets.list_title")
    return Message(title.replace("*", ""), rendered(section(title), *sections))


def help_text(language: str) -> Message:
    """How to set targets."""
    text = words(language)("targets.help")
    return Message(text, rendered(section(text)))


def line_of(say: Words, target: TargetView) -> str:
    """A target in a list."""
    label, per = target.kpi.label(say.language), _per(say, target)
    return say("targets.list_line", label=label, value=_value(say, target), per=per, day=target.starts_on)


def stated(say: Words, target: TargetView) -> str:
    """`8 a week`; of a rate only the value."""
    return f"{_value(say, target)} {_per(say, target) or ''}".strip()


def _value(say: Words, target: TargetView) -> str:
    return value_text(say, target.value, target.kpi.unit, target.currency)


def _per(say: Words, target: TargetView) -> str | None:
    """Only what adds up day by day is so much a week."""
    return say("targets.per", period_type=target.period_type) if target.kpi.kind is InTime.FLOW else None


def _with_per(say: Words, target: TargetView) -> dict[str, str]:
    per = _per(say, target)
    return {"per": per} if per else {}


def _whose(say: Words, whose: Whose) -> str:
    if whose.kind == "role":
        return say("targets.whose", kind="role", name=say("targets.role", which=whose.name))
    return say("targets.whose", kind=whose.kind, name=whose.name)
