"""What somebody said of people's skills in the survey before, to be said again with one press."""

from sqlmodel import Session, col, select

from models.audit.ballots.ballot import ANSWERS, DONT_KNOW
from models.audit.records import AuditCampaign, CampaignStatus, SkillRating
from models.team.records import Person

REPEATED = tuple(answer for answer in ANSWERS if answer != DONT_KNOW)
"""What can be said again “as last time”: who did not know may know by now."""


def said_last_time(session: Session, campaign: AuditCampaign, rater: Person) -> dict[tuple[str, str], int]:
    """What the rater said in the newest closed survey in which they rated that person, by person and skill.

    Without skills that were asked in other words then: that was an answer to another question.
    """
    said = (
        select(SkillRating, AuditCampaign)
        .join(AuditCampaign, col(AuditCampaign.id) == SkillRating.campaign_id)
        .where(
            SkillRating.workspace_id == campaign.workspace_id,
            AuditCampaign.workspace_id == campaign.workspace_id,
            SkillRating.rater_id == rater.id,
            AuditCampaign.status == CampaignStatus.CLOSED,
            AuditCampaign.number < campaign.number,
            col(SkillRating.level).in_(REPEATED),
        )
    )
    newest: dict[str, int] = {}
    last: dict[tuple[str, str], int] = {}
    for rating, then in session.exec(said.order_by(col(AuditCampaign.number).desc())):
        is_newest = newest.setdefault(rating.person_id, then.number) == then.number
        is_alike = then.version_of(rating.skill) == campaign.version_of(rating.skill)
        if is_newest and is_alike and rating.level is not None:
            last[rating.person_id, rating.skill] = rating.level
    return last
