"""Customers as values that messages take. Money is in whole units of the reporting currency."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from messages.deals.answers import DealView
from messages.scorecard.records import Record
from models.analysis.key_accounts import KeyAccount
from models.analysis.satisfaction import Scores
from models.customers.segments import Segment


@dataclass(frozen=True)
class SilentRow:
    """A silent customer."""

    name: str
    this_year: float
    ever: float
    last_contact: date | None
    days: int


@dataclass(frozen=True)
class RenewalRow:
    """A contract that is due."""

    deal: DealView
    days: int | None
    is_at_risk: bool
    pushes: int = 0
    silent_days: int = 0
    """0 while it is not silent for long enough."""
    contract_ends_on: date | None = None
    """Of a contract without a renewal: its last day; the deal is the one that brought it."""


@dataclass(frozen=True)
class GapRow:
    """Customers with one product and without another."""

    bought: str
    lacks: str
    both: int
    buyers: int
    accounts: Sequence[str]


@dataclass(frozen=True)
class CustomersView:
    """The customers of somebody, a team, a line or the company. `name` is empty for one's own."""

    name: str
    currency: str
    customers: int
    active: int
    sales: float
    by: str = "sector"
    """What the segments are by."""
    segments: Sequence[Segment] = ()
    scores: Scores = field(default_factory=Scores)
    key: Sequence[KeyAccount] = ()
    key_share: float | None = None
    key_of: int = 0
    """Of how many customers the key accounts are the largest fifth."""
    silent: Sequence[SilentRow] = ()
    silent_days: int = 90
    due: Sequence[RenewalRow] = ()
    later: int = 0
    renewed: float | None = None
    """Of what was due in the last twelve months, 0 to 1; None when nothing was."""
    were_due: float = 0
    gaps: Sequence[GapRow] = ()
    per_customer: float | None = None
    table: str = "sector"
    ref: str = ""


@dataclass(frozen=True)
class WhyView:
    """What stands behind a table: its rule, and the latest records."""

    which: str
    name: str
    currency: str
    silent_days: int
    sales: Sequence[Record] = ()
    scores: Sequence[Record] = ()
    deals: Sequence[DealView] = ()
    contacts: Sequence[SilentRow] = ()
    today: date = date.min
