"""What the bot puts together for a quarterly review, as values: stored with it, and never computed again once it is shared."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True)
class Row:
    """A KPI of the quarter. `value` None: there is none, and `reason` says why."""

    kpi: str
    quadrant: str
    unit: str
    is_lead: bool
    value: float | None
    target: float | None
    attainment: float | None = None
    """Value / target; target / value where less is better."""
    status: str | None = None
    reason: str = ""
    by_others: float | None = None
    """Of a team: what people without the target added to `value`, which is of those who have it."""
    is_at_most: bool = False
    """Less is better: the target is the most that it may be."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What a KPI of the workspace's own was called then, by language."""


@dataclass(frozen=True)
class Decided:
    """Deals decided in one way in the quarter. `value` is the part credited here, in whole units."""

    count: int
    value: float
    without_value: int = 0
    """Those of which value or rate is missing: they are in no sum."""
    reasons: tuple[tuple[str, int], ...] = ()
    """In the words of who decided them, the most frequent first; an empty one: not said."""


@dataclass(frozen=True)
class DealLine:
    """A deal by name. `value` in whole units; `days` since something was heard of it, of a silent one."""

    number: int
    name: str
    value: float | None
    reason: str = ""
    days: int = 0


@dataclass(frozen=True)
class Pipeline:
    """The deals that are open as the pack is made. Money in whole units."""

    open_count: int
    open_value: float
    weighted: float
    missing: float | None
    """What the running quarter's sales target still asks; None without a target."""
    coverage: float | None
    """Open value / what is missing; None where nothing is missing, or no target is set."""
    silent: tuple[DealLine, ...] = ()
    """Of which nothing was heard for 14 days: the largest of them."""
    silent_count: int = 0
    slipped: int = 0
    """Whose expected close has passed, or was moved later."""


@dataclass(frozen=True)
class Accounts:
    """The account plan: accounts contacted within the cadence of their tier, of those that have one."""

    in_time: int
    with_cadence: int


@dataclass(frozen=True)
class Promise:
    """What was promised for the quarter, and whether it was kept."""

    kind: str
    """`commitment` of a monthly review, `goal`, `action` of a coaching talk, `decision` of the last quarterly review."""
    text: str
    state: str
    """`kept`, `partly`, `not`, `running`, or `unknown`: nobody has said it yet."""
    due: date | None = None
    owner_id: str = ""
    """Of a decision: who was to do it."""
    kpi: str = ""
    """Of a goal without a title, and of a commitment that named one."""
    steps: tuple[int, int] | None = None
    """Of a goal: milestones reached, of how many."""
    between: tuple[str, ...] = ()
    """Of a coaching action: the ids of the two who agreed on it. Its words are for nobody else."""


@dataclass(frozen=True)
class Disputed:
    """A figure that somebody asked to correct: it is noted, and the meeting moves on."""

    kpi: str
    state: str
    """`open`, `corrected` or `right`."""
    asked_on: date


@dataclass(frozen=True)
class Pack:
    """A quarter of a rep or team. Money is in whole units of `currency`."""

    currency: str
    score: float | None
    status: str | None
    counted: int
    """KPIs that the score rests on."""
    worst: str | None
    quadrants: Mapping[str, float | None]
    rows: tuple[Row, ...]
    won: Decided
    lost: Decided
    returned: Decided
    won_deals: tuple[DealLine, ...] = ()
    """The largest."""
    pipeline: Pipeline | None = None
    accounts: Accounts | None = None
    """None where no account has a cadence."""
    promises: tuple[Promise, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the company called its quadrants then, by quadrant and language: `find_en`."""

    @property
    def planned(self) -> list[Row]:
        """The KPIs with a target, in the order of the table."""
        return [row for row in self.rows if row.target is not None]

    def for_reader(self, person_id: str) -> "Pack":
        """Without the words of what two others agreed on in their coaching; that it was kept, or not, stays."""
        own = (replace(one, text="") if one.between and person_id not in one.between else one for one in self.promises)
        return replace(self, promises=tuple(own))

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return dict(_adapter().dump_python(self, mode="json"))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Pack":
        """The pack as `as_json` stored it."""
        return _adapter().validate_python(stored)


@cache
def _adapter() -> "TypeAdapter[Pack]":
    return TypeAdapter(Pack)


NOTHING = Decided(0, 0.0)
EMPTY = Pack("EUR", None, None, 0, None, {}, (), NOTHING, NOTHING, NOTHING)
