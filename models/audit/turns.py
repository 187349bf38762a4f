"""To which conversation a typed answer belongs. Sealed for the whole workspace at once: who is answering now is
nobody's business, and two copies of the database must not tell who began or finished in between."""

import json

from sqlmodel import Session, select

from models.audit.records import AuditCampaign, AuditTurns, CampaignStatus
from models.team.records import Person
from models.workspace.queries import hold
from models.workspace.secrets import Secrets

STEP = 4096
_COLUMN = "audit_turns.sealed"


def turn_of(session: Session, secrets: Secrets, person: Person) -> AuditCampaign | None:
    """The open campaign that the person is answering just now."""
    row = _row(session, person.workspace_id)
    if row is None:
        return None
    campaign_id = _opened(secrets, row).get(person.id)
    campaign = session.get(AuditCampaign, (person.workspace_id, campaign_id)) if campaign_id else None
    return campaign if campaign is not None and campaign.status == CampaignStatus.OPEN else None


def take_turn(session: Session, secrets: Secrets, person: Person, campaign: AuditCampaign) -> None:
    """From now on what the person types is about this campaign."""
    if _current(session, secrets, person) != campaign.id:
        _change(session, secrets, person.workspace_id, {person.id: campaign.id})


def end_turn(session: Session, secrets: Secrets, person: Person, campaign: AuditCampaign) -> None:
    """What the person types is about this campaign no more."""
    if _current(session, secrets, person) == campaign.id:
        _change(session, secrets, person.workspace_id, {person.id: None})


def end_all_turns(session: Session, secrets: Secrets, campaign: AuditCampaign) -> None:
    """Nobody is answering this campaign any more."""
    row = _row(session, campaign.workspace_id)
    turns = {} if row is None else _opened(secrets, row)
    ended: dict[str, str | None] = {person: None for person, at in turns.items() if at == campaign.id}
    if ended:
        _change(session, secrets, campaign.workspace_id, ended)


def _current(session: Session, secrets: Secrets, person: Person) -> str | None:
    row = _row(session, person.workspace_id)
    return None if row is None else _opened(secrets, row).get(person.id)


def _change(session: Session, secrets: Secrets, workspace_id: str, changes: dict[str, str | None]) -> None:
    """Read again behind the lock, so that two who begin at the same moment both get their turn."""
    hold(session, workspace_id)
    row = _row(session, workspace_id, is_held=True)
    turns: dict[str, str | None] = {} if row is None else {**_opened(secrets, row)}
    turns |= changes
    kept = {person: campaign for person, campaign in sorted(turns.items()) if campaign is not None}
    packed = json.dumps(kept, separators=(",", ":"))
    sealed = secrets.seal(workspace_id, _COLUMN, packed + " " * (-len(packed) % STEP))
    row = row or AuditTurns(workspace_id=workspace_id, sealed=sealed)
    row.sealed = sealed
    session.add(row)
    session.flush()


def _row(session: Session, workspace_id: str, *, is_held: bool = False) -> AuditTurns | None:
    rows = select(AuditTurns).where(AuditTurns.workspace_id == workspace_id)
    if is_held:
        rows = rows.execution_options(populate_existing=True)
    return session.exec(rows).first()


def _opened(secrets: Secrets, row: AuditTurns) -> dict[str, str]:
    turns: dict[str, str] = json.loads(secrets.open(row.workspace_id, _COLUMN, row.sealed))
    return turns
