"""The table of kinds: what each kind of activity is about, and which figure it feeds."""

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
    kpi: str | None = None
    """The figure of the scorecard that it feeds; meetings depend on their order, see `kpi_of`."""


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
    Kind.RETURNED: KindRules(("account", "quantity"), kpi="returned_leads"),
    Kind.PROPOSAL: KindRules(("account", "amount", "quantity"), _ACCOUNT, kpi="proposals"),
    Kind.RENEWAL: KindRules(("account", "amount", "due"), kpi="renewals"),
    Kind.CSAT: KindRules(("account", "score", "contact"), _SCORE, kpi="csat"),
    Kind.TRAINING: KindRules(("duration", "topic"), _DURATION, kpi="training_hours"),
    Kind.NOTE: KindRules(("account", "contact")),
}

OWN_KIND = KindRules(("account", "quantity", "amount", "duration", "contact"))
"""Kinds that a workspace added for itself."""


def rules_of(kind: str) -> KindRules:
    """The row of a kind; a workspace's own kinds share one."""
    return KINDS.get(kind, OWN_KIND)


def kpi_of(kind: str, is_first: bool | None) -> str | None:
    """The key of the scorecard figure that an entry feeds; None when there is none."""
    if kind in MEETINGS and is_first is not None:
        return "first_meetings" if is_first else "follow_ups"
    return rules_of(kind).kpi
