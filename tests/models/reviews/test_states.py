"""The table of states, walked at random: nobody gets anywhere that it does not say, and the end is the end."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, select

from models.coaching.records import PairAction
from models.period import months_after
from models.refusal import Refusal
from models.reviews import actions, conversation
from models.reviews.actions import Judgement, SelfReview, open_review
from models.reviews.figures import MonthFigures
from models.reviews.frozen import FrozenReviewError
from models.reviews.records import CLOSED, Review, ReviewState
from models.reviews.states import By, Step, as_table
from models.team.records import Person
from tests.conftest import NOW, SECRETS, Cast, acting

HOW_IT_WORKS = Path(__file__).parents[3] / "docs" / "how-it-works.md"
AT_RISK = MonthFigures("at_risk", 0.9, 1, None, "EUR", ())
ANSWERS = SelfReview("Two customers", "", 3, "", "Five first meetings", "first_meetings", date(2026, 11, 30))
JUDGEMENT = Judgement(3, "", "Prepares well", "Ask for the budget", "", "")

DO: dict[Step, Callable[[Session, Person, str], object]] = {
    Step.ANSWER: lambda s, who, id_: conversation.give(acting(s, who), id_, "went_well", "Two customers"),
    Step.HAND_IN: lambda s, who, id_: actions.reflect(acting(s, who), id_, ANSWERS),
    Step.WRITE: lambda s, who, id_: actions.judge(acting(s, who), SECRETS, id_, JUDGEMENT, AT_RISK),
    Step.SHARE: lambda s, who, id_: actions.share(acting(s, who), id_),
    Step.SIGN: lambda s, who, id_: actions.sign(acting(s, who), id_),
    Step.DISAGREE: lambda s, who, id_: actions.disagree(acting(s, who), id_, "I see it differently"),
}
WHO = ("anna", "bram", "carla", "rival")


def test_the_table_has_every_step_and_nothing_follows_on_the_end() -> None:
    assert set(DO) == set(Step)
    assert not any(set(step.value.leads) & CLOSED for step in Step)
    assert {after for step in Step for after in step.value.leads.values()} == set(ReviewState)


def test_the_documentation_prints_the_table() -> None:
    table = as_table((step.name.lower().replace("_", " "), step.value) for step in Step)
    assert table in HOW_IT_WORKS.read_text(encoding="utf-8"), f"put this there:\n{table}"


@pytest.mark.usefixtures("database")
def test_a_random_walk_never_leaves_the_table(session: Session, cast: Cast) -> None:
    """Everybody tries everything, on one review after the other; the rep's own days are over."""
    months = iter(range(10_000))

    class Walk(RuleBasedStateMachine):
        review: Review

        @initialize()
        def opened(self) -> None:
            month = months_after(date(2026, 10, 1), -next(months))
            self.review = open_review(session, cast.anna, month, date(2026, 11, 2))
            session.commit()

        @rule(step=st.sampled_from(list(Step)), who=st.sampled_from(WHO))
        def tries(self, step: Step, who: str) -> None:
            person: Person = getattr(cast, who)
            before = ReviewState(self.review.state)
            by = {By.REP: "anna", By.MANAGER: "carla"}[step.value.by]
            may = who == by and before in step.value.leads
            try:
                DO[step](session, person, self.review.id)
                session.commit()
            except Refusal:
                session.rollback()
                session.refresh(self.review)
                assert not may, (step, who, before)
                assert self.review.state == before
            else:
                assert may, (step, who, before)
                assert self.review.state == step.value.leads[before]

        @invariant()
        def closed_is_closed(self) -> None:
            if self.review.state in CLOSED:
                self.review.comment = "Changed afterwards"
                with pytest.raises(FrozenReviewError):
                    session.flush()
                session.rollback()
                session.refresh(self.review)

        @invariant()
        def a_signed_commitment_is_one_action(self) -> None:
            made = select(PairAction.id).where(PairAction.id == self.review.id)
            promised = self.review.state == ReviewState.SIGNED and self.review.commitment != ""
            assert len(session.exec(made).all()) == promised

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Walk,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_each_wrong_step_is_refused_in_words_of_its_own(session: Session, cast: Cast) -> None:
    review = open_review(session, cast.anna, date(2026, 10, 1), date(2026, 11, 2))

    def refusal(step: Step, who: Person) -> str:
        with pytest.raises(Refusal) as refused:
            DO[step](session, who, review.id)
        return str(refused.value.reason)

    assert refusal(Step.SIGN, cast.anna) == "reviews.not_shared_yet"
    assert refusal(Step.SHARE, cast.carla) == "reviews.not_written"
    assert refusal(Step.WRITE, cast.bram) == "reviews.not_yours_to_write"
    assert refusal(Step.HAND_IN, cast.carla) == "reviews.not_yours"
    assert refusal(Step.HAND_IN, cast.rival) == "reviews.not_yours"
    DO[Step.WRITE](session, cast.carla, review.id)
    assert refusal(Step.WRITE, cast.dirk) == "reviews.somebody_else_writes", "Carla is at it"
    DO[Step.SHARE](session, cast.carla, review.id)
    assert refusal(Step.SHARE, cast.carla) == "reviews.already_shared", "a double press"
    assert refusal(Step.HAND_IN, cast.anna) == "reviews.already_shared"
    DO[Step.SIGN](session, cast.anna, review.id)
    assert refusal(Step.SIGN, cast.anna) == "reviews.already_closed", "a double press"
    assert refusal(Step.WRITE, cast.carla) == "reviews.already_closed"


def test_without_a_look_back_what_both_agreed_on_is_the_action(session: Session, cast: Cast) -> None:
    """Nothing says by when, so they look at it on the last day of the month in which it was signed: 30 November."""
    review = open_review(session, cast.anna, date(2026, 10, 1), date(2026, 11, 2))
    agreed = Judgement(3, "", "Prepares well", "Ask for the budget", "Two visits\na week", "")
    actions.judge(acting(session, cast.carla), SECRETS, review.id, agreed, AT_RISK)
    actions.share(acting(session, cast.carla), review.id)
    actions.sign(acting(session, cast.anna), review.id)
    action = session.get_one(PairAction, ("T1", review.id))
    assert (action.text, action.check_on) == ("Two visits a week", date(2026, 11, 30))
    assert (action.coach_id, action.rep_id, action.added_on) == (cast.carla.id, cast.anna.id, NOW.date())


def test_who_disagrees_has_promised_nothing(session: Session, cast: Cast) -> None:
    review = open_review(session, cast.anna, date(2026, 10, 1), date(2026, 11, 2))
    for step, who in ((Step.HAND_IN, cast.anna), (Step.WRITE, cast.carla), (Step.SHARE, cast.carla)):
        DO[step](session, who, review.id)
    DO[Step.DISAGREE](session, cast.anna, review.id)
    assert session.exec(select(PairAction)).all() == []
