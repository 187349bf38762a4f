"""What a CRM says, in our words: values that an adapter gives and that the business takes. No vendor, no database.

Instants are aware; days are days; money is a Decimal with its currency, or None where the CRM does not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

OUR_MARK = "urn:koers:"
"""Before the id that an activity has here, where we may leave it in the CRM: `event_key` says it back."""


class What(StrEnum):
    """What is read from a CRM, in the order in which it is read: what others name comes first."""

    ACCOUNT = "account"
    DEAL = "deal"
    ACTIVITY = "activity"


class Can(StrEnum):
    """What a CRM's interface is able to do."""

    CHANGES = "changes"
    """It lists what changed since an instant; without it everything is read and compared by fingerprint."""
    WRITE_ACTIVITY = "write_activity"
    WRITE_DEAL = "write_deal"
    REMOVE_ACTIVITY = "remove_activity"
    """An activity that we wrote can be taken away again."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """The account of the CRM that a key opens."""

    id: str
    """As the CRM calls it: two connections with the same one are one connection too many."""
    name: str
    zone: str | None = None
    currency: str | None = None
    seats: int = 1
    version: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has deals and activities there."""

    id: str
    name: str
    email: str | None = None
    is_active: bool = True


class Outcome(StrEnum):
    """What a stage decides."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class RemoteStage:
    """A stage. Its id never changes; its label may."""

    id: str
    label: str
    order: int
    outcome: Outcome = Outcome.OPEN
    probability: int | None = None
    """Percent."""
    other_names: tuple[str, ...] = ()
    """What histories call it."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline with its stages, in order."""

    id: str
    label: str
    stages: tuple[RemoteStage, ...]


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of activity there, and what it looks like here (None: it has to be asked)."""

    id: str
    label: str
    guess: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """A company."""

    id: str
    name: str
    owner_id: str | None = None
    domain: str | None = None
    created_at: datetime | None = None
    merged_ids: tuple[str, ...] = ()
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RemoteDeal:
    """A deal."""

    id: str
    title: str
    stage_id: str
    owner_id: str | None = None
    account_id: str | None = None
    outcome: Outcome | None = None
    """Where the CRM says it apart from the stage (Pipedrive's status); it goes before what the stage says."""
    value: Decimal | None = None
    currency: str | None = None
    created_at: datetime | None = None
    decided_at: datetime | None = None
    """When the stage that decides it was entered; None where the CRM does not say."""
    close_date: date | datetime | None = None
    """What people typed: the plan of an open deal, and not to be relied on of a decided one. A day is a day in every zone."""
    probability: int | None = None
    lost_reason: str = ""
    deal_type: str | None = None
    product: str | None = None
    channel: str | None = None
    shares: tuple[tuple[str, Decimal], ...] = ()
    """Owner and percent."""
    merged_ids: tuple[str, ...] = ()
    updated_at: datetime | None = None
    is_archived: bool = False
    """Out of the open pipeline, but a fact (Pipedrive's archive)."""


@dataclass(frozen=True, slots=True)
class RemoteActivity:
    """Something that somebody did, or will do (then it is no fact yet)."""

    id: str
    kind_id: str
    owner_id: str | None = None
    other_owner_ids: tuple[str, ...] = ()
    account_id: str | None = None
    deal_id: str | None = None
    happened_at: datetime | date | None = None
    """When it was held; a day where the CRM knows only the day."""
    minutes: int | None = None
    is_held: bool = True
    """False: planned, cancelled, a no-show."""
    event_key: str | None = None
    """What the same meeting is called in every calendar and engagement: the strong key."""
    subject: str = ""
    updated_at: datetime | None = None


RemoteRecord = RemoteAccount | RemoteDeal | RemoteActivity


@dataclass(frozen=True, slots=True)
class Gone:
    """The CRM no longer has it."""

    id: str


@dataclass(frozen=True, slots=True)
class MovedTo:
    """It became part of another one."""

    id: str
    into_id: str


Cursor = Mapping[str, object]
"""How far was read, as JSON, of which only the adapter knows what it says."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some records, and the cursor to go on from. `is_last`: that was everything until the instant that was asked."""

    records: tuple[RemoteRecord | Gone | MovedTo, ...]
    cursor: Cursor
    is_last: bool = False
    total: int | None = None
    """How many there are in all, where the CRM says it: for a progress bar."""


@dataclass(frozen=True, slots=True)
class Change:
    """What we ask a CRM to write: an activity that was logged here, or a deal's stage, value or outcome."""

    what: What
    id: str | None
    """None: a new one."""
    fields: Mapping[str, object]
    """In our words: `kind_id`, `owner_id`, `account_id`, `deal_id`, `happened_at`, `minutes`, `subject`, `stage_id`, `outcome`,
    `value`, `currency`, `lost_reason`; `our_id` is the id that the activity has here."""
    is_removal: bool = False
    """The activity `id`, which we wrote, did not happen: it is taken away."""


@dataclass(frozen=True, slots=True)
class Written:
    """It was done; what it says there now, field by field, to know it again when it comes back."""

    id: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """The CRM does not want it, and says why in its own words."""

    message: str
    fields: tuple[str, ...] = ()
    """What it asks for."""
