"""What a manager and a rep talk about after a survey on skills: gaps, where they differ, and what moved since last time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.skills import PersonSkills, SkillLine, skills_in
from models.audit.rounding import moved, tenths

MOST = 3
DIFFERS_FROM = 1.0
"""Points between self and manager from which on they are said to differ."""


@dataclass(frozen=True)
class Then:
    """The survey before in which the same person was rated."""

    number: int
    closed_on: date
    found: PersonSkills


@dataclass(frozen=True)
class Talk:
    """One person's skills, and what stands out in them."""

    found: PersonSkills
    then: Then | None = None
    changes: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """By skill: then and now, of those that both surveys have."""

    @property
    def rated(self) -> tuple[SkillLine, ...]:
        """The skills of which somebody gave a level."""
        return tuple(line for line in self.found.lines if line.level is not None)

    @property
    def gaps(self) -> tuple[SkillLine, ...]:
        """At most three below best in class, the widest first."""
        below = [line for line in self.rated if tenths(line.gap or 0) > 0]
        return tuple(sorted(below, key=lambda line: -(line.gap or 0))[:MOST])

    @property
    def furthest(self) -> tuple[SkillLine, ...]:
        """All that lie furthest below best in class; none where everything is alike or nothing lies below."""
        if self.is_all_alike or not self.gaps:
            return ()
        return tuple(line for line in self.rated if line.gap == self.gaps[0].gap)

    @property
    def strongest(self) -> tuple[SkillLine, ...]:
        """All with the highest level; none where everything is alike."""
        if self.is_all_alike or not self.rated:
            return ()
        highest = max(line.level or 0 for line in self.rated)
        return tuple(line for line in self.rated if line.level == highest)

    @property
    def differ(self) -> tuple[SkillLine, ...]:
        """At most three on which self and manager are a point or more apart, the furthest apart first."""
        apart = [line for line in self.rated if _apart(line) >= DIFFERS_FROM]
        return tuple(sorted(apart, key=lambda line: -_apart(line))[:MOST])

    @property
    def is_all_alike(self) -> bool:
        """Whether every rated skill has the same level."""
        return len(self.rated) > 1 and len({line.level for line in self.rated}) == 1

    @property
    def moves(self) -> list[tuple[str, float, float]]:
        """What moved since then, as it is written: skill, then, now; the largest move first."""
        found = [(skill, then, now) for skill, (then, now) in self.changes.items() if moved(then, now)]
        return sorted(found, key=lambda one: -abs(one[2] - one[1]))


def talks_of(session: Session, campaign: AuditCampaign, people: Sequence[PersonSkills]) -> list[Talk]:
    """The talk of each of these people, with the newest closed survey before this one that rated them."""
    then = _then(session, campaign, people)
    return [_talk(one, then.get(one.person.id)) for one in people]


def mean_gap(lines: Iterable[SkillLine]) -> float:
    """The mean of the gaps; 0 where nothing was rated."""
    gaps = [line.gap for line in lines if line.gap is not None]
    return sum(gaps) / len(gaps) if gaps else 0.0


def _talk(found: PersonSkills, then: Then | None) -> Talk:
    was = {line.skill: line for line in then.found.lines} if then else {}
    pairs = {line.skill: _pair(was[line.skill], line) for line in found.lines if line.skill in was}
    return Talk(found, then, {skill: pair for skill, pair in pairs.items() if pair})


def _then(session: Session, campaign: AuditCampaign, people: Sequence[PersonSkills]) -> dict[str, Then]:
    earlier = select(AuditCampaign).where(
        AuditCampaign.workspace_id == campaign.workspace_id,
        AuditCampaign.part == Part.SKILLS,
        AuditCampaign.status == CampaignStatus.CLOSED,
        col(AuditCampaign.number) < campaign.number,
    )
    left = {one.person.id: one.person for one in people}
    found: dict[str, Then] = {}
    for one in session.exec(earlier.order_by(col(AuditCampaign.number).desc())):
        asked = asked_in(session, one)
        for skills in skills_in(session, one, [person for id_, person in left.items() if id_ in asked]):
            if any(line.level is not None for line in skills.lines):
                found[skills.person.id] = Then(one.number, one.closed_on or one.deadline, skills)
                del left[skills.person.id]
    return found


def _pair(then: SkillLine, now: SkillLine) -> tuple[float, float] | None:
    """The manager's level beside the manager's, else one's own beside one's own: never one with the other."""
    if then.manager is not None and now.manager is not None:
        return then.manager, now.manager
    if then.own is not None and now.own is not None:
        return then.own, now.own
    return None


def _apart(line: SkillLine) -> float:
    return 0.0 if line.own is None or line.manager is None else abs(line.own - line.manager)
