"""A workspace that is connected with a CRM in memory, and its figures."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from jobs.crm.run import Ran, Run
from models.accounts.records import Account
from models.activity.records import Activity, ActivityChange
from models.connections import actions
from models.connections.connecting import Connecting
from models.connections.preview import Stock, keep_stock
from models.connections.progress import Reading
from models.connections.records import Connection
from models.connections.remote import Owner, RemoteAccount, RemoteActivity, RemoteDeal, What
from models.database import Database
from models.deals.records import Deal, DealChange, StageChange
from models.deals.snapshot import deals_open_at
from models.exports.run import export
from models.period import month_of
from models.references.records import Link
from models.scorecard.scope import scope_of_person, scope_of_workspace
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.zones import zone_named
from tests.conftest import NOW, SECRETS, Cast
from tests.jobs.crm.simple import Killed, SimpleCrm

OWNERS = (Owner("41", "Anna de Vries", "anna@example.com"), Owner("43", "B. Bakker", "BRAM@example.com"))


@dataclass
class World:
    """Cast, connection and CRM."""

    database: Database
    cast: Cast
    crm: SimpleCrm
    connection_id: str = ""
    now: datetime = NOW
    asked: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, database: Database, cast: Cast, **more: Any) -> "World":
        """Connected and started: its two owners are Anna and Bram, by their e-mail addresses."""
        world = cls(database, cast, SimpleCrm(lambda: NOW, OWNERS))
        world.crm.now = lambda: world.now
        world.connect(**more)
        return world

    def connect(self, *, starts: bool = True) -> None:
        """Connect with the CRM that there is."""

        def work(session: Session) -> str:
            connecting = self.connecting(session)
            connection = actions.connect(connecting, self.crm.vendor, "a-key-of-the-tests", self.crm.facts, SECRETS)
            stock = asyncio.run(_stock(self.crm))
            keep_stock(session, connection, stock)
            if starts:
                actions.start(connecting, connection)
            return connection.id

        self.connection_id = self.database.write(work)

    def connecting(self, session: Session) -> Connecting:
        """The admin at work."""
        dirk = session.get_one(Person, ("T1", self.cast.dirk.id))
        return Connecting(session, workspace_of(session, "T1"), self.now, dirk)

    def connection(self, session: Session) -> Connection:
        """The connection."""
        return session.get_one(Connection, ("T1", self.connection_id))

    def later(self, **how: float) -> None:
        """Time passes."""
        self.now += timedelta(**how)

    def sync(self, *, dies_after: int | None = None, again: bool = False, token: str = "me") -> Ran | None:
        """A run, which may be killed after so many calls; None when it was."""
        reading = Reading("T1", self.connection_id, token)
        if not self.database.write(lambda session: reading.take(session, self.now)):
            return None
        self.crm.dies_after = dies_after
        run = Run(self.database, self.crm, reading, lambda: self.now)
        try:
            return asyncio.run(run.go(again=again))
        except Killed:
            return None
        finally:
            self.crm.dies_after = None

    def full(self) -> Ran:
        """Everything, from the beginning, and the nightly comparison."""
        ran = self.sync(again=True)
        assert ran is not None, "somebody else has the connection"
        assert ran.error is None, ran.error
        return ran

    # --- what is in the CRM -----------------------------------------------------------------------------

    def company(self, id_: str, name: str, **more: Any) -> None:
        """A company there."""
        self.crm.put(RemoteAccount(id_, name, **more))

    def deal(self, id_: str, value: int | None = 1000, stage: str = "s1", **more: Any) -> None:
        """A deal there, of Anna unless it says another."""
        usual: dict[str, Any] = {"title": f"Deal {id_}", "owner_id": "41", "currency": "EUR", "created_at": self.now}
        money = None if value is None else Decimal(value)
        self.crm.put(RemoteDeal(id_, stage_id=stage, value=money, **{**usual, **more}))

    def meeting(self, id_: str, account: str | None, **more: Any) -> None:
        """A meeting there, of Anna, now, unless it says otherwise."""
        usual: dict[str, Any] = {"kind_id": "m", "owner_id": "41", "happened_at": self.now, "account_id": account}
        self.crm.put(RemoteActivity(id_, **{**usual, **more}))

    def win(self, id_: str) -> None:
        """It is won now."""
        self.crm.change(What.DEAL, id_, stage_id="won", decided_at=self.now)

    # --- what came of it ---------------------------------------------------------------------------------

    def deals(self, session: Session, *, also_removed: bool = False) -> list[Deal]:
        """The deals, by number."""
        session.commit()  # what others wrote since is seen
        session.expire_all()
        found = select(Deal).where(Deal.workspace_id == "T1").order_by(col(Deal.number))
        return [deal for deal in session.exec(found) if also_removed or deal.removed_at is None]

    def held(self, session: Session) -> list[Activity]:
        """The entries that count, by day."""
        session.commit()  # what others wrote since is seen
        session.expire_all()
        found = select(Activity).where(
            Activity.workspace_id == "T1", col(Activity.undone_at).is_(None), col(Activity.same_as).is_(None)
        )
        return list(session.exec(found.order_by(col(Activity.happened_on), col(Activity.id))))

    def figures(self) -> str:
        """The scorecards of the workspace and of each rep, and the deals, open and decided, as text that can be compared."""
        return self.database.read(self._figures)

    def _figures(self, session: Session) -> str:
        workspace = workspace_of(session, "T1")
        today = self.now.astimezone(zone_named(workspace.zone)).date()
        people = session.exec(select(Person).where(Person.workspace_id == "T1").order_by(col(Person.name))).all()
        reps = [one for one in people if one.is_rep]
        scopes = [scope_of_workspace(session, workspace), *(scope_of_person(session, workspace, one) for one in reps)]
        said = []
        for scope in scopes:
            parts = export(session, workspace, "scorecard", scope, month_of(today), today, "json", self.now)
            said.append(json.loads("".join(parts)))
        names = {one.id: one.name for one in session.exec(select(Account))}
        whose = {one.id: one.name for one in people}
        open_ones = [
            (
                names.get(str(deal.account_id)),
                whose[deal.owner_id],
                deal.stage,
                deal.value_minor,
                deal.currency,
                deal.probability,
                str(deal.opened_on),
                str(deal.expected_close),
                sorted((whose[who], part) for who, part in deal.shares),
            )
            for deal in deals_open_at(session, "T1", today)
        ]
        said.append(sorted(open_ones, key=str))
        decided = [
            (
                names.get(str(deal.account_id)),
                whose[deal.owner_id],
                deal.outcome,
                str(deal.closed_on),
                deal.value_minor,
                deal.currency,
            )
            for deal in session.exec(select(Deal).where(Deal.workspace_id == "T1", col(Deal.outcome).is_not(None)))
            if deal.removed_at is None
        ]
        said.append(sorted(decided, key=str))
        return json.dumps(said, indent=1, sort_keys=True, default=str)

    def rows(self) -> tuple[int, ...]:
        """How many rows there are of what a run may write."""
        tables = (Deal, DealChange, StageChange, Activity, ActivityChange, Account, Link)
        return self.database.read(lambda session: tuple(len(session.exec(select(table)).all()) for table in tables))


async def _stock(crm: SimpleCrm) -> Stock:
    return Stock(await crm.people(), await crm.pipelines(), await crm.kinds())
