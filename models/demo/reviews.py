"""The monthly reviews that the demo company has held: signed, one of them not agreed with."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlmodel import Session

from models.demo.company import PEOPLE, WORKSPACE_ID
from models.period import Period, month_of, months_after
from models.reviews.month import figures_of_month
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
                _review(session, workspace, person, month, closed_on, disagrees=colleague.slack_user_id == DISAGREES)
    session.flush()


def _review(
    session: Session, workspace: Workspace, person: Person, month: Period, closed_on: date, *, disagrees: bool
) -> None:
    language = person.language or "en"
    random = Random(f"review {person.slack_user_id} {month.start}")
    written_on = datetime.combine(closed_on - timedelta(days=3), time(13), UTC)
    figures = figures_of_month(session, workspace, person, month.start, written_on)
    low, high = rating_range(figures.status) or (3, 3)
    review = Review(
        workspace_id=WORKSPACE_ID,
        person_id=person.id,
        month=month.start,
        state=ReviewState.DISAGREED if disagrees else ReviewState.SIGNED,
        opened_on=month.end,
        went_well=random.choice(WENT_WELL[language]),
        in_the_way=random.choice(IN_THE_WAY[language]),
        self_rating=min(5, high + (1 if disagrees else 0)),
        commitment=random.choice(COMMITMENTS[language]),
        commitment_kpi="follow_ups",
        commitment_by=closed_on + timedelta(days=21),
        reflected_on=month.end + timedelta(days=2),
        reviewer_id=person.manager_id,
        rating=random.choice((low, high)),
        strengths=STRENGTHS[language],
        focus=FOCUS[language],
        agreed=random.choice(COMMITMENTS[language]),
        figures=figures.as_json(),
        shared_at=written_on,
        answer=ANSWER[language] if disagrees else "",
        closed_at=datetime.combine(closed_on, time(10), UTC),
    )
    session.add(review)
