"""Goals are set in one line, advised on, closed by their date, and followed by the next."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from handlers.door.answers import FormErrors, OpenModal, Whisper
from handlers.door.request import Form, Press, Request
from handlers.goals import feature
from handlers.goals.command import close, command, reopen, submit_new, submit_targets
from jobs.cadence import Occasion, Window
from jobs.prompts.goals import goals_ended, result
from models.activity.records import Activity
from models.delivery.records import Delivery
from models.goals.actions import roll_over_forgotten
from models.goals.records import Goal, Milestone
from models.refusal import Refusal
from tests.conftest import NOW, Cast


def said(answer: object) -> str:
    message = answer.message  # type: ignore[attr-defined]
    return message.text + "\n" + "\n".join(str(block) for block in message.blocks)


def test_what_was_understood_of_a_goal_is_said_in_the_words_that_were_typed(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    assert "horizon: 60d" in said(command(request_of(cast.anna), '"Grow" 60d banana=5'))
    assert "horizon: Q1 2027" in said(command(request_of(cast.anna), '"Grow" Q1 2027 banana=5'))


def the_goal(request: Request) -> Goal:
    return request.session.exec(select(Goal)).one()


def test_a_goal_is_set_in_one_line_with_its_milestones(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = said(command(at_the_door, '"Grow new business" 60d new_customers=5 first_meetings=30'))
    goal = the_goal(at_the_door)
    assert "Goal 1: *Grow new business*" in answer
    assert (goal.horizon, goal.starts_on, goal.ends_on) == ("60d", date(2026, 11, 12), date(2027, 1, 10))
    assert {(step.kpi, step.target) for step in at_the_door.session.exec(select(Milestone))} == {
        ("new_customers", "5"),
        ("first_meetings", "30"),
    }


def test_the_figures_of_a_goal_count_from_its_first_day(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    for day in (date(2026, 11, 11), date(2026, 11, 12)):
        at_the_door.session.add(
            Activity(
                workspace_id="T1",
                person_id=cast.anna.id,
                kind="meeting",
                is_first=True,
                happened_on=day,
                created_at=NOW,
            )
        )
    at_the_door.session.flush()
    assert "*1* of 30" in said(command(at_the_door, '"Meet" 60d first_meetings=30'))


def test_a_dutch_speaker_sets_and_reads_a_goal_in_dutch(request_of: Callable[..., Request], cast: Cast) -> None:
    answer = said(command(request_of(cast.bram), "“Meer nieuwe klanten” 30d nieuwe klanten=5"))
    assert "Doel 1" in answer
    assert "alleen resultaten" in answer


def test_a_quarter_goal_without_a_name_is_named_after_its_kpi(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    assert "*Sales by channel*" in said(command(at_the_door, "Q1 sales_by_channel=250k"))
    assert (the_goal(at_the_door).title, the_goal(at_the_door).horizon) == ("", "2027-Q1")
    cast.anna.language = "nl"
    assert "*1. Omzet per kanaal*" in said(command(at_the_door, "list"))


@pytest.mark.parametrize(
    "text", ['"X" 45d first_meetings=3', '"X" 60d unicorns=5', '"X" first_meetings=3', '"X" 60d first_meetings=-3']
)
def test_what_cannot_be_read_is_answered_with_an_example_and_stores_nothing(
    request_of: Callable[..., Request], cast: Cast, text: str
) -> None:
    at_the_door = request_of(cast.anna)
    assert "/goal" in said(command(at_the_door, text))
    assert at_the_door.session.exec(select(Goal)).all() == []


def test_a_rep_sets_goals_for_nobody_else_and_a_manager_for_their_people(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    with pytest.raises(Refusal, match="not_for_them"):
        command(request_of(cast.bram), '<@UANNA> "Grow" 30d first_meetings=9')
    assert "for Anna de Vries" in said(command(request_of(cast.carla), '<@UANNA> "Grow" 30d first_meetings=9'))


def test_a_goal_of_the_company_is_set_by_a_leader_and_seen_by_all(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    with pytest.raises(Refusal, match="not_for_them"):
        command(request_of(cast.carla), '"Everybody in" 90d new_customers=50 all')
    command(request_of(cast.dirk), '"Everybody in" 90d new_customers=50 all')
    assert "Everybody in" in said(command(request_of(cast.anna), "list"))
    assert "Everybody in" not in said(command(request_of(cast.carla), "list <@UANNA>"))


def test_a_colleague_does_not_see_the_goals_of_another(request_of: Callable[..., Request], cast: Cast) -> None:
    command(request_of(cast.anna), '"Secret plan" 30d first_meetings=9')
    assert "Secret plan" not in said(command(request_of(cast.bram), "list"))
    assert "Secret plan" in said(command(request_of(cast.carla), "list"))


def test_a_goal_is_closed_and_opened_again(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    command(at_the_door, '"Grow" 30d first_meetings=9')
    goal = the_goal(at_the_door)
    assert "Closed" in said(command(at_the_door, "close 1"))
    with pytest.raises(Refusal, match="closed_already"):
        command(at_the_door, "close 1")
    reopen(at_the_door, Press("goals.reopen", goal.id))
    assert goal.closed_at is None
    with pytest.raises(Refusal, match="not_yours"):
        close(request_of(cast.bram), Press("goals.close", goal.id))


def test_the_form_sets_a_goal_and_says_what_is_wrong_under_its_field(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    at_the_door = request_of(cast.anna)
    fields = {"title": 'Say "yes" more', "horizon": "Q4", "milestones": "first_meetings=thirty-ish"}
    wrong = submit_new(at_the_door, Form(fields))
    assert isinstance(wrong, FormErrors)
    assert set(wrong.errors) == {"milestones"}
    submit_new(at_the_door, Form({**fields, "milestones": "first_meetings=30"}))
    assert the_goal(at_the_door).title == "Say 'yes' more"


def test_the_form_has_a_menu_of_kpis_and_takes_typed_ones_beside_it(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    at_the_door = request_of(cast.anna)
    form = command(at_the_door, "new")
    assert isinstance(form, OpenModal)
    offered = {option["value"] for option in field_of(form, "kpi")["options"]}
    assert "proposals" in offered
    assert "turnover" not in offered, "a rep cannot move it"
    fields = {"title": "Grow", "horizon": "60d", "kpi": "proposals", "target": "20", "milestones": "new_customers=5"}
    answer = submit_new(at_the_door, Form(fields))
    assert "Qualified proposals: *0* of 20" in str(answer.message.blocks)  # type: ignore[union-attr]
    assert "New customers: *0* of 5" in str(answer.message.blocks)  # type: ignore[union-attr]
    of_carla = command(request_of(cast.carla), "new")
    assert isinstance(of_carla, OpenModal)
    assert "turnover" in {option["value"] for option in field_of(of_carla, "kpi")["options"]}


def field_of(form: OpenModal, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(block["element"] for block in form.view.json["blocks"] if block["block_id"] == name)
    return found


@pytest.mark.parametrize(("kpi", "target", "field"), [("proposals", "", "target"), ("", "20", "kpi")])
def test_a_kpi_and_its_target_go_together(
    request_of: Callable[..., Request], cast: Cast, kpi: str, target: str, field: str
) -> None:
    form = Form({"title": "Grow", "horizon": "60d", "kpi": kpi, "target": target})
    with pytest.raises(Refusal) as refusal:
        submit_new(request_of(cast.anna), form)
    assert refusal.value.values["field"] == field


@pytest.mark.parametrize("target", ["many", "20 new_customers=5"])
def test_a_target_that_is_none_is_told_under_its_field(
    request_of: Callable[..., Request], cast: Cast, target: str
) -> None:
    form = Form({"title": "Grow", "horizon": "60d", "kpi": "proposals", "target": target})
    try:
        answer = submit_new(request_of(cast.anna), form)
    except Refusal as refusal:
        answer = FormErrors({str(refusal.values["field"]): ""})
    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {"target"}


def ended_goal(at_the_door: Request) -> Goal:
    command(at_the_door, '"Grow" 30d first_meetings=9')
    goal = the_goal(at_the_door)
    goal.starts_on, goal.ends_on = date(2026, 10, 13), date(2026, 11, 11)
    at_the_door.session.flush()
    return goal


def test_a_rolling_goal_is_followed_by_its_successor_once(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    goal = ended_goal(at_the_door)
    window = Window(at_the_door.session, cast.workspace, NOW - timedelta(hours=26), NOW)
    [due] = list(goals_ended(window))
    assert (due.recipient, due.about["goal_id"]) == (cast.anna.id, goal.id)
    delivery = Delivery(
        workspace_id="T1",
        recipient=due.recipient,
        cadence="goal.ended",
        slot=due.slot,
        due_at=due.at,
        expires_at=due.at + timedelta(days=14),
        about=due.about,
        created_at=NOW,
    )
    occasion = Occasion(at_the_door.session, cast.workspace, delivery, NOW, cast.anna)
    for _ in range(2):  # composed again after a crash: the same, and no second successor
        message = result(occasion)
        assert message is not None
        assert "Goal 2 takes over" in str(message.blocks)
    successor = at_the_door.session.exec(select(Goal).where(Goal.number == 2)).one()
    assert (successor.starts_on, successor.follows_id) == (date(2026, 11, 12), goal.id)
    assert goal.closed_at == NOW


def test_the_target_of_a_successor_can_be_moved(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    command(at_the_door, '"Grow" 30d first_meetings=9')
    goal = the_goal(at_the_door)
    assert isinstance(
        feature.presses["goals.move_targets"](at_the_door, Press("goals.move_targets", goal.id)), OpenModal
    )
    answer = submit_targets(at_the_door, Form({"first_meetings": "12"}, metadata=goal.id))
    assert isinstance(answer, Whisper)
    assert "of 12" in said(answer)
    wrong = submit_targets(at_the_door, Form({"first_meetings": "a dozen"}, metadata=goal.id))
    assert isinstance(wrong, FormErrors)


def test_a_goal_of_which_nobody_heard_closes_all_the_same_up_to_the_running_one(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    at_the_door = request_of(cast.anna)
    goal = ended_goal(at_the_door)
    goal.starts_on, goal.ends_on = date(2026, 8, 14), date(2026, 9, 12)
    at_the_door.session.flush()
    assert roll_over_forgotten(at_the_door.session, "T1", date(2026, 10, 28), NOW) == 2
    running = at_the_door.session.exec(select(Goal).where(col(Goal.closed_at).is_(None))).one()
    assert (running.starts_on, running.ends_on) == (date(2026, 10, 13), date(2026, 11, 11))
