"""To which conversation a typed answer belongs. Sealed for the whole workspace as one text, and written anew at every
step of anybody: two copies of the database must not tell who began or finished in between, nor that somebody did."""

import json
from datetime import date

from sqlmodel import Session, select

from models.audit.records import AuditCampaign, AuditTurns, CampaignStatus
from models.team.records import Person
from models.workspace.queries import hold
from models.workspace.secrets import Secrets

STEP = 4096
_COLUMN = "audit_turns.sealed"


def turn_of(session: Session, secrets: Secrets, person: Person) -> AuditCampaign | None:
    """The open campaign that the person is answering just now."""
    campaign_id, _, _ = _turn(session, secrets, person).partition("@")
    campaign = session.get(AuditCampaign, (person.workspace_id, campaign_id)) if campaign_id else None
    return campaign if campaign is not None and campaign.status == CampaignStatus.OPEN else None


def asked_on(session: Session, secrets: Secrets, person: Person) -> date | None:
    """The workspace's day on which the person last took a step in the campaign that they are answering."""
    _, _, day = _turn(session, secrets, person).partition("@")
    return date.fromisoformat(day) if day else None


def _turn(session: Session, secrets: Secrets, person: Person) -> str:
    row = session.exec(select(AuditTurns).where(AuditTurns.workspace_id == person.workspace_id)).first()
    return "" if row is None else _opened(secrets, row).get(person.id, "")


def set_up_turns(session: Session, secrets: Secrets, workspace_id: str) -> None:
    """Have the row ready: the first who begins should leave no other trace than the second."""
    row = _held(session, workspace_id)
    _seal(session, secrets, row, _opened(secrets, row))


def take_turn(session: Session, secrets: Secrets, person: Person, campaign: AuditCampaign, today: date) -> None:
    """From now on what the person types is about this campaign."""
    row = _held(session, person.workspace_id)
    _seal(session, secrets, row, _opened(secrets, row) | {person.id: f"{campaign.id}@{today.isoformat()}"})


def end_turn(session: Session, secrets: Secrets, person: Person, campaign: AuditCampaign) -> None:
    """What the person types is about this campaign no more."""
    row = _held(session, person.workspace_id)
    turns = _opened(secrets, row)
    if turns.get(person.id, "").partition("@")[0] == campaign.id:
        del turns[person.id]
    _seal(session, secrets, row, turns)


def end_all_turns(session: Session, secrets: Secrets, campaign: AuditCampaign) -> None:
    """Nobody is answering this campaign any more."""
    row = _held(session, campaign.workspace_id)
    turns = _opened(secrets, row)
    _seal(session, secrets, row, {person: at for person, at in turns.items() if at.partition("@")[0] != campaign.id})


def hold_turns(session: Session, workspace_id: str) -> None:
    """Whoever answers, closes or starts takes this lock first and the campaign's after it: in one order nobody waits
    for somebody who waits for them (PostgreSQL)."""
    _held(session, workspace_id)


def _held(session: Session, workspace_id: str) -> AuditTurns:
    """The row, which nobody else changes until the commit: two who begin at the same moment both get their turn."""
    rows = select(AuditTurns).where(AuditTurns.workspace_id == workspace_id)
    held = rows.with_for_update().execution_options(populate_existing=True)
    row = session.exec(held).first()
    if row is None:
        hold(session, workspace_id)
        row = session.exec(held).first() or AuditTurns(workspace_id=workspace_id, sealed="")
    return row


def _seal(session: Session, secrets: Secrets, row: AuditTurns, turns: dict[str, str]) -> None:
    packed = json.dumps(dict(sorted(turns.items())), separators=(",", ":"))
    row.sealed = secrets.seal(row.workspace_id, _COLUMN, packed + " " * (-len(packed) % STEP))
    session.add(row)
    session.flush()


def _opened(secrets: Secrets, row: AuditTurns) -> dict[str, str]:
    if not row.sealed:
        return {}
    turns: dict[str, str] = json.loads(secrets.open(row.workspace_id, _COLUMN, row.sealed))
    return turns
