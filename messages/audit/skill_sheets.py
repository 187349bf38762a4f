"""The skills of people as they stand on paper and in a table, and what each skill is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from messages.blocks import shortened
from models.audit.questions import SKILLS, Question
from models.audit.ready_made import READY_MADE, area_named

LONGEST_LABEL = 60


def skill_labels(language: str, questions: Mapping[str, Question]) -> dict[str, str]:
    """The names of the skills, by key; of a statement of a workspace's own its beginning."""
    labels = {key: area.label(language) for key, area in SKILLS.items()}
    for key, question in questions.items():
        name = shortened(question.text(language).statement, LONGEST_LABEL)
        if key in READY_MADE:
            name = area_named(question.area).label(language)
        labels.setdefault(key, name)
    return labels


@dataclass(frozen=True)
class SkillView:
    """One skill of a person."""

    key: str
    label: str
    own: float | None
    manager: float | None
    standard: float
    gap: float | None
    advice: str = ""
    said: Sequence[str] = ()
    """Comments, with who wrote them."""
    own_comment: str = ""
    manager_comment: str = ""
    then: float | None = None
    now: float | None = None
    """What both surveys have, to be compared."""
    is_no_part: bool = False
    """No part of the person's job: it stands in no figure."""


@dataclass(frozen=True)
class SheetView:
    """What stands on somebody's sheet."""

    name: str
    team: str
    lines: Sequence[SkillView]
    gaps: Sequence[SkillView] = ()
    furthest: Sequence[SkillView] = ()
    strongest: Sequence[SkillView] = ()
    differ: Sequence[SkillView] = ()
    moves: Sequence[SkillView] = ()
    alike: float | None = None
    """The level of every skill, where all are alike."""
    before: int | None = None
    """The survey that it is compared with."""
    before_on: date | None = None
    is_manager: bool = False
    remarks: Sequence[str] = ()
    """What was said of no single skill, as it is told."""
    next_alike: Sequence[SkillView] = ()
    """Gaps that come after the `gaps`, all as wide, of which there are too many."""
    own_remark: str = ""
    manager_remark: str = ""


@dataclass(frozen=True)
class PaperView:
    """The people of a survey."""

    company: str
    number: int
    closed_on: date
    sheets: Sequence[SheetView] = field(default_factory=tuple)
