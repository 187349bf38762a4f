"""Which reviews wait, for what, and for whom: what every prompt about reviews asks."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import select

from jobs.cadence import Occasion, Window
from models.delivery.records import Delivery
from models.period import months_after
from models.qbr.records import Qbr
from models.reviews.queries import rep_of, unfinished_reviews
from models.reviews.records import Review
from models.reviews.turns import Turn, Waiting, waiting_for
from models.team.records import Person
from models.team.reporting_line import reviewer_of

STILL_ASKED_FOR = 3
"""Months: what is older than this reminds nobody any more."""


def waiting_reviews(window: Window, turn: Turn | None = None) -> Iterator[tuple[Review, Waiting]]:
    """The unfinished reviews of people who are here, with the turn that each waits for."""
    since = months_after(window.now.date().replace(day=1), -STILL_ASKED_FOR)
    for review in unfinished_reviews(window.session, window.workspace.workspace_id, since):
        calendar = window.calendars.get(review.person_id)
        if calendar is None:
            continue
        zone = window.zone_of(rep_of(window.session, review))
        today = window.now.astimezone(zone).date()
        shared_on = review.shared_at.astimezone(zone).date() if review.shared_at else None
        waiting = waiting_for(
            review.state, review.opened_on, review.reflected_on, shared_on, today, calendar.working_days_after
        )
        if calendar.is_with_us(today) and turn in (None, waiting.turn):
            yield review, waiting


def whose_turn(window: Window, review: Review, waiting: Waiting) -> Person | None:
    """Who has to do something now, when Slack can reach them."""
    if waiting.turn is Turn.WRITE:
        return reviewer(window, review)
    return rep_of(window.session, review) if waiting.turn is not Turn.NOTHING else None


def reviewer(window: Window, review: Review | Qbr) -> Person | None:
    """Who writes the other half by now, when Slack can reach them; a manager of before has it no longer."""
    of = window.session.get_one(Person, (review.workspace_id, review.person_id))
    found = reviewer_of(window.session, of, window.today)
    return found if found is not None and found.id in window.calendars else None


def manager_above(window: Window, review: Review | Qbr, manager: Person) -> Person | None:
    """The manager of the manager; nobody when that is who it is about, or out of Slack's reach."""
    above = reviewer_of(window.session, manager, window.today)
    return above if above is not None and above.id != review.person_id and above.id in window.calendars else None


def named_before(occasion: Occasion, cadence: str) -> set[Any]:
    """Ids of the reviews that earlier messages of this cadence named to the same person."""
    earlier = select(Delivery.about).where(
        Delivery.workspace_id == occasion.workspace.workspace_id,
        Delivery.recipient == occasion.delivery.recipient,
        Delivery.cadence == cadence,
        Delivery.id != occasion.delivery.id,
    )
    return {review_id for about in occasion.session.exec(earlier) for review_id in (about.get("reviews") or ())}
