"""How the reviews of a month stand: for a manager rep by rep, for who leads managers by manager. Never what is in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.period import Period, months_after
from models.reviews.due import asked_on, has_month_to_review
from models.reviews.queries import is_shared, reviews_of_month
from models.reviews.records import CLOSED, Review
from models.reviews.turns import MISSED_AFTER, Turn, waiting_for
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, reviewer_of
from models.workspace.records import Workspace
from models.zones import zone_named

NONE, NOT_DUE = "none", "not_due"
"""Not asked yet; away, new, or no rep in that time."""
FEWEST_RATINGS = 5
"""Below that a mean and its ends would be single ratings."""
FEWEST_RATED = 3
"""People; below that they would be those of one."""
RATED_MONTHS = 12


@dataclass(frozen=True)
class Standing:
    """One rep's review."""

    person: Person
    state: str
    """`NONE`, `NOT_DUE`, or a state."""
    id: str = ""
    turn: Turn = Turn.NOTHING
    is_late: bool = False
    """The manager's turn has lasted five working days or more."""
    is_missed: bool = False
    """The manager above was told so."""


@dataclass(frozen=True)
class ByManager:
    """The reviews of everybody whose manager's part somebody writes."""

    manager: str
    """Empty: nobody is there to."""
    due: int
    held: int
    """Signed, or disagreed with."""
    with_rep: int
    """The rep's half or signature is awaited."""
    with_manager: int
    late: int
    missed: int
    """Of these told to the manager above."""


@dataclass(frozen=True)
class Spread:
    """The ratings that one manager gave. Of too few, or of the same two people, nothing but how many."""

    n: int
    mean: float | None
    lowest: int | None = None
    highest: int | None = None

    @classmethod
    def of(cls, ratings: Sequence[tuple[str, int]]) -> "Spread":
        """Of (who was rated, how)."""
        given = [rating for _, rating in ratings]
        if len(given) < FEWEST_RATINGS or len({rated for rated, _ in ratings}) < FEWEST_RATED:
            return cls(len(given), None)
        return cls(len(given), sum(given) / len(given), min(given), max(given))


def standings(
    session: Session, workspace: Workspace, people: Sequence[Person], month: Period, today: date
) -> list[Standing]:
    """How each of these people's review of the month stands, in their order."""
    opened = reviews_of_month(session, people, month.start)
    calendars = calendars_of(session, workspace, people)

    def of(person: Person) -> Standing:
        review = opened.get(person.id)
        if review is not None:
            return _standing(session, person, review, calendars, today)
        is_due = is_at_work(person, today) and has_month_to_review(person, calendars[person.id], month)
        return Standing(person, NONE if is_due else NOT_DUE)

    return [of(person) for person in people]


def by_manager(
    session: Session, workspace: Workspace, people: Sequence[Person], month: Period, today: date
) -> list[tuple[str, ByManager]]:
    """The reviews of these people by who writes the other half (an id), those with most that is late first.

    What nobody could have been asked for yet is not due.
    """
    asked = []
    calendars = calendars_of(session, workspace, people)
    for one in standings(session, workspace, people, month, today):
        day = asked_on(calendars[one.person.id], month.end) if one.state == NONE else today
        if day is not None and day <= today:
            asked.append(one)
    return grouped(session, asked, today)


def grouped(session: Session, found: Sequence[Standing], today: date) -> list[tuple[str, ByManager]]:
    """Of months or quarters: what is due by whose it is to write, those with most that is late first."""
    groups: defaultdict[str, list[Standing]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in found:
        if one.state == NOT_DUE:
            continue
        manager = reviewer_of(session, one.person, today)
        key = manager.id if manager else ""
        names[key] = manager.name if manager else ""
        groups[key].append(one)
    rows = [(key, _together(names[key], group)) for key, group in groups.items()]
    return sorted(rows, key=lambda row: (-row[1].late, -row[1].missed, row[1].held / row[1].due, row[1].manager))


def ratings_by(
    session: Session, workspace_id: str, managers: Collection[str], people: Collection[str], month: date
) -> dict[str, Spread]:
    """The ratings that each of these managers gave these people in the reviews of the twelve months up to this one."""
    given = select(Review.reviewer_id, Review.person_id, Review.rating).where(
        Review.workspace_id == workspace_id,
        col(Review.reviewer_id).in_(managers),
        col(Review.person_id).in_(people),
        col(Review.shared_at).is_not(None),
        col(Review.rating).is_not(None),
        col(Review.month) <= month,
        col(Review.month) > months_after(month, -RATED_MONTHS),
    )
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for reviewer_id, person_id, rating in session.exec(given):
        found[reviewer_id or ""].append((person_id, rating or 0))
    return {manager: Spread.of(found[manager]) for manager in managers}


def is_late(session: Session, person: Person, turn: Turn, since: date, today: date) -> bool:
    """Whether the turn of the person's manager has lasted five working days of theirs or more."""
    manager = reviewer_of(session, person, today) if turn is Turn.WRITE else None
    return manager is not None and today >= Calendar.of(session, manager).working_days_after(since, MISSED_AFTER)


def _together(manager: str, group: Sequence[Standing]) -> ByManager:
    return ByManager(
        manager=manager,
        due=len(group),
        held=sum(one.state in CLOSED for one in group),
        with_rep=sum(one.turn in (Turn.REFLECT, Turn.SIGN) or one.state == NONE for one in group),
        with_manager=sum(one.turn is Turn.WRITE for one in group),
        late=sum(one.is_late for one in group),
        missed=sum(one.is_missed and one.state not in CLOSED for one in group),
    )


def _standing(
    session: Session, person: Person, review: Review, calendars: Mapping[str, Calendar], today: date
) -> Standing:
    zone = zone_named(person.zone, "UTC")
    shared_on = review.shared_at.astimezone(zone).date() if review.shared_at else None
    days = calendars[person.id].working_days_after
    waiting = waiting_for(review.state, review.opened_on, review.reflected_on, shared_on, today, days)
    late = is_late(session, person, waiting.turn, waiting.since, today)
    missed = review.missed_on is not None and not is_shared(review)
    return Standing(person, review.state, review.id, waiting.turn, late, missed)
