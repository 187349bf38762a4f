"""What was committed to: it becomes an action of the pair when the review is signed, and the next review opens with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.pair import own_pair
from models.coaching.records import LONGEST_LINE, PairAction
from models.period import month_of, months_after
from models.reviews.figures import Figure, MonthFigures
from models.reviews.questions import Kept
from models.reviews.records import Review
from models.team.records import Person

STILL_ASKED = 3
"""Months: what was committed to longer ago is not asked about any more."""


@dataclass(frozen=True)
class Promised:
    """The last commitment, and what became of it."""

    text: str
    month: date
    """Of the review in which it was made."""
    by: date | None
    kept: str = ""
    """`kept`, `partly` or `not`; empty: nobody said."""
    kpi: str = ""
    unit: str = "count"
    names: Mapping[str, str] = field(default_factory=dict)
    """What a KPI of the workspace's own was called, by language."""
    before: float | None = None
    """The KPI in the month of that review."""
    now: float | None = None
    """The KPI in the month that is looked back on."""
    currency: str = "EUR"
    """Of `before` and `now`, where they are money; whole units."""

    def as_json(self) -> dict[str, Any]:
        """As it is stored with the review that opens with it."""
        return {**asdict(self), "month": self.month.isoformat(), "by": self.by.isoformat() if self.by else None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Promised":
        """As `as_json` stored it."""
        by = date.fromisoformat(stored["by"]) if stored["by"] else None
        return cls(**{**stored, "month": date.fromisoformat(stored["month"]), "by": by})


def commitment_before(session: Session, review: Review) -> Review | None:
    """The review of an earlier month in which the rep committed to something; the newest, and of three months at most."""
    made = select(Review).where(
        Review.workspace_id == review.workspace_id,
        Review.person_id == review.person_id,
        Review.commitment != "",
        col(Review.month) < review.month,
        col(Review.month) >= months_after(review.month, -STILL_ASKED),
    )
    return session.exec(made.order_by(col(Review.month).desc())).first()


def promised_of(session: Session, review: Review, figures: MonthFigures | None) -> Promised | None:
    """What the review opens with; None when nothing was promised. `figures`: of its month, as they are now.

    Once the manager has written it stays as it was then. Until it is said, an action that was ticked off was kept.
    """
    if review.promised is not None:
        return Promised.from_json(review.promised)
    made = commitment_before(session, review)
    if made is None:
        return None
    action = action_of(session, made)
    before = _row(MonthFigures.from_json(made.figures) if made.figures else None, made.commitment_kpi)
    now = _row(figures, made.commitment_kpi)
    row = now or before
    return Promised(
        text=made.commitment,
        month=made.month,
        by=made.commitment_by,
        kept=review.kept or (Kept.KEPT.value if action is not None and action.done_on else ""),
        kpi=made.commitment_kpi or "",
        unit=row.unit if row else "count",
        names=row.names if row else {},
        before=before.value if before else None,
        now=now.value if now else None,
        currency=figures.currency if figures else "EUR",
    )


def became_of(session: Session, made: Review) -> str:
    """What became of the commitment of this review: `kept`, `partly` or `not` as the rep said when they next looked back;
    `kept` when its action was ticked off; empty: nobody said."""
    later = select(Review).where(
        Review.workspace_id == made.workspace_id,
        Review.person_id == made.person_id,
        col(Review.reflected_on).is_not(None),
        col(Review.month) > made.month,
    )
    after = session.exec(later.order_by(col(Review.month)).limit(1)).first()
    if after is not None and after.kept:
        return after.kept
    action = action_of(session, made)
    return Kept.KEPT.value if action is not None and action.done_on else ""


def action_of(session: Session, review: Review) -> PairAction | None:
    """What the commitment of a signed review became."""
    return session.get(PairAction, (review.workspace_id, review.id))


def make_action(acting: Acting, review: Review, rep: Person) -> PairAction | None:
    """The commitment of a signed review is an action of the rep and their coach, to be looked at on its day.

    Its id is the review's, so that there is never a second one. Without a commitment it is what both agreed on. None
    when there is neither, and for a rep whom nobody coaches.
    """
    pair = own_pair(acting.session, rep, acting.today)
    text = " ".join((review.commitment or review.agreed).split())
    if pair is None or not text or action_of(acting.session, review) is not None:
        return None
    by = review.commitment_by or month_of(acting.today).last_day
    action = PairAction(
        workspace_id=review.workspace_id,
        id=review.id,
        coach_id=pair.coach.id,
        rep_id=rep.id,
        added_by=rep.id,
        text=text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…",
        kpi=review.commitment_kpi,
        check_on=max(by, acting.today),
        added_on=acting.today,
    )
    acting.session.add(action)
    acting.session.flush()
    return action


def _row(figures: MonthFigures | None, kpi: str | None) -> Figure | None:
    return next((row for row in figures.rows if row.kpi == kpi), None) if figures and kpi else None
