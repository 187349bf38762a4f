"""Default targets per sales role: they fill the gaps until a manager sets others. Correct them as you would a list.

Money has no defaults: what a rep should sell, only their own company knows.
"""

from dataclasses import dataclass
from decimal import Decimal

from models.period import PeriodType
from models.team.records import SalesRole

WEEK, MONTH, QUARTER = PeriodType.WEEK, PeriodType.MONTH, PeriodType.QUARTER


@dataclass(frozen=True, slots=True)
class Preset:
    """So much per week, month or quarter."""

    value: Decimal
    period_type: PeriodType


def _preset(value: str, period_type: PeriodType) -> Preset:
    return Preset(Decimal(value), period_type)


EVERY_REP = {"coaching": _preset("2", MONTH), "training_hours": _preset("2", MONTH)}

PRESETS: dict[SalesRole, dict[str, Preset]] = {
    SalesRole.SDR: EVERY_REP
    | {"first_meetings": _preset("8", WEEK), "follow_ups": _preset("2", WEEK), "returned_leads": _preset("4", MONTH)},
    SalesRole.PRESALES: EVERY_REP
    | {
        "follow_ups": _preset("6", WEEK),
        "proposals": _preset("2", WEEK),
        "csat": _preset("4.3", QUARTER),
        "training_hours": _preset("4", MONTH),
    },
    SalesRole.BDR: EVERY_REP
    | {
        "first_meetings": _preset("6", WEEK),
        "follow_ups": _preset("3", WEEK),
        "proposals": _preset("2", MONTH),
        "new_accounts": _preset("4", MONTH),
        "returned_leads": _preset("3", MONTH),
    },
    SalesRole.INSIDE: EVERY_REP
    | {
        "first_meetings": _preset("5", WEEK),
        "follow_ups": _preset("6", WEEK),
        "proposals": _preset("3", WEEK),
        "new_customers": _preset("2", MONTH),
        "close_rate": _preset("0.25", QUARTER),
    },
    SalesRole.ACCOUNT: EVERY_REP
    | {
        "first_meetings": _preset("2", WEEK),
        "follow_ups": _preset("6", WEEK),
        "proposals": _preset("6", MONTH),
        "renewals": _preset("4", MONTH),
        "csat": _preset("4.3", QUARTER),
        "close_rate": _preset("0.3", QUARTER),
    },
    SalesRole.FIELD: EVERY_REP
    | {
        "first_meetings": _preset("4", WEEK),
        "follow_ups": _preset("6", WEEK),
        "proposals": _preset("6", MONTH),
        "new_customers": _preset("1", MONTH),
        "close_rate": _preset("0.25", QUARTER),
    },
    SalesRole.CHANNEL: EVERY_REP
    | {
        "first_meetings": _preset("2", WEEK),
        "follow_ups": _preset("5", WEEK),
        "proposals": _preset("3", MONTH),
        "new_accounts": _preset("2", MONTH),
        "training_hours": _preset("4", MONTH),
    },
}
"""Rates are 0 to 1. For returned leads less is better: the target is how many there may be."""


def preset_of(role: str | None, kpi: str) -> Preset | None:
    """The default for a role; None for somebody without a role, or a KPI without a default."""
    return PRESETS[SalesRole(role)].get(kpi) if role else None
