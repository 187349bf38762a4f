"""What an admin does with a connection: connect, start, pause, go on, another key, remove."""

from sqlmodel import Session, col, select

from models.connections.claiming import cursors_of, try_anew
from models.connections.connecting import Connecting
from models.connections.mapping import confirm
from models.connections.naming import VENDORS
from models.connections.records import Connection, State, Vendor
from models.connections.remote import AccountFacts
from models.connections.removing import remove_what_came
from models.connections.rereading import read_decided_again
from models.connections.too_late import note_pause
from models.database import new_id
from models.references.outgoing import CrmWrite, WriteState
from models.references.records import Fact
from models.refusal import Refusal
from models.workspace.secrets import Secrets
from models.workspace.trail import Did, note

LONGEST_NAME = 60
LONGEST_KEY = 4000
VENDOR_NAMES = {vendor: VENDORS[vendor] for vendor in Vendor}
WON_DATES = ("entered", "close_date")


def connect(
    connecting: Connecting,
    vendor: str,
    key: str,
    facts: AccountFacts,
    secrets: Secrets,
    *,
    name: str = "",
    base_url: str = "",
) -> Connection:
    """A connection with the account that `key` opens (`facts` is what `Crm.account()` said). Nothing counts before `start`.

    One with the same account that was removed is taken up again, with all that is known of it. Refuses the same account
    twice, a name that is in use or too long, and an empty key.
    """
    connecting.require()
    session, workspace_id = connecting.session, connecting.workspace.workspace_id
    _check_key(key)
    known = connections_of(session, workspace_id, also_removed=True)
    before = next((one for one in known if (one.vendor, one.remote_account) == (vendor, facts.id)), None)
    if before is not None and before.state != State.REMOVED:
        raise Refusal("connections.connected_already", name=before.name, account=facts.name)
    wanted = _free_name(known, name, vendor, before)
    connection = before or Connection(
        workspace_id=workspace_id, id=new_id(), vendor=vendor, name=wanted, created_at=connecting.now
    )
    connection.name, connection.base_url, connection.remote_account = wanted, base_url, facts.id
    connection.connected_by = connecting.by.id if connecting.by else None
    connection.state, connection.started_at = State.SETTING_UP, None
    connection.sealed_key = secrets.seal(workspace_id, _column(connection), key.strip())
    connection.resting_until = connection.claimed_until = connection.claimed_by = connection.told_at = None
    connection.settings = {**connection.settings, **_told(facts)}
    session.add(connection)
    session.flush()
    _note(connecting, connection, "key given")
    return connection


def give_key(
    connecting: Connecting, connection: Connection, key: str, facts: AccountFacts, secrets: Secrets
) -> Connection:
    """Another key for a connection, which goes on when it was refused. Refuses the key of another account."""
    connecting.require()
    _check_key(key)
    if facts.id != connection.remote_account:
        raise Refusal("connections.key_of_another", name=connection.name, account=facts.name)
    connection.sealed_key = secrets.seal(connection.workspace_id, _column(connection), key.strip())
    connection.settings = {**connection.settings, **_told(facts)}
    if connection.state == State.REFUSED:
        connection.state = State.RUNNING if connection.started_at else State.SETTING_UP
    connection.told_at = connection.resting_until = None
    try_anew(connecting.session, connection)
    _note(connecting, connection, "another key")
    connecting.session.flush()
    return connection


def start(connecting: Connecting, connection: Connection) -> None:
    """From now on it is read, and what it says counts; what was pre-filled of the mapping holds. Refuses a removed one."""
    connecting.require()
    _check_here(connection)
    confirm(connecting.session, connection, connecting.now, connecting.by.id if connecting.by else None)
    _goes_to(connecting, connection, State.RUNNING, "started")
    connection.started_at = connection.started_at or connecting.now
    connecting.session.flush()


def pause(connecting: Connecting, connection: Connection) -> None:
    """It is not read until somebody lets it go on; what came stays."""
    connecting.require()
    _check_here(connection)
    if connection.started_at is None:
        raise Refusal("connections.not_started", name=connection.name)
    _goes_to(connecting, connection, State.PAUSED, "paused")
    connecting.session.flush()


def resume(connecting: Connecting, connection: Connection) -> None:
    """It is read again, from where it was left."""
    connecting.require()
    _check_here(connection)
    if connection.started_at is None:
        raise Refusal("connections.not_started", name=connection.name)
    if connection.state == State.PAUSED:
        note_pause(connecting.session, connection, connecting.now)
    _goes_to(connecting, connection, State.RUNNING, "goes on")
    connection.told_at = connection.resting_until = None
    try_anew(connecting.session, connection)
    connecting.session.flush()


def remove(connecting: Connecting, connection: Connection, *, keeps_facts: bool) -> None:
    """The key is erased. What came stays as it is; or what only this connection told of goes too, out of all months."""
    connecting.require()
    _check_here(connection)
    connection.state, connection.sealed_key = State.REMOVED, None
    _note(connecting, connection, "removed" if keeps_facts else "removed with what came")
    set_writing(connecting, connection, activities=False, deals=False)
    connection.claimed_by = connection.claimed_until = None
    if not keeps_facts:
        remove_what_came(connecting.session, connecting.workspace, connection, connecting.now, connecting.today)
    for cursor in cursors_of(connecting.session, connection.workspace_id, connection.id):
        connecting.session.delete(cursor)
    connecting.session.flush()


def set_won_date(connecting: Connecting, connection: Connection, rule: str) -> None:
    """By which day a win counts: `entered` (the won stage), or `close_date` (what people typed). What is decided is read again."""
    connecting.require()
    if rule not in WON_DATES:
        raise Refusal("connections.won_date_unknown", rules=WON_DATES)
    if connection.settings.get("won_date", WON_DATES[0]) != rule:
        read_decided_again(connecting.session, connection)
    connection.settings = {**connection.settings, "won_date": rule}
    connecting.session.flush()


def set_writing(
    connecting: Connecting, connection: Connection, *, activities: bool | None = None, deals: bool | None = None
) -> None:
    """What is written to the CRM from now on (None: as it is): meetings and calls that were logged, changes of deals.

    Both are off at first. What waits when it is switched off is not written any more.
    """
    connecting.require()
    session, workspace = connecting.session, connecting.workspace
    said = {
        name: bool(connection.settings.get(name)) if wanted is None else wanted
        for name, wanted in (("writes_activities", activities), ("writes_deals", deals))
    }
    connection.settings = {**connection.settings, **said}
    kinds = {Fact.ACTIVITY: said["writes_activities"], Fact.DEAL: said["writes_deals"]}
    others = {id_: of for id_, of in workspace.crm_writers.items() if id_ != connection.id}
    on = [kind.value for kind, is_on in kinds.items() if is_on]
    before = workspace.crm_writers.get(connection.id, [])
    workspace.crm_writers = {**others, connection.id: on} if on else others
    if on != before:
        _note(connecting, connection, f"writes {', '.join(on) or 'nothing'}")
    waits = select(CrmWrite).where(
        CrmWrite.workspace_id == connection.workspace_id,
        CrmWrite.connection_id == connection.id,
        col(CrmWrite.state) != WriteState.WRITTEN,
    )
    for row in session.exec(waits).all():
        if row.kind not in on:
            session.delete(row)
    session.flush()


def _goes_to(connecting: Connecting, connection: Connection, state: State, detail: str) -> None:
    """Into another state; one that it is in already is no news."""
    if connection.state != state:
        connection.state = state
        _note(connecting, connection, detail)


def _note(connecting: Connecting, connection: Connection, detail: str) -> None:
    by = connecting.by.id if connecting.by else None
    workspace_id, at = connection.workspace_id, connecting.now
    note(connecting.session, workspace_id, Did.CONNECTION, by=by, at=at, about=connection.name, detail=detail)


def connections_of(session: Session, workspace_id: str, *, also_removed: bool = False) -> list[Connection]:
    """The connections of a workspace, by name."""
    found = select(Connection).where(Connection.workspace_id == workspace_id)
    if not also_removed:
        found = found.where(Connection.state != State.REMOVED)
    return list(session.exec(found.order_by(col(Connection.name))))


def connection_named(session: Session, workspace_id: str, name: str) -> Connection:
    """The connection that is called so, or the only one of that vendor. Refuses what is not there."""
    known = connections_of(session, workspace_id)
    folded = name.casefold().strip()
    found = [one for one in known if one.name.casefold() == folded] or [one for one in known if one.vendor == folded]
    if len(found) != 1:
        raise Refusal("connections.not_there", name=name[:LONGEST_NAME], names=[one.name for one in known])
    return found[0]


def key_of(connection: Connection, secrets: Secrets) -> str:
    """The key, opened. Raises SecretError."""
    return secrets.open(connection.workspace_id, _column(connection), connection.sealed_key or "")


def _column(connection: Connection) -> str:
    return f"connection.sealed_key:{connection.id}"


def _told(facts: AccountFacts) -> dict[str, object]:
    """What the account said of itself, as far as the figures need it."""
    return {
        "account": facts.name,
        "zone": facts.zone,
        "currency": facts.currency,
        "seats": facts.seats,
        "version": facts.version,
    }


def _check_key(key: str) -> None:
    if not key.strip() or len(key) > LONGEST_KEY or any(letter.isspace() for letter in key.strip()):
        raise Refusal("connections.no_key", field="key")


def _check_here(connection: Connection) -> None:
    if connection.state == State.REMOVED:
        raise Refusal("connections.not_there", name=connection.name, names=[])


def _free_name(known: list[Connection], name: str, vendor: str, before: Connection | None) -> str:
    """The name that was asked for, else the vendor's, with a number where it is taken."""
    wanted = " ".join(name.split())
    if len(wanted) > LONGEST_NAME:
        raise Refusal("connections.name_too_long", limit=LONGEST_NAME, field="name")
    taken = {one.name.casefold(): one for one in known if one is not before}
    if wanted and (other := taken.get(wanted.casefold())):
        if other.state != State.REMOVED:
            raise Refusal("connections.name_taken", name=other.name, field="name")
        other.name = f"{other.name[: LONGEST_NAME - 9]} {other.id[-8:]}"
        return wanted
    usual = wanted or (before.name if before else VENDOR_NAMES[Vendor(vendor)])
    number, free = 2, usual
    while free.casefold() in taken:
        free, number = f"{usual} {number}", number + 1
    return free
