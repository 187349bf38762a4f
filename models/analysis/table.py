"""The table of the ten analyses: what each rests on. A sales leader can read and correct it."""

from dataclasses import dataclass
from enum import StrEnum


class Usual(StrEnum):
    """The period that is looked at when none was said."""

    TWELVE_MONTHS = "twelve_months"
    """The last twelve whole months: costs and invoices of a month come when it is over."""
    THIS_YEAR = "this_year"
    """The fiscal year so far: targets are set by month, quarter and year."""


@dataclass(frozen=True)
class AnalysisKind:
    """One row of the table."""

    key: str
    kpi: str
    """The KPI whose records stand behind it, and in whose name a figure of it is disputed."""
    by_channel: bool = False
    """Whether it can be asked of one channel: `direct`, `partner` …"""
    usual: Usual = Usual.TWELVE_MONTHS
    for_one_person: bool = True
    """Whether it says anything about one seller."""


ANALYSES: dict[str, AnalysisKind] = {
    kind.key: kind
    for kind in (
        AnalysisKind("cac", "new_customers", by_channel=True, for_one_person=False),
        AnalysisKind("clv", "sales_by_channel", by_channel=True, for_one_person=False),
        AnalysisKind("cost_of_sales", "sales_by_channel", by_channel=True, for_one_person=False),
        AnalysisKind("products", "sales_by_channel", by_channel=True),
        AnalysisKind("coverage", "follow_ups"),
        AnalysisKind("key_accounts", "sales_by_channel", by_channel=True),
        AnalysisKind("trend", "sales_by_channel", by_channel=True),
        AnalysisKind("sellers", "sales_by_channel", usual=Usual.THIS_YEAR, for_one_person=False),
        AnalysisKind("satisfaction", "csat"),
        AnalysisKind("seasonality", "sales_by_channel", by_channel=True),
    )
}
"""In the order of the domain's list, which is the order in which *Next analysis* goes through them."""


def next_after(key: str) -> str:
    """The analysis after this one; the first one after the last."""
    keys = list(ANALYSES)
    return keys[(keys.index(key) + 1) % len(keys)]
