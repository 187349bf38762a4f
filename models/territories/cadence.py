"""How often an account of each tier is contacted: A every 14 days, B every 60, C every 180, D none; a workspace sets others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.acting import Acting
from models.database import new_id
from models.permissions import Right
from models.refusal import Refusal
from models.territories.records import Tier, VisitCadence

USUAL: Mapping[str, int | None] = {Tier.A: 14, Tier.B: 60, Tier.C: 180, Tier.D: None}
"""Days from one contact to the next, at most; None: there is no cadence."""
LONGEST = 730
"""Days. What is visited less often than every two years has no cadence."""


@dataclass(frozen=True)
class Cadences:
    """What holds on which day: the rows of a workspace in order of day."""

    rows: Sequence[tuple[str, date, int | None]] = ()
    """Tier, first day and days."""

    def on(self, day: date) -> dict[str, int | None]:
        """Days by tier, as they hold on `day`."""
        return {**USUAL, **{tier: days for tier, first, days in self.rows if first <= day}}

    @property
    def longest(self) -> int:
        """The longest that ever held, in days: further back no contact counts for any coverage."""
        said = [days for _, _, days in self.rows if days]
        return max([*said, *(days for days in USUAL.values() if days)])


def cadences_of(session: Session, workspace_id: str) -> Cadences:
    """What the workspace said, in order of day; of two for one day the later one holds."""
    said = select(col(VisitCadence.tier), col(VisitCadence.from_day), col(VisitCadence.days)).where(
        VisitCadence.workspace_id == workspace_id, col(VisitCadence.undone_at).is_(None)
    )
    return Cadences(tuple(session.exec(said.order_by(col(VisitCadence.from_day), col(VisitCadence.id)))))


def set_cadence(acting: Acting, days: Mapping[str, int | None], from_day: date) -> str:
    """From `from_day` on an account of these tiers is contacted every so many days (None: when there is a reason).

    Returns the batch, for undo. Refuses a tier that there is not, less than a day and more than two years.
    """
    acting.rights.require(Right.SET_CADENCE)
    batch = new_id()
    for tier, number in days.items():
        check_tier(tier)
        if number is not None and not 1 <= number <= LONGEST:
            raise Refusal(
                "territories.absurd_cadence", tier=tier, days=number, longest=LONGEST, field=f"cadence_{tier}"
            )
        acting.session.add(
            VisitCadence(
                workspace_id=acting.workspace.workspace_id,
                tier=tier,
                from_day=from_day,
                days=number,
                said_by=acting.by.id,
                said_at=acting.now,
                batch_id=batch,
            )
        )
    acting.session.flush()
    return batch


def check_tier(tier: str) -> None:
    """Refuses what is no tier."""
    if tier not in list(Tier):
        raise Refusal("territories.unknown_tier", tier=tier[:20], field="tier")
