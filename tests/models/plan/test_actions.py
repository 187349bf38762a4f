"""Actions are proposed once, taken up with an owner and a date, become goals, and can be taken back."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from models.activity.records import Activity
from models.audit.questions import QUESTIONS
from models.audit.records import ShareForm
from models.exports.run import export
from models.goals.records import Goal, Milestone
from models.plan.actions import Terms, add_own, drop, finish, take_back, take_up
from models.plan.leaving import hand_over
from models.plan.order import Scored
from models.plan.proposing import propose
from models.plan.queries import action_numbered, actions_seen_by, last_changed_by, progress_of_plan, title_of
from models.plan.records import ActionState, PlanAction
from models.plan.to_goal import become_goal, likely_target, scope_of_action
from models.refusal import Refusal
from models.scorecard.scope import ScopeKind, scope_of_person, scope_of_workspace
from tests.conftest import NOW, Cast, acting
from tests.models.plan.audits import closed_audit

TODAY = date(2026, 11, 12)
LATER = NOW + timedelta(minutes=5)
LOW = [Scored(QUESTIONS["people_reviewed"], 1.8), Scored(QUESTIONS["strategy_followed"], 2.6)]


@pytest.fixture
def proposed(session: Session, cast: Cast) -> list[PlanAction]:
    closed_audit(session, cast.dirk, share_with=ShareForm.FULL, invited=(cast.anna, cast.carla))
    return propose(session, cast.workspace, 1, LOW, NOW)


def terms(owner: object, days: int = 30, kpi: str | None = "first_meetings") -> Terms:
    return Terms(owner, days, kpi)  # type: ignore[arg-type]


def test_an_audit_proposes_its_lowest_statements_once(session: Session, cast: Cast, proposed: list[PlanAction]) -> None:
    assert [(one.number, one.question_key, one.state) for one in proposed] == [
        (1, "people_reviewed", "proposed"),
        (2, "strategy_followed", "proposed"),
    ]
    assert propose(session, cast.workspace, 1, LOW, NOW) == []


def test_proposals_are_seen_by_who_steers_and_the_running_plan_by_everybody(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    assert actions_seen_by(session, cast.anna, TODAY) == []
    assert len(actions_seen_by(session, cast.carla, TODAY)) == len(actions_seen_by(session, cast.dirk, TODAY)) == 2
    take_up(acting(session, cast.carla), proposed[1], terms(cast.anna))
    assert actions_seen_by(session, cast.anna, TODAY) == [proposed[1]]
    assert actions_seen_by(session, cast.rival, TODAY) == []


def test_a_later_audit_replaces_what_nobody_took_up_and_leaves_what_is_running(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    take_up(acting(session, cast.carla), proposed[0], terms(cast.carla))
    again = propose(session, cast.workspace, 2, LOW, LATER, replaces=[1])
    assert [(one.number, one.question_key) for one in again] == [(3, "strategy_followed")]
    assert (proposed[0].state, proposed[1].state) == ("accepted", "dropped")


def test_an_audit_that_was_closed_a_second_time_moves_what_nobody_took_up(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    reviewed, followed = proposed
    lower = [Scored(QUESTIONS["people_reviewed"], 1.5), Scored(QUESTIONS["process_defined"], 2.0)]
    [new] = propose(session, cast.workspace, 1, lower, LATER)
    assert (reviewed.score, reviewed.state) == (1.5, "proposed")
    assert followed.state == "dropped"
    assert (new.number, new.question_key) == (3, "process_defined")


def test_a_proposal_is_taken_up_with_owner_and_date(session: Session, cast: Cast, proposed: list[PlanAction]) -> None:
    action = take_up(acting(session, cast.carla), proposed[1], terms(cast.anna, 60))
    # 60 days from 12 November, the first included: 18 left in November after it, 31 in December, 10 January
    assert (action.state, action.owner_id, action.starts_on, action.ends_on) == (
        "accepted",
        cast.anna.id,
        TODAY,
        date(2027, 1, 10),
    )
    take_up(acting(session, cast.carla, LATER, today=TODAY + timedelta(days=9)), action, terms(cast.bram, 60, None))
    assert (action.owner_id, action.kpi, action.ends_on) == (cast.bram.id, None, date(2027, 1, 10))


def test_reps_read_the_plan_and_only_finish_what_is_theirs(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    with pytest.raises(Refusal, match="managers_only"):
        take_up(acting(session, cast.anna), proposed[1], terms(cast.anna))
    take_up(acting(session, cast.carla), proposed[1], terms(cast.anna))
    with pytest.raises(Refusal, match="managers_only"):
        finish(acting(session, cast.bram), proposed[1])
    with pytest.raises(Refusal, match="managers_only"):
        drop(acting(session, cast.anna), proposed[1])
    assert finish(acting(session, cast.anna), proposed[1]).state == "done"
    assert take_back(acting(session, cast.anna, LATER), proposed[1]).state == "accepted"


def test_every_step_can_be_taken_back_once(session: Session, cast: Cast, proposed: list[PlanAction]) -> None:
    action = take_up(acting(session, cast.dirk), proposed[0], terms(cast.carla))
    take_back(acting(session, cast.dirk, LATER), action)
    assert (action.state, action.owner_id, action.ends_on) == ("proposed", None, None)
    with pytest.raises(Refusal, match="nothing_to_undo"):
        take_back(acting(session, cast.dirk, LATER), action)
    drop(acting(session, cast.dirk, LATER), action)
    assert last_changed_by(session, cast.dirk) is action
    with pytest.raises(Refusal, match="nothing_to_undo"):
        last_changed_by(session, cast.carla)
    assert take_back(acting(session, cast.dirk, LATER), action).state == "proposed"


@pytest.mark.parametrize(("step", "reason"), [(finish, "is_proposed"), (drop, "is_dropped")])
def test_what_cannot_be_done_with_an_action_is_said(
    session: Session, cast: Cast, proposed: list[PlanAction], step: object, reason: str
) -> None:
    if reason == "is_dropped":
        drop(acting(session, cast.dirk), proposed[0])
    with pytest.raises(Refusal, match=reason):
        step(acting(session, cast.dirk), proposed[0])  # type: ignore[operator]


def test_an_action_of_ones_own_gets_the_next_number(session: Session, cast: Cast, proposed: list[PlanAction]) -> None:
    own = add_own(acting(session, cast.carla), " Visit the ten largest ", terms(cast.anna, 90))
    assert (own.number, own.title, own.state) == (3, "Visit the ten largest", "accepted")
    assert take_back(acting(session, cast.carla, LATER), own).state == "dropped"
    with pytest.raises(Refusal, match="no_title"):
        add_own(acting(session, cast.carla), "  ", terms(cast.anna))
    with pytest.raises(Refusal, match="title_too_long"):
        add_own(acting(session, cast.carla), "x" * 161, terms(cast.anna))
    with pytest.raises(Refusal, match="unknown_horizon"):
        add_own(acting(session, cast.carla), "x", terms(cast.anna, 45))
    with pytest.raises(Refusal, match="managers_only"):
        add_own(acting(session, cast.anna), "x", terms(cast.anna))


def test_nobody_who_left_or_of_another_company_gets_an_action(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    with pytest.raises(Refusal, match="owner_left"):
        take_up(acting(session, cast.dirk), proposed[0], terms(cast.rival))
    cast.bram.ends_on = TODAY
    with pytest.raises(Refusal, match="owner_left"):
        take_up(acting(session, cast.dirk), proposed[0], terms(cast.bram))


def test_a_number_of_another_company_is_not_there(session: Session, cast: Cast, proposed: list[PlanAction]) -> None:
    assert action_numbered(session, cast.dirk, 1, TODAY) is proposed[0]
    with pytest.raises(Refusal, match="not_there"):
        action_numbered(session, cast.rival, 1, TODAY)


def test_an_action_becomes_a_goal_of_its_owner_and_both_are_taken_back(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    action = take_up(acting(session, cast.carla), proposed[1], terms(cast.bram))
    goal = become_goal(acting(session, cast.carla, LATER), action, cast.bram, "first_meetings", Decimal(12))
    # Bram reads Dutch, so his goal is in Dutch
    assert goal.title == QUESTIONS["strategy_followed"].action.title["nl"]
    assert (goal.scope_kind, goal.scope_id, goal.horizon) == ("person", cast.bram.id, "30d")
    step = session.exec(select(Milestone)).one()
    assert (step.kpi, step.target, action.goal_id) == ("first_meetings", "12", goal.id)
    with pytest.raises(Refusal, match="is_goal_already"):
        become_goal(acting(session, cast.carla, LATER), action, cast.bram, "csat", Decimal(4))
    take_back(acting(session, cast.carla, LATER), action)
    assert (action.goal_id, action.state) == (None, "accepted")
    assert session.exec(select(Goal)).one().closed_at == LATER


def test_an_own_action_that_became_a_goal_at_once_is_taken_back_at_once(session: Session, cast: Cast) -> None:
    own = add_own(acting(session, cast.carla), "Twenty names", terms(cast.anna, 60))
    goal = become_goal(acting(session, cast.carla), own, cast.anna, "first_meetings", Decimal(30))
    take_back(acting(session, cast.carla, LATER), own)
    assert (own.state, own.goal_id, goal.closed_at) == ("dropped", None, LATER)


def test_whose_goal_it_is_follows_from_the_owner_and_the_kpi(session: Session, cast: Cast) -> None:
    def kind(owner: object, kpi: str | None) -> ScopeKind:
        return scope_of_action(session, cast.workspace, owner, kpi).kind  # type: ignore[arg-type]

    assert kind(cast.anna, "first_meetings") is ScopeKind.PERSON
    assert kind(cast.anna, "reps_on_track") is ScopeKind.TEAM
    assert kind(cast.carla, "coaching") is ScopeKind.TEAM
    assert kind(cast.dirk, "csat") is ScopeKind.WORKSPACE


def test_the_likely_target_is_the_best_of_the_last_four_stretches(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    # In the 30 days before 12 November (from 13 October): 2 first meetings; in the 30 days before those: 3.
    for day in (*[date(2026, 11, 3)] * 2, *[date(2026, 10, 1)] * 3):
        session.add(
            Activity(
                workspace_id="T1",
                person_id=cast.anna.id,
                kind="meeting",
                is_first=True,
                happened_on=day,
                created_at=NOW,
            )
        )
    session.flush()

    def likely(kpi: str) -> Decimal | None:
        return likely_target(session, cast.workspace, proposed[1], cast.anna, kpi, NOW)

    assert likely("first_meetings") == 3
    assert likely("csat") is None  # no figure
    assert likely("returned_leads") is None  # less is better: somebody has to say it


def test_progress_counts_what_runs_what_is_done_and_what_is_late(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    take_up(acting(session, cast.carla), proposed[0], terms(cast.carla, 30))  # until 11 December
    own = add_own(acting(session, cast.carla), "Something", terms(cast.anna, 90))
    finish(acting(session, cast.carla), add_own(acting(session, cast.carla), "Else", terms(cast.anna)))
    actions = actions_seen_by(session, cast.dirk, TODAY)
    progress = progress_of_plan(actions, date(2026, 12, 12))
    assert (progress.running, progress.done, progress.overdue, progress.proposed, progress.total) == (2, 1, 1, 1, 3)
    assert progress.next is own, "the one of 11 December is late"
    assert progress_of_plan(actions, date(2026, 12, 11)).next is proposed[0]
    assert progress_of_plan([own], date(2026, 12, 11)).overdue == 0


def test_a_proposal_is_read_in_ones_own_language_until_somebody_rewords_it(
    session: Session, cast: Cast, proposed: list[PlanAction]
) -> None:
    dutch = QUESTIONS["people_reviewed"].action.title["nl"]
    assert (title_of(proposed[0], "nl"), title_of(proposed[0], "en")) == (dutch, proposed[0].title)
    proposed[0].title = "Talk monthly"
    assert title_of(proposed[0], "nl") == "Talk monthly"
    assert proposed[0].state == ActionState.PROPOSED


def test_what_somebody_who_left_had_running_goes_to_who_is_above_them(session: Session, cast: Cast) -> None:
    own = add_own(acting(session, cast.carla), "Train", terms(cast.anna))
    cast.anna.ends_on = TODAY
    assert hand_over(session, "T1", TODAY) == 0  # the last day is still hers
    cast.carla.ends_on = TODAY
    assert hand_over(session, "T1", TODAY + timedelta(days=1)) == 1
    assert own.owner_id == cast.dirk.id
    cast.dirk.ends_on = TODAY
    assert hand_over(session, "T1", TODAY + timedelta(days=1)) == 0


def test_an_export_of_everything_has_the_plan_and_of_one_person_theirs(session: Session, cast: Cast) -> None:
    add_own(acting(session, cast.carla), "Train", terms(cast.anna))
    add_own(acting(session, cast.carla), "Call", terms(cast.bram))
    everything = "".join(
        export(
            session, cast.workspace, "everything", scope_of_workspace(session, cast.workspace), None, None, "json", NOW
        )
    )
    assert [row["title"] for row in json.loads(everything)["plan"]] == ["Train", "Call"]
    of_anna = "".join(
        export(
            session,
            cast.workspace,
            "everything",
            scope_of_person(session, cast.workspace, cast.anna),
            None,
            None,
            "json",
            NOW,
        )
    )
    assert [(row["title"], row["owner"]) for row in json.loads(of_anna)["plan"]] == [("Train", "Anna de Vries")]
