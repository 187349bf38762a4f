"""One person's answers in one campaign, wherever they are kept: in the sealed box, or in rows with names (skills)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from models.audit.ballots.ballot import Ballot
from models.audit.ballots.box import Box, code_of, open_box, open_salt, seal_box
from models.audit.ballots.turns import hold_turns
from models.audit.custom_statements import questions_asked
from models.audit.questions import Part, Question
from models.audit.records import AuditBox, AuditCampaign, AuditInvitation, CampaignStatus, SkillProgress, SkillRating
from models.audit.steps import PEOPLE, Step, step_key, steps_of_skills
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.secrets import Secrets


@dataclass
class Sheet:
    """The answers of one person and the questions they are asked; `ballot` is new when they have not begun."""

    campaign: AuditCampaign
    person: Person
    steps: Sequence[Step]
    ballot: Ballot
    has_begun: bool
    box: Box | None = None
    row: AuditBox | None = None

    @property
    def rates(self) -> bool:
        """Whether they are asked about other people."""
        return any(step.about is not None for step in self.steps)

    def next_open(self, after: str | None = None) -> str | None:
        """What comes next: a question about oneself without an answer (behind `after` first), else the list of people."""
        keys = [step.key for step in self.steps if step.about is None]
        start = keys.index(after) + 1 if after in keys else 0
        levels = self.ballot.levels
        own = next((key for key in keys[start:] + keys[:start] if key not in levels), None)
        return own or (PEOPLE if any(step.key not in levels for step in self.steps) else None)


def held_campaign(session: Session, campaign: AuditCampaign) -> AuditCampaign:
    """The campaign as it is now, and until the end of this transaction nobody else answers or closes it.

    On PostgreSQL its row is locked; on SQLite there is only one writer anyhow.
    """
    row = select(AuditCampaign).where(
        AuditCampaign.workspace_id == campaign.workspace_id, AuditCampaign.id == campaign.id
    )
    return session.exec(row.with_for_update().execution_options(populate_existing=True)).one()


def box_row(session: Session, campaign: AuditCampaign) -> AuditBox | None:
    """The sealed box as it is now; None once it is destroyed, and for skills."""
    rows = select(AuditBox).where(AuditBox.workspace_id == campaign.workspace_id, AuditBox.campaign_id == campaign.id)
    return session.exec(rows.execution_options(populate_existing=True)).first()


def opened_box(secrets: Secrets, row: AuditBox) -> Box:
    """What is in the box."""
    return open_box(secrets, row.workspace_id, row.campaign_id, row.sealed_box)


def sealed_again(session: Session, secrets: Secrets, campaign: AuditCampaign, row: AuditBox, box: Box) -> None:
    """Close the box with its new content."""
    row.sealed_box = seal_box(secrets, row.workspace_id, row.campaign_id, box, campaign.invited_count)
    session.add(row)
    session.flush()


def invitation_of(session: Session, campaign: AuditCampaign, person: Person) -> AuditInvitation | None:
    """The person's invitation to the campaign; None when they are not asked."""
    found = select(AuditInvitation).where(
        AuditInvitation.workspace_id == campaign.workspace_id,
        AuditInvitation.campaign_id == campaign.id,
        AuditInvitation.person_id == person.id,
    )
    return session.exec(found).first()


def sheet_of(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Sheet:
    """The person's sheet. Refuses who was not invited or has left, and a campaign without a box."""
    invitation = invitation_of(session, campaign, person)
    if invitation is None or (person.ends_on is not None and person.ends_on < today):
        raise Refusal("audit.not_invited", number=campaign.number)
    if campaign.part == Part.SKILLS:
        return _sheet_of_skills(session, campaign, person, invitation, today)
    row = box_row(session, campaign)
    if row is None:
        raise Refusal("audit.closed", number=campaign.number)
    box = opened_box(secrets, row)
    ballot = box.ballots.get(code(secrets, row, person))
    steps = [Step(question.key, question) for question in _questions_of_box(session, campaign, box)]
    return Sheet(campaign, person, steps, ballot or Ballot(invitation.group), ballot is not None, box, row)


def held_sheet(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Sheet:
    """The sheet, read behind the campaign's lock: two who answer at the same moment both have theirs kept."""
    hold_turns(session, campaign.workspace_id)
    held = held_campaign(session, campaign)
    still_open(held, today)
    return sheet_of(session, secrets, held, person, today)


def still_open(campaign: AuditCampaign, today: date) -> None:
    """Refuses a campaign that takes no answers any more."""
    if campaign.status != CampaignStatus.OPEN or today > campaign.deadline:
        raise Refusal("audit.closed", number=campaign.number, deadline=campaign.closed_on or campaign.deadline)


def save(session: Session, secrets: Secrets, sheet: Sheet) -> None:
    """Keep the sheet, where its campaign keeps them."""
    if sheet.box is not None and sheet.row is not None:
        sheet.box.ballots[code(secrets, sheet.row, sheet.person)] = sheet.ballot
        sealed_again(session, secrets, sheet.campaign, sheet.row, sheet.box)
    else:
        _save_skills(session, sheet)
    sheet.has_begun = True


def code(secrets: Secrets, row: AuditBox, person: Person) -> str:
    """The code of the person's ballot in this box."""
    return code_of(open_salt(secrets, row.workspace_id, row.campaign_id, row.sealed_salt), person.id)


def _questions_of_box(session: Session, campaign: AuditCampaign, box: Box) -> list[Question]:
    """Those that were asked when the campaign began, also the ones that the workspace has retired since."""
    return [question for question in questions_asked(session, campaign, None) if question.key in box.questions]


def _sheet_of_skills(
    session: Session, campaign: AuditCampaign, person: Person, invitation: AuditInvitation, today: date
) -> Sheet:
    steps = steps_of_skills(session, campaign, person, invitation.group, today)
    progress = _progress(session, campaign, person)
    ballot = Ballot(invitation.group)
    for rating in _ratings_by(session, campaign, person):
        key = step_key(rating.skill, None if rating.person_id == person.id else rating.person_id)
        if rating.level is not None:
            ballot.levels[key] = rating.level
        if rating.comment:
            ballot.comments[key] = rating.comment
    if progress is not None:
        ballot.at, ballot.is_paused = progress.at, progress.is_paused
    sheet = Sheet(campaign, person, steps, ballot, progress is not None)
    if (
        ballot.at is not None
        and ballot.at not in {step.key for step in steps}
        and not (ballot.at == PEOPLE and sheet.rates)
    ):
        ballot.at = sheet.next_open()  # whom it was about has left, or has another manager now
    return sheet


def _save_skills(session: Session, sheet: Sheet) -> None:
    campaign, person = sheet.campaign, sheet.person
    progress = _progress(session, campaign, person) or SkillProgress(
        workspace_id=campaign.workspace_id, campaign_id=campaign.id, person_id=person.id
    )
    progress.at, progress.is_paused = sheet.ballot.at, sheet.ballot.is_paused
    session.add(progress)
    kept = {(rating.person_id, rating.skill): rating for rating in _ratings_by(session, campaign, person)}
    for step in sheet.steps:
        level, comment = sheet.ballot.levels.get(step.key), sheet.ballot.comments.get(step.key, "")
        about = step.about or person
        rating = kept.get((about.id, step.question.key))
        if rating is None:
            if level is None and not comment:
                continue
            rating = SkillRating(
                workspace_id=campaign.workspace_id,
                campaign_id=campaign.id,
                rater_id=person.id,
                person_id=about.id,
                skill=step.question.key,
            )
        if (rating.level, rating.comment) != (level, comment) or rating not in session:
            rating.level, rating.comment = level, comment
            session.add(rating)
    session.flush()


def _ratings_by(session: Session, campaign: AuditCampaign, rater: Person) -> list[SkillRating]:
    ratings = select(SkillRating).where(
        SkillRating.workspace_id == campaign.workspace_id,
        SkillRating.campaign_id == campaign.id,
        SkillRating.rater_id == rater.id,
    )
    return list(session.exec(ratings))


def _progress(session: Session, campaign: AuditCampaign, person: Person) -> SkillProgress | None:
    progress = select(SkillProgress).where(
        SkillProgress.workspace_id == campaign.workspace_id,
        SkillProgress.campaign_id == campaign.id,
        SkillProgress.person_id == person.id,
    )
    return session.exec(progress).first()
