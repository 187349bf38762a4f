"""Objectives have an owner, a key figure and their own share of the way; by words, by form, with undo."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from handlers.door.answers import OpenModal
from handlers.door.request import Form, Press, Request
from handlers.plan import feature
from handlers.plan.command import command
from models.goals.records import Milestone, Objective
from models.plan.leaving import hand_over
from models.plan.objectives import set_objective, steer_objective
from models.plan.progress import progress_of_objectives
from models.refusal import Refusal
from models.tools.records import Tool
from tests.conftest import NOW, Cast, acting
from tests.handlers.goals.test_command import said
from tests.models.scorecard.facts import decided, goal, meeting

At = Callable[..., Request]


@pytest.fixture
def objective(session: Session, cast: Cast) -> Objective:
    return set_objective(acting(session, cast.dirk), "Grow in Germany", 24)


def step(session: Session, goal_id: str, kpi: str, target: str) -> None:
    session.add(Milestone(workspace_id="T1", goal_id=goal_id, kpi=kpi, target=target))
    session.flush()


def test_its_share_is_the_mean_of_its_goals_by_hand(session: Session, cast: Cast, objective: Objective) -> None:
    """Anna's goal: 2 of 4 first meetings is 0.5, and 3 of 2 follow-ups is at most 1: (0.5 + 1) / 2 = 0.75.

    Bram's: 1 of 4 first meetings is 0.25. A goal without milestones says nothing. Objective: (0.75 + 0.25) / 2 = 0.5.
    """
    of_anna = goal(session, cast.anna.id, cast.anna, objective_id=objective.id)
    step(session, of_anna.id, "first_meetings", "4")
    step(session, of_anna.id, "follow_ups", "2")
    of_bram = goal(session, cast.bram.id, cast.bram, number=2, objective_id=objective.id)
    step(session, of_bram.id, "first_meetings", "4")
    goal(session, cast.anna.id, cast.anna, number=3, objective_id=objective.id)
    for day in (3, 4):
        meeting(session, cast.anna, date(2026, 11, day))
    for day in (5, 6, 9):
        meeting(session, cast.anna, date(2026, 11, day), is_first=False)
    meeting(session, cast.bram, date(2026, 11, 5))
    for viewer, share, counted in (
        (cast.dirk, 0.5, 2),
        (cast.carla, 0.5, 2),
        (cast.anna, 0.75, 1),
        (cast.bram, 0.25, 1),
    ):
        found = progress_of_objectives(session, cast.workspace, [objective], viewer, NOW)[objective.id]
        assert (found.share, found.counted, found.goals) == (share, counted, 3), viewer.name


def test_the_newest_of_a_rolling_goal_counts_and_one_given_up_does_not(
    session: Session, cast: Cast, objective: Objective
) -> None:
    """October's goal is followed by November's (1 of 2); one was closed before its last day."""
    under = {"objective_id": objective.id}
    october = {
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2026, 10, 30),
        "closed_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    first = goal(session, cast.anna.id, cast.anna, **october, **under)
    second = goal(session, cast.anna.id, cast.anna, number=2, follows_id=first.id, **under)
    given_up = goal(session, cast.anna.id, cast.anna, number=3, closed_at=NOW, **under)
    for one in (first, second, given_up):
        step(session, one.id, "first_meetings", "2")
    meeting(session, cast.anna, date(2026, 11, 3))
    found = progress_of_objectives(session, cast.workspace, [objective], cast.dirk, NOW)[objective.id]
    assert (found.share, found.counted, found.goals) == (0.5, 1, 1)


def test_without_a_goal_or_a_figure_there_is_no_share(session: Session, cast: Cast, objective: Objective) -> None:
    found = progress_of_objectives(session, cast.workspace, [objective], cast.dirk, NOW)[objective.id]
    assert (found.share, found.goals) == (None, 0)
    assert progress_of_objectives(session, cast.workspace, [], cast.dirk, NOW) == {}


def test_owner_and_key_figure_by_words_and_what_is_read_by_whom(
    session: Session, cast: Cast, request_of: At, objective: Objective
) -> None:
    decided(session, cast.anna, date(2026, 11, 12), 1000)
    told = said(command(request_of(cast.dirk), "objective 1 owner <@UCARLA> sales_by_channel"))
    assert "Owner: Carla Mulder. Key figure: Sales by channel." in told
    page = said(command(request_of(cast.dirk), ""))
    assert "Owner: Carla Mulder · Key figure: Sales by channel *€1,000*" in page
    to_bram = said(command(request_of(cast.bram), ""))
    assert "Eigenaar: Carla Mulder · Kerncijfer: Omzet per kanaal" in to_bram
    assert "1.000" not in to_bram, "the company's figures are for who leads it"
    told = said(command(request_of(cast.dirk), "objective 1 <@UANNA>"))
    assert "Owner: Anna de Vries. Key figure: Sales by channel." in told
    back = feature.presses["plan.undo_steer"](request_of(cast.dirk), Press("plan.undo_steer", objective.id))
    assert "Owner: Carla Mulder" in said(back)
    with pytest.raises(Refusal, match="steered_back"):
        feature.presses["plan.undo_steer"](request_of(cast.dirk), Press("plan.undo_steer", objective.id))


def test_at_once_with_a_new_one_and_by_form(session: Session, cast: Cast, request_of: At, objective: Objective) -> None:
    dirk = request_of(cast.dirk)
    command(dirk, 'objective "Fill the spring" 6m @Carla new_customers')
    page = said(command(dirk, ""))
    assert "Owner: Carla Mulder · Key figure: New customers" in page
    assert isinstance(command(dirk, "objective 1"), OpenModal)
    assert isinstance(feature.presses["plan.steer"](dirk, Press("plan.steer", objective.id)), OpenModal)
    feature.forms["plan.steer_form"](dirk, Form({"owner": "UANNA", "kpi": "csat"}, objective.id))
    assert (objective.owner_id, objective.kpi) == (cast.anna.id, "csat")
    feature.forms["plan.steer_form"](dirk, Form({}, objective.id))
    assert (objective.owner_id, objective.kpi) == (None, None)


def test_of_somebody_who_left_it_goes_to_who_is_above_them(session: Session, cast: Cast, objective: Objective) -> None:
    steer_objective(acting(session, cast.dirk), objective, cast.carla, None)
    tool = Tool(
        workspace_id="T1",
        number=1,
        kind="crm",
        name="HubSpot",
        owner_id=cast.anna.id,
        entered_by=cast.dirk.id,
        created_at=NOW,
    )
    session.add(tool)
    cast.anna.ends_on = cast.carla.ends_on = date(2026, 11, 10)
    session.flush()
    assert hand_over(session, "T1", NOW.date()) == 2
    assert (objective.owner_id, tool.owner_id) == (cast.dirk.id, cast.dirk.id)


def test_who_does_not_lead_steers_nothing(session: Session, cast: Cast, request_of: At, objective: Objective) -> None:
    for line in ("objective 1 @Anna", "objective 1"):
        with pytest.raises(Refusal, match="leaders_only"):
            command(request_of(cast.carla), line)
    cast.anna.ends_on = date(2026, 11, 1)
    session.flush()
    with pytest.raises(Refusal, match="owner_has_left"):
        command(request_of(cast.dirk), "objective 1 <@UANNA>")
