"""What people call the sources of an entry: a connection by its name, a file by whose it is."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.activity.records import Activity, Source
from models.connections.records import Connection
from models.prepared import PreparedForSome, fetch_some, loaded
from models.references.links import FILES, links_of
from models.references.records import WRITTEN, Fact

VENDORS = {
    "hubspot": "HubSpot",
    "pipedrive": "Pipedrive",
    "salesforce": "Salesforce",
    "dynamics": "Dynamics 365",
    "zoho": "Zoho CRM",
    "odoo": "Odoo",
    "teamleader": "Teamleader",
    "close": "Close",
    "espo": "EspoCRM",
    "suite": "SuiteCRM",
    "frappe": "Frappe CRM",
    "erpnext": "ERPNext",
    "bottlecrm": "BottleCRM",
}
"""How the vendors write their names."""


def source_names(session: Session, workspace_id: str, rows: Iterable[Activity]) -> dict[str, str]:
    """For each entry a name like `HubSpot`; `slack`, `crm`, `csv` or `calendar` where nobody gave it one."""
    by_id = {row.id: row for row in rows}
    linked = [id_ for id_, row in by_id.items() if row.source in (Source.CRM, Source.CSV)]
    links = links_of(session, workspace_id, Fact.ACTIVITY, linked) if linked else {}
    origins = {id_: told[0].origin for id_, told in links.items()}
    named = {
        **{origin: _of_file(origin) for origin in origins.values()},
        **_connections(session, workspace_id, origins.values()),
    }
    return {id_: named.get(origins.get(id_, ""), "") or row.source for id_, row in by_id.items()}


def also_told(session: Session, workspace_id: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """By entry the names of the other sources that tell of the same event, as `source_names` has them."""
    rows = fetch_some(session, _TELL_OF_THE_SAME, {"workspace_id": workspace_id}, ids=ids)
    told = [loaded(session, Activity, row) for row in rows]
    names = source_names(session, workspace_id, told) if told else {}
    also: dict[str, list[str]] = {}
    for row in sorted(told, key=lambda row: (list(Source).index(Source(row.source)), names[row.id])):
        known = also.setdefault(str(row.same_as), [])
        if names[row.id] not in known:
            known.append(names[row.id])
    return also


_TELL_OF_THE_SAME = PreparedForSome(
    lambda one_of: sa.select(sa.inspect(Activity).local_table).where(
        col(Activity.workspace_id) == sa.bindparam("workspace_id"),
        one_of(col(Activity.same_as), "ids"),
        col(Activity.undone_at).is_(None),
    )
)


def written_in(session: Session, workspace_id: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """By entry the names of the connections to which we wrote it, and where it still stands."""
    links = links_of(session, workspace_id, Fact.ACTIVITY, ids)
    ours = {id_: [link for link in of if link.reason == WRITTEN and link.gone_at is None] for id_, of in links.items()}
    names = _connections(session, workspace_id, [link.origin for of in ours.values() for link in of])
    return {id_: [names[link.origin] for link in of if link.origin in names] for id_, of in ours.items() if of}


def _of_file(origin: str) -> str:
    vendor = origin.removeprefix(FILES).removeprefix(":") if origin.startswith(FILES) else ""
    return VENDORS.get(vendor, vendor.title())


def _connections(session: Session, workspace_id: str, ids: Iterable[str]) -> dict[str, str]:
    wanted = [id_ for id_ in set(ids) if not id_.startswith(FILES)]
    if not wanted:
        return {}
    named = select(Connection.id, Connection.name).where(
        Connection.workspace_id == workspace_id, col(Connection.id).in_(wanted)
    )
    return dict(session.exec(named).all())
