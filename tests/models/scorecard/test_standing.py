"""Where somebody stands right after logging."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from models.activity.records import CreditShare
from models.period import PeriodType, week_of
from models.prepared import Prepared
from models.scorecard.pacing import Status
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.scorecard.standing import standing_of
from models.team.leave import take_leave
from models.team.moves import move_at
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, entry, meeting, target

MONDAY = date(2026, 11, 9)


def test_it_is_the_running_week_of_a_weekly_target(session: Session, cast: Cast) -> None:
    target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    for day in (5, 9, 10, 12):
        meeting(session, cast.anna, date(2026, 11, day))
    standing = standing_of(session, cast.anna, "first_meetings", NOW)
    assert standing is not None
    assert (standing.actual, standing.target, standing.period_type) == (3, 8, PeriodType.WEEK)
    assert standing.expected == pytest.approx(4.8)  # Monday to Wednesday are over
    assert standing.required_per_day == pytest.approx(2.5)
    assert standing.remaining_days == 2
    assert standing.status is Status.BEHIND
    assert standing.last_working_day == date(2026, 11, 13)


def test_it_is_the_running_month_of_a_monthly_target(session: Session, cast: Cast) -> None:
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 4000)
    standing = standing_of(session, cast.anna, "sales_by_channel", NOW)
    assert standing is not None
    assert (standing.actual, standing.target, standing.period.name) == (4000, 10_000, "2026-11")


def test_without_a_target_it_counts_the_week(session: Session, cast: Cast) -> None:
    cast.anna.sales_role = None
    meeting(session, cast.anna, MONDAY)
    standing = standing_of(session, cast.anna, "first_meetings", NOW)
    assert standing is not None
    assert (standing.actual, standing.target, standing.status, standing.remaining_days) == (1, None, None, 0)


def test_who_moved_has_what_is_usual_here_as_on_their_scorecard(session: Session, cast: Cast) -> None:
    cast.workspace.role_presets = [["account", "first_meetings", "9/week", "2026-01-01"]]
    values = {"working_days": "1111000"}
    move_at(session, cast.anna, values, date(2026, 11, 2), (NOW, cast.dirk, NOW.date()))
    standing = standing_of(session, cast.anna, "first_meetings", NOW)
    scope = scope_of_person(session, cast.workspace, cast.anna)
    line = scorecard_of(session, cast.workspace, scope, week_of(MONDAY), NOW).lines["first_meetings"]
    assert standing is not None
    assert line.target is not None
    assert (standing.target, line.target.value) == (9, 9)


def test_the_last_working_day_is_the_last_one_not_on_leave(session: Session, cast: Cast) -> None:
    take_leave(session, cast.anna, date(2026, 11, 13), date(2026, 11, 13), NOW)
    standing = standing_of(session, cast.anna, "first_meetings", NOW)
    assert standing is not None
    assert (standing.last_working_day, standing.remaining_days) == (date(2026, 11, 12), 1)


def test_what_is_undefined_says_why(session: Session, cast: Cast) -> None:
    standing = standing_of(session, cast.anna, "close_rate", NOW)
    assert standing is not None
    assert (standing.actual, standing.reason, standing.target, standing.status) == (None, "nothing_decided", 0.3, None)


@pytest.mark.parametrize("key", ["reps_on_track", "reps_at_target", "coca", "turnover", "no_such_kpi"])
def test_nobody_stands_on_a_figure_of_teams(session: Session, cast: Cast, key: str) -> None:
    assert standing_of(session, cast.anna, key, NOW) is None


def test_a_met_target_is_met(session: Session, cast: Cast) -> None:
    target(session, "first_meetings", "1", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    meeting(session, cast.anna, MONDAY)
    standing = standing_of(session, cast.anna, "first_meetings", NOW)
    assert standing is not None
    assert standing.is_met
    assert standing.required_per_day is None


@pytest.mark.parametrize("key", ["first_meetings", "follow_ups", "proposals", "training_hours", "csat", "renewals"])
def test_it_is_the_figure_of_the_scorecard(session: Session, cast: Cast, key: str) -> None:
    for day, person in ((9, cast.anna), (10, cast.anna), (11, cast.bram)):
        for kind, more in {
            "meeting": {"is_first": True},
            "visit": {"is_first": False},
            "proposal": {"quantity": 2},
            "training": {"minutes": 50},
            "csat": {"score": 4},
            "renewal": {},
        }.items():
            for split in ([], [(cast.anna, 30), (cast.bram, 70)], [(cast.bram, 100)]):
                entry(session, person, kind, date(2026, 11, day), split=split, **more)
    scope = scope_of_person(session, cast.workspace, cast.anna)
    for ended in (False, True):
        if ended:  # without any share of theirs, the short way is taken
            for share in session.exec(select(CreditShare).where(CreditShare.person_id == cast.anna.id)):
                session.delete(share)
            session.flush()
        standing = standing_of(session, cast.anna, key, NOW)
        assert standing is not None
        whole = scorecard_of(session, cast.workspace, scope, standing.period, NOW).lines[key].figure
        assert standing.actual == pytest.approx(whole.value)
        assert standing.actual


def test_it_asks_the_database_little(session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting(session, cast.anna, MONDAY)
    session.commit()
    asked: list[object] = []
    execute = Prepared.execute

    def prepared(self: Prepared, *how: Any) -> Any:
        asked.append(self)
        return execute(self, *how)

    def otherwise(*what: object) -> None:
        asked.append(what[2])

    monkeypatch.setattr(Prepared, "execute", prepared)
    event.listen(session.get_bind(), "before_cursor_execute", otherwise)
    standing_of(session, cast.anna, "first_meetings", NOW)
    event.remove(session.get_bind(), "before_cursor_execute", otherwise)
    assert 0 < len(asked) <= 6
