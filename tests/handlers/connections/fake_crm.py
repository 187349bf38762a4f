"""A CRM for tests: an account with three people, two pipelines' worth of stages, and five deals."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from jobs.crm.adapter import TokenRefused, VendorBroken
from models.connections.remote import (
    AccountFacts,
    ActivityKind,
    Can,
    Change,
    Cursor,
    Gone,
    MovedTo,
    Outcome,
    Owner,
    Page,
    Pipeline,
    Refused,
    RemoteAccount,
    RemoteDeal,
    RemoteRecord,
    RemoteStage,
    What,
    Written,
)

GOOD_KEY = "pat-eu1-5c1f-the-key-of-noordzee"
OTHER_KEY = "pat-eu1-77aa-the-key-of-another-account"
WON_AT = datetime(2026, 11, 5, 12, tzinfo=UTC)


class FakeCrm:
    """What the protocol asks for; a key that it does not know is refused."""

    vendor = "hubspot"
    can = frozenset({Can.CHANGES})

    def __init__(self, key: str, address: str = "", *, is_down: bool = False) -> None:
        self.key, self.address, self.is_down = key, address, is_down
        self.closed = 0

    async def account(self) -> AccountFacts:
        if self.is_down:
            raise VendorBroken("HubSpot is out of order.")
        known = {GOOD_KEY: ("4711", "Noordzee BV"), OTHER_KEY: ("4712", "Zuiderzee BV")}
        if self.key not in known:
            raise TokenRefused("HubSpot does not take the key.")
        id_, name = known[self.key]
        return AccountFacts(id_, name, "Europe/Amsterdam", "EUR")

    async def people(self) -> list[Owner]:
        return [
            Owner("1", "Anna de Vries", "anna@example.com"),
            Owner("2", "Bram B.", "bram@elsewhere.example"),
            Owner("3", "Sales inbox", "sales@elsewhere.example"),
        ]

    async def pipelines(self) -> list[Pipeline]:
        return [
            Pipeline(
                "p",
                "Sales pipeline",
                (
                    RemoteStage("s1", "Appointment scheduled", 1, probability=21),
                    RemoteStage("s2", "Proposal", 2, probability=60),
                    RemoteStage("w", "Closed won", 3, Outcome.WON, 100),
                    RemoteStage("l", "Closed lost", 4, Outcome.LOST, 0),
                ),
            )
        ]

    async def kinds(self) -> list[ActivityKind]:
        return [ActivityKind("meeting", "Meeting", "meeting"), ActivityKind("lunch", "Lunch")]

    async def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        records: tuple[RemoteRecord | Gone | MovedTo, ...] = ()
        if what is What.ACCOUNT:
            records = (RemoteAccount("a1", "Globex"), RemoteAccount("a2", "Initech"))
        if what is What.DEAL:
            records = (
                self._deal("d1", "a1", "w", "1", "13500", WON_AT),
                self._deal("d2", "a1", "s2", "1", "8000"),
                self._deal("d3", "a2", "s1", "2", "5000"),
            )
        yield Page(records, {"done": True}, is_last=True, total=len(records))

    @staticmethod
    def _deal(
        id_: str, account: str, stage: str, owner: str, value: str, decided_at: datetime | None = None
    ) -> RemoteDeal:
        made = datetime(2026, 10, 1, 9, tzinfo=UTC)
        return RemoteDeal(id_, f"Line {id_}", stage, owner, account, None, Decimal(value), "EUR", made, decided_at)

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        return []

    async def ids(self, what: What) -> AsyncIterator[str]:
        for id_ in ():
            yield id_

    async def write(self, change: Change) -> Written | Refused:
        raise NotImplementedError

    async def close(self) -> None:
        self.closed += 1
