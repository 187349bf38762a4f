"""What moved since the last time: the same person, the same statement, the same kind of rater."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from sqlmodel import Session

from models.audit.audience import asked_in
from models.audit.closed_campaigns import closed_campaigns
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.results.skills import PersonSkills, SkillLine, skills_in
from models.audit.rounding import moved
from models.team.records import Person


@dataclass(frozen=True)
class SkillChange:
    """One skill then and now, on the scale of 1 to 5."""

    skill: str
    then: float
    now: float

    @property
    def since(self) -> float:
        """By how much it rose, as both are written; negative: it fell."""
        return moved(self.then, self.now) or 0.0


@dataclass(frozen=True)
class Earlier:
    """The survey before this one that asked about a person, and what moved."""

    survey: int
    changes: tuple[SkillChange, ...]
    reworded: tuple[str, ...] = ()
    """Skills that were asked by another statement then: they cannot be compared."""
    other_raters: bool = False
    """Somebody else gave the manager's rating then."""
    closed_on: date | None = None


@dataclass(frozen=True)
class TeamChange:
    """The mean of some people then and now, over those of whom both surveys say something."""

    skill: str
    people: int
    then: float
    now: float

    @property
    def since(self) -> float:
        """By how much the mean rose, as both are written."""
        return moved(self.then, self.now) or 0.0


def earlier_of(session: Session, campaign: AuditCampaign, people: Sequence[PersonSkills]) -> dict[str, Earlier]:
    """For each person (by id) the newest closed survey before this one that asked about them; without those of none."""
    left = {one.person.id: one for one in people}
    found: dict[str, Earlier] = {}
    for one in closed_campaigns(session, campaign.workspace_id, Part.SKILLS, campaign.number):
        asked = asked_in(session, one)
        persons: list[Person] = [now.person for id_, now in left.items() if id_ in asked]
        reworded = reworded_between(session, one, campaign) if persons else frozenset()
        for then in skills_in(session, one, persons):
            if all(line.level is None for line in then.lines):
                continue
            now = left.pop(then.person.id)
            found[then.person.id] = replace(
                _compared(one.number, then, now, reworded), closed_on=one.closed_on or one.deadline
            )
    return found


def reworded_between(session: Session, one: AuditCampaign, other: AuditCampaign) -> frozenset[str]:
    """The skills whose statement was another in one survey than in the other."""
    keys = {*one.versions, *other.versions}
    return frozenset(key for key in keys if one.version_of(key) != other.version_of(key))


def pair_of_levels(then: SkillLine, now: SkillLine) -> tuple[float, float] | None:
    """The manager's level beside the manager's, else one's own beside one's own: never one with the other."""
    if then.manager is not None and now.manager is not None:
        return then.manager, now.manager
    if then.own is not None and now.own is not None:
        return then.own, now.own
    return None


def together(each: Iterable[Earlier], skills: Iterable[str]) -> list[TeamChange]:
    """The means of several people, by skill; without the skills of which no two ratings can be compared."""
    pairs: Mapping[str, list[SkillChange]] = defaultdict(list)
    for one in each:
        for change in one.changes:
            pairs[change.skill].append(change)
    return [
        TeamChange(
            skill,
            len(pairs[skill]),
            round(fmean(one.then for one in pairs[skill]), 2),
            round(fmean(one.now for one in pairs[skill]), 2),
        )
        for skill in skills
        if pairs.get(skill)
    ]


def _compared(survey: int, then: PersonSkills, now: PersonSkills, reworded: frozenset[str]) -> Earlier:
    was = {line.skill: line for line in then.lines}
    changes = [
        SkillChange(line.skill, *pair)
        for line in now.lines
        if line.skill in was and line.skill not in reworded and (pair := pair_of_levels(was[line.skill], line))
    ]
    asked_otherwise = tuple(line.skill for line in now.lines if line.skill in was and line.skill in reworded)
    others = bool(then.raters and now.raters and then.raters != now.raters)
    return Earlier(survey, tuple(changes), asked_otherwise, others)
