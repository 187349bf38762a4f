"""In which months the next survey is offered to the leaders, and what changed since the last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.audit.audience import Everybody, asked_in, invited_by
from models.audit.closed_campaigns import newest_of_everybody
from models.audit.custom_statements import every_question
from models.audit.questions import Part
from models.audit.ready_made import READY_MADE
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.settings import setting_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person

PAIRS = tuple((month, month + 6) for month in range(1, 7))
"""Twice a year, half a year apart."""
TOO_SOON = timedelta(days=60)
"""A survey that began within this many days is the one of this turn."""


@dataclass(frozen=True)
class Since:
    """What is another way than at the last survey of a part."""

    number: int
    closed_on: date
    joined: int
    left: int
    reworded: int
    added: int
    """Statements that are asked now and were not then."""


def calendar_of(session: Session, workspace_id: str) -> Mapping[str, list[int]]:
    """The months by part; a part that is not there has none."""
    return setting_of(session, workspace_id).calendar


def set_calendar(acting: Acting, part: Part, months: tuple[int, int] | None) -> None:
    """Offer it in these two months of each year; None: no longer. Refuses who is no leader, and months not half a year apart."""
    acting.rights.require(Right.SET_UP_SURVEYS)
    if months is not None and months not in PAIRS:
        raise Refusal("audit.not_half_a_year")
    session, workspace_id = acting.session, acting.by.workspace_id
    setting = setting_of(session, workspace_id)
    others = {key: value for key, value in setting.calendar.items() if key != part}
    setting.calendar = others if months is None else {**others, part.value: list(months)}
    session.add(setting)
    session.flush()


def is_due(session: Session, workspace_id: str, part: Part, today: date) -> bool:
    """Whether no survey of this part runs, and none began within two months."""
    recent = select(AuditCampaign.id).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == part,
        AuditCampaign.status != CampaignStatus.STOPPED,
        (col(AuditCampaign.status) == CampaignStatus.OPEN) | (col(AuditCampaign.opened_on) > today - TOO_SOON),
    )
    return session.exec(recent.limit(1)).first() is None


def since_last(session: Session, leader: Person, part: Part, today: date) -> Since | None:
    """Since the last closed survey of everybody; None when there was none."""
    last = newest_of_everybody(session, leader.workspace_id, part)
    if last is None:
        return None
    then, now = asked_in(session, last), invited_by(session, leader, part, Everybody(), today).asked
    asked = every_question(session, leader.workspace_id, part).values()
    known = [one for one in asked if one.key in last.versions or (not last.versions and one.key not in READY_MADE)]
    return Since(
        last.number,
        last.closed_on or last.deadline,
        len(now - then),
        len(then - now),
        sum(last.version_of(one.key) != one.version for one in known),
        len(asked) - len(known),
    )
