"""Setting the weights: from a day on, so that the score of a period that is over stays what it was."""

from collections.abc import Mapping
from datetime import date

from models.refusal import Refusal
from models.scorecard.by_role import EVERYBODY, ByRole, Row, put, said, take_back
from models.scorecard.weights import check_weights, counted_keys, weights_on
from models.team.records import SalesRole
from models.workspace.records import SettingChange
from models.workspace.settings import Author

WEIGHTS = ByRole("weights", "kpi_weights", "weights.changed_since")


def set_weights(author: Author, role: str, wanted: Mapping[str, float | None], day: date) -> SettingChange:
    """From `day` on these weights hold for a role, or for `EVERYBODY`; None is the usual weight again.

    Refuses a day that has passed, what is in no rep's score, weights below 0 or above 100, and none above 0.
    """
    if day < author.today:
        raise Refusal("weights.in_the_past", day=day)
    for kpi in wanted:
        if kpi not in counted_keys(author.workspace, day):
            raise Refusal("weights.in_no_score", kpi=kpi)
    before = weights_on(author.workspace, day)
    own = {kpi: weight for kpi, weight in before.get(role, {}).items() if kpi not in wanted}
    chosen = {**before, role: own | {kpi: weight for kpi, weight in wanted.items() if weight is not None}}
    for one in [role] if role else [EVERYBODY, *SalesRole]:
        check_weights(one, chosen)
    rows = [Row(role, kpi, None if weight is None else f"{weight:g}", day) for kpi, weight in wanted.items()]
    held = before.get(role, {})
    was = [Row(role, kpi, f"{held[kpi]:g}" if kpi in held else None, day) for kpi in wanted]
    return put(author, WEIGHTS, rows, said(was))


def undo_weights(author: Author, change_id: str) -> str:
    """The weights before hold again. Returns the role."""
    return take_back(author, WEIGHTS, change_id).about
