"""Which KPIs each role sees first: on its own scorecard, on Home and on Monday. A list that a leader may change.

It says what comes first and in which order. Whatever has a target is shown too, after it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from models.workspace.records import Workspace
from models.workspace.role_lists import list_on

KEY = "@kpis"
"""Among the rows of `Workspace.role_lists`."""
MOST = 8
KPIS_OF: Mapping[str, tuple[str, ...]] = {
    "sdr": ("first_meetings", "follow_ups", "returned_leads"),
    "presales": ("follow_ups", "proposals", "csat", "training_hours"),
    "bdr": ("first_meetings", "new_accounts", "follow_ups", "proposals", "returned_leads"),
    "inside": ("first_meetings", "proposals", "new_customers", "sales_by_channel", "close_rate"),
    "account": ("renewals", "follow_ups", "csat", "cross_upsell", "proposals", "first_meetings", "sales_by_channel"),
    "field": ("first_meetings", "follow_ups", "proposals", "new_customers", "sales_by_channel"),
    "channel": ("sales_by_channel", "new_accounts", "first_meetings", "follow_ups", "proposals", "pipeline"),
}


def kpis_of_role(workspace: Workspace, role: str | None, day: date) -> Sequence[str]:
    """What holds for a role on a day, in its order; empty for who has none."""
    if not role:
        return ()
    chosen = list_on(workspace.role_lists, role, KEY, day)
    return KPIS_OF.get(role, ()) if chosen is None else chosen


def in_order_of(first: Sequence[str], kpis: Sequence[str]) -> list[str]:
    """These KPIs with those of the role in front, in its order; the others keep theirs."""
    return [*(key for key in first if key in kpis), *(key for key in kpis if key not in first)]
