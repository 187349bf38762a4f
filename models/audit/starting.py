"""Starting a campaign: who may, whom it asks, and what would give people away."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, select

from models.acting import Acting
from models.audit.audience import (
    Audience,
    Everybody,
    Invited,
    Named,
    OneTeam,
    asked_in,
    invited_by,
    refuse_differencing,
)
from models.audit.ballots.box import Box, new_salt, seal_box, seal_salt
from models.audit.ballots.destroying import destroy_boxes
from models.audit.ballots.turns import hold_turns, set_up_turns
from models.audit.custom_statements import every_question, questions_for
from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, AuditInvitation, CampaignStatus
from models.audit.roles import AskedSkills
from models.audit.settings import check_k, k_of
from models.audit.teams_beside import remember_teams
from models.audit.timing import working_deadline
from models.permissions import Right
from models.refusal import Refusal
from models.workspace.queries import hold, workspace_of
from models.workspace.secrets import Secrets
from models.workspace.trail import Did, note
from models.zones import zone_named

__all__ = ["Audience", "Everybody", "Named", "NewCampaign", "OneTeam", "Plan", "audit_day", "planned", "start_campaign"]

LONGEST = timedelta(days=120)
"""A campaign that stays open longer measures nothing any more."""


@dataclass(frozen=True)
class NewCampaign:
    """A campaign to start. `anonymous` and `k`: None for the usual."""

    part: Part
    deadline: date
    """The last day on which answers count, in the workspace's time zone."""
    audience: Audience = field(default_factory=Everybody)
    anonymous: bool | None = None
    k: int | None = None


@dataclass(frozen=True)
class Plan:
    """Whom a campaign would ask, and how."""

    invited: Invited
    anonymous: bool
    k: int
    deadline: date
    """The day that was asked for, or the next one on which the company works."""


def audit_day(session: Session, workspace_id: str, now: datetime) -> date:
    """The day that it is in the workspace: the one that opens, counts and closes campaigns."""
    return now.astimezone(zone_named(workspace_of(session, workspace_id).zone)).date()


def planned(acting: Acting, new: NewCampaign) -> Plan:
    """What starting it would mean, without doing so. Refuses what `start_campaign` refuses."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.START_SURVEY)
    today = audit_day(session, by.workspace_id, acting.now)
    anonymous = _is_anonymous(new)
    _check_deadline(new.deadline, today)
    k = _k(session, by.workspace_id, new, anonymous)
    invited = invited_by(session, by, new.part, new.audience, today)
    _not_asked_already(session, by.workspace_id, new.part, invited)
    if anonymous:
        if len(invited.asked) < k:
            raise Refusal("audit.too_few", k=k, invited=len(invited.asked))
        refuse_differencing(session, by.workspace_id, new.part, invited.asked, k, today)
    return Plan(invited, anonymous, k, working_deadline(session, by.workspace_id, new.deadline))


def start_campaign(acting: Acting, secrets: Secrets, new: NewCampaign) -> AuditCampaign:
    """Start a campaign and invite its audience.

    Refuses who may not, a deadline that cannot be, skills without names, fewer people than may be shown, the same
    audience twice at a time, and an audience that would give a few people away beside an earlier one.
    """
    session, by = acting.session, acting.by
    hold_turns(session, by.workspace_id)
    hold(session, by.workspace_id)
    plan = planned(acting, new)
    invited = plan.invited
    today = audit_day(session, by.workspace_id, acting.now)
    destroy_boxes(session, by.workspace_id, part=new.part)
    campaign = AuditCampaign(
        workspace_id=by.workspace_id,
        number=_next_number(session, by.workspace_id),
        part=new.part.value,
        anonymous=plan.anonymous,
        k=plan.k,
        audience=invited.kind,
        audience_name=invited.name,
        started_by=by.id,
        opened_on=today,
        deadline=plan.deadline,
        invited_count=len(invited.asked),
        versions=_versions(session, by.workspace_id, new.part),
        roles=AskedSkills(session, by.workspace_id).roles() if new.part is Part.SKILLS else {},
        created_at=acting.now,
    )
    session.add(campaign)
    session.flush()
    note(
        session,
        by.workspace_id,
        Did.SURVEY,
        by=by.id,
        at=acting.now,
        about=f"survey {campaign.number}",
        detail=f"{campaign.part}, {campaign.invited_count} asked",
    )
    for person_id, group in sorted(invited.groups.items()):
        session.add(
            AuditInvitation(workspace_id=by.workspace_id, campaign_id=campaign.id, person_id=person_id, group=group)
        )
    if new.part is Part.FUNCTIONS:
        remember_teams(session, campaign, invited, today)
        _set_up_box(session, secrets, campaign)
    set_up_turns(session, secrets, by.workspace_id)
    session.flush()
    return campaign


def _is_anonymous(new: NewCampaign) -> bool:
    if new.part is Part.SKILLS:
        if new.anonymous:
            raise Refusal("audit.skills_have_names")
        return False
    return new.anonymous is not False


def _check_deadline(deadline: date, today: date) -> None:
    if deadline < today:
        raise Refusal("audit.deadline_passed", deadline=deadline, field="deadline")
    if deadline > today + LONGEST:
        raise Refusal("audit.deadline_too_far", most=LONGEST.days, field="deadline")


def _k(session: Session, workspace_id: str, new: NewCampaign, anonymous: bool) -> int:
    if not anonymous:
        return 1
    if new.k is None:
        return k_of(session, workspace_id)
    check_k(new.k)
    return new.k


def _not_asked_already(session: Session, workspace_id: str, part: Part, invited: Invited) -> None:
    """The same people about the same thing at the same time: that is one campaign."""
    running = select(AuditCampaign).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == part,
        AuditCampaign.status == CampaignStatus.OPEN,
    )
    for campaign in session.exec(running).all():
        if asked_in(session, campaign) == invited.asked:
            raise Refusal("audit.runs_already", number=campaign.number, deadline=campaign.deadline)


def _next_number(session: Session, workspace_id: str) -> int:
    """Nobody else gets the same: the workspace is held."""
    numbers = select(func.max(AuditCampaign.number)).where(AuditCampaign.workspace_id == workspace_id)
    return (session.exec(numbers).one() or 0) + 1


def _versions(session: Session, workspace_id: str, part: Part) -> dict[str, int]:
    """The words that are asked from the first to the last day, whatever is reworded, added or retired meanwhile."""
    return {key: question.version for key, question in every_question(session, workspace_id, part).items()}


def _set_up_box(session: Session, secrets: Secrets, campaign: AuditCampaign) -> None:
    """An empty box, with room for everybody."""
    asked = questions_for(session, campaign.workspace_id, Part.FUNCTIONS, None)
    box = Box(campaign.k, {question.key: question.area for question in asked})
    where = (campaign.workspace_id, campaign.id)
    session.add(
        AuditBox(
            workspace_id=campaign.workspace_id,
            campaign_id=campaign.id,
            sealed_salt=seal_salt(secrets, *where, new_salt()),
            sealed_box=seal_box(secrets, *where, box, campaign.invited_count),
        )
    )
