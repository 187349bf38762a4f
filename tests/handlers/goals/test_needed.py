"""What a goal on a result asks of each week: under the goal, to a question, and as milestones."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from handlers.activity.talk import direct_message
from handlers.digest import command as digest
from handlers.door.answers import Whisper
from handlers.door.request import Press, Request
from handlers.goals import feature
from handlers.goals.command import command
from handlers.scorecard.command import open_why
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.refusal import Refusal
from tests.conftest import Cast
from tests.handlers.goals.test_command import said
from tests.models.goals.test_back_solver import history

At = Callable[..., Request]
RICH = {"won": 24, "lost": 36, "proposals": 30, "meetings": 100}


@pytest.fixture
def anna(request_of: At, session: Session, cast: Cast) -> Request:
    """Anna, with enough on record: €16,000 a deal, 40% won, 3 proposals for 10 first meetings."""
    history(session, cast.anna, **RICH)
    return request_of(cast.anna)


def steps(session: Session) -> dict[str, str]:
    goal = session.exec(select(Goal)).one()
    return {step.kpi: step.target for step in milestones_of(session, [goal])[goal.id]}


def pressed(request: Request, answer: object, action: str) -> object:
    """The answer to the button of that action."""
    found = (button for block in answer.message.blocks for button in block.get("elements", ()))  # type: ignore[attr-defined]
    sections = [block["accessory"] for block in answer.message.blocks if "accessory" in block]  # type: ignore[attr-defined]
    value = next(button["value"] for button in [*found, *sections] if button.get("action_id") == action)
    return feature.presses[action](request, Press(action, value))


def test_a_goal_on_a_result_is_answered_with_the_arithmetic(anna: Request, session: Session) -> None:
    answer = command(anna, "Q1 sales_by_channel=300k")
    text = said(answer).replace("\\xa0", " ")
    for line in ("= *19 wins*", "= *48 proposals* (", "= *160 first meetings* (", "= *13 first meetings a week*"):
        assert line in text
    assert "only results" not in text  # the steps say better what would lead there
    assert steps(session) == {"sales_by_channel": "300000"}


def test_the_steps_are_taken_over_and_undone(anna: Request, session: Session) -> None:
    answer = command(anna, "Q1 sales_by_channel=300k")
    taken = pressed(anna, answer, "goals.take_over")
    leads = {"first_meetings": "160", "follow_ups": "96", "proposals": "48"}
    assert steps(session) == {"sales_by_channel": "300000", **leads}
    with pytest.raises(Refusal, match="nothing_to_take_over"):
        pressed(anna, answer, "goals.take_over")
    pressed(anna, taken, "goals.take_back")
    assert steps(session) == {"sales_by_channel": "300000"}


def test_what_somebody_set_themselves_stays(anna: Request, session: Session) -> None:
    answer = command(anna, "Q1 sales_by_channel=300k first_meetings=100")
    pressed(anna, answer, "goals.take_over")
    assert steps(session)["first_meetings"] == "100"


@pytest.mark.parametrize(
    "line",
    [
        "I need 300k in Q1, how many meetings is that?",
        "300k Q1",
        "ik moet € 300k halen in Q1, hoeveel gesprekken is dat?",
    ],
)
def test_a_question_is_answered_and_sets_nothing(anna: Request, session: Session, line: str) -> None:
    answer = direct_message(anna, line)
    assert isinstance(answer, Whisper)
    assert answer.message.text.replace("\xa0", " ") == (
        "€300,000 = 19 wins = 48 proposals = 160 first meetings = 13 a week"
    )
    assert session.exec(select(Goal)).all() == []
    assert command(anna, "Q1 300k").message.text == answer.message.text  # type: ignore[union-attr]


def test_it_can_be_made_a_goal(anna: Request, session: Session) -> None:
    pressed(anna, direct_message(anna, "300k Q1"), "goals.set_needed")
    assert steps(session) == {
        "sales_by_channel": "300000",
        "first_meetings": "160",
        "follow_ups": "96",
        "proposals": "48",
    }
    assert session.exec(select(Goal)).one().horizon == "2027-Q1"


def test_a_month_is_answered_too_but_is_no_goal(anna: Request) -> None:
    answer = said(direct_message(anna, "50k december, hoeveel voorstellen?"))
    assert "goals.set_needed" not in answer
    assert "50,000" in answer


def test_each_figure_says_why(anna: Request) -> None:
    answer = direct_message(anna, "300k Q1")
    modal = pressed(anna, answer, "goals.steps")
    text = str(modal.view).replace("\\xa0", " ")  # type: ignore[attr-defined]
    for line in (
        "€300,000 / €16,000 = *19 wins*",
        "Average deal: €384,000 in 24 won deals",
        "19 wins / 40% = *48 proposals*",
        "Deals won: 24 of 60",
        "48 proposals / 0.3 = *160 first meetings*",
        "160 first meetings / 12.2 working weeks",
    ):
        assert line in text
    [menu] = [e for b in answer.message.blocks for e in b.get("elements", ()) if e.get("action_id") == "scorecard.why"]  # type: ignore[union-attr]
    values = [option["value"] for option in menu["options"]]
    assert len(values) == 5
    for value in values:
        assert open_why(anna, Press("scorecard.why", value)) is not None


def test_a_colleagues_is_refused_and_a_manager_asks_for_the_team(
    anna: Request, request_of: At, cast: Cast, session: Session
) -> None:
    with pytest.raises(Refusal, match="not_below"):
        direct_message(request_of(cast.bram), "<@UANNA> 300k Q1")
    team = said(direct_message(request_of(cast.carla), "300k Q1"))
    assert "for North" in team
    assert "19" in said(direct_message(request_of(cast.carla), "<@UANNA> 300k Q1"))


def test_with_too_little_on_record_it_says_so(request_of: At, cast: Cast) -> None:
    text = said(direct_message(request_of(cast.anna), "300k Q1"))
    assert "cannot be said yet" in text
    assert "goals.steps" not in text
    assert "goals.set_needed" in text


def test_another_currency_and_a_period_that_is_over_are_refused(anna: Request) -> None:
    with pytest.raises(Refusal, match="other_currency"):
        direct_message(anna, "$300k Q1")
    with pytest.raises(Refusal, match="quarter_is_over"):
        direct_message(anna, "300k Q1 2026")


@pytest.mark.parametrize("value", ["", "nonsense", "person:x:2027-01-01:2027-04-01:2027-Q1|csat|5", "a|b|NaN"])
def test_a_button_that_is_older_than_the_program_is_refused(anna: Request, value: str) -> None:
    with pytest.raises(Refusal):
        feature.presses["goals.steps"](anna, Press("goals.steps", value))


@pytest.mark.parametrize("line", ["who needs help?", "Wie heeft er hulp nodig?", "who's behind"])
def test_who_needs_help_is_answered_by_the_digest_for_who_leads(request_of: At, cast: Cast, line: str) -> None:
    asked = direct_message(request_of(cast.carla), line)
    assert asked.message.text == digest.command(request_of(cast.carla), "now").message.text  # type: ignore[union-attr]
    assert "keeps you on course" in said(direct_message(request_of(cast.anna), line))
