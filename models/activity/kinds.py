"""The table of kinds: what each kind of activity is about.

Which figure a kind feeds is said by the figure, in `models/scorecard/kpis.py`: one figure may count several kinds.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.activity.records import Kind


class Needs(StrEnum):
    """What an entry cannot do without."""

    ACCOUNT = "account"
    SCORE = "score"
    DURATION = "duration"


@dataclass(frozen=True)
class KindRules:
    """One row of the table."""

    fields: tuple[str, ...]
    """What a form asks, in this order, besides kind, day and note."""
    needs: frozenset[Needs] = frozenset()
    longest_minutes: int = 24 * 60
    may_be_planned: bool = False
    """Whether it may lie in the future."""


MEETINGS = frozenset({Kind.MEETING, Kind.VISIT})
"""A visit is a meeting on site: it is first or follow-up like any other."""

_ACCOUNT, _SCORE, _DURATION = (frozenset({need}) for need in Needs)

KINDS: dict[str, KindRules] = {
    Kind.MEETING: KindRules(("account", "order", "duration", "contact"), _ACCOUNT),
    Kind.VISIT: KindRules(("account", "order", "duration", "contact"), _ACCOUNT, may_be_planned=True),
    Kind.CALL: KindRules(("account", "quantity", "duration", "contact")),
    Kind.EMAIL: KindRules(("account", "quantity", "contact")),
    Kind.DEMO: KindRules(("account", "quantity", "duration", "contact")),
    Kind.LEAD: KindRules(("account", "quantity", "contact")),
    Kind.RETURNED: KindRules(("account", "quantity")),
    Kind.PROPOSAL: KindRules(("account", "amount", "quantity"), _ACCOUNT),
    Kind.RENEWAL: KindRules(("account", "amount", "due")),
    Kind.CSAT: KindRules(("account", "score", "contact"), _SCORE),
    Kind.TRAINING: KindRules(("duration", "topic"), _DURATION),
    Kind.NOTE: KindRules(("account", "contact")),
}

OWN_KIND = KindRules(("account", "quantity", "amount", "duration", "contact"))
"""Kinds that a workspace added for itself."""


def rules_of(kind: str) -> KindRules:
    """The row of a kind; a workspace's own kinds share one."""
    return KINDS.get(kind, OWN_KIND)
