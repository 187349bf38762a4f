"""Erasing somebody from surveys: what they wrote is deleted, the figures stay without a name."""

from sqlalchemy import delete, update
from sqlmodel import Session, col

from models.audit.audience import surveys_invited_to
from models.audit.ballots.sheets import box_row, code, held_campaign, opened_box, sealed_again
from models.audit.ballots.turns import end_turn, hold_turns
from models.audit.records import AuditCampaign, SkillProgress, SkillRating
from models.team.records import Person
from models.workspace.secrets import Secrets


def forget_words(session: Session, secrets: Secrets | None, person: Person) -> None:
    """Their comments go, also from ballot boxes, and every rating of their skills.

    Without the key no box opens: their comments in it go when the box is destroyed, at the latest a week after closing.
    Comments in frozen results stay: nobody can tell any more whose they were.
    """
    here = person.workspace_id
    session.execute(
        delete(SkillRating).where(col(SkillRating.workspace_id) == here, col(SkillRating.person_id) == person.id)
    )
    session.execute(
        update(SkillRating)
        .where(col(SkillRating.workspace_id) == here, col(SkillRating.rater_id) == person.id)
        .values(comment="")
    )
    session.execute(
        delete(SkillProgress).where(col(SkillProgress.workspace_id) == here, col(SkillProgress.person_id) == person.id)
    )
    if secrets is not None:
        hold_turns(session, person.workspace_id)
        invited = session.exec(surveys_invited_to(person).order_by(col(AuditCampaign.number))).all()
        campaigns = [held_campaign(session, campaign) for campaign in invited]
        for campaign in campaigns:
            _forget_comments(session, secrets, campaign, person)
            end_turn(session, secrets, person, campaign)


def _forget_comments(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person) -> None:
    row = box_row(session, campaign)
    if row is None:
        return
    box = opened_box(secrets, row)
    ballot = box.ballots.get(code(secrets, row, person))
    if ballot is not None and ballot.comments:
        ballot.changed_comments |= set(ballot.comments)
        ballot.comments.clear()
        sealed_again(session, secrets, campaign, row, box)
