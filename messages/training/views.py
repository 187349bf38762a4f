"""The values of training: one of the catalogue, the page of a period, the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.words import Words
from models.money import Money
from models.period import Period
from models.training.gaps import Change, Measured
from models.training.summary import Cost
from models.training.topics import topic_label


@dataclass(frozen=True)
class Who:
    """Somebody at, or to come to, a training."""

    id: str
    name: str
    state: str
    """`planned`, `attended` or `missed`."""
    minutes: int = 0


@dataclass(frozen=True)
class TrainingView:
    """A training of the catalogue, as this reader may see it."""

    id: str
    number: int
    topic: str
    day: date
    minutes: int
    title: str = ""
    provider: str = ""
    cost: Money | None = None
    sees_cost: bool = False
    mine: str = ""
    """How the reader stands to it: `planned`, `attended`, `missed`; empty: not at all."""
    people: Sequence[Who] = ()
    """Those whom the reader may see."""
    others: int = 0
    """How many more are on it."""
    is_over: bool = False
    may_change: bool = False

    @property
    def hours(self) -> float:
        """Its length."""
        return self.minutes / 60


@dataclass(frozen=True)
class Line:
    """Hours of a topic or of a person."""

    key: str
    """A topic; a person's name."""
    minutes: int
    people: int = 1


@dataclass(frozen=True)
class Page:
    """The overview of a period."""

    period: Period
    topics: Sequence[Line]
    people: Sequence[Line]
    is_own: bool
    """Whether it is about the reader alone."""
    coming: Sequence[TrainingView] = ()
    held: Sequence[TrainingView] = ()
    """Of the period, the newest first."""
    cost: Cost | None = None
    """None: not for this reader."""
    may_change: bool = False


@dataclass(frozen=True)
class GapView:
    """A skill below best in class, and what is offered."""

    topic: str
    gap: float
    people: int
    offered: Sequence[TrainingView]
    booked: int
    trained: int


@dataclass(frozen=True)
class PlanView:
    """What to train first, and what training did."""

    survey: int | None
    closed_on: date | None
    gaps: Sequence[GapView]
    measured: Sequence[Measured]
    before: int | None
    may_change: bool = False


def name_of(say: Words, training: TrainingView) -> str:
    """Its title, else its topic."""
    return training.title or topic_name(say, training.topic)


def topic_name(say: Words, topic: str) -> str:
    """A topic in the reader's language."""
    return topic_label(topic, say.language) or say("training.other")


__all__ = ["Change", "GapView", "Line", "Measured", "Page", "PlanView", "TrainingView", "Who", "name_of", "topic_name"]
