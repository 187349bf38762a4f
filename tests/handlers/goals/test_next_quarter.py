"""A quarter's goal ends with the question about the next one; what is answered opens it, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from handlers.door.request import Form, Press, Request
from handlers.goals import feature
from handlers.goals.command import command, submit_targets
from jobs.cadence import Occasion, Window
from jobs.prompts.goals import goals_ended, result
from messages.blocks import Message
from models.delivery.records import Delivery
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.refusal import Refusal
from tests.conftest import Cast
from tests.handlers.goals.test_command import said

At = Callable[..., Request]
NEW_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
"""The first working Monday, 10:00 in Amsterdam."""


def ended(session: Session, cast: Cast, request_of: At) -> tuple[Goal, Message]:
    """Anna's goal for Q4, after its end, and what she is told."""
    command(request_of(cast.anna), "Q4 first_meetings=40 proposals=12")
    goal = session.exec(select(Goal)).one()
    window = Window(session, cast.workspace, NEW_YEAR - timedelta(days=4), NEW_YEAR)
    [due] = list(goals_ended(window))
    about = {"cadence": "goal.ended", "about": due.about, "created_at": NEW_YEAR, "due_at": due.at}
    delivery = Delivery(workspace_id="T1", recipient=due.recipient, slot=due.slot, expires_at=NEW_YEAR, **about)
    message = result(Occasion(session, cast.workspace, delivery, NEW_YEAR, cast.anna))
    assert message is not None
    return goal, message


def targets(session: Session, goal: Goal) -> dict[str, str]:
    return {step.kpi: step.target for step in milestones_of(session, [goal])[goal.id]}


def newest(session: Session) -> Goal:
    return session.exec(select(Goal).order_by(col(Goal.number).desc())).first()  # type: ignore[return-value]


def test_the_question_is_asked_and_nothing_opens_by_itself(request_of: At, session: Session, cast: Cast) -> None:
    goal, message = ended(session, cast, request_of)
    assert "And in Q1 2027?" in str(message.blocks)
    assert goal.closed_at == NEW_YEAR
    assert session.exec(select(Goal)).all() == [goal]


def test_the_same_targets_open_the_next_quarter_once(request_of: At, session: Session, cast: Cast) -> None:
    goal, _ = ended(session, cast, request_of)
    for _ in range(2):
        answer = feature.presses["goals.follow"](request_of(cast.anna, NEW_YEAR), Press("goals.follow", goal.id))
        assert "Agreed: goal 2" in said(answer)
    following = newest(session)
    assert (following.number, following.horizon, following.follows_id) == (2, "2027-Q1", goal.id)
    assert (following.starts_on, following.ends_on) == (date(2027, 1, 1), date(2027, 3, 31))
    assert targets(session, following) == {"first_meetings": "40", "proposals": "12"}


def test_other_targets_are_asked_in_a_form(request_of: At, session: Session, cast: Cast) -> None:
    goal, _ = ended(session, cast, request_of)
    at_the_door = request_of(cast.anna, NEW_YEAR)
    form = feature.presses["goals.follow_with"](at_the_door, Press("goals.follow_with", goal.id))
    metadata = form.view.json["private_metadata"]  # type: ignore[union-attr]
    answer = submit_targets(at_the_door, Form({"first_meetings": "50", "proposals": "12"}, metadata=metadata))
    assert "of 50" in said(answer)
    assert targets(session, newest(session)) == {"first_meetings": "50", "proposals": "12"}
    assert targets(session, goal) == {"first_meetings": "40", "proposals": "12"}


def test_one_that_runs_and_somebody_elses_are_refused(request_of: At, session: Session, cast: Cast) -> None:
    command(request_of(cast.anna), "Q4 first_meetings=40")
    goal = newest(session)
    with pytest.raises(Refusal, match="still_runs"):
        feature.presses["goals.follow"](request_of(cast.anna), Press("goals.follow", goal.id))
    with pytest.raises(Refusal, match="not_yours"):
        feature.presses["goals.follow"](request_of(cast.bram), Press("goals.follow", goal.id))
