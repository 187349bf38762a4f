"""The monthly review, as rep and manager do it in Slack."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.reviews import command as reviews
from handlers.reviews import steps
from models.delivery.records import Delivery
from models.exports.run import export
from models.private_notes.records import PrivateNote
from models.refusal import Refusal
from models.reviews.actions import open_review
from models.reviews.frozen import FrozenReviewError
from models.reviews.queries import review_of
from models.reviews.records import Review, ReviewState
from models.scorecard.scope import scope_of_workspace
from models.team.records import Leave
from tests.conftest import NOW, Cast

OCTOBER = date(2026, 10, 1)
SECRET = "Thinks of leaving; salary talk in January."
AtTheDoor = Callable[..., Request]

REFLECTED: dict[str, Any] = {
    "went_well": "Two new customers",
    "in_the_way": None,
    "self_rating": "4",
    "help_needed": "Half a day with presales",
    "commitment": "Five first meetings",
    "commitment_kpi": "first_meetings",
    "commitment_by": "2026-11-30",
}
JUDGED: dict[str, Any] = {
    "rating": "3",
    "comment": "A solid month",
    "strengths": "Prepares well",
    "focus": "Ask for the budget",
    "agreed": "Five first meetings",
    "private_notes": SECRET,
}


@pytest.fixture
def review(session: Session, cast: Cast) -> Review:
    opened = open_review(session, cast.anna, OCTOBER, date(2026, 11, 2))
    session.commit()
    return opened


def _everything_in(value: object) -> str:
    return repr(value)


def _without_ids(blocks: list[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]


def _handed_in(request_of: AtTheDoor, cast: Cast, review: Review, **changes: Any) -> Whisper:
    answer = steps.hand_in(request_of(cast.anna), Form({**REFLECTED, **changes}, review.id))
    assert isinstance(answer, Whisper)
    return answer


def _previewed(request_of: AtTheDoor, cast: Cast, review: Review, **changes: Any) -> Whisper:
    answer = steps.preview(request_of(cast.carla), Form({**JUDGED, **changes}, review.id))
    assert isinstance(answer, Whisper)
    return answer


def _posted(session: Session, person_id: str) -> list[Delivery]:
    return list(session.exec(select(Delivery).where(Delivery.recipient == person_id)))


def test_the_rep_looks_back_and_the_manager_is_told_once_a_day(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review
) -> None:
    opened = steps.reflect(request_of(cast.anna), Press("reviews.reflect", review.id))
    assert isinstance(opened, OpenModal)
    answer = _handed_in(request_of, cast, review)
    assert "Carla Mulder now writes the other half" in answer.message.text
    assert review.state == ReviewState.REFLECTED
    assert review.self_rating == 4
    _handed_in(request_of, cast, review, went_well="Three new customers")
    assert [news.cadence for news in _posted(session, cast.carla.id)] == ["review.write"]
    assert review.went_well == "Three new customers"


def test_the_rep_hears_who_writes_while_the_manager_is_away(
    request_of: AtTheDoor, cast: Cast, session: Session, review: Review
) -> None:
    away = {"first_day": NOW.date(), "last_day": NOW.date() + timedelta(days=9), "created_at": NOW}
    session.add(Leave(workspace_id="T1", person_id=cast.carla.id, **away))
    session.flush()
    assert "Dirk Visser now writes the other half" in _handed_in(request_of, cast, review).message.text


def test_what_was_written_is_there_again_when_the_form_is_opened_again(
    request_of: AtTheDoor, cast: Cast, review: Review
) -> None:
    _handed_in(request_of, cast, review)
    again = steps.reflect(request_of(cast.anna), Press("reviews.reflect", review.id))
    assert isinstance(again, OpenModal)
    assert "Half a day with presales" in _everything_in(again.view.json)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"self_rating": "6"}, "self_rating", "rating_out_of_range"),
        ({"self_rating": None}, "self_rating", "rating_out_of_range"),
        ({"commitment": None}, "commitment", "nothing_written"),
        ({"commitment_by": "2026-11-01"}, "commitment_by", "commitment_date"),
        ({"commitment_by": "2028-11-01"}, "commitment_by", "commitment_date"),
        ({"commitment_by": None}, "commitment_by", "commitment_date"),
        ({"went_well": "x" * 2001}, "went_well", "too_long"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_stored(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review, wrong: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason) as refused:
        _handed_in(request_of, cast, review, **wrong)
    assert refused.value.values["field"] == field
    session.rollback()
    stored = review_of(session, cast.anna, OCTOBER)
    assert stored is not None
    assert stored.state == ReviewState.OPEN


def test_nobody_hands_in_for_somebody_else(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    for somebody in (cast.bram, cast.carla, cast.dirk):
        with pytest.raises(Refusal, match="not_yours"):
            steps.hand_in(request_of(somebody), Form(REFLECTED, review.id))


def test_the_preview_is_exactly_what_the_rep_gets(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review
) -> None:
    _handed_in(request_of, cast, review)
    cast.anna.language = "nl"
    preview = _previewed(request_of, cast, review).message.blocks
    assert _posted(session, cast.anna.id) == []
    told = steps.share(request_of(cast.carla), Press("reviews.share", review.id))
    assert isinstance(told, Replace)
    (news,) = _posted(session, cast.anna.id)
    assert news.message is not None
    shared = news.message["blocks"]
    assert isinstance(shared, list)
    lines = [at for at, block in enumerate(preview) if block["type"] == "divider"]
    assert _without_ids(preview[lines[0] + 1 : lines[-1]]) == _without_ids(shared[1:-2])
    assert "Afgesproken" in _everything_in(shared)


def test_the_rep_signs_and_from_then_on_nothing_can_change_or_delete_it(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review
) -> None:
    _handed_in(request_of, cast, review)
    _previewed(request_of, cast, review)
    steps.share(request_of(cast.carla), Press("reviews.share", review.id))
    steps.sign(request_of(cast.anna), Press("reviews.sign", review.id))
    session.commit()
    assert review.state == ReviewState.SIGNED
    assert review.figures is not None
    assert "signed the review" in repr([news.message for news in _posted(session, cast.carla.id)])
    for change in ({"rating": 5}, {"figures": {}}, {"state": ReviewState.OPEN}):
        for name, value in change.items():
            setattr(review, name, value)
        with pytest.raises(FrozenReviewError):
            session.flush()
        session.rollback()
        session.refresh(review)
    session.delete(review)
    with pytest.raises(FrozenReviewError):
        session.flush()
    session.rollback()
    for step in (
        lambda: steps.sign(request_of(cast.anna), Press("reviews.sign", review.id)),
        lambda: _handed_in(request_of, cast, review),
        lambda: _previewed(request_of, cast, review),
        lambda: steps.share(request_of(cast.carla), Press("reviews.share", review.id)),
    ):
        with pytest.raises(Refusal, match=r"already_(closed|shared)"):
            step()


def test_a_rep_who_disagrees_says_why_and_the_manager_reads_it(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review
) -> None:
    _previewed(request_of, cast, review)
    steps.share(request_of(cast.carla), Press("reviews.share", review.id))
    opened = steps.disagree(request_of(cast.anna), Press("reviews.disagree", review.id))
    assert isinstance(opened, OpenModal)
    with pytest.raises(Refusal, match="nothing_written"):
        steps.answer(request_of(cast.anna), Form({"answer": None}, review.id))
    steps.answer(request_of(cast.anna), Form({"answer": "Two deals slipped by a holiday"}, review.id))
    assert review.state == ReviewState.DISAGREED
    assert "Two deals slipped" in repr([news.message for news in _posted(session, cast.carla.id)])


def test_a_draft_is_for_its_writer_only(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    _handed_in(request_of, cast, review)
    _previewed(request_of, cast, review)
    read = reviews.read(request_of(cast.anna), Press("reviews.read", review.id))
    assert "Ask for the budget" not in _everything_in(read)
    with pytest.raises(Refusal, match="not_yours"):
        reviews.read(request_of(cast.bram), Press("reviews.read", review.id))
    with pytest.raises(Refusal, match="not_shared_yet"):
        steps.sign(request_of(cast.anna), Press("reviews.sign", review.id))


def test_before_the_deadline_the_month_is_the_reps_to_look_back_on(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    review = open_review(session, cast.bram, OCTOBER, date(2026, 11, 11))
    with pytest.raises(Refusal, match="rep_is_writing") as refused:
        steps.write(request_of(cast.carla), Press("reviews.write", review.id))
    assert refused.value.values["until"] == date(2026, 11, 16)
    steps.hand_in(request_of(cast.bram), Form(REFLECTED, review.id))
    assert isinstance(steps.write(request_of(cast.carla), Press("reviews.write", review.id)), OpenModal)


def test_sharing_needs_ones_own_written_half(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    with pytest.raises(Refusal, match="not_written"):
        steps.share(request_of(cast.carla), Press("reviews.share", review.id))
    with pytest.raises(Refusal, match="not_yours_to_write"):
        steps.share(request_of(cast.bram), Press("reviews.share", review.id))


def test_a_company_next_door_sees_nothing(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    for step in (
        lambda: reviews.read(request_of(cast.rival), Press("reviews.read", review.id)),
        lambda: steps.write(request_of(cast.rival), Press("reviews.write", review.id)),
        lambda: steps.reflect(request_of(cast.rival), Press("reviews.reflect", review.id)),
    ):
        with pytest.raises(Refusal, match="not_yours"):
            step()


def test_private_notes_reach_nobody_but_their_author(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cast.carla.is_admin = False
    seen: list[object] = [_handed_in(request_of, cast, review), _previewed(request_of, cast, review)]
    mine = steps.write(request_of(cast.carla), Press("reviews.write", review.id))
    assert SECRET in _everything_in(mine)
    with pytest.raises(Refusal, match="somebody_else_writes"):
        steps.write(request_of(cast.dirk), Press("reviews.write", review.id))
    seen += [steps.share(request_of(cast.carla), Press("reviews.share", review.id))]
    for reader in (cast.anna, cast.carla, cast.dirk):
        seen.append(reviews.read(request_of(reader), Press("reviews.read", review.id)))
        seen.append(reviews.command(request_of(reader), ""))
    seen.append(reviews.command(request_of(cast.dirk), "anna"))
    seen.append(steps.sign(request_of(cast.anna), Press("reviews.sign", review.id)))
    session.commit()
    seen += [review.model_dump(), *(row.model_dump() for row in session.exec(select(Delivery)))]
    seen += [row.model_dump() for row in session.exec(select(PrivateNote))]
    assert not any("leaving" in _everything_in(one) for one in seen)
    assert "leaving" not in caplog.text
    assert not any("private" in _everything_in(row.message) for row in session.exec(select(Delivery)))


@pytest.mark.parametrize(("what", "format_"), [("everything", "json"), ("everything", "csv"), ("reviews", "json")])
def test_no_export_holds_a_private_note_or_a_draft(
    request_of: AtTheDoor, session: Session, cast: Cast, review: Review, what: str, format_: str
) -> None:
    _handed_in(request_of, cast, review)
    _previewed(request_of, cast, review)

    def exported() -> str:
        scope = scope_of_workspace(session, cast.workspace)
        return "".join(export(session, cast.workspace, what, scope, None, None, format_, NOW))

    assert "Two new customers" in exported()
    assert "Ask for the budget" not in exported()
    steps.share(request_of(cast.carla), Press("reviews.share", review.id))
    assert "Ask for the budget" in exported()
    assert "leaving" not in exported()


def test_a_note_that_is_emptied_is_gone(request_of: AtTheDoor, session: Session, cast: Cast, review: Review) -> None:
    _previewed(request_of, cast, review)
    _previewed(request_of, cast, review, private_notes=None)
    assert session.exec(select(PrivateNote)).all() == []


def test_the_overview_offers_a_review_that_nobody_asked_for_yet(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    overview = reviews.command(request_of(cast.anna), "")
    assert isinstance(overview, Whisper)
    assert "not asked yet" in _everything_in(overview)
    steps.reflect(request_of(cast.anna), Press("reviews.reflect", "2026-10-01"))
    assert review_of(session, cast.anna, OCTOBER) is not None
    with pytest.raises(Refusal, match="no_month_to_review"):
        steps.reflect(request_of(cast.anna), Press("reviews.reflect", "2026-09-01"))


def test_a_manager_sees_how_each_review_of_the_month_stands(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    _handed_in(request_of, cast, review)
    overview = _everything_in(reviews.command(request_of(cast.carla), ""))
    assert "self-review is in" in overview
    assert "Bram Bakker" in overview
    assert "Dirk" not in overview
    assert "Nobody" not in overview


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("help", "Monthly reviews"),
        ("2026-10", "Review of October 2026"),
        ("October", "Review of October 2026"),
        ("@anna", "Your monthly reviews"),
        ("me", "Your monthly reviews"),
    ],
)
def test_review_understands(request_of: AtTheDoor, cast: Cast, review: Review, typed: str, expected: str) -> None:
    assert expected in _everything_in(reviews.command(request_of(cast.anna), typed))


def test_a_manager_asks_for_one_person_and_one_month(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    assert "The reviews of Anna" in _everything_in(reviews.command(request_of(cast.carla), "@anna"))
    assert "Review of October 2026" in _everything_in(reviews.command(request_of(cast.carla), "anna 2026-10"))
    with pytest.raises(Refusal, match="none_of_month"):
        reviews.command(request_of(cast.carla), "anna 2026-09")


@pytest.mark.parametrize("typed", ["<!channel>", "zzz", "42", "@nobody", "2026-13"])
def test_what_cannot_be_read_is_refused(request_of: AtTheDoor, cast: Cast, typed: str) -> None:
    with pytest.raises(Refusal, match=r"not_understood|unknown_person"):
        reviews.command(request_of(cast.anna), typed)


def test_a_colleagues_reviews_are_nobodys_business(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    with pytest.raises(Refusal, match="not_yours"):
        reviews.command(request_of(cast.bram), "@anna")


def test_a_rep_without_a_manager_is_reviewed_by_the_leader(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    cast.bram.manager_id = None
    review = open_review(session, cast.bram, OCTOBER, date(2026, 11, 2))
    assert "Bram Bakker" in _everything_in(reviews.command(request_of(cast.dirk), ""))
    assert isinstance(steps.write(request_of(cast.dirk), Press("reviews.write", review.id)), OpenModal)
    with pytest.raises(Refusal, match="not_yours_to_write"):
        steps.write(request_of(cast.carla), Press("reviews.write", review.id))


def test_the_day_in_the_refusal_is_the_reps_own(request_of: AtTheDoor, cast: Cast, review: Review) -> None:
    late = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    at_the_door = request_of(cast.anna, now=late)
    steps.hand_in(at_the_door, Form({**REFLECTED, "commitment_by": "2026-11-30"}, review.id))
    assert review.reflected_on == date(2026, 11, 30)
    assert NOW.date() < review.reflected_on


def test_whoever_takes_over_a_review_does_not_read_the_draft_of_another(
    request_of: AtTheDoor, cast: Cast, review: Review
) -> None:
    """Dirk is above Carla, and may write in her place; while she writes he is told so, and reads nothing of it."""
    steps.hand_in(request_of(cast.anna), Form(dict(REFLECTED), review.id))
    steps.preview(request_of(cast.carla), Form(dict(JUDGED), review.id))
    with pytest.raises(Refusal, match="somebody_else_writes"):
        steps.write(request_of(cast.dirk), Press("x", review.id))
    assert "A solid month" in str(steps.write(request_of(cast.carla), Press("x", review.id)))
