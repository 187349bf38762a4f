"""A manager's own scorecard: each figure counted by hand, and nothing counted that could not have been done."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from models.coaching.records import PairAction, Talk, TalkState
from models.digest.managed import KEYS, Managed, ManagedFigure, managed
from models.period import month_of
from models.reviews.records import Review, ReviewState
from models.scorecard.records import Dispute, DisputeState
from models.team.moves import move
from models.team.records import Leave
from tests.conftest import NOW, Cast, acting

NOVEMBER = month_of(date(2026, 11, 1))


def at(day: int, hour: int = 10, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def figure(view: Managed, key: str) -> ManagedFigure:
    return view.figures[KEYS.index(key)]


def of(session: Session, cast: Cast, now: datetime = NOW) -> Managed:
    session.flush()
    return managed(session, cast.workspace, cast.carla, NOVEMBER, now)


def talk(cast: Cast, day: int, state: TalkState) -> Talk:
    about = {"coach_id": cast.carla.id, "rep_id": cast.anna.id, "planned_at": at(day), "created_at": NOW}
    return Talk(workspace_id="T1", state=state, held_on=date(2026, 11, day), **about)


def test_talks_held_of_those_that_fitted_before_today(session: Session, cast: Cast) -> None:
    """November 2026 has 21 working days, of which 8 are over on Thursday 12 November (2-6, 9-11). With two reps:
    2 × 2 × 8 / 21 = 1.52, so one talk was due. On the 30th 20 are over: 2 × 2 × 20 / 21 = 3.8, so three."""
    session.add_all([talk(cast, 3, TalkState.HELD), talk(cast, 5, TalkState.RECORDED), talk(cast, 6, TalkState.DENIED)])
    assert (figure(of(session, cast), "talks").done, figure(of(session, cast), "talks").of) == (2, 1)
    assert figure(of(session, cast, at(30)), "talks").of == 3


def test_what_nobody_could_have_held_is_not_due(session: Session, cast: Cast) -> None:
    away = {"first_day": date(2026, 11, 1), "last_day": date(2026, 11, 30), "created_at": NOW}
    session.add(Leave(workspace_id="T1", person_id=cast.carla.id, **away))
    assert figure(of(session, cast, at(30)), "talks").of == 0


def test_talks_are_due_from_who_led_the_rep_then(session: Session, cast: Cast) -> None:
    """November has 21 working days. Bram goes to Dirk on Monday the 16th, after 10 of them: asked in December 2 with Anna and
    2 × 10/21 = 0.95 with Bram, so two of Carla's; and of Dirk, who has him for 11 days, 2 × 11/21 = 1.05: one."""
    move(acting(session, cast.carla), cast.bram, {"manager_id": cast.dirk.id}, date(2026, 11, 16))
    cast.bram.manager_id = cast.dirk.id
    assert figure(of(session, cast, at(7, month=12)), "talks").of == 2
    view = managed(session, cast.workspace, cast.dirk, NOVEMBER, at(7, month=12))
    assert figure(view, "talks").of == 1


def review(cast: Cast, person_id: str, shared_on: int | None, *, by: str | None = None) -> Review:
    return Review(
        workspace_id="T1",
        person_id=person_id,
        month=date(2026, 10, 1),
        state=ReviewState.SHARED if shared_on else ReviewState.REFLECTED,
        opened_on=date(2026, 11, 2),
        reflected_on=date(2026, 11, 3),
        reviewer_id=by,
        shared_at=at(shared_on) if shared_on else None,
    )


def test_reviews_on_time(session: Session, cast: Cast) -> None:
    """The self-review came in on Tuesday 3 November; five working days later, the 10th, the manager above is told: on the 9th
    it is in time, on the 10th it is not. What somebody else wrote is neither."""
    session.add_all([review(cast, cast.anna.id, 9, by=cast.carla.id), review(cast, cast.bram.id, 10, by=cast.carla.id)])
    found = figure(of(session, cast), "reviews")
    assert (found.done, found.of) == (1, 2)
    session.get_one(Review, ("T1", review_id(session, cast.bram.id))).reviewer_id = cast.dirk.id
    assert (figure(of(session, cast), "reviews").done, figure(of(session, cast), "reviews").of) == (1, 1)


def review_id(session: Session, person_id: str) -> str:
    from sqlmodel import select

    return session.exec(select(Review.id).where(Review.person_id == person_id)).one()


def test_a_review_that_has_time_left_does_not_count_yet(session: Session, cast: Cast) -> None:
    session.add(review(cast, cast.anna.id, None))
    assert [one.name for one in figure(of(session, cast, at(9)), "reviews").behind] == []
    assert [one.name for one in figure(of(session, cast, at(10)), "reviews").behind] == ["Anna de Vries"]


def test_actions_done_by_their_check_date(session: Session, cast: Cast) -> None:
    def action(check: int, done: int | None) -> PairAction:
        return PairAction(
            workspace_id="T1",
            coach_id=cast.carla.id,
            rep_id=cast.anna.id,
            added_by=cast.carla.id,
            text="secret words",
            check_on=date(2026, 11, check),
            added_on=date(2026, 11, 1),
            done_on=date(2026, 11, done) if done else None,
        )

    # in time; a day late; open and past; open and due today (has time); done before a day that is to come
    session.add_all([action(5, 5), action(5, 6), action(6, None), action(12, None), action(20, 11)])
    found = figure(of(session, cast), "actions")
    assert (found.done, found.of) == (2, 4)
    assert "secret" not in repr(found)


def test_corrections_answered_in_time(session: Session, cast: Cast) -> None:
    """Asked on Monday 2 November: three working days end on the 5th. Answered the same day, on the 4th (two working days)
    and on the 9th (five): the median is two."""

    def asked(answered: int | None, to: str, state: str = DisputeState.RIGHT) -> Dispute:
        return Dispute(
            workspace_id="T1",
            kpi="first_meetings",
            scope_kind="person",
            scope_id=cast.anna.id,
            period_name="2026-10",
            first_day=date(2026, 10, 1),
            end=date(2026, 11, 1),
            text="words",
            asked=[to],
            asked_by=cast.anna.id,
            asked_at=at(2),
            state=state if answered else DisputeState.OPEN,
            answered_at=at(answered) if answered else None,
        )

    carla = cast.carla.id
    session.add_all([asked(2, carla), asked(4, carla), asked(9, carla), asked(None, carla), asked(2, cast.dirk.id)])
    session.add(asked(3, carla, DisputeState.WITHDRAWN))
    found = figure(of(session, cast), "corrections")
    assert (found.done, found.of, found.days) == (2, 4, 2)
    assert figure(of(session, cast, at(5)), "corrections").of == 3  # the open one has until the end of the 5th


@pytest.mark.parametrize("since", [datetime(2026, 11, 11, 10, tzinfo=UTC), NOW])
def test_the_first_month_says_so(session: Session, cast: Cast, since: datetime) -> None:
    for person in (cast.carla, cast.anna, cast.bram):
        person.created_at = since
    assert of(session, cast).is_first
