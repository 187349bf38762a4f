"""A manager's goal is their team's, unless they name a rep or say `me`; a rep is told, and may close it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from handlers.door.request import Form, Press, Request
from handlers.goals.command import close, command, submit_new
from jobs.cadence import Occasion
from jobs.prompts.goals import closed_by, set_for_you
from messages.blocks import Message
from models.delivery.records import Delivery, DeliveryState
from models.goals.records import Goal
from models.refusal import Refusal
from models.team.records import Person, Team
from tests.conftest import NOW, Cast
from tests.handlers.goals.test_command import said
from tests.models.scorecard.facts import meeting

At = Callable[..., Request]
GOAL = '"Grow" 60d first_meetings=30'


def newest(session: Session) -> Goal:
    return session.exec(select(Goal).order_by(col(Goal.number).desc())).first()  # type: ignore[return-value]


@pytest.mark.parametrize("words", ["", "team", "team=North", "North", 'team="North"', "team North"])
def test_a_managers_goal_is_their_teams(request_of: At, session: Session, cast: Cast, words: str) -> None:
    answer = said(command(request_of(cast.carla), f"{GOAL} {words}"))
    goal = newest(session)
    assert (goal.scope_kind, goal.scope_id) == ("team", cast.team.id)
    assert "for North" in answer


@pytest.mark.parametrize(("words", "whose"), [("me", "carla"), ("ik", "carla"), ("<@UANNA>", "anna")])
def test_unless_they_say_for_whom(request_of: At, session: Session, cast: Cast, words: str, whose: str) -> None:
    command(request_of(cast.carla), f"{words} {GOAL}")
    assert (newest(session).scope_kind, newest(session).scope_id) == ("person", getattr(cast, whose).id)


def test_a_reps_goal_is_their_own(request_of: At, session: Session, cast: Cast) -> None:
    command(request_of(cast.anna), GOAL)
    assert newest(session).scope_id == cast.anna.id
    with pytest.raises(Refusal, match="not_for_them"):
        command(request_of(cast.anna), f"{GOAL} team=North")


def test_a_team_that_is_not_there_or_not_led_is_never_taken_for_ones_own(
    request_of: At, session: Session, cast: Cast, joris: Person
) -> None:
    session.add(Team(workspace_id="T1", name="South"))
    session.flush()
    with pytest.raises(Refusal, match="no_such_team"):
        command(request_of(cast.carla), f"{GOAL} team=Nort")
    with pytest.raises(Refusal, match="not_for_them"):
        command(request_of(cast.carla), f"{GOAL} team=South")
    assert session.exec(select(Goal)).all() == []


def test_who_leads_several_teams_is_asked_and_a_leaders_is_the_companys(
    request_of: At, session: Session, cast: Cast
) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    cast.bram.team_id = south.id
    session.flush()
    with pytest.raises(Refusal, match="which_team"):
        command(request_of(cast.carla), GOAL)
    command(request_of(cast.dirk), GOAL)
    assert newest(session).scope_kind == "workspace"


def test_nothing_comes_in_is_said_of_the_company_and_not_of_one_manager(
    request_of: At, session: Session, cast: Cast
) -> None:
    assert "nothing is recorded" in said(command(request_of(cast.carla), GOAL))
    meeting(session, cast.anna, NOW.date().replace(month=2))
    assert "nothing is recorded" not in said(command(request_of(cast.carla), GOAL))
    assert "nothing is recorded" not in said(command(request_of(cast.carla), f"<@UBRAM> {GOAL}"))


def composed(session: Session, cast: Cast, person: Person, cadence: str) -> Message | None:
    sent = select(Delivery).where(Delivery.recipient == person.id, Delivery.cadence == cadence)
    delivery = session.exec(sent).one()
    compose = {"goal.set": set_for_you, "goal.closed": closed_by}[cadence]
    message = compose(Occasion(session, cast.workspace, delivery, NOW, person))
    delivery.state = DeliveryState.SENT if message else DeliveryState.EXPIRED
    session.flush()
    return message


def test_a_rep_is_told_in_their_language_and_may_close_it(request_of: At, session: Session, cast: Cast) -> None:
    answer = said(command(request_of(cast.carla), "<@UBRAM> 60d first_meetings=30"))
    assert "Bram Bakker gets a message" in answer
    message = composed(session, cast, cast.bram, "goal.set")
    assert message is not None
    assert "Carla Mulder heeft een doel voor je gesteld. Doel 1: *Eerste gesprekken*" in message.text
    close(request_of(cast.bram), Press("goals.close", newest(session).id))
    told = composed(session, cast, cast.carla, "goal.closed")
    assert told is not None
    assert "Bram Bakker closed goal 1 of Bram Bakker" in told.text
    assert [one.recipient for one in session.exec(select(Delivery).where(Delivery.cadence == "goal.closed"))] == [
        cast.carla.id
    ]


def test_a_goal_undone_before_the_rep_heard_of_it_never_was(request_of: At, session: Session, cast: Cast) -> None:
    command(request_of(cast.carla), f"<@UANNA> {GOAL}")
    close(request_of(cast.carla), Press("goals.close", newest(session).id))
    assert composed(session, cast, cast.anna, "goal.set") is None
    assert composed(session, cast, cast.anna, "goal.closed") is None


def test_nobody_is_told_of_a_goal_of_their_own_or_of_a_team(request_of: At, session: Session, cast: Cast) -> None:
    command(request_of(cast.anna), GOAL)
    command(request_of(cast.carla), GOAL)
    assert session.exec(select(Delivery)).all() == []


@pytest.mark.parametrize(("who", "kind"), [("", "team"), ("me", "person"), ("@anna", "person"), ("team=North", "team")])
def test_the_form_asks_a_manager_for_whom(request_of: At, session: Session, cast: Cast, who: str, kind: str) -> None:
    assert "who" in str(command(request_of(cast.carla), "new").view.json)  # type: ignore[union-attr]
    assert "goals.who" not in str(command(request_of(cast.anna), "new").view.json)  # type: ignore[union-attr]
    fields = {"title": "Grow", "horizon": "60d", "milestones": "first_meetings=30", "who": who}
    submit_new(request_of(cast.carla), Form(fields))
    assert newest(session).scope_kind == kind
