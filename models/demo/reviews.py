"""The monthly reviews that the demo company has held: signed, one of them not agreed with."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlmodel import Session

from models.demo.company import PEOPLE, WORKSPACE_ID
from models.period import month_of, months_after
from models.reviews.month import figures_of_month
from models.reviews.questions import Kept
from models.reviews.rating import rating_range
from models.reviews.records import Review, ReviewState
from models.team.records import Person
from models.workspace.records import Workspace

MONTHS = 2
CLOSED_AFTER = 8
"""Days after the month: the rep looks back, the manager writes, the rep signs."""
DISAGREES = "U0BRAM"
WENT_WELL = {
    "en": (
        "Two introductions came out of one visit.",
        "I asked about budget in every first meeting.",
        "Preparing paid.",
    ),
    "nl": (
        "Uit één bezoek kwamen twee introducties.",
        "Ik vroeg in elk eerste gesprek naar het budget.",
        "Goed voorbereiden loonde.",
    ),
}
IN_THE_WAY = {
    "en": ("Proposals wait too long for a price.", "Too many meetings without a next step.", ""),
    "nl": ("Voorstellen wachten te lang op een prijs.", "Te veel gesprekken zonder vervolgstap.", ""),
}
COMMITMENTS = {
    "en": ("A next step agreed in every meeting", "Three first meetings a week", "Call the silent accounts"),
    "nl": ("In elk gesprek een vervolgstap", "Drie eerste gesprekken per week", "De stille klanten bellen"),
}
MOVES = ("follow_ups", "first_meetings", "follow_ups")
"""The KPI that each of these commitments is to move."""
STRENGTHS = {"en": "Asks on, and listens to the answer.", "nl": "Vraagt door, en luistert naar het antwoord."}
FOCUS = {"en": "Follow up within three days.", "nl": "Binnen drie dagen opvolgen."}
ANSWER = {
    "en": "Two deals moved to the next month through no fault of mine.",
    "nl": "Twee deals schoven buiten mijn schuld door naar de volgende maand.",
}


def hold_reviews(session: Session, workspace: Workspace, people: dict[str, Person], today: date) -> None:
    """Add the reviews of the last months of which everything was said before `today`."""
    for back in range(MONTHS, 0, -1):
        month = month_of(months_after(today.replace(day=1), -back))
        closed_on = month.end + timedelta(days=CLOSED_AFTER)
        if closed_on >= today:
            continue
        for colleague in PEOPLE:
            person = people[colleague.slack_user_id]
            if colleague.meetings and (person.starts_on or month.start) <= month.start:
                review = Review(workspace_id=WORKSPACE_ID, person_id=person.id, month=month.start, opened_on=month.end)
                session.add(review)
                look_back(review, person, month.end + timedelta(days=2))
                if back < MONTHS:  # the first one has nothing to look back on
                    review.kept = tuple(Kept)[len(person.name) % len(Kept)].value
                write(
                    session, workspace, review, person, people[colleague.manager or ""], closed_on - timedelta(days=3)
                )
                sign(review, person, closed_on, disagrees=colleague.slack_user_id == DISAGREES)
    session.flush()


def look_back(review: Review, person: Person, day: date) -> None:
    """The rep's half."""
    language, random = person.language or "en", _chance(review, person)
    review.went_well = random.choice(WENT_WELL[language])
    review.in_the_way = random.choice(IN_THE_WAY[language])
    review.self_rating = random.choice((3, 4))
    review.commitment, review.commitment_kpi = random.choice(list(zip(COMMITMENTS[language], MOVES, strict=True)))
    review.commitment_by = day + timedelta(days=27)
    review.reflected_on, review.state = day, ReviewState.REFLECTED


def write(session: Session, workspace: Workspace, review: Review, person: Person, manager: Person, day: date) -> None:
    """The manager's half, in the rep's language: rated within what the figures say, and shared."""
    at = datetime.combine(day, time(13), UTC)
    figures = figures_of_month(session, workspace, person, review.month, at)
    language, random = person.language or "en", _chance(review, person)
    review.reviewer_id, review.rating = manager.id, random.choice(rating_range(figures.status) or (3, 3))
    review.strengths, review.focus = STRENGTHS[language], FOCUS[language]
    review.agreed = review.commitment or random.choice(COMMITMENTS[language])
    review.figures, review.shared_at, review.state = figures.as_json(), at, ReviewState.SHARED


def sign(review: Review, person: Person, day: date, *, disagrees: bool) -> None:
    """The rep signs, or says why not."""
    review.state = ReviewState.DISAGREED if disagrees else ReviewState.SIGNED
    review.answer = ANSWER[person.language or "en"] if disagrees else ""
    review.closed_at = datetime.combine(day, time(10), UTC)


def _chance(review: Review, person: Person) -> Random:
    return Random(f"review {person.slack_user_id} {review.month}")
