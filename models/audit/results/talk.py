"""What a manager and a rep talk about after a survey on skills: the summary of the page, with what moved since last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from models.audit.custom_statements import skill_questions
from models.audit.records import AuditCampaign
from models.audit.results.earlier import Earlier, earlier_of
from models.audit.results.skills import PersonSkills, SkillLine
from models.audit.results.summary import Summary, summary_of
from models.audit.rounding import moved


@dataclass(frozen=True)
class Talk:
    """One person's skills, and what stands out in them: on paper as on the page."""

    found: PersonSkills
    summary: Summary
    then: Earlier | None = None
    """The survey before in which the same person was rated."""

    @property
    def rated(self) -> tuple[SkillLine, ...]:
        """The skills of which somebody gave a level."""
        return tuple(line for line in self.found.lines if line.level is not None)

    @property
    def is_all_alike(self) -> bool:
        """Whether every rated skill has the same level."""
        return self.summary.is_all_alike

    @property
    def gaps(self) -> tuple[SkillLine, ...]:
        """At most three below best in class, the widest first; none of several that are as wide where not all fit."""
        return self.summary.gaps.first

    @property
    def next_alike(self) -> tuple[SkillLine, ...]:
        """The gaps that come next, all as wide; none where everything is alike."""
        return () if self.is_all_alike else self.summary.gaps.alike

    @property
    def furthest(self) -> tuple[SkillLine, ...]:
        """All that lie furthest below best in class; none where everything is alike."""
        return () if self.is_all_alike else self.summary.furthest

    @property
    def strongest(self) -> tuple[SkillLine, ...]:
        """All with the highest level; none where everything is alike."""
        return () if self.is_all_alike else self.summary.strongest

    @property
    def differ(self) -> tuple[SkillLine, ...]:
        """At most three on which self and manager are a point or more apart, the furthest apart first."""
        return self.summary.differ

    @cached_property
    def changes(self) -> Mapping[str, tuple[float, float]]:
        """By skill: then and now, of those that both surveys have."""
        return {one.skill: (one.then, one.now) for one in self.then.changes} if self.then else {}

    @property
    def moves(self) -> list[tuple[str, float, float]]:
        """What moved since then, as it is written: skill, then, now; the largest move first."""
        found = [(skill, then, now) for skill, (then, now) in self.changes.items() if moved(then, now)]
        return sorted(found, key=lambda one: -abs(one[2] - one[1]))


def talks_of(session: Session, campaign: AuditCampaign, people: Sequence[PersonSkills]) -> list[Talk]:
    """The talk of each of these people, with the newest closed survey before this one that rated them."""
    then = earlier_of(session, campaign, people)
    questions = skill_questions(session, campaign.workspace_id)
    return [Talk(one, summary_of(one, questions), then.get(one.person.id)) for one in people]
