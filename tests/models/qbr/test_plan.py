"""The 90-day plan becomes goals: once, with KPI, number and day; handed in again it moves them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from models.activity.records import Activity
from models.deals.records import Deal
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.qbr import actions, conversation
from models.qbr.plan import PlanLine, add_line, goals_of, proposal_for, remove_line, set_plan
from models.qbr.records import Qbr
from models.refusal import Refusal
from models.scorecard.records import Target, TargetScope
from models.scorecard.scope import scope_of_person
from tests.conftest import NOW, Cast, acting


def of(session: Session, qbr: Qbr) -> dict[str, tuple[date, dict[str, str]]]:
    goals = goals_of(session, qbr)
    steps = milestones_of(session, goals)
    return {goal.horizon: (goal.ends_on, {step.kpi: step.target for step in steps[goal.id]}) for goal in goals}


def test_the_lines_of_a_horizon_are_one_goal_and_handing_in_again_moves_it(
    session: Session, cast: Cast, qbr: Qbr
) -> None:
    """Handed in on 12 November: the quarter ends on 31 December, 60 days are 12 November to 10 January."""
    anna = acting(session, cast.anna)
    conversation.give(anna, qbr.id, "achieved", "Two new customers")
    lines = [
        PlanLine("first_meetings", Decimal(24)),
        PlanLine("sales_by_channel", Decimal(120_000)),
        PlanLine("proposals", Decimal(12), "60d"),
    ]
    set_plan(anna, qbr.id, lines)
    actions.hand_in(anna, qbr.id)
    assert of(session, qbr) == {
        "2026-Q4": (date(2026, 12, 31), {"first_meetings": "24", "sales_by_channel": "120000"}),
        "60d": (date(2027, 1, 10), {"proposals": "12"}),
    }
    goals = goals_of(session, qbr)
    assert all(goal.scope_id == cast.anna.id and goal.set_by == cast.anna.id for goal in goals)

    actions.take_back(anna, qbr.id)
    set_plan(anna, qbr.id, [PlanLine("first_meetings", Decimal(30)), PlanLine("close_rate", Decimal("0.35"))])
    actions.hand_in(anna, qbr.id)
    assert of(session, qbr) == {"2026-Q4": (date(2026, 12, 31), {"first_meetings": "30", "close_rate": "0.35"})}
    assert len(session.exec(select(Goal)).all()) == 2, "no second ones"
    assert [goal.closed_at is not None for goal in goals] == [False, True], "what is no longer planned is closed"


def test_a_line_takes_the_place_of_one_of_its_kpi_and_the_rest_is_refused(
    session: Session, cast: Cast, qbr: Qbr
) -> None:
    anna = acting(session, cast.anna)
    add_line(anna, qbr.id, PlanLine("first_meetings", Decimal(24)))
    add_line(anna, qbr.id, PlanLine("first_meetings", Decimal(30), "30d"))
    assert qbr.plan == [{"kpi": "first_meetings", "target": "30", "horizon": "30d"}]
    remove_line(anna, qbr.id, "first_meetings")
    assert qbr.plan == []
    for lines, reason in (
        ([PlanLine("first_meetings", Decimal(0))], "target_not_positive"),
        ([PlanLine("close_rate", Decimal(35))], "rate_above_all"),
        ([PlanLine("first_meetings", Decimal(2), "45d")], "unknown_horizon"),
        ([PlanLine("proposals", Decimal(2)), PlanLine("proposals", Decimal(3))], "twice_in_plan"),
    ):
        with pytest.raises(Refusal, match=reason):
            set_plan(anna, qbr.id, lines)
    with pytest.raises(Refusal, match="not_yours"):
        set_plan(acting(session, cast.bram), qbr.id, [PlanLine("proposals", Decimal(2))])


def test_without_a_sales_target_nothing_is_proposed(session: Session, cast: Cast) -> None:
    assert proposal_for(session, cast.workspace, scope_of_person(session, cast.workspace, cast.anna), NOW) == []


def test_the_proposal_counts_back_from_the_quarters_sales_target(session: Session, cast: Cast) -> None:
    """Worked by hand, on 12 November with the rates of the last 90 days (15 August to 12 November):

    - 20 deals of €5,000 won and 20 lost, in September: deal size 5,000; close rate 20 / 40 = 50 %
    - 80 first meetings and 40 proposals in September: 40 / 80 = 0.5 proposals a first meeting; no follow-ups
    - target €60,000 in the quarter, nothing won in it yet: 60,000 / 5,000 = 12 wins; 12 / 0.5 = 24 proposals;
      24 / 0.5 = 48 first meetings; none of either was logged in the quarter, so the lines are 60,000, 48 and 24
    """
    anna, day = cast.anna, date(2026, 9, 15)
    for number in range(1, 41):
        won = number <= 20
        session.add(
            Deal(
                workspace_id="T1",
                number=number,
                owner_id=anna.id,
                currency="EUR",
                value_minor=500_000,
                reporting_minor=500_000,
                stage="won" if won else "lost",
                outcome="won" if won else "lost",
                opened_on=day - timedelta(days=30),
                closed_on=day,
                created_at=NOW - timedelta(days=200),
            )
        )
    for kind, count, is_first in (("meeting", 80, True), ("proposal", 40, None)):
        entry = {"workspace_id": "T1", "person_id": anna.id, "kind": kind, "happened_on": day, "quantity": count}
        session.add(Activity(**entry, is_first=is_first, created_at=NOW - timedelta(days=50)))
    session.add(
        Target(
            workspace_id="T1",
            kpi="sales_by_channel",
            scope=TargetScope.PERSON,
            person_id=anna.id,
            period_type="quarter",
            value="60000",
            effective_from=date(2026, 10, 1),
            set_by=cast.carla.id,
            set_at=NOW,
        )
    )
    session.flush()
    proposed = proposal_for(session, cast.workspace, scope_of_person(session, cast.workspace, anna), NOW)
    assert {line.kpi: int(line.target) for line in proposed} == {
        "sales_by_channel": 60_000,
        "first_meetings": 48,
        "proposals": 24,
    }
