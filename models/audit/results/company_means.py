"""The company's mean beside a team's: from five people on, on either side of the line; one rule for a page and a trend.

Who knows the team's ratings can subtract them from the company's mean; what is left are the others, so at least as many
people as an anonymous figure takes must be among them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import fmean

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.questions import Group
from models.audit.records import DEFAULT_K, AuditCampaign, SkillRating
from models.audit.results.skills import PersonSkills, TeamSkills, skills_in
from models.audit.settings import k_of
from models.team.records import Person


def company_means(
    session: Session, campaign: AuditCampaign, team: TeamSkills, viewer: Person
) -> dict[Group, dict[str, float]]:
    """The mean level of everybody of each group who was asked, by skill, beside those whom the viewer sees.

    Empty for who sees everybody. No others are whom the reader rated before they had another manager, nor the reader.
    """
    hidden = asked_in(session, campaign) - {one.person.id for one in team.people}
    if not hidden:
        return {group: {} for group in Group}
    found = session.exec(select(Person).where(Person.workspace_id == campaign.workspace_id).order_by(Person.id))
    others = skills_in(session, campaign, [person for person in found if person.id in hidden])
    known, least = {viewer.id, *_rated_by(session, campaign, viewer)}, fewest_beside(session, campaign)
    means = {}
    for group in Group:
        ours = [one for one in team.people_of(group) if one.person.id != viewer.id]
        own = [one for one in team.people_of(group) if one.person.id == viewer.id]
        theirs = [*own, *(one for one in others if one.group == group)]
        means[group] = means_beside(ours, theirs, least, known)
    return means


def means_beside(
    ours: Sequence[PersonSkills], theirs: Sequence[PersonSkills], least: int, known: Collection[str] = ()
) -> dict[str, float]:
    """The mean level of both together, by skill, where `least` people of either have one; of `known` ids none is counted."""
    here, there = _levels(ours), _levels(theirs)
    unknown = _levels(one for one in theirs if one.person.id not in known)
    return {
        skill: round(fmean([*levels, *there[skill]]), 2)
        for skill, levels in here.items()
        if len(levels) >= least and len(unknown.get(skill, ())) >= least
    }


def fewest_beside(session: Session, campaign: AuditCampaign) -> int:
    """So many people have a level on either side, at least."""
    return max(DEFAULT_K, k_of(session, campaign.workspace_id))


def _rated_by(session: Session, campaign: AuditCampaign, viewer: Person) -> frozenset[str]:
    """Ids of whom the viewer rated: they know what they gave, also when somebody has another manager now."""
    rated = select(SkillRating.person_id).where(
        SkillRating.workspace_id == campaign.workspace_id,
        SkillRating.campaign_id == campaign.id,
        col(SkillRating.rater_id) == viewer.id,
    )
    return frozenset(session.exec(rated))


def _levels(people: Iterable[PersonSkills]) -> Mapping[str, list[float]]:
    """What they have, by skill."""
    levels: dict[str, list[float]] = {}
    for one in people:
        for line in one.lines:
            if line.level is not None:
                levels.setdefault(line.skill, []).append(line.level)
    return levels
