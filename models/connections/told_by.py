"""Where a fact is from: which connections tell of it, how fresh that is, and the way to it in the CRM."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlmodel import Session, col, select

from models.connections.records import Connection, State, SyncCursor, Vendor
from models.connections.remote import What
from models.references.links import links_of
from models.references.records import Fact

_CURSOR = {Fact.DEAL: What.DEAL, Fact.ACTIVITY: What.ACTIVITY, Fact.ACCOUNT: What.ACCOUNT}


@dataclass(frozen=True)
class Teller:
    """A connection that tells of a fact."""

    name: str
    url: str
    """Where it stands in the CRM; empty where its address is not known."""
    as_of: datetime | None
    """When the CRM was read last; None: its history is still coming."""
    is_read: bool
    """False: it is paused, refused or removed, so nothing newer comes."""


def tellers_of(session: Session, workspace_id: str, kind: Fact, fact_ids: Collection[str]) -> dict[str, list[Teller]]:
    """By fact the connections that tell of it now, by name; facts that none tells of are left out."""
    known = {one.id: one for one in session.exec(select(Connection).where(Connection.workspace_id == workspace_id))}
    if not known or not fact_ids:
        return {}
    read = _read_at(session, workspace_id, kind)
    found: dict[str, list[Teller]] = {}
    for fact_id, links in links_of(session, workspace_id, kind, fact_ids).items():
        tells = {known[link.origin].name: link for link in links if link.origin in known and link.gone_at is None}
        if tells:
            found[fact_id] = [
                _teller(known[link.origin], kind, link.external_id, read.get(link.origin))
                for _, link in sorted(tells.items())
            ]
    return found


def address_in(connection: Connection, kind: Fact, external_id: str) -> str:
    """Where a deal stands in the CRM; empty where the address is not known.

    HubSpot: app.hubspot.com/contacts/<portal>/record/0-3/<id>, which leads on to the portal's own data centre. Pipedrive
    and Salesforce: at the company's own address.
    """
    if kind is not Fact.DEAL:
        return ""
    base, id_ = connection.base_url.rstrip("/"), quote(external_id, safe="")
    match connection.vendor:
        case Vendor.HUBSPOT if connection.remote_account.isdigit():
            return f"https://app.hubspot.com/contacts/{connection.remote_account}/record/0-3/{id_}"
        case Vendor.PIPEDRIVE if base and not base.startswith("https://api."):
            return f"{base}/deal/{id_}"
        case Vendor.SALESFORCE if base:
            return f"{base}/lightning/r/Opportunity/{id_}/view"
        case _:
            return ""


def _teller(connection: Connection, kind: Fact, external_id: str, as_of: datetime | None) -> Teller:
    is_read = connection.state == State.RUNNING
    return Teller(connection.name, address_in(connection, kind, external_id), as_of, is_read)


def _read_at(session: Session, workspace_id: str, kind: Fact) -> dict[str, datetime]:
    """By connection when this kind was read through last."""
    rows = select(SyncCursor).where(
        SyncCursor.workspace_id == workspace_id, SyncCursor.what == _CURSOR[kind], col(SyncCursor.ok_at).is_not(None)
    )
    return {row.connection_id: row.ok_at for row in session.exec(rows) if row.ok_at is not None}
