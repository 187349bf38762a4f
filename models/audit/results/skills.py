"""What a campaign about skills says: of one person (self, manager, best in class), and of a team (what to train).

Not anonymous. Of a person it is seen by themself, by those above them, and by leaders; only once it is closed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from sqlmodel import Session, select

from models.audit.audience import asked_in
from models.audit.ballots.ballot import NOT_MY_JOB
from models.audit.closed_campaigns import require_closed
from models.audit.custom_statements import skill_questions
from models.audit.records import BEST_IN_CLASS, IN_GENERAL, AuditCampaign, AuditInvitation, SkillRating
from models.audit.results.ranking import USUAL_IMPACT, Ranked, ranked, role_weight
from models.audit.roles import AskedSkills
from models.audit.settings import standards_of
from models.audit.steps import role_on
from models.permissions import Right
from models.rights import rights_of
from models.team.records import Person

PRIORITIES = 3


@dataclass(frozen=True)
class SkillLine:
    """One skill of one person, on the scale of 1 to 5; None where nobody said."""

    skill: str
    own: int | None
    manager: float | None
    """Whole (an int) where one manager rated, the mean where several did."""
    standard: float
    own_comment: str = ""
    manager_comments: tuple[str, ...] = ()
    is_no_part: bool = False
    """The manager, or the person where the manager rated nothing, said that it is no part of their job: in no figure."""

    @property
    def level(self) -> float | None:
        """What the manager says, else the person."""
        return self.manager if self.manager is not None else self.own

    @property
    def gap(self) -> float | None:
        """How far below best in class; 0 at it and above."""
        return None if self.level is None else max(0.0, round(self.standard - self.level, 2))

    @property
    def difference(self) -> float | None:
        """By how much the person puts themself above what the manager says; None where one of the two did not say."""
        return None if self.own is None or self.manager is None else round(self.own - self.manager, 2)


@dataclass(frozen=True)
class PersonSkills:
    """Every skill of a person, in the order of the questions."""

    person: Person
    lines: tuple[SkillLine, ...]
    group: str = ""
    """`rep` or `manager`: which skills they were asked about."""
    raters: tuple[str, ...] = ()
    """Ids of those above who gave a rating: one, two when the manager changed meanwhile, none when the manager was away."""
    own_remark: str = ""
    """What the person said of no single skill."""
    manager_remarks: tuple[str, ...] = ()
    """What those above said of no single skill."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was said of no single skill, the person's own first."""
        return (*filter(None, [self.own_remark]), *self.manager_remarks)


@dataclass(frozen=True)
class TeamSkill:
    """One skill of a team."""

    skill: str
    own: float | None
    manager: float | None
    standard: float
    gap: float | None
    """The mean of the people's gaps; who is above best in class counts as 0."""
    n: int
    """People of whom anything was said."""
    level: float | None = None
    """The mean of the people's levels."""
    below: int = 0
    """How many of them lie below best in class."""
    weight: float = 0.0
    """What training it would bring: the gaps of all people, each by the skill's impact and what their role does with it."""
    no_part: int = 0
    """People of whose job it is no part: in none of the figures."""


@dataclass(frozen=True)
class TeamSkills:
    """A team, as far as the viewer sees its people."""

    lines: tuple[TeamSkill, ...]
    people: tuple[PersonSkills, ...]
    impact: Mapping[str, int] = field(default_factory=dict)
    """What each skill brings, 1 to 3."""

    def first_of(self, lines: Sequence[TeamSkill]) -> "Ranked[TeamSkill]":
        """What to train first: at most three, by gap, people, impact and role; those that weigh alike and are too many to be
        told apart stand beside them, none before another."""
        return ranked([line for line in lines if line.weight > 0], lambda line: line.weight, PRIORITIES)

    def together(self, people: Sequence[PersonSkills]) -> tuple[TeamSkill, ...]:
        """The skills of some of its people, in the order of the questions."""
        return _lines_of(people, self.impact)

    def people_of(self, group: str) -> tuple[PersonSkills, ...]:
        """The reps, or the managers."""
        return tuple(one for one in self.people if one.group == group)


def skills_of(session: Session, campaign: AuditCampaign, viewer: Person, person: Person, today: date) -> PersonSkills:
    """What was said of a person. Refuses who may not see it, and a campaign that is not closed."""
    rights_of(session, viewer, today).require(Right.SEE_FIGURES, person, person=person.name)
    require_closed(campaign)
    return skills_in(session, campaign, [person])[0]


def team_skills(session: Session, campaign: AuditCampaign, viewer: Person, today: date) -> TeamSkills:
    """The people whom the viewer sees (a rep: themself), each and together. Refuses a campaign that is not closed."""
    require_closed(campaign)
    rights = rights_of(session, viewer, today)
    asked = asked_in(session, campaign)
    found = session.exec(
        select(Person).where(Person.workspace_id == campaign.workspace_id).order_by(Person.name, Person.id)
    )
    people = [person for person in found if person.id in asked and rights.may(Right.SEE_FIGURES, person)]
    each = skills_in(session, campaign, people)
    impact = {key: one.action.impact for key, one in skill_questions(session, campaign.workspace_id).items()}
    return TeamSkills(_lines_of(each, impact), tuple(each), impact)


def _lines_of(people: Sequence[PersonSkills], impact: Mapping[str, int]) -> tuple[TeamSkill, ...]:
    by_skill: dict[str, list[tuple[Person, SkillLine]]] = defaultdict(list)
    for one in people:
        for line in one.lines:
            by_skill[line.skill].append((one.person, line))
    return tuple(_together(skill, lines, impact.get(skill, USUAL_IMPACT)) for skill, lines in by_skill.items())


def _together(skill: str, of_people: Sequence[tuple[Person, SkillLine]], impact: int) -> TeamSkill:
    lines = [line for _, line in of_people]
    gaps = [line.gap for line in lines if line.gap is not None]
    return TeamSkill(
        skill,
        _mean(line.own for line in lines),
        _mean(line.manager for line in lines),
        lines[0].standard,
        _mean(gaps),
        len(gaps),
        _mean(line.level for line in lines),
        sum(gap > 0 for gap in gaps),
        round(sum((line.gap or 0) * impact * role_weight(person.sales_role, skill) for person, line in of_people), 2),
        sum(line.is_no_part for line in lines),
    )


def skills_in(session: Session, campaign: AuditCampaign, people: Sequence[Person]) -> list[PersonSkills]:
    """What was said of these people in a closed survey, for who may see them."""
    if not people:
        return []
    standards = standards_of(session, campaign.workspace_id)
    skills = AskedSkills(session, campaign.workspace_id, campaign)
    groups = dict(
        session.exec(
            select(AuditInvitation.person_id, AuditInvitation.group).where(
                AuditInvitation.workspace_id == campaign.workspace_id, AuditInvitation.campaign_id == campaign.id
            )
        ).all()
    )
    ratings: dict[tuple[str, str], list[SkillRating]] = defaultdict(list)
    said = select(SkillRating).where(
        SkillRating.workspace_id == campaign.workspace_id, SkillRating.campaign_id == campaign.id
    )
    for rating in session.exec(said.order_by(SkillRating.rater_id)):
        ratings[rating.person_id, rating.skill].append(rating)

    def line(person: Person, skill: str) -> SkillLine:
        about = ratings[person.id, skill]
        own = [rating for rating in about if rating.rater_id == person.id]
        others = [rating for rating in about if rating.rater_id != person.id]
        by_others = _of_managers([level for rating in others if (level := _level(rating)) is not None])
        is_no_part = by_others is None and any(rating.level == NOT_MY_JOB for rating in about)
        return SkillLine(
            skill,
            _level(own[0]) if own and not is_no_part else None,
            by_others,
            standards.get(skill, BEST_IN_CLASS),
            own[0].comment if own else "",
            tuple(rating.comment for rating in others if rating.comment),
            is_no_part,
        )

    def of(person: Person) -> PersonSkills:
        role = role_on(session, person, campaign.opened_on)
        group = groups.get(person.id, "")
        asked = [question.key for question in skills.of(group, role)]
        general = line(person, IN_GENERAL)
        about = [rating for skill in asked for rating in ratings[person.id, skill]]
        above = sorted({one.rater_id for one in about if one.rater_id != person.id and _level(one) is not None})
        lines = tuple(line(person, skill) for skill in asked)
        return PersonSkills(person, lines, group, tuple(above), general.own_comment, general.manager_comments)

    return [of(person) for person in people]


def _level(rating: SkillRating) -> int | None:
    return rating.level if rating.level is not None and rating.level > 0 else None


def _of_managers(levels: Sequence[int]) -> float | None:
    return levels[0] if len(levels) == 1 else _mean(levels)


def _mean(levels: Iterable[float | None]) -> float | None:
    known = [level for level in levels if level is not None]
    return round(fmean(known), 2) if known else None
