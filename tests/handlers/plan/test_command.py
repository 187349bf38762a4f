"""The strategy page, and what is done on it: by words, by buttons, in forms."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.plan import feature
from handlers.plan.command import command
from messages.plan import forms
from messages.plan import page as messages
from messages.plan import stage as stage_messages
from models.activity.records import Activity
from models.audit.questions import QUESTIONS
from models.audit.records import ShareForm
from models.goals.records import Goal, Milestone, Objective
from models.maturity.practice import EVERYTHING, chosen_of
from models.plan.records import PlanAction
from models.refusal import Refusal
from tests.conftest import NOW, Cast
from tests.models.plan.audits import closed_audit

Door = Callable[..., Request]
REPORTS = QUESTIONS["technology_reports"].action.title
REVIEWED = QUESTIONS["people_reviewed"].action.title


def said(answer: object) -> str:
    message = answer.message  # type: ignore[attr-defined]
    return message.text + "\n" + "\n".join(str(block) for block in message.blocks)


def answer_shown(answer: object) -> str:
    assert isinstance(answer, OpenModal)
    return str(answer.view.json)


def press(at_the_door: Request, action_id: str, value: str = "") -> object:
    handlers = feature.presses
    return handlers[action_id](at_the_door, Press(action_id, value))


def submit(at_the_door: Request, form: str, fields: dict[str, object], metadata: str = "") -> object:
    handlers = feature.forms
    return handlers[form](at_the_door, Form(fields, metadata))


def action(at_the_door: Request, number: int) -> PlanAction:
    return at_the_door.session.exec(select(PlanAction).where(PlanAction.number == number)).one()


@pytest.fixture
def audited(request_of: Door, cast: Cast) -> Request:
    """Dirk at the door, after an audit: 1 people_reviewed, 2 strategy_followed, 3 and 4 technology."""
    at_the_door = request_of(cast.dirk)
    closed_audit(
        at_the_door.session, cast.dirk, share_with=ShareForm.SUMMARY, invited=(cast.anna, cast.bram, cast.carla)
    )
    command(at_the_door, "")
    return at_the_door


def test_before_an_audit_the_page_says_how_to_begin(request_of: Door, cast: Cast) -> None:
    page = said(command(request_of(cast.dirk), ""))
    assert "/audit start functions" in page
    assert "/plan add" in page
    assert "Set an objective" in page
    of_a_rep = said(command(request_of(cast.anna), ""))
    assert "/audit start" not in of_a_rep
    assert "Add an action" not in of_a_rep


def test_after_an_audit_it_shows_stage_cap_and_proposals(audited: Request) -> None:
    page = said(command(audited, ""))
    assert "*Stage 2 of 5: Emerging*" in page
    assert "*Technology* (1.9) holds it at 2" in page
    assert "quick win" in page
    assert "scored 2.4" in page
    assert page.index(REVIEWED["en"]) < page.index(REPORTS["en"])


def test_a_dutch_manager_reads_it_in_dutch_and_no_scores_that_were_not_shared(
    audited: Request, request_of: Door, cast: Cast
) -> None:
    cast.carla.language = "nl"
    page = said(command(request_of(cast.carla), "overzicht"))
    assert "*Niveau 2 van 5: In opbouw*" in page
    assert REVIEWED["nl"] in page
    assert "score 2,4" not in page


def test_a_rep_sees_the_running_plan_and_no_proposals(audited: Request, request_of: Door, cast: Cast) -> None:
    command(audited, "accept 1 <@UCARLA>")
    page = said(command(request_of(cast.bram), ""))
    assert REVIEWED["nl"] in page
    assert REPORTS["nl"] not in page
    assert not {messages.DONE, messages.TAKE_UP, messages.MAKE_GOAL, messages.ADD} & set(page.split("'"))


def test_a_proposal_is_taken_up_finished_and_undone_by_words(audited: Request, cast: Cast) -> None:
    assert "Owner: Carla Mulder, due Fri 11 Dec" in said(command(audited, "accept 1 <@UCARLA>"))
    assert (action(audited, 1).owner_id, action(audited, 1).kpi) == (cast.carla.id, "coaching")
    assert "Done: 1" in said(command(audited, "done 1"))
    assert "as it was before" in said(command(audited, "undo 1"))
    assert action(audited, 1).state == "accepted"
    assert "Owner: Bram Bakker, due Tue 9 Feb" in said(command(audited, "change 1 <@UBRAM> 90d"))
    assert "Dropped: 1" in said(command(audited, "schrap 1"))
    command(audited, "terug")
    assert action(audited, 1).owner_id == cast.bram.id


def test_an_owner_finishes_their_own_and_nobody_elses(audited: Request, request_of: Door, cast: Cast) -> None:
    command(audited, "accept 1 <@UANNA>")
    with pytest.raises(Refusal, match="managers_only"):
        command(request_of(cast.bram), "done 1")
    with pytest.raises(Refusal, match="managers_only"):
        command(request_of(cast.anna), "change 1 90d")
    assert "Done: 1" in said(command(request_of(cast.anna), "klaar 1"))


def test_an_own_action_with_a_target_is_a_goal_at_once(request_of: Door, cast: Cast) -> None:
    at_the_door = request_of(cast.carla)
    answer = said(command(at_the_door, 'add "Call all A customers" 60d <@UANNA> first_meetings=30'))
    goal = at_the_door.session.exec(select(Goal)).one()
    assert "Action 1 is goal 1 now: *Call all A customers*, of Anna de Vries" in answer
    assert (goal.scope_id, goal.ends_on) == (cast.anna.id, date(2027, 1, 10))
    assert at_the_door.session.exec(select(Milestone)).one().target == "30"
    assert "*0* of 30" in said(command(at_the_door, ""))
    press(at_the_door, messages.UNDO, action(at_the_door, 1).id)
    assert goal.closed_at == NOW
    assert "Call all A customers*" not in said(command(at_the_door, ""))


def test_one_press_makes_a_goal_of_it_with_the_best_of_the_last_periods(audited: Request, cast: Cast) -> None:
    for day in (date(2026, 11, 3), date(2026, 11, 4)):
        audited.session.add(
            Activity(
                workspace_id="T1",
                person_id=cast.anna.id,
                kind="meeting",
                is_first=True,
                happened_on=day,
                created_at=NOW,
            )
        )
    audited.session.flush()
    command(audited, "accept 2 <@UANNA>")
    answer = press(audited, messages.MAKE_GOAL, action(audited, 2).id)
    assert "*0* of 2" in said(answer)
    assert "best of the last four stretches" in said(answer)
    with pytest.raises(Refusal, match="is_goal_already"):
        press(audited, messages.MAKE_GOAL, action(audited, 2).id)


def test_without_an_earlier_figure_a_form_asks_for_the_target(audited: Request, cast: Cast) -> None:
    command(audited, "accept 2 <@UANNA>")
    one = action(audited, 2)
    assert forms.GOAL_FORM in answer_shown(press(audited, messages.MAKE_GOAL, one.id))
    wrong = submit(audited, forms.GOAL_FORM, {"kpi": "first_meetings", "target": "a dozen"}, one.id)
    assert isinstance(wrong, FormErrors)
    assert set(wrong.errors) == {"target"}
    too_much = submit(audited, forms.GOAL_FORM, {"kpi": "first_meetings", "target": "12 meetings"}, one.id)
    assert isinstance(too_much, FormErrors)
    assert "45%" in too_much.errors["target"]
    assert "goal 1 now" in said(submit(audited, forms.GOAL_FORM, {"kpi": "first_meetings", "target": "12"}, one.id))


def test_only_what_was_taken_up_becomes_a_goal(audited: Request, request_of: Door, cast: Cast) -> None:
    with pytest.raises(Refusal, match="is_proposed"):
        command(audited, "goal 2")
    command(audited, "accept 2 <@UANNA>")
    with pytest.raises(Refusal, match="managers_only"):
        command(request_of(cast.anna), "goal 2")


def test_the_form_takes_a_proposal_up(audited: Request, cast: Cast) -> None:
    one = action(audited, 3)
    form = answer_shown(press(audited, messages.TAKE_UP, one.id))
    assert REPORTS["en"] in form
    fields: dict[str, object] = {"owner": "UBRAM", "horizon": "90", "kpi": "weighted_pipeline"}
    nobody = {**fields, "owner": "UNOBODY"}
    with pytest.raises(Refusal, match="no_owner"):
        submit(audited, forms.TERMS_FORM, nobody, one.id)
    without_kpi = submit(audited, forms.TERMS_FORM, {**fields, "kpi": None, "target": "50k"}, one.id)
    assert isinstance(without_kpi, FormErrors)
    assert set(without_kpi.errors) == {"kpi"}
    command(audited, 'objective "Grow" 12m')
    objective = audited.session.exec(select(Objective)).one()
    submit(audited, forms.TERMS_FORM, {**fields, "target": "50k", "objective": objective.id}, one.id)
    goal = audited.session.exec(select(Goal)).one()
    assert (goal.objective_id, one.goal_id, one.owner_id) == (objective.id, goal.id, cast.bram.id)


def test_the_menu_of_an_action_changes_and_drops_it(audited: Request, request_of: Door, cast: Cast) -> None:
    command(audited, "accept 1 <@UCARLA>")
    one = action(audited, 1)
    assert "Carla" not in answer_shown(press(audited, messages.MORE, f"change {one.id}"))  # the menu holds the user
    page = press(audited, messages.MORE, f"drop {one.id}")
    assert isinstance(page, Replace)
    assert "Dropped: 1" in said(page)
    put_back = press(audited, messages.UNDO, one.id)
    assert isinstance(put_back, Replace)
    assert one.state == "accepted"
    with pytest.raises(Refusal, match="managers_only"):
        press(request_of(cast.anna), messages.MORE, f"change {one.id}")
    with pytest.raises(Refusal, match="not_there"):
        press(request_of(cast.rival), messages.DONE, one.id)


def test_done_on_the_page_stays_on_the_page(audited: Request) -> None:
    command(audited, "accept 1 me")
    page = press(audited, messages.DONE, action(audited, 1).id)
    assert isinstance(page, Replace)
    assert "1 of 1 done" in said(page)


def test_the_form_of_an_own_action(request_of: Door, cast: Cast) -> None:
    at_the_door = request_of(cast.carla)
    assert forms.NEW_FORM in answer_shown(command(at_the_door, "add"))
    assert forms.NEW_FORM in answer_shown(press(at_the_door, messages.ADD))
    with pytest.raises(Refusal, match="managers_only"):
        command(request_of(cast.anna), "add")
    fields: dict[str, object] = {"title": "Train", "owner": "UCARLA", "horizon": "30", "kpi": None}
    assert "Added: 1" in said(submit(at_the_door, forms.NEW_FORM, fields))


def test_objectives_are_set_closed_and_get_goals(request_of: Door, cast: Cast) -> None:
    at_the_door = request_of(cast.dirk)
    assert "until 12 Nov 2028" in said(command(at_the_door, 'objective "Grow in Germany" 24m'))
    with pytest.raises(Refusal, match="too_far"):
        command(at_the_door, 'objective "Conquer the world" 60m')
    assert forms.OBJECTIVE_FORM in answer_shown(command(at_the_door, 'objective "Fill the spring"'))
    assert "Objective 2" in said(submit(at_the_door, forms.OBJECTIVE_FORM, {"title": "Fill the spring", "months": "6"}))
    command(at_the_door, 'add "Meet them" 30d <@UANNA> first_meetings=9')
    assert "now serves objective 1" in said(command(at_the_door, "objective 1 goal 1"))
    page = said(command(at_the_door, ""))
    assert "Grow in Germany* · strategic" in page
    assert "↳ Goal 1, Meet them · Anna de Vries" in page
    assert "tactical" in page
    closed = command(at_the_door, "doelstelling sluit 1")
    assert "Its goals go on" in said(closed)
    assert "1 more open goal" in said(command(at_the_door, ""))
    objective = at_the_door.session.exec(select(Objective).where(Objective.number == 1)).one()
    press(at_the_door, messages.REOPEN_OBJECTIVE, objective.id)
    assert objective.closed_at is None


def test_a_rep_does_not_see_the_goal_of_a_colleague_on_the_page(request_of: Door, cast: Cast) -> None:
    at_the_door = request_of(cast.carla)
    command(at_the_door, 'add "Something of Anna" 30d <@UANNA> first_meetings=9')
    assert "of 9" in said(command(at_the_door, ""))
    page = said(command(request_of(cast.bram), ""))
    assert "Something of Anna" in page
    assert "van 9" not in page


def test_a_leader_switches_on_what_fits_the_stage_and_takes_it_back(audited: Request, cast: Cast) -> None:
    stage = said(command(audited, "stage"))
    assert "What fits stage 2, Emerging" in stage
    confirmed = press(audited, stage_messages.CONFIRM, "2")
    assert "as fits stage 2, Emerging" in said(confirmed)
    assert chosen_of(audited.session, "T1").stage == 2
    assert "That is how Koers works here already" in said(command(audited, "fase"))
    with pytest.raises(Refusal, match="practice_replaced"):
        press(audited, stage_messages.CONFIRM, "4")
    undo = str(confirmed.message.blocks).split(stage_messages.TAKE_BACK)[1].split("'value': '")[1].split("'")[0]  # type: ignore[attr-defined]
    press(audited, stage_messages.TAKE_BACK, undo)
    assert chosen_of(audited.session, "T1") == EVERYTHING


def test_a_leader_chooses_otherwise_in_a_form_and_others_cannot(audited: Request, request_of: Door, cast: Cast) -> None:
    assert stage_messages.PRACTICE_FORM in answer_shown(press(audited, stage_messages.CHOOSE, "2"))
    fields: dict[str, object] = {"focus": ["csat", "proposals"], "prompts": [], "depth": "short"}
    answer = submit(audited, stage_messages.PRACTICE_FORM, fields, "2")
    assert isinstance(answer, Whisper)
    assert "By itself: nothing" in said(answer)
    assert chosen_of(audited.session, "T1").focus == ("proposals", "csat")
    assert "A leader can switch this on" in said(command(request_of(cast.carla), "stage"))
    for handler in (
        lambda: press(request_of(cast.carla), stage_messages.CHOOSE, "2"),
        lambda: press(request_of(cast.carla), stage_messages.CONFIRM, "2"),
        lambda: submit(request_of(cast.carla), stage_messages.PRACTICE_FORM, fields, "2"),
    ):
        with pytest.raises(Refusal, match="leaders_only"):
            handler()


@pytest.mark.parametrize("text", ["finnish 3", "done", 'add "X" 45d', "accept 1 unicorns=3"])
def test_what_cannot_be_read_is_answered_with_an_example(request_of: Door, cast: Cast, text: str) -> None:
    at_the_door = request_of(cast.carla)
    assert "/plan" in said(command(at_the_door, text))
    assert at_the_door.session.exec(select(PlanAction)).all() == []


def test_help_is_in_ones_own_language(request_of: Door, cast: Cast) -> None:
    assert "/plan accept 3" in said(command(request_of(cast.anna), "help"))
    assert "/plan neem 3" in said(command(request_of(cast.bram), "hulp"))


def test_who_is_no_leader_is_told_so_before_a_form_of_objectives_opens(request_of: Door, cast: Cast) -> None:
    with pytest.raises(Refusal, match="leaders_only"):
        command(request_of(cast.bram), 'doelstelling "Marktleider"')
