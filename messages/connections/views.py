"""Connections with CRMs as values that messages take. No key is in any of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.connections.actions import VENDOR_NAMES
from models.money import Money

VENDORS = {str(vendor): name for vendor, name in VENDOR_NAMES.items()}
"""What a person picks from, in this order: by the key in the database the name that people know."""
WITH_ADDRESS = {"pipedrive": False, "salesforce": True, "bottlecrm": True}
"""Those of which the address is asked, and whether they cannot do without."""
WITH_SECRET = ("salesforce",)
"""Those whose key has two parts."""


@dataclass(frozen=True)
class Needs:
    """How many people, stages and kinds of activity of a CRM wait for an admin."""

    people: int = 0
    stages: int = 0
    kinds: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.people + self.stages + self.kinds


@dataclass(frozen=True)
class ConnectionView:
    """How a connection stands."""

    id: str
    name: str
    vendor: str
    state: str
    now: datetime
    zone: str
    """The reader's: times are told in it."""
    read_at: datetime | None = None
    """As of when everything of it is known here; None: its history is still coming."""
    percent: int | None = None
    """Of the history that is in, where the CRM says how much there is."""
    resting_until: datetime | None = None
    """The CRM asked for a rest, or its budget of the day is used."""
    is_broken: bool = False
    """The last run did not come through; the next one tries again."""
    not_taken: int = 0
    """Records that could not be taken in."""
    needs: Needs = field(default_factory=Needs)
    writes_activities: bool = False
    """Whether what is logged in Slack is written to it."""
    writes_deals: bool = False

    @property
    def minutes_ago(self) -> int | None:
        """Whole minutes since it was read through."""
        return None if self.read_at is None else max(0, int((self.now - self.read_at).total_seconds() // 60))


@dataclass(frozen=True)
class Choice:
    """A question of the mapping: something of the CRM, and what it is here."""

    what: str
    """`person`, `stage` or `kind`."""
    remote_id: str
    label: str
    local: str | None = None
    """A person's id, a stage or an outcome, a kind; None: nobody has said yet."""
    is_left_out: bool = False
    about: str = ""
    """What else the CRM says: somebody's e-mail address, the pipeline of a stage."""
    probability: int | None = None
    local_name: str = ""
    """Of a person: their name here."""


@dataclass(frozen=True)
class Page:
    """Some questions of the mapping on one screen, and what the screen has to know again when it is sent."""

    name: str
    """The connection's."""
    step: str
    """`people`, `meaning` (stages and kinds), or `needs`: whatever waits of a connection that runs."""
    choices: Sequence[Choice]
    people: Sequence[tuple[str, str]] = ()
    """Who can be chosen, with their ids; empty: there are too many for a menu, which is searched instead."""
    stages: Sequence[str] = ()
    kinds: Sequence[tuple[str, str]] = ()
    """With their names; those of the workspace's own have no words of ours."""
    number: int = 1
    of: int = 1
    """Which screen of how many."""
    matched: int = 0
    """People who were recognised by their e-mail address."""
    carried: str = ""


@dataclass(frozen=True)
class PreviewView:
    """What would change with *Start*."""

    connection_id: str
    name: str
    deals: int
    deals_known: int
    accounts: int
    activities: int
    sales_before: Money
    sales_after: Money
    needs: Needs = field(default_factory=Needs)
    is_complete: bool = True


@dataclass(frozen=True)
class ToldBy:
    """Where a fact is from: a connection, and a link to it there."""

    name: str
    url: str = ""
    as_of: str = ""
    """When its CRM was read last, in the reader's words; empty: its history is still coming."""
    is_read: bool = True
    """False: it is paused, refused or removed, so nothing newer comes."""
