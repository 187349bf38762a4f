"""What a pair has to talk about: topics, open actions, the last commitment, and where a push helps."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.coaching.open_items import open_actions, waiting_topics
from models.coaching.pair import Pair
from models.period import month_of
from models.reviews.figures import Figure
from models.reviews.month import figures_of_month, is_too_early, weakest_leads
from models.reviews.promised import action_of
from models.reviews.queries import last_commitment, month_to_review
from models.workspace.records import Workspace


@dataclass(frozen=True)
class ActionLine:
    """An open action of a pair."""

    id: str
    text: str
    kpi: str | None = None
    check_on: date | None = None


@dataclass(frozen=True)
class DecisionLine:
    """An open decision of a quarterly review."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class OpenItems:
    """Everything that waits between two people. Private notes are not among it."""

    topics: tuple[tuple[str, str], ...] = ()
    """What, and the name of who added it."""
    actions: tuple[ActionLine, ...] = ()
    commitment: str = ""
    commitment_by: date | None = None
    weakest: tuple[Figure, ...] = ()
    """The rep's two weakest lead KPIs of the running month; in its first days, of the month before."""
    of_month: date | None = None
    """The first day of that month."""
    currency: str = "EUR"
    decisions: tuple[DecisionLine, ...] = ()
    """What was decided in a quarterly review of either, and is not done yet."""


def open_items_of(session: Session, workspace: Workspace, pair: Pair, today: date, now: datetime) -> OpenItems:
    """What the two have to talk about today."""
    names = {pair.coach.id: pair.coach.name, pair.rep.id: pair.rep.name}
    committed = last_commitment(session, pair.rep)
    if committed is not None and action_of(session, committed) is not None:
        committed = None  # it stands among the actions, or was ticked off
    month = month_of(today)
    figures = figures_of_month(session, workspace, pair.rep, today, now)
    if is_too_early(figures):
        month = month_to_review(today)
        figures = figures_of_month(session, workspace, pair.rep, month.start, now)
    return OpenItems(
        topics=tuple((topic.text, names[topic.added_by]) for topic in waiting_topics(session, pair)),
        actions=tuple(
            ActionLine(action.id, action.text, action.kpi, action.check_on) for action in open_actions(session, pair)
        ),
        commitment=committed.commitment if committed else "",
        commitment_by=committed.commitment_by if committed else None,
        weakest=tuple(weakest_leads(figures)),
        of_month=month.start,
        currency=figures.currency,
    )
