"""The values of the strategy page: stage, objectives, goals and actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from messages.goals.answers import GoalView as Goal
from models.maturity.next_stage import NextStage
from models.plan.progress import ObjectiveProgress


@dataclass(frozen=True)
class Action:
    """An action of the improvement plan."""

    id: str
    number: int
    title: str
    state: str
    """`proposed`, `accepted`, `done` or `dropped`."""
    horizon_days: int
    owner: str = ""
    owner_user: str = ""
    """The owner's Slack user, for the form."""
    last_day: date | None = None
    kpi: str | None = None
    score: float | None = None
    is_quick_win: bool = False
    is_heavy: bool = False
    is_overdue: bool = False
    goal: Goal | None = None
    """The goal that it became, where the reader may see it."""
    is_goal: bool = False
    can_change: bool = False
    can_finish: bool = False
    recommendation: str = ""
    """For a proposal: what to do, in the reader's language."""


@dataclass(frozen=True)
class Confidence:
    """How sure somebody was: 3 sure, 2 in doubt, 1 unlikely."""

    level: int
    day: date
    by: str


@dataclass(frozen=True)
class Objective:
    """What the company wants, with the goals under it that the reader may see."""

    id: str
    number: int
    title: str
    is_strategic: bool
    last_day: date
    goals: Sequence[Goal] = field(default_factory=tuple)
    confidence: Sequence[Confidence] = ()
    """The newest first."""
    asks: bool = False
    """Whether the reader is asked how sure they are."""
    owner: str = ""
    owner_user: str = ""
    """The owner's Slack user, for the form."""
    kpi: str | None = None
    """Its key figure."""
    figure: str = ""
    """Of the company since it began, for who may read it."""
    progress: ObjectiveProgress | None = None


@dataclass(frozen=True)
class Stage:
    """A maturity stage as an audit gave it; `value` None for that reason."""

    audit: int
    closed_on: date
    value: int | None = None
    capped_by: str | None = None
    """The key of the function that holds it down."""
    lowest: float | None = None
    """What that function scored."""
    by_mean: int | None = None
    reason: str | None = None
    mean: float | None = None
    """Of the seven functions."""
    next: NextStage | None = None
    """What stands in the way of the stage above."""


@dataclass(frozen=True)
class Practice:
    """What is switched on. `focus` empty: all KPIs."""

    focus: Sequence[str] = ()
    prompts: Sequence[str] = ()
    depth: str = "full"
    stage: int | None = None


@dataclass(frozen=True)
class Page:
    """Everything on the strategy page, as this reader may see it."""

    stages: Sequence[Stage] = ()
    """The newest first; empty: no audit yet, or none that the reader sees."""
    objectives: Sequence[Objective] = ()
    other_goals: int = 0
    """Open goals that the reader sees and that stand under no objective."""
    actions: Sequence[Action] = ()
    can_change: bool = False
    is_leader: bool = False
    audit_is_open: bool = False
    done: int = 0
    running: int = 0
    overdue: int = 0
