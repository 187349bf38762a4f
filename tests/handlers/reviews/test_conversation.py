"""The self-review by conversation: saved at each step, resumed, by thumb and by typing, on the same draft as the form."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from handlers.door.answers import OpenModal, Tell
from handlers.door.request import Press, Request
from models.coaching.records import PairAction
from models.period import months_after
from models.refusal import Refusal
from models.reviews.actions import open_review
from models.reviews.records import Review, ReviewState
from tests.conftest import NOW, Cast
from tests.handlers.reviews.doors import button_of, listed, press, said, submit, texts

OCTOBER = date(2026, 10, 1)
AtTheDoor = Callable[..., Request]


@pytest.fixture
def review(session: Session, cast: Cast) -> Review:
    """Anna's of October, asked for on 2 November; in September she committed to something."""
    earlier = open_review(session, cast.anna, date(2026, 9, 1), date(2026, 10, 1))
    earlier.commitment, earlier.commitment_by = "Call the silent customers", date(2026, 10, 31)
    earlier.state, earlier.reflected_on = ReviewState.REFLECTED, date(2026, 10, 2)
    opened = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    session.commit()
    return opened


@pytest.fixture
def anna(request_of: AtTheDoor, cast: Cast) -> Request:
    return request_of(cast.anna, channel_id="DANNA")


def begun(anna: Request, review: Review) -> object:
    return press(anna, Press("reviews.talk", review.id))


def test_it_opens_with_the_last_commitment_and_every_answer_is_saved_at_once(anna: Request, review: Review) -> None:
    first = begun(anna, review)
    assert "Call the silent customers" in texts(first)
    second = press(anna, button_of(first, "reviews.kept:partly"))
    assert review.draft == {"kept": "partly"}
    assert "What went well?" in texts(second)
    third = said(anna, "Two new customers")
    assert review.draft["went_well"] == "Two new customers"
    assert "What got in the way?" in texts(third)
    assert review.state == ReviewState.OPEN
    assert review.went_well == "", "nothing is handed in yet"


@pytest.mark.parametrize(
    ("before", "typed", "why"),
    [
        ((), "Two new customers in the port", "press_one"),
        (("deels gelukt, twee van de drie", "x", "x"), "quite well", "rating_out_of_range"),
        (("yes.", "x", "x", "4", "x", "x"), "whatever helps", "no_kpi"),
        (("no", "x", "x", "4", "x", "x", "first meetings"), "some day", "commitment_date"),
    ],
)
def test_what_is_no_answer_is_asked_again_and_only_what_is_plainly_to_log_goes_to_the_log(
    anna: Request, review: Review, before: tuple[str, ...], typed: str, why: str
) -> None:
    begun(anna, review)
    for one in before:
        said(anna, one)
    with pytest.raises(Refusal, match=why):
        said(anna, typed)
    assert said(anna, "visited Acme today") is None


def test_all_of_it_can_be_typed(anna: Request, session: Session, review: Review) -> None:
    begun(anna, review)
    for typed in ("ja", "Two new customers", "skip", "4", "Half a day with pre-sales", "Five first meetings"):
        assert said(anna, typed) is not None, typed
    said(anna, "first meetings")
    last = said(anna, "30 november")
    assert "ready to hand in" in texts(last)
    press(anna, button_of(last, "reviews.hand_in"))
    assert (review.kept, review.self_rating, review.in_the_way) == ("kept", 4, "")
    assert (review.commitment, review.commitment_kpi) == ("Five first meetings", "first_meetings")
    assert review.commitment_by == date(2026, 11, 30)
    assert (review.state, review.draft, review.at) == (ReviewState.REFLECTED, {}, None)
    assert said(anna, "3 calls") is None, "nothing is asked any more: that is for the log"


def test_pause_back_and_go_on(anna: Request, review: Review) -> None:
    begun(anna, review)
    said(anna, "nee")
    said(anna, "Two new customers")
    back = said(anna, "terug")
    assert "Two new customers" in texts(back), "with the answer that was given"
    assert "saved as it is" in texts(said(anna, "pauze"))
    assert said(anna, "2 calls with Acme") is None
    again = begun(anna, review)
    assert "What went well?" in texts(again)


def test_what_is_typed_an_hour_later_is_for_the_log(
    anna: Request, request_of: AtTheDoor, cast: Cast, review: Review
) -> None:
    begun(anna, review)
    later = request_of(cast.anna, now=NOW + timedelta(minutes=61), channel_id="DANNA")
    assert said(later, "ja") is None


def test_an_answer_of_one_press_takes_no_sentence(anna: Request, review: Review) -> None:
    begun(anna, review)
    assert said(anna, "met Acme over de prijs") is None, "an entry of the log"
    assert review.draft == {}


def test_a_form_that_is_lost_loses_nothing_that_was_typed(anna: Request, review: Review) -> None:
    """A rating is pressed after three fields were typed, then the form is closed: they stand in it again, and in the talk."""
    opened = press(anna, Press("reviews.reflect", review.id))
    assert isinstance(opened, OpenModal)
    fields = {"went_well": "Two new customers", "in_the_way": "Late quotes", "help_needed": None, "self_rating": "4"}
    press(anna, Press("reviews.keep:self_rating", "4", fields=fields, metadata=review.id))
    again = press(anna, Press("reviews.reflect", review.id))
    assert "Two new customers" in texts(again)
    assert "Late quotes" in texts(again)
    talk = begun(anna, review)
    assert "Call the silent customers" in texts(talk), "the one question without an answer comes first"
    assert review.went_well == "", "and nothing is handed in"


def test_a_form_that_comes_after_it_was_shared_is_handed_back_word_for_word(anna: Request, review: Review) -> None:
    review.state, review.shared_at = ReviewState.SHARED, NOW
    answer = submit(
        anna,
        "reviews.self",
        {"went_well": "Two new customers", "commitment": "Five first meetings", "self_rating": "4"},
        review.id,
    )
    [told] = listed(answer)
    assert isinstance(told, Tell)
    assert "Two new customers" in texts(answer)
    assert "Five first meetings" in texts(answer)
    assert review.went_well == ""


def test_what_is_typed_after_it_was_shared_says_so_once(anna: Request, review: Review) -> None:
    begun(anna, review)
    review.state, review.shared_at = ReviewState.SHARED, NOW
    assert "was shared" in texts(said(anna, "Two new customers"))
    assert said(anna, "Two new customers") is None


@pytest.mark.parametrize("value", ["nonsense|went_well", "|went_well", "went_well", "x" * 200])
def test_forged_ids_are_refused(anna: Request, review: Review, value: str) -> None:
    for action in ("reviews.kept:kept", "reviews.skip", "reviews.go_to", "reviews.write_answer", "reviews.was_log"):
        with pytest.raises(Refusal, match="not_yours"):
            press(anna, Press(action, value))


def test_nobody_answers_for_somebody_else(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    for somebody in (cast.bram, cast.carla, cast.dirk, cast.rival):
        with pytest.raises(Refusal, match="not_yours"):
            press(request_of(somebody), Press("reviews.rate:5", f"{review.id}|self_rating"))


def test_a_rating_or_a_question_that_is_none_is_refused(anna: Request, review: Review) -> None:
    with pytest.raises(Refusal, match="rating_out_of_range"):
        press(anna, Press("reviews.rate:6", f"{review.id}|self_rating"))
    with pytest.raises(Refusal, match="press_one"):
        press(anna, Press("reviews.kept:maybe", f"{review.id}|kept"))
    with pytest.raises(Refusal, match="unknown_question"):
        press(anna, Press("reviews.skip", f"{review.id}|rating"))
    with pytest.raises(Refusal, match="commitment_date"):
        press(anna, Press("reviews.by:2026-11-01", f"{review.id}|commitment_by 2026-11-01"))
    with pytest.raises(Refusal, match="not_complete"):
        press(anna, Press("reviews.hand_in", review.id))


def test_the_longest_answers_fit(anna: Request, review: Review) -> None:
    begun(anna, review)
    said(anna, "ja")
    last = said(anna, "&" * 2000)
    with pytest.raises(Refusal, match="too_long"):
        said(anna, "x" * 2001)
    assert len(review.draft["went_well"]) == 2000
    assert last is not None


def test_a_commitment_of_four_months_ago_is_not_asked_about(
    anna: Request, session: Session, cast: Cast, review: Review
) -> None:
    """October looks back as far as July."""
    earlier = session.exec(select(Review).where(Review.month == date(2026, 9, 1))).one()
    earlier.month = months_after(OCTOBER, -4)
    session.flush()
    assert "What went well?" in texts(begun(anna, review))


def test_a_whole_review_is_at_most_six_presses_for_the_manager_and_eight_for_the_rep(
    anna: Request, request_of: AtTheDoor, session: Session, cast: Cast, review: Review
) -> None:
    """Beside the text: what is typed costs no press. Counted at the door, both halves, from the question to the action."""
    pressed = {"rep": 0, "manager": 0}

    def by(who: str, request: Request, answers: object, action_id: str) -> object:
        pressed[who] += 1
        return press(request, button_of(answers, action_id))

    at = by("rep", anna, begun(anna, review), "reviews.kept:kept")  # begun is a press too
    pressed["rep"] += 1
    said(anna, "Two new customers")
    at = said(anna, "Late quotes")
    by("rep", anna, at, "reviews.rate:4")
    said(anna, "Half a day with pre-sales")
    said(anna, "Five first meetings")
    pressed["rep"] += 1
    at = press(anna, Press("reviews.kpi", f"{review.id} first_meetings"))
    at = by("rep", anna, at, "reviews.by:2026-11-30")
    by("rep", anna, at, "reviews.hand_in")

    carla = request_of(cast.carla)
    pressed["manager"] += 1
    press(carla, Press("reviews.write", review.id))
    fields = {"rating": "3", "strengths": "Prepares well", "focus": "Ask for the budget"}
    pressed["manager"] += 2  # the rating, and Preview
    shown = submit(carla, "reviews.manager", fields, review.id)
    by("manager", carla, shown, "reviews.share")

    signed = by("rep", anna, [Tell(shown_to(anna, review))], "reviews.sign")
    assert "to look at on Mon 30 Nov" in texts(signed)
    assert session.get_one(PairAction, ("T1", review.id)).kpi == "first_meetings"
    assert pressed == {"rep": 7, "manager": 4}
    assert pressed["rep"] <= 8
    assert pressed["manager"] <= 6


def shown_to(anna: Request, review: Review):  # type: ignore[no-untyped-def]
    [read] = listed(press(anna, Press("reviews.read", review.id)))
    return read.message
