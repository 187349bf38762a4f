"""The card before a talk: what is on it, and for whom each part of it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from models.accounts.records import Account
from models.audit.closing import close_by_itself
from models.audit.questions import Part
from models.audit.starting import OneTeam
from models.coaching.card import Card, OpenGap, card_of
from models.coaching.open_items import add_topic
from models.coaching.pair import Pair
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal
from models.delivery.records import Delivery, DeliveryState
from models.praise.talks import with_praise
from models.reviews.records import Review, ReviewState
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast, acting
from tests.models.audit.company import CARLA, Company, company_in

TODAY = date(2026, 11, 12)


def won(session: Session, owner: Person, name: str, day: date, number: int) -> None:
    account = Account(workspace_id="T1", name=name, key=name.lower(), created_at=NOW)
    session.add(account)
    session.flush()
    about = {
        "account_id": account.id,
        "owner_id": owner.id,
        "value_minor": 100,
        "reporting_minor": 100,
        "currency": "EUR",
    }
    closed = {"outcome": "won", "closed_on": day, "stage": "won", "created_at": NOW}
    session.add(Deal(workspace_id="T1", number=number, **about, **closed))
    session.flush()


def praised(session: Session, by: Person, to: Person, words: str, **about: object) -> None:
    said = {"by": by.id, "of": to.id, "words": words, **about}
    times = {"due_at": NOW, "expires_at": NOW, "created_at": NOW}
    row = {"recipient": to.id, "cadence": "praise.alone", "slot": words, "state": DeliveryState.SENT, "about": said}
    session.add(Delivery(workspace_id="T1", **row, **times))
    session.flush()


def test_wins_are_those_since_the_last_talk(session: Session, cast: Cast) -> None:
    pair = Pair(cast.carla, cast.anna)
    won(session, cast.anna, "Early", date(2026, 10, 1), 1)  # more than a month ago
    won(session, cast.anna, "Acme", date(2026, 10, 20), 2)
    won(session, cast.anna, "Globex", date(2026, 11, 5), 3)
    won(session, cast.bram, "Other", date(2026, 11, 5), 4)
    assert card_of(session, pair, cast.carla, TODAY).wins == ("Acme", "Globex")
    at = datetime(2026, 11, 2, 10, tzinfo=UTC)
    talk = {"coach_id": cast.carla.id, "rep_id": cast.anna.id, "planned_at": at, "held_on": at.date(), "created_at": at}
    session.add(Talk(workspace_id="T1", state=TalkState.HELD, **talk))
    session.flush()
    assert card_of(session, pair, cast.carla, TODAY).wins == ("Globex",)


def test_praise_is_the_coachs_own_and_not_what_was_withdrawn(session: Session, cast: Cast) -> None:
    pair = Pair(cast.carla, cast.anna)
    praised(session, cast.bram, cast.anna, "From Bram alone")
    praised(session, cast.carla, cast.bram, "To Bram")
    praised(session, cast.carla, cast.anna, "Withdrawn", withdrawn=True)
    assert with_praise(session, pair, Card(), TODAY).praise == ""
    praised(session, cast.carla, cast.anna, "You let the customer talk")
    card = with_praise(session, pair, Card(), TODAY)
    assert (card.praise, card.praised_on) == ("You let the customer talk", TODAY)


def test_help_asked_for_is_seen_by_who_may_read_the_review(session: Session, cast: Cast) -> None:
    about = {"month": date(2026, 10, 1), "opened_on": date(2026, 11, 2), "help_needed": "Pre-sales for the tender"}
    review = Review(workspace_id="T1", person_id=cast.anna.id, **about)
    session.add(review)
    session.flush()
    pair = Pair(cast.carla, cast.anna)
    assert card_of(session, pair, cast.carla, TODAY).asked_for == "", "a draft that was not sent"
    review.state, review.reflected_on = ReviewState.REFLECTED, date(2026, 11, 3)
    session.flush()
    assert card_of(session, pair, cast.carla, TODAY).asked_for == "Pre-sales for the tender"
    assert card_of(session, pair, cast.anna, TODAY).asked_for == "Pre-sales for the tender"
    assert card_of(session, pair, cast.bram, TODAY).asked_for == ""


@pytest.fixture
def company(session: Session) -> Company:
    return company_in(session)


def test_gaps_are_those_of_the_last_closed_survey_for_who_may_see_them(session: Session, company: Company) -> None:
    # Anna: closing 2 by herself, 3 by Carla: 4.5 − 3 = 1.5 below; prospecting 4: 0.5 below.
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    anna = company["Anna"]
    company.answers(campaign, "Anna", {"closing": 2, "prospecting": 4}, {})
    company.answers(campaign, CARLA, {f"closing@{anna.id}": 3}, {})
    pair = Pair(company[CARLA], anna)
    assert card_of(session, pair, company[CARLA], NOW.date()).gaps == (), "it is not closed"
    close_by_itself(session, SECRETS, campaign, NOW)
    for reader in (company[CARLA], anna):
        assert card_of(session, pair, reader, NOW.date()).gaps == ("closing", "prospecting")
    assert card_of(session, pair, company["Bram"], NOW.date()).gaps == ()


def test_gaps_are_of_the_newest_survey_that_rated_the_rep(session: Session, company: Company) -> None:
    """In the newest nobody rated Anna. Before: closing 3, 1.5 below 4.5, and negotiation 2, 2.5 below."""
    north, anna, pair = OneTeam(company.teams["North"].id), company["Anna"], Pair(company[CARLA], company["Anna"])
    first = company.starts(Part.SKILLS, north)
    company.answers(first, CARLA, {f"closing@{anna.id}": 3, f"negotiation@{anna.id}": 2}, {})
    close_by_itself(session, SECRETS, first, NOW)
    later = NOW + timedelta(days=30)
    newest = company.starts(Part.SKILLS, north, now=later, deadline=later.date() + timedelta(days=14))
    close_by_itself(session, SECRETS, newest, later)
    assert card_of(session, pair, anna, later.date()).gaps == ("negotiation", "closing")
    for skill in ("negotiation", "discovery"):
        add_topic(acting(session, anna, later), pair, skill, skill)
    card = card_of(session, pair, anna, later.date())
    assert card.gaps == ("closing",)
    assert card.open_gaps == (OpenGap("negotiation", 2.5), OpenGap("discovery", None)), "nobody rated the second"


def test_of_gaps_that_are_as_wide_none_comes_before_another(session: Session, company: Company) -> None:
    """Everything at 3: 1.5 below. Of an account manager two weigh most (impact 3, core of the role: 3 × 1.5 = 4.5); the
    next are four (3 × 1, and negotiation 2 × 1.5), with the two more than five: they are not offered, and in no order."""
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    company.answers(campaign, "Anna", 3, {})
    close_by_itself(session, SECRETS, campaign, NOW)
    pair = Pair(company[CARLA], company["Anna"])
    assert set(card_of(session, pair, company["Anna"], NOW.date()).gaps) == {"solution_value", "account_growth"}
