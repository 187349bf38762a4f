"""The quarterly review as rep and manager do it in Slack: `/qbr`, the conversation, the forms, sharing and signing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.door.answers import OpenModal, Replace, SendFile, Whisper
from handlers.door.request import Form, Press, Request
from handlers.qbr import buttons, command, feature, forms, replies
from models.activity.records import Activity
from models.coaching.records import PairAction
from models.delivery.records import Delivery
from models.exports.run import export
from models.goals.records import Goal
from models.period import quarter
from models.privacy.erasure import erase
from models.qbr.actions import open_qbr
from models.qbr.records import Qbr, QbrDecision, QbrState
from models.refusal import Refusal
from models.reviews.records import Review, ReviewState
from models.scorecard.scope import scope_of_workspace
from models.team.records import Person
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]
SECRET = "Quibbleworth"
OCTOBER = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
"""The Monday after the second working day of the quarter: the rep's days are not over."""
Q3 = quarter(2026, 3)


@pytest.fixture
def qbr(session: Session, cast: Cast) -> Qbr:
    opened = open_qbr(session, cast.anna, cast.anna, Q3, date(2026, 10, 2))
    session.commit()
    return opened


def texts(answers: Any) -> str:
    """Everything that is said, in one string."""
    listed = answers if isinstance(answers, list | tuple) else [answers]
    return "\n".join(f"{one.message.text}\n{one.message.blocks}" for one in listed if hasattr(one, "message"))


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        step()
    return str(caught.value.reason)


def reported(request: Request, qbr: Qbr, text: str = "Two new customers") -> None:
    """Everything in one form, and handed in."""
    fields = {"achieved": text, "obstacles": None, "help": None, "plan": "first meetings 24\nsales_by_channel 120k 60d"}
    forms.save_report(request, Form(fields, qbr.id))
    buttons.hand_in(request, Press("qbr.hand_in", qbr.id))


def written(request: Request, qbr: Qbr, remarks: str = "Well done") -> Any:
    return forms.save_remarks(request, Form({"remarks": remarks}, qbr.id))


def test_from_the_pack_to_the_signature(request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr) -> None:
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr)
    goals = {goal.horizon: goal.ends_on for goal in session.exec(select(Goal))}
    assert goals == {"2026-Q4": date(2026, 12, 31), "60d": date(2026, 12, 3)}

    shows = written(carla, qbr)
    assert "Not shared yet" in texts(shows)
    assert "Well done" in texts(shows)
    assert "Well done" not in texts(command.command(anna, "")), "the rep sees nothing of a draft"
    fields = {"text": "Half a day with pre-sales", "owner": "UBRAM", "due_on": "2026-10-30"}
    assert "Half a day with pre-sales" in texts(forms.save_decision(carla, Form(fields, qbr.id)))

    buttons.share(carla, Press("qbr.share", qbr.id))
    told = {(one.recipient, one.cadence): one.message for one in session.exec(select(Delivery))}
    assert "Well done" in str(told[cast.anna.id, "qbr.shared"]["blocks"])
    assert "Well done" not in told[cast.anna.id, "qbr.shared"]["text"], "a notification has no content"
    assert "pre-sales" in str(told[cast.bram.id, "qbr.decided"]["blocks"])
    assert "Two new customers" not in str(told[cast.bram.id, "qbr.decided"]), "Bram hears of the decision alone"

    signed = buttons.sign(anna, Press("qbr.sign", qbr.id))
    assert "Signed on 5 October 2026" in texts(signed)
    assert qbr.state == QbrState.SIGNED
    again = command.command(anna, "Q3")
    assert isinstance(again, Whisper)
    assert "Half a day with pre-sales" in texts(again)


def test_disagreeing_is_kept_word_for_word(request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr) -> None:
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr)
    written(carla, qbr)
    buttons.share(carla, Press("qbr.share", qbr.id))
    assert isinstance(forms.disagree(anna, Press("qbr.disagree", qbr.id)), OpenModal)
    assert refused(lambda: forms.save_answer_to_it(anna, Form({"answer": ""}, qbr.id))) == "qbr.nothing_written"
    forms.save_answer_to_it(anna, Form({"answer": "  Two *deals* moved & more"}, qbr.id))
    assert qbr.answer == "  Two *deals* moved & more"
    assert refused(lambda: buttons.sign(anna, Press("qbr.sign", qbr.id))) == "qbr.already_closed"


def test_a_restatement_stands_beside_what_was_signed(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr
) -> None:
    from models.scorecard.records import Target, TargetScope

    about = {"scope": TargetScope.PERSON, "person_id": cast.anna.id, "effective_from": date(2026, 1, 1)}
    session.add(
        Target(workspace_id="T1", kpi="first_meetings", period_type="quarter", value="10", set_by=cast.carla.id, set_at=NOW, **about)
    )  # fmt: skip
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr)
    written(carla, qbr)
    buttons.share(carla, Press("qbr.share", qbr.id))
    buttons.sign(anna, Press("qbr.sign", qbr.id))
    assert "Corrected since" not in texts(command.command(anna, "Q3"))
    meeting = {"kind": "meeting", "is_first": True, "happened_on": date(2026, 9, 8), "created_at": OCTOBER}
    session.add(Activity(workspace_id="T1", person_id=cast.anna.id, **meeting))
    session.flush()
    told = texts(command.command(anna, "Q3"))
    assert "First sales meetings: *0* of 10" in told.replace("\\xa0", " ").replace("\xa0", " ")
    assert "First sales meetings: 1 instead of 0" in told


def test_nobody_reads_the_report_before_it_is_handed_in(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    anna = request_of(cast.anna, OCTOBER)
    fields = {"achieved": SECRET, "obstacles": None, "help": None, "plan": "first meetings 24"}
    forms.save_report(anna, Form(fields, qbr.id))
    for who, now in ((cast.carla, OCTOBER), (cast.carla, NOW), (cast.dirk, NOW)):
        request = request_of(who, now)
        assert SECRET not in texts(command.command(request, "@bram")) + texts(command.command(request, "Anna de Vries"))
        assert SECRET not in texts(command.command(request, "list")) + texts(command.command(request, "all"))
        if now == NOW:  # past the rep's days: Carla may write, without it
            opened = forms.remark(request, Press("qbr.remark", qbr.id))
            assert isinstance(opened, OpenModal)
            assert SECRET not in str(opened.view.json)


def test_others_read_nothing_of_it_and_forged_ids_are_refused(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr
) -> None:
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr, SECRET)
    admin = Person(workspace_id="T1", name="Ada Admin", is_admin=True, is_rep=False, created_at=NOW)
    session.add(admin)
    session.flush()
    for person in (cast.bram, admin, cast.rival):
        request = request_of(person, OCTOBER)
        assert refused(lambda: command.read(request, Press("qbr.read", qbr.id))) == "qbr.not_yours"  # noqa: B023
        assert refused(lambda: command.pdf(request, Press("qbr.pdf", qbr.id))) == "qbr.not_yours"  # noqa: B023
        assert refused(lambda: buttons.begin(request, Press("qbr.begin", qbr.id))) == "qbr.not_yours"  # noqa: B023
        assert refused(lambda: written(request, qbr)) == "qbr.not_yours_to_write"  # noqa: B023
    assert refused(lambda: command.command(request_of(cast.bram, OCTOBER), "@anna")) == "qbr.not_yours"
    assert refused(lambda: command.command(request_of(cast.bram, OCTOBER), "all")) == "qbr.managers_only"
    assert (
        refused(lambda: buttons.begin(anna, Press("qbr.begin", f"person {cast.bram.id} 2026-07-01")))
        == "qbr.no_quarter"
    )
    assert (
        refused(lambda: buttons.begin(anna, Press("qbr.begin", f"team {cast.team.id} 2026-07-01"))) == "qbr.no_quarter"
    )
    assert refused(lambda: buttons.begin(anna, Press("qbr.begin", "nonsense"))) == "qbr.not_yours"
    assert refused(lambda: buttons.settle(anna, Press("qbr.settle:gone", "x"))) == "qbr.not_your_decision"
    written(carla, qbr)
    assert refused(lambda: written(request_of(cast.dirk, OCTOBER), qbr)) == "qbr.somebody_else_writes"
    assert SECRET in texts(command.command(carla, "@anna"))


def committed(session: Session, cast: Cast) -> Review:
    """A commitment of Anna's in the quarter."""
    review = Review(
        workspace_id="T1",
        person_id=cast.anna.id,
        month=date(2026, 7, 1),
        opened_on=date(2026, 8, 3),
        state=ReviewState.SIGNED,
        commitment="Five first meetings",
        commitment_by=date(2026, 8, 31),
    )
    session.add(review)
    session.flush()
    return review


def test_the_conversation_asks_one_thing_at_a_time_and_keeps_every_answer(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr
) -> None:
    """A commitment of the quarter by a press, an answer by a word, one by a form, one skipped; then the plan, by lines."""
    review = committed(session, cast)
    anna = request_of(cast.anna, OCTOBER, "D1")
    assert "Five first meetings" in texts(buttons.begin(anna, Press("qbr.begin", qbr.id)))
    kept = buttons.kept(anna, Press("qbr.kept:partly", f"{qbr.id}|kept:{review.id}"))
    assert isinstance(kept[0], Replace)
    assert "What did you achieve" in texts(kept)
    by_word = replies.reply(anna, "More first meetings through partners")
    assert "This was for the log" in texts(by_word)
    assert qbr.answers["achieved"] == "More first meetings through partners"
    assert isinstance(forms.write_answer(anna, Press("qbr.write", f"{qbr.id}|obstacles")), OpenModal)
    forms.save_answer(anna, Form({"text": "Late quotes"}, f"{qbr.id}|obstacles"))
    assert "Your plan of the next 90 days" in texts(replies.reply(anna, "skip"))
    assert replies.reply(anna, "visited Acme today") is None, "no line of a plan: it goes to the log"
    replies.reply(anna, "24 first meetings\nomzet 120k 60d")
    assert [line["kpi"] for line in qbr.plan] == ["first_meetings", "sales_by_channel"]
    ready = replies.reply(anna, "done")
    assert "is ready to hand in" in texts(ready)
    assert qbr.answers == {
        f"kept:{review.id}": "partly",
        "achieved": "More first meetings through partners",
        "obstacles": "Late quotes",
        "help": "",
        "plan": "",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Yes, all of it", "kept"), ("deels gelukt, twee van de drie", "partly"), ("nee.", "not"), ("Mostly", "partly")],
)
def test_whether_a_commitment_was_kept_is_said_in_words(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr, typed: str, kept: str
) -> None:
    anna = request_of(cast.anna, OCTOBER, "D1")
    commitment = committed(session, cast)
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    replies.reply(anna, typed)
    assert qbr.answers[f"kept:{commitment.id}"] == kept


@pytest.mark.parametrize(
    "typed", ["Two new customers in the port", "More visits to A accounts", "3", "first_meetings=40"]
)
def test_what_is_no_answer_to_the_question_on_screen_is_asked_again_and_not_taken_for_the_log(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr, typed: str
) -> None:
    anna = request_of(cast.anna, OCTOBER, "D1")
    committed(session, cast)
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    with pytest.raises(Refusal, match="press_one"):
        replies.reply(anna, typed)
    assert replies.reply(anna, "visited Acme today") is None, "plainly for the log"
    replies.reply(anna, "yes")
    replies.reply(anna, "skip")
    replies.reply(anna, "skip")
    replies.reply(anna, "skip")
    with pytest.raises(Refusal, match="no_line"):
        replies.reply(anna, "I will see more customers")


def test_it_goes_on_where_it_stopped_and_what_is_typed_later_is_for_the_log(
    request_of: AtTheDoor, cast: Cast, qbr: Qbr
) -> None:
    anna = request_of(cast.anna, OCTOBER, "D1")
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    replies.reply(anna, "Two new customers")
    later = request_of(cast.anna, OCTOBER + timedelta(hours=1, minutes=1), "D1")
    assert replies.reply(later, "meeting Acme") is None
    assert "What was in the way" in texts(buttons.begin(later, Press("qbr.begin", qbr.id)))
    assert "What did you achieve" in texts(buttons.back(later, Press("qbr.back", f"{qbr.id}|obstacles")))
    assert "Paused" in texts(replies.reply(later, "pause"))
    assert replies.reply(later, "meeting Acme") is None
    assert qbr.answers == {"achieved": "Two new customers"}


def test_what_was_no_answer_goes_to_the_log(request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr) -> None:
    anna = request_of(cast.anna, OCTOBER, "D1")
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    replies.reply(anna, "3 calls")
    assert "What did you achieve" in texts(buttons.was_log(anna, Press("qbr.was_log", f"{qbr.id}|achieved")))
    assert qbr.answers == {}
    [entry] = session.exec(select(Activity))
    assert (entry.kind, entry.quantity) == ("call", 3)


def test_the_proposal_is_taken_over_and_a_line_removed(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    anna = request_of(cast.anna, OCTOBER, "D1")
    buttons.begin(anna, Press("qbr.begin", qbr.id))
    fields = {"kpi": "close_rate", "target": "35", "horizon": "90d"}
    told = texts(forms.save_line(anna, Form(fields, f"{qbr.id}|plan")))
    assert "35%" in told
    assert qbr.plan == [{"kpi": "close_rate", "target": "0.35", "horizon": "90d"}]
    bad = Form({**fields, "target": "many"}, f"{qbr.id}|plan")
    assert refused(lambda: forms.save_line(anna, bad)) == "qbr.no_line"
    buttons.take_out(anna, Press("qbr.remove_line", f"{qbr.id}|plan close_rate"))
    assert qbr.plan == []


@pytest.mark.parametrize("typed", ["hello world", "first meetings many", "first meetings 24 45d", "first meetings $24"])
def test_a_line_that_cannot_be_read_keeps_the_form_open(
    request_of: AtTheDoor, cast: Cast, qbr: Qbr, typed: str
) -> None:
    fields = {"achieved": "Much", "obstacles": None, "help": None, "plan": f"proposals 12\n{typed}"}
    with pytest.raises(Refusal) as caught:
        forms.save_report(request_of(cast.anna, OCTOBER), Form(fields, qbr.id))
    assert (caught.value.reason, caught.value.values["field"]) == ("qbr.no_line", "plan")
    assert qbr.plan == []


@pytest.mark.parametrize("typed", ["close rate 120%", "proposals 0", "proposals 12\nproposals 9"])
def test_what_no_goal_takes_is_told_under_the_field_where_it_was_typed(
    request_of: AtTheDoor, cast: Cast, qbr: Qbr, typed: str
) -> None:
    fields = {"achieved": "Much", "obstacles": None, "help": None, "plan": typed}
    with pytest.raises(Refusal) as caught:
        forms.save_report(request_of(cast.anna, OCTOBER), Form(fields, qbr.id))
    assert caught.value.values["field"] == "plan"


def test_what_two_agreed_in_their_coaching_is_read_by_these_two_alone(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr
) -> None:
    pair = {"workspace_id": "T1", "coach_id": cast.carla.id, "rep_id": cast.anna.id, "added_by": cast.carla.id}
    session.add(PairAction(**pair, text=SECRET, added_on=date(2026, 9, 4), check_on=date(2026, 9, 18)))
    session.flush()
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    assert SECRET in texts(command.command(anna, ""))
    assert SECRET in texts(command.command(carla, "Anna de Vries"))
    assert SECRET not in texts(command.command(request_of(cast.dirk, OCTOBER), "Anna de Vries"))
    reported(anna, qbr)
    written(carla, qbr)
    buttons.share(carla, Press("qbr.share", qbr.id))
    assert SECRET not in texts(command.command(request_of(cast.dirk, OCTOBER), "Anna de Vries"))
    scope = scope_of_workspace(session, cast.workspace)
    assert SECRET not in "".join(export(session, cast.workspace, "qbr", scope, None, None, "json", NOW))


def test_changing_what_was_handed_in_takes_it_from_the_manager(request_of: AtTheDoor, cast: Cast, qbr: Qbr) -> None:
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr, SECRET)
    assert SECRET in texts(command.command(carla, "@anna"))
    assert "is yours again" in texts(buttons.take_back(anna, Press("qbr.take_back", qbr.id)))
    assert SECRET not in texts(command.command(carla, "@anna"))
    assert refused(lambda: written(carla, qbr)) == "qbr.rep_is_writing"


@pytest.mark.parametrize(
    ("who", "typed", "said"),
    [
        ("anna", "", "Your quarterly review of Q3 2026* · the report is being written"),
        ("anna", "Q3", "the report is being written"),
        ("anna", "help", "Quarterly reviews"),
        ("bram", "", "nog niet begonnen"),
        ("carla", "", "The quarterly review of North, Q3 2026* · not begun"),
        ("carla", "list", "0 of 2 signed"),
        ("carla", "lijst", "0 of 2 signed"),
        ("carla", "@anna", "still writing"),
        ("carla", "@bram", "has not begun"),
        ("carla", "team North", "North"),
        ("carla", "team", "North"),
        ("dirk", "", "by manager*: 0 of 2 held"),
        ("dirk", "all", "by manager*: 0 of 2 held"),
        ("dirk", "team North", "has not begun"),
        ("dirk", "@anna Q3", "still writing"),
        ("dirk", "2026-Q3 voor @anna", "still writing"),
    ],
)
def test_what_can_be_typed(request_of: AtTheDoor, cast: Cast, qbr: Qbr, who: str, typed: str, said: str) -> None:
    assert said in texts(command.command(request_of(getattr(cast, who), OCTOBER), typed))


@pytest.mark.parametrize(
    ("who", "typed", "reason"),
    [
        ("anna", "Q4", "qbr.quarter_runs"),
        ("anna", "5", "qbr.not_understood"),
        ("anna", "team North", "qbr.not_yours"),
        ("anna", "@bram", "qbr.not_yours"),
        ("carla", "@anna Q1", "qbr.none_of_quarter"),
        ("carla", "nobody", "team.unknown_person"),
    ],
)
def test_what_cannot(request_of: AtTheDoor, session: Session, cast: Cast, who: str, typed: str, reason: str) -> None:
    cast.anna.starts_on = date(2026, 4, 1)
    session.flush()
    assert refused(lambda: command.command(request_of(getattr(cast, who), OCTOBER), typed)) == reason


def test_a_manager_of_forty_reads_one_screen(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    for number in range(38):
        about = {"manager_id": cast.carla.id, "created_at": cast.anna.created_at, "team_id": cast.team.id}
        session.add(Person(workspace_id="T1", name=f"Rep {number:02d}", **about))
    session.flush()
    answer = command.command(request_of(cast.carla, OCTOBER), "list")
    assert isinstance(answer, Whisper)
    assert "0 of 40 signed" in answer.message.text
    assert "and 25 more" in texts(answer)
    assert len(answer.message.blocks) < 25


def test_a_pdf_comes_in_the_dm_also_before_it_was_begun(request_of: AtTheDoor, cast: Cast) -> None:
    [file, where] = command.command(request_of(cast.anna, OCTOBER), "pdf")  # type: ignore[misc]
    assert isinstance(file, SendFile)
    assert file.content.startswith(b"%PDF")
    assert isinstance(where, Whisper)
    told = command.pdf(request_of(cast.anna, OCTOBER, "D1"), Press("qbr.pdf", f"person {cast.anna.id} 2026-07-01"))
    assert isinstance(told, SendFile)


def test_an_export_has_what_was_handed_in_and_shared_only(
    request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr
) -> None:
    def exported() -> str:
        scope = scope_of_workspace(session, cast.workspace)
        return "".join(export(session, cast.workspace, "qbr", scope, None, None, "json", NOW))

    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    forms.save_report(anna, Form({"achieved": SECRET, "obstacles": None, "help": None, "plan": "proposals 9"}, qbr.id))
    assert SECRET not in exported()
    buttons.hand_in(anna, Press("qbr.hand_in", qbr.id))
    written(carla, qbr, "Remarks of Carla")
    assert SECRET in exported()
    assert "Remarks of Carla" not in exported()
    buttons.share(carla, Press("qbr.share", qbr.id))
    assert "Remarks of Carla" in exported()


def test_who_is_erased_leaves_no_word_in_it(request_of: AtTheDoor, session: Session, cast: Cast, qbr: Qbr) -> None:
    anna, carla = request_of(cast.anna, OCTOBER), request_of(cast.carla, OCTOBER)
    reported(anna, qbr, SECRET)
    written(carla, qbr, SECRET)
    fields = {"text": SECRET, "owner": "UANNA", "due_on": "2026-10-30"}
    forms.save_decision(carla, Form(fields, qbr.id))
    buttons.share(carla, Press("qbr.share", qbr.id))
    forms.save_answer_to_it(anna, Form({"answer": SECRET}, qbr.id))
    session.commit()
    erase(session, cast.anna, NOW)
    session.commit()
    session.expire_all()
    stored = [*session.exec(select(Qbr)), *session.exec(select(QbrDecision)), *session.exec(select(Delivery))]
    assert SECRET not in str([row.model_dump() for row in stored])


def test_what_can_be_pressed_is_what_the_feature_says() -> None:
    assert all(action.startswith("qbr.") for action in (*feature.presses, *feature.forms))
