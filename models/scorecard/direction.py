"""Which way a KPI is read here: a workspace may want more leads returned to marketing, instead of fewer."""

from dataclasses import replace

from models.scorecard.kpis import Kpi
from models.workspace.records import Workspace

FLIPPED = "returned_leads"


def as_read_in(workspace: Workspace, kpi: Kpi) -> Kpi:
    """The KPI as this workspace reads it."""
    if kpi.key == FLIPPED and workspace.returned_leads_up:
        return replace(kpi, lower_is_better=False)
    return kpi
