"""What every CRM does for us, and what may go wrong with it."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from models.connections.remote import (
    AccountFacts,
    ActivityKind,
    Can,
    Change,
    Cursor,
    Gone,
    MovedTo,
    Owner,
    Page,
    Pipeline,
    Refused,
    RemoteRecord,
    What,
    Written,
)


class CrmError(Exception):
    """Something is the matter with a CRM. The text is for people, and holds no key, name or address."""


class TokenRefused(CrmError):  # noqa: N818 - what happened, in the past
    """The key is not taken (any more): nothing is tried until there is another one."""


class SlowDown(CrmError):  # noqa: N818 - what the CRM says
    """Too fast: go on at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many requests")
        self.until = until


class BudgetGone(CrmError):  # noqa: N818 - what the CRM says
    """What may be asked in a day is used up, or the part of it that we allow ourselves: go on at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("the budget of the day is used")
        self.until = until


class VendorBroken(CrmError):  # noqa: N818 - what happened
    """It does not answer, or what it answers makes no sense. The next run tries again."""


class Crm(Protocol):
    """One account of a CRM. Everything that is read is read as it is at `until` at the latest."""

    vendor: str
    can: frozenset[Can]

    async def account(self) -> AccountFacts:
        """The account that the key opens. Raises TokenRefused when it opens none."""

    async def people(self) -> list[Owner]:
        """Everybody, also who has left."""

    async def pipelines(self) -> list[Pipeline]:
        """The pipelines with their stages."""

    async def kinds(self) -> list[ActivityKind]:
        """The kinds of activities."""

    def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        """What changed since the cursor, each page with the cursor to go on from; everything, newest first, without one.

        The last page's cursor already holds the overlap: `changed(what, page.cursor, later)` misses nothing.
        """

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """These records as they are now."""

    def ids(self, what: What) -> AsyncIterator[str]:
        """The ids of all that is there and not archived: for the nightly comparison."""

    async def write(self, change: Change) -> Written | Refused:
        """Write one thing. Raises CrmError when it is not known whether it was done."""

    async def close(self) -> None:
        """Give the connection to the network back."""
