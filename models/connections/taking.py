"""What one transaction of taking in what a CRM says works with: the workspace, the mapping, the references."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from models.accounts.queries import account_with_id
from models.activity.proposals import settle_deals
from models.activity.records import Activity
from models.activity.settling import Place, settle
from models.connections.mapping import Mapped, Mappings, note_unknown
from models.connections.records import Connection
from models.connections.rereading import Waits, read_again_without_account, read_again_without_deal
from models.period import months_after
from models.references.deals import DealsOfOthers
from models.references.links import add_link, link_to
from models.references.outgoing import CrmWrite
from models.references.records import Fact, Link
from models.workspace.records import Workspace
from models.zones import zone_named

MONTHS_READ = 12
"""How far back the history of a CRM is taken in."""
OVERRULED = "overruled"
"""A change that a source told of and that was not taken: `old` is what stands, `new` what it said."""
WAITS_FOR_OWNER = "w"
"""Begins the fingerprint of a fact of which somebody is not mapped yet; the others are hexadecimal."""


class Taking:
    """One transaction's worth of what a connection says."""

    def __init__(self, session: Session, workspace: Workspace, connection: Connection, now: datetime) -> None:
        self.session, self.workspace, self.connection, self.now = session, workspace, connection, now
        self.workspace_id, self.origin = workspace.workspace_id, connection.id
        self.zone = zone_named(workspace.zone)
        self.today = now.astimezone(self.zone).date()
        self.oldest = months_after(self.today, -MONTHS_READ)
        self.mappings = Mappings(session, connection)
        self.counts: Counter[str] = Counter()
        self.touched: list[Activity] = []
        self.places: list[Place] = []
        self.accounts: set[str] = set()
        self.without_deal: set[str | None] = set()
        """The accounts of deals that are some by now, and were none: what stands without a deal is read again."""
        self.has_new_company = False
        """A company is an account by now, and was none: what stands without one is read again."""

    @cached_property
    def deals_of_others(self) -> DealsOfOthers:
        """The deals that somebody else told of, looked up once for all records of the page."""
        return DealsOfOthers(self.session, self.workspace_id, self.origin, self.connection.vendor, is_few=True)

    @cached_property
    def unheard(self) -> Sequence[CrmWrite]:
        """Activities that were sent and of which nobody heard, looked up once for all records of the page."""
        sent = select(CrmWrite).where(
            CrmWrite.workspace_id == self.workspace_id,
            CrmWrite.connection_id == self.origin,
            CrmWrite.kind == Fact.ACTIVITY,
            col(CrmWrite.attempted_at).is_not(None),
            CrmWrite.is_removal == False,  # noqa: E712 - SQL
        )
        return self.session.exec(sent.order_by(col(CrmWrite.attempted_at))).all()

    def day(self, said: datetime | date | None) -> date | None:
        """A day where the workspace is; a day is a day in every zone."""
        return said.astimezone(self.zone).date() if isinstance(said, datetime) else said

    def link(self, fact: Fact, external_id: str) -> Link | None:
        """What we know of a record."""
        return link_to(self.session, self.workspace_id, self.origin, fact, external_id)

    def know(self, fact: Fact, external_id: str, fact_id: str, reason: str = "") -> Link:
        """The record tells of a fact from now on (of none, for a `reason` to wait)."""
        link = add_link(
            self.session, self.workspace_id, self.origin, fact, external_id, fact_id, self.now, reason=reason
        )
        self.session.flush()
        return link

    def wait(self, fact: Fact, external_id: str, why: Waits, fingerprint: str | None) -> Link:
        """The record is no fact yet. One that is a fact stays what it is."""
        link = self.link(fact, external_id) or self.know(fact, external_id, "", why)
        link.fingerprint, link.gone_at = fingerprint, None
        if not link.fact_id:
            link.reason = why
        self.counts[f"{fact}:{why}"] += 1
        return link

    def person(self, owner_id: str | None) -> str | None:
        """Who it is here; somebody whom the CRM did not name is asked about."""
        return self._local(Mapped.PERSON, owner_id)

    def stage(self, stage_id: str) -> str | None:
        """The stage or outcome that it is here."""
        return self._local(Mapped.STAGE, stage_id)

    def kind(self, kind_id: str) -> str | None:
        """The kind that it is here."""
        return self._local(Mapped.KIND, kind_id)

    def account_id(self, remote_id: str | None) -> tuple[str | None, bool]:
        """The account that a company is, and whether that is known; of one that did not come yet it is asked for."""
        if not remote_id:
            return None, True
        link = self.link(Fact.ACCOUNT, remote_id)
        if link is None:
            self.know(Fact.ACCOUNT, remote_id, "", Waits.UNREAD)
            return None, False
        account = account_with_id(self.session, self.workspace_id, link.fact_id or None)
        is_known = bool(account or link.gone_at or link.fingerprint)
        return (account.id if account else None), is_known

    def look_up_again(self) -> None:
        """What was looked up of the deals of others may be another by now."""
        self.__dict__.pop("deals_of_others", None)

    def settle(self) -> None:
        """Let the rules decide about all that was touched: one event, first meetings, deals that are meant."""
        self.session.flush()
        self.look_up_again()
        if self.has_new_company:
            read_again_without_account(self.session, self.connection)
        if self.without_deal:
            read_again_without_deal(self.session, self.connection, self.without_deal)
        self.without_deal, self.has_new_company = set(), False
        if self.accounts:
            settle_deals(self.session, self.workspace_id, self.accounts)
        if self.touched or self.places:
            rows = {row.id: row for row in self.touched}.values()
            settle(self.session, self.workspace_id, rows, self.places, now=self.now)
        self.touched, self.places, self.accounts = [], [], set()
        self.session.flush()

    def _local(self, what: Mapped, remote_id: str | None) -> str | None:
        if not remote_id:
            return None
        if not self.mappings.has(what, remote_id):
            note_unknown(self.session, self.connection, what, remote_id)
            self.mappings = Mappings(self.session, self.connection)
        return self.mappings.local(what, remote_id)


def fingerprint_of(values: Mapping[str, Any], *, waits_for_owner: bool = False) -> str:
    """Of what a source says, as far as we take it."""
    told = "\x1f".join(f"{name}={values[name]}" for name in sorted(values))
    digest = hashlib.sha256(told.encode()).hexdigest()
    return WAITS_FOR_OWNER + digest[:31] if waits_for_owner else digest[:32]


def others_tell_of(taking: Taking, link: Link) -> bool:
    """Whether another record tells of the same fact: of this CRM, of another one, or of a file.

    A file of the same CRM that calls it the same is an older copy of this record.
    """
    told = select(Link).where(
        Link.workspace_id == taking.workspace_id, Link.kind == link.kind, Link.fact_id == link.fact_id
    )
    copy = (f"csv:{taking.connection.vendor}", link.external_id)
    return any(
        other.id != link.id and other.gone_at is None and (other.origin, other.external_id) != copy
        for other in taking.session.exec(told)
    )
