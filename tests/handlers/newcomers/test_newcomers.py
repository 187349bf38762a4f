"""`/team plan`: the manager makes a plan by a form, previews and gives it; the newcomer ticks off with one tap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from handlers import newcomers, team
from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.newcomers import buttons, command, forms
from handlers.phrases.newcomers import read_lines, read_targets
from messages.newcomers.forms import typed_lines, typed_targets
from messages.newcomers.page import TICK
from messages.words import words
from models.newcomers.drafting import GoalDraft
from models.newcomers.program import Line, program
from models.newcomers.queries import items_of, plan_of
from models.refusal import Refusal
from models.scorecard.kpis import KPIS, InTime, Unit
from models.team.records import Person
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]


@pytest.fixture
def noor(session: Session, cast: Cast) -> Person:
    """Noor, Dutch, started last Monday as Carla's account manager."""
    about: dict[str, Any] = {"zone": "Europe/Amsterdam", "language": "nl", "team_id": cast.team.id, "created_at": NOW}
    noor = Person(
        workspace_id="T1",
        name="Noor de Wit",
        slack_user_id="UNOOR",
        manager_id=cast.carla.id,
        sales_role="account",
        starts_on=date(2026, 11, 9),
        **about,
    )
    session.add(noor)
    session.flush()
    return noor


def filled(modal: OpenModal) -> Form:
    """The form as it opened, submitted."""
    fields: dict[str, Any] = {}
    for block in modal.view.json["blocks"]:
        element = block.get("element")
        if element:
            chosen = [option["value"] for option in element.get("initial_options") or []]
            fields[block["block_id"]] = chosen or element.get("initial_value")
    return Form(fields, modal.view.json.get("private_metadata", ""))


def opened(request: Request, text: str = "plan @Noor") -> OpenModal:
    answer = team.command(request, text)
    assert isinstance(answer, OpenModal)
    return answer


def given(request_of: AtTheDoor, cast: Cast, noor: Person) -> str:
    request = request_of(cast.carla)
    forms.save(request, filled(opened(request)))
    plan = plan_of(request.session, noor)
    assert plan is not None
    buttons.give(request, Press("newcomers.give", plan.id))
    return plan.id


@pytest.mark.parametrize("text", ["plan @Noor", "inwerkplan Noor de Wit", "plan voor @Noor"])
def test_a_manager_looks_at_what_is_proposed(request_of: AtTheDoor, cast: Cast, noor: Person, text: str) -> None:
    form = opened(request_of(cast.carla), text)
    assert "Noor de Wit" in str(form.view.json)
    assert "day 1: Access to mail" in str(form.view.json)


def test_the_preview_is_in_the_language_of_who_reads_it(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    request = request_of(cast.carla)
    shown = forms.save(request, filled(opened(request)))
    assert isinstance(shown, Whisper)
    assert "This is what Noor de Wit will read" in shown.message.text
    assert "Toegang tot mail, agenda, CRM en Slack werkt" in str(shown.message.blocks)
    plan = plan_of(request.session, noor)
    assert plan is not None
    assert [goal["targets"] for goal in plan.goals] == [None] * 3, "as proposed: they follow ramp and calendar"
    assert {item.text for item in items_of(request.session, plan)} == {""}, "each is told in its reader's language"


def test_what_cannot_be_read_stands_under_its_field(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    request = request_of(cast.carla)
    form = filled(opened(request))
    wrong = forms.save(request, replace(form, fields={**form.fields, "targets_60": "twelve of something"}))
    assert isinstance(wrong, FormErrors)
    assert list(wrong.errors) == ["targets_60"]
    with pytest.raises(Refusal) as refused:
        forms.save(request, replace(form, fields={**form.fields, "items": "no day here"}))
    assert refused.value.reason == "newcomers.which_day"


def test_one_tap_is_one_line_however_old_the_page_is(
    request_of: AtTheDoor, session: Session, cast: Cast, noor: Person
) -> None:
    plan_id = given(request_of, cast, noor)
    plan = plan_of(session, noor)
    assert plan is not None
    first, second, *_ = items_of(session, plan)
    own = request_of(noor)
    drawn_empty = f"{TICK}:{plan_id}:0:0"
    assert isinstance(buttons.ticked(own, Press(drawn_empty, values=[first.id])), Replace)
    # Home still shows the group as it was drawn at first: a tap on the second line leaves the first one as it is
    buttons.ticked(own, Press(drawn_empty, values=[second.id]))
    assert (first.done_on, second.done_on) == (NOW.date(), NOW.date())
    buttons.ticked(own, Press(f"{TICK}:{plan_id}:0:3", values=[first.id]))  # the second box is emptied
    assert (first.done_on, second.done_on) == (NOW.date(), None)


def test_forged_presses_do_nothing(request_of: AtTheDoor, session: Session, cast: Cast, noor: Person) -> None:
    plan_id = given(request_of, cast, noor)
    for person, press in (
        (noor, Press(f"{TICK}:{plan_id}:x:0", values=[])),
        (cast.anna, Press(f"{TICK}:{plan_id}:0:0", values=["1"])),
        (cast.carla, Press(f"{TICK}:nothing:0:0", values=["1"])),
    ):
        with pytest.raises(Refusal):
            buttons.ticked(request_of(person), press)
    for handler in (buttons.give, buttons.stop, buttons.resume, buttons.see):
        with pytest.raises(Refusal):
            handler(request_of(cast.anna), Press("", plan_id))


def test_not_needed_asks_no_more_and_has_a_way_back(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    request = request_of(cast.carla)
    buttons.not_needed(request, Press("newcomers.decline", noor.id))
    plan = plan_of(request.session, noor)
    assert plan is not None
    assert plan.state == "stopped"
    forms.save(request, filled(opened(request)))
    assert plan.state == "draft"


def test_a_rep_reads_nothing_before_it_is_given(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    request = request_of(cast.carla)
    forms.save(request, filled(opened(request)))
    with pytest.raises(Refusal):
        team.command(request_of(noor), "plan me")
    with pytest.raises(Refusal):
        team.command(request_of(cast.anna), "plan @Noor")


def test_a_plan_that_is_not_given_yet_stands_in_the_overview(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    """Noor began on 9 November: on 20 January 72 days are over, on 20 March all 90."""
    request = request_of(cast.carla)
    forms.save(request, filled(opened(request)))
    told = []
    for day in (datetime(2027, 1, 20, 9, tzinfo=UTC), datetime(2027, 3, 20, 9, tzinfo=UTC)):
        overview = command.overview(replace(request, now=day))
        assert isinstance(overview, Whisper)
        told.append(str(overview.message.blocks))
    assert "Noor de Wit: the plan is written, and not given yet" in told[0]
    assert "Nobody below you has just started" in told[1]


def test_a_leader_changes_the_list_and_undoes_it(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    request = request_of(cast.dirk)
    form = filled(opened(request, "plan checklist"))
    stored = forms.save_checklist(request, replace(form, fields={**form.fields, "nl": "dag 1: Pasje\n2. Sleutel"}))
    assert isinstance(stored, Whisper)
    assert "2 lines of your own" in stored.message.text
    change = stored.message.blocks[0]["accessory"]["value"]
    buttons.undo_list(request, Press("", change))
    assert cast.workspace.newcomer_checklist == {}
    with pytest.raises(Refusal):
        team.command(request_of(cast.anna), "plan checklist")


def test_both_look_back_over_buttons(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    plan_id = given(request_of, cast, noor)
    late = datetime(2027, 2, 8, 10, tzinfo=UTC)  # day 92
    answers = {"first": "Going along", "second": None}
    kept = forms.save_look(request_of(noor, late), Form(answers, plan_id))
    assert isinstance(kept, Whisper)
    assert "Je manager leest het zodra die zelf ook klaar is" in kept.message.text
    opened_by_carla = buttons.look(request_of(cast.carla, late), Press("", plan_id))
    assert "Going along" not in str(opened_by_carla)
    forms.save_look(request_of(cast.carla, late), Form({"first": "Listens"}, plan_id))
    read = buttons.read(request_of(noor, late), Press("", plan_id))
    assert isinstance(read, OpenModal)
    assert "Listens" in str(read.view.json)
    assert "Going along" in str(read.view.json)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_the_form_shows_is_read_as_it_was_meant(language: str) -> None:
    say = words(language)
    lines = [Line(line.day, line.text) for line in program().lines("rep", language)]
    assert read_lines(typed_lines(say, lines)) == lines
    flows = [kpi for kpi in KPIS.values() if kpi.kind is InTime.FLOW and kpi.unit in (Unit.COUNT, Unit.HOURS)]
    for kpi in flows:
        goal = GoalDraft(30, "", ((kpi.key, Decimal(12)), ("sales_by_channel", Decimal(40000))))
        if kpi.key != "sales_by_channel":
            assert read_targets(typed_targets(say, goal, {}), NOW.date(), (), language) == goal.targets, kpi.key


def test_the_feature_answers_to_its_own_command(request_of: AtTheDoor, cast: Cast, noor: Person) -> None:
    [command] = newcomers.feature.commands
    told = command.answer(request_of(cast.carla), "")
    assert isinstance(told, Whisper)
    assert "Noor de Wit: no plan yet" in str(told.message.blocks)
