"""The company's mean beside a team's, for who sees the team: from five people on, on either side of the line.

Who knows the team's ratings can subtract them from the company's mean; what is left are the others, so at least as many
people as an anonymous figure takes must be among them.
"""

from statistics import fmean

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.records import DEFAULT_K, AuditCampaign, SkillRating
from models.audit.results.skills import TeamSkills, skills_in
from models.audit.settings import k_of
from models.team.records import Person


def fewest_others(session: Session, campaign: AuditCampaign) -> int:
    """As many people whose ratings the reader does not know stand in a mean of the company, at least."""
    return max(DEFAULT_K, k_of(session, campaign.workspace_id))


def rated_by(session: Session, campaign: AuditCampaign, viewer: Person) -> frozenset[str]:
    """Ids of whom the viewer rated: they know what they gave, also when somebody has another manager now."""
    rated = select(SkillRating.person_id).where(
        SkillRating.workspace_id == campaign.workspace_id,
        SkillRating.campaign_id == campaign.id,
        col(SkillRating.rater_id) == viewer.id,
    )
    return frozenset(session.exec(rated))


def company_means(
    session: Session, campaign: AuditCampaign, team: TeamSkills, group: str, viewer: Person
) -> dict[str, float]:
    """The mean level of everybody who was asked, by skill, where the team and the others both have enough people.

    Empty for who sees everybody.
    """
    seen = {one.person.id for one in team.people}
    hidden = asked_in(session, campaign) - seen
    if not hidden:
        return {}
    least, known = fewest_others(session, campaign), rated_by(session, campaign, viewer)
    found = session.exec(select(Person).where(Person.workspace_id == campaign.workspace_id).order_by(Person.id))
    others = skills_in(session, campaign, [person for person in found if person.id in hidden])
    means = {}
    for skill in dict.fromkeys(line.skill for one in team.people_of(group) for line in one.lines):
        ours, theirs = (
            [line.level for one in people if one.group == group for line in one.lines if line.skill == skill]
            for people in (team.people, others)
        )
        levels = [[level for level in side if level is not None] for side in (ours, theirs)]
        unknown = sum(
            line.level is not None
            for one in others
            if one.group == group and one.person.id not in known
            for line in one.lines
            if line.skill == skill
        )
        if len(levels[0]) >= least and unknown >= least:
            means[skill] = round(fmean([*levels[0], *levels[1]]), 2)
    return means
