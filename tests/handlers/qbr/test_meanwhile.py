"""What happens meanwhile: a form that was opened earlier, a manager who goes ahead, another manager, and texts at their limits."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.door.answers import OpenModal, Whisper
from handlers.door.request import Form, Press, Request
from handlers.qbr import buttons, command, forms, replies
from models.delivery.records import Delivery
from models.goals.records import Goal
from models.qbr.actions import open_qbr
from models.qbr.records import Qbr, QbrState
from models.team.records import Person
from tests.conftest import Cast
from tests.handlers.qbr.test_command import OCTOBER, Q3, SECRET, AtTheDoor, refused, reported, texts, written
from tests.models.qbr.test_pack import target

TOO_LATE = datetime(2026, 10, 12, 8, tzinfo=UTC)
"""Anna's five days, from Friday 2 October on, were over on the 9th."""


@pytest.fixture
def qbr(session: Session, cast: Cast) -> Qbr:
    opened = open_qbr(session, cast.anna, cast.anna, Q3, date(2026, 10, 2))
    session.commit()
    return opened


def decided(request: Request, qbr: Qbr, text: str, owner: str = "UBRAM") -> Any:
    return forms.save_decision(request, Form({"text": text, "owner": owner, "due_on": "2026-10-30"}, qbr.id))


def filled_in(opened: Any, **fields: str) -> Form:
    """The whole report as the modal shows it, with these fields filled in."""
    assert isinstance(opened, OpenModal)
    inputs = [block["element"] for block in opened.view.json["blocks"] if block["type"] == "input"]
    shown = {element["action_id"]: element.get("initial_value") for element in inputs}
    return Form({**shown, **fields}, opened.view.json["private_metadata"])


@pytest.mark.parametrize(
    ("language", "hint"), [("en", "Sales by channel: *€0* of €90,000"), ("nl", "Omzet per kanaal")]
)
def test_who_has_a_sales_target_reads_it_beside_the_question_what_was_achieved(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr, language: str, hint: str
) -> None:
    cast.anna.language = language
    target(session, cast.anna, "sales_by_channel", "90000")
    told = texts(buttons.begin(request_of(cast.anna, OCTOBER, "D1"), Press("qbr.begin", qbr.id)))
    assert hint in told.replace("\\xa0", " ")


def test_a_form_that_was_opened_earlier_wipes_nothing_that_was_answered_since(
    request_of: AtTheDoor, cast: Cast, qbr: Qbr
) -> None:
    """Opened on the desk, answered on the phone, then submitted on the desk with the second field filled in."""
    anna = request_of(cast.anna, OCTOBER, "D1")
    opened = forms.whole_report(anna, Press("qbr.form", qbr.id))
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    replies.reply(anna, "typed on the phone")
    buttons.change(anna, Press("qbr.go_to", f"{qbr.id}|plan"))
    replies.reply(anna, "proposals 9")
    forms.save_report(anna, filled_in(opened, obstacles="typed on the desk"))
    assert (qbr.answers["achieved"], qbr.answers["obstacles"]) == ("typed on the phone", "typed on the desk")
    assert [line["kpi"] for line in qbr.plan] == ["proposals"]


def test_a_field_that_was_emptied_is_empty(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    anna = request_of(cast.anna, OCTOBER, "D1")
    forms.save_answer(anna, Form({"text": "Too early"}, f"{qbr.id}|achieved"))
    opened = forms.whole_report(anna, Press("qbr.form", qbr.id))
    forms.save_report(anna, filled_in(opened, achieved="", plan="proposals 9"))
    assert qbr.answers["achieved"] == ""
    assert len(qbr.plan) == 1


def test_after_the_form_no_question_listens(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    """Without a plan the form tells what is missing: what is typed next is for the log, for no question stands there."""
    anna = request_of(cast.anna, OCTOBER, "D1")
    forms.save_report(anna, Form({"achieved": "x", "obstacles": None, "help": None, "plan": None}, qbr.id))
    assert replies.reply(anna, "2 proposals") is None
    assert qbr.plan == []
    assert "Your plan of the next 90 days" in texts(buttons.begin(anna, Press("qbr.begin", qbr.id)))


def test_what_is_typed_while_the_manager_went_ahead_is_no_entry_of_the_log(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr
) -> None:
    """The answer to the question on screen, which can no longer be kept: it is said why, once, and how to go on."""
    anna, carla = request_of(cast.anna, TOO_LATE, "D1"), request_of(cast.carla, TOO_LATE)
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    replies.reply(anna, "Three customers")
    written(carla, qbr)
    told = texts(replies.reply(anna, "One call with Acme too few"))
    assert "your manager has begun to write without it" in told
    assert replies.reply(anna, "call Acme") is None, "said once; from now on it is the log's"
    assert refused(lambda: buttons.begin(anna, Press("qbr.begin", qbr.id))) == "qbr.went_ahead"
    assert refused(lambda: buttons.hand_in(anna, Press("qbr.hand_in", qbr.id))) == "qbr.went_ahead"
    buttons.take_back(anna, Press("qbr.take_back", qbr.id))
    assert qbr.answers == {"achieved": "Three customers"}
    replies.reply(anna, "Too few calls")
    reported(anna, qbr)
    assert qbr.state == QbrState.REPORTED


def test_a_new_manager_finds_nothing_that_the_one_before_drafted(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr, joris: Person
) -> None:
    anna, carla, later = (request_of(one, OCTOBER) for one in (cast.anna, cast.carla, joris))
    reported(anna, qbr)
    written(carla, qbr, SECRET)
    decided(carla, qbr, SECRET)
    cast.anna.manager_id = joris.id
    session.flush()
    assert SECRET not in texts(command.command(later, "@anna"))
    opened = forms.remark(later, Press("qbr.remark", qbr.id))
    assert isinstance(opened, OpenModal)
    assert SECRET not in str(opened.view.json)
    assert SECRET not in texts(written(later, qbr, "Mine"))
    assert refused(lambda: buttons.share(carla, Press("qbr.share", qbr.id))) == "qbr.not_yours_to_write"
    buttons.share(later, Press("qbr.share", qbr.id))
    assert SECRET not in str([one.message for one in session.exec(select(Delivery))])


def test_who_writes_again_keeps_their_own_decisions(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    carla = request_of(cast.carla, OCTOBER)
    reported(request_of(cast.anna, OCTOBER), qbr)
    written(carla, qbr)
    decided(carla, qbr, "Prices in two days")
    assert "Prices in two days" in texts(written(carla, qbr, "Better words"))


def test_what_the_rep_answers_goes_to_who_may_read_it_by_then(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr, joris: Person
) -> None:
    """Carla wrote and shared it; by the day on which Anna disagrees she reports to Joris."""
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr)
    written(carla, qbr)
    buttons.share(carla, Press("qbr.share", qbr.id))
    cast.anna.manager_id = joris.id
    session.flush()
    forms.save_answer_to_it(anna, Form({"answer": SECRET}, qbr.id))
    told = {one.recipient for one in session.exec(select(Delivery)) if one.cadence == "qbr.answered"}
    assert told == {joris.id}
    assert refused(lambda: command.read(carla, Press("qbr.read", qbr.id))) == "qbr.not_yours"
    assert SECRET in texts(command.read(request_of(joris, OCTOBER), Press("qbr.read", qbr.id)))


def test_pressed_twice_it_is_handed_in_once(request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr) -> None:
    """Two horizons are two goals; handed in again after a change they move, and are still two."""
    anna = request_of(cast.anna, OCTOBER)
    reported(anna, qbr)
    assert refused(lambda: buttons.hand_in(anna, Press("qbr.hand_in", qbr.id))) == "qbr.handed_in"
    buttons.take_back(anna, Press("qbr.take_back", qbr.id))
    buttons.hand_in(anna, Press("qbr.hand_in", qbr.id))
    assert len(session.exec(select(Goal)).all()) == 2


def test_after_the_days_of_the_report_nobody_is_told_to_be_in_time(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    in_time, late = (texts(command.command(request_of(cast.anna, now), "")) for now in (OCTOBER, TOO_LATE))
    assert "hand in your report and plan before" in in_time
    assert "Its days are over, so Carla Mulder can write without it" in late


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    "text",
    ["&" * 2000, "<!channel> *b* `x` ~s~ _i_ " * 70, "😀" * 2000, "<script>alert(1)</script>" * 80, "\n" * 1999 + "x"],
)
def test_texts_at_their_limits_fit_and_call_nobody(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr, text: str, language: str
) -> None:
    """Slack takes 3,000 characters in a section and 50 blocks in a message; `&` takes five of them, and `<` four."""
    cast.anna.language = language
    anna, carla = request_of(cast.anna, OCTOBER, "D1"), request_of(cast.carla, OCTOBER, "D2")
    said: list[Any] = [buttons.begin(anna, Press("qbr.begin", qbr.id)), replies.reply(anna, text)]
    said += [forms.save_answer(anna, Form({"text": text}, f"{qbr.id}|{key}")) for key in ("obstacles", "help")]
    said += [replies.reply(anna, "first meetings 24"), forms.whole_report(anna, Press("qbr.form", qbr.id))]
    said += [replies.reply(anna, "done"), buttons.hand_in(anna, Press("qbr.hand_in", qbr.id))]
    said += [forms.remark(carla, Press("qbr.remark", qbr.id)), written(carla, qbr, text)]
    said += [decided(carla, qbr, f"{number}{text}"[:300]) for number in range(8)]
    said += [buttons.share(carla, Press("qbr.share", qbr.id)), command.read(anna, Press("qbr.read", qbr.id))]
    said.append(forms.save_answer_to_it(anna, Form({"answer": text}, qbr.id)))
    said += [command.read(request, Press("qbr.read", qbr.id)) for request in (anna, carla)]
    said.append(command.pdf(carla, Press("qbr.pdf", qbr.id)))
    for answer in [one for some in said for one in (some if isinstance(some, Sequence) else [some])]:
        if (message := getattr(answer, "message", None)) is not None:
            _fits(message.blocks, 50)
            assert isinstance(answer, Whisper) or text[:30].strip() == "" or text[:30] not in message.text
        if (view := getattr(answer, "view", None)) is not None:
            _fits(view.json["blocks"], 100)
    for delivery in session.exec(select(Delivery)):
        if delivery.message:
            _fits(delivery.message["blocks"], 50)
            assert text[:30].strip() == "" or text[:30] not in delivery.message["text"]


def _fits(blocks: list[dict[str, Any]], most: int) -> None:
    assert len(blocks) <= most
    for block in blocks:
        marked = [block["text"]] if block["type"] == "section" and "text" in block else []
        marked += block["elements"] if block["type"] == "context" else []
        for one in marked:
            if one["type"] == "mrkdwn":
                assert 0 < len(one["text"]) <= 3000
                assert "<!channel>" not in one["text"]
                assert "<script>" not in one["text"]
