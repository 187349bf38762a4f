"""A disputed figure is asked of who can correct it, answered once by button, and heard; it stands with the figure."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from handlers.door.answers import OpenModal, Replace, Settle, Whisper
from handlers.door.request import Form, Press, Request
from handlers.scorecard import command as scorecard
from handlers.scorecard import corrections as handler
from handlers.scorecard.subject import Subject
from models.delivery.quiet_hours import has_had_enough
from models.delivery.records import Delivery, DeliveryState
from models.digest.waiting import what_waits
from models.period import month_of
from models.refusal import Refusal
from models.scorecard.records import Dispute, DisputeState
from models.scorecard.scope import ScopeKind
from models.team.leave import take_leave
from models.team.records import Person
from models.zones import zone_named
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, meeting

AtTheDoor = Callable[..., Request]
NOVEMBER = month_of(date(2026, 11, 12))
LATER = NOW + timedelta(hours=2)


def value_of(person: Person, key: str) -> str:
    return f"{Subject(ScopeKind.PERSON, person.id, NOVEMBER)}|{key}"


def seen(answer: object) -> str:
    assert isinstance(answer, Whisper | Replace | OpenModal), answer
    blocks = answer.view.json if isinstance(answer, OpenModal) else [answer.message.text, answer.message.blocks]
    return json.dumps(blocks, ensure_ascii=False)


def told(session: Session, person: Person, cadence: str = "") -> list[str]:
    session.flush()
    rows = session.exec(select(Delivery).where(Delivery.recipient == person.id).order_by(Delivery.created_at))
    return [json.dumps(row.message, ensure_ascii=False) for row in rows if cadence in row.cadence]


@pytest.fixture
def ask(request_of: AtTheDoor, session: Session, cast: Cast) -> Callable[..., Dispute]:
    def asking(
        person: Person, key: str = "first_meetings", record: str = "missing", text: str = "One lacks."
    ) -> Dispute:
        form = Form({"record": record, "what": text}, value_of(person, key), "V1")
        answer = handler.send_dispute(request_of(person), form)
        assert "scorecard.withdraw" in seen(answer)
        return session.exec(select(Dispute).order_by(Dispute.id.desc())).first()  # type: ignore[attr-defined]

    return asking


def press(found: Dispute) -> Press:
    return Press("scorecard.corrected", found.id)


def test_it_reaches_the_owner_and_the_manager_in_their_words_and_changes_nothing(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    deal = decided(session, cast.bram, date(2026, 11, 3), 1000, split=[(cast.bram, 50), (cast.anna, 50)])
    opened = handler.open_dispute(
        request_of(cast.anna), Press("scorecard.dispute", value_of(cast.anna, "sales_by_channel"))
    )
    assert f"deal:{deal.id}" in seen(opened)
    ask(cast.anna, "sales_by_channel", f"deal:{deal.id}", "It was 2,000 <!channel>")
    [to_bram], [to_carla] = told(session, cast.bram), told(session, cast.carla)
    assert "vraagt om een correctie" in to_bram
    assert "Het klopt, want …" in to_bram
    assert "It is right because …" in to_carla
    assert "<!channel>" not in to_carla
    assert "scorecard.why" in to_carla, "she may see Anna's figure"
    assert "scorecard.why" not in to_bram, "he may not"
    assert told(session, cast.dirk) == []
    assert deal.reporting_minor == 100_000


def test_corrected_is_heard_with_the_figure_before_and_after(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    meeting(session, cast.anna, date(2026, 11, 3), about="Acme")
    found = ask(cast.anna)
    meeting(session, cast.anna, date(2026, 11, 4), about="Globex")
    answer = handler.say_it_is_corrected(request_of(cast.carla, LATER), press(found))
    assert "You said that it is corrected. Anna de Vries gets a message." in seen(answer)
    [heard] = told(session, cast.anna, "corrected")
    assert "*Carla Mulder* says that *first sales meetings* of yours (November 2026) is corrected." in heard
    assert "The figure was 1, and is 2 now." in heard


def test_the_answer_does_not_wait_because_the_day_has_had_its_messages(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    found = ask(cast.anna)
    for slot in "abc":
        how = {"cadence": "news", "slot": slot, "due_at": NOW, "expires_at": LATER, "created_at": NOW}
        sent = {"state": DeliveryState.SENT, "claimed_at": NOW}
        session.add(Delivery(workspace_id="T1", recipient=cast.anna.id, **how, **sent))
    handler.say_it_is_corrected(request_of(cast.carla, LATER), press(found))
    by_cadence = {row.cadence: row for row in session.exec(select(Delivery).where(Delivery.recipient == cast.anna.id))}
    zone = zone_named(cast.anna.zone, "UTC")
    assert has_had_enough(session, Delivery(workspace_id="T1", recipient=cast.anna.id, cadence="news"), zone, LATER)
    assert not has_had_enough(session, by_cadence[handler.ANSWERED], zone, LATER)


def test_right_asks_for_a_reason_which_is_heard_and_stands_with_the_figure(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    meeting(session, cast.anna, date(2026, 11, 3))
    found = ask(cast.anna)
    carla = request_of(cast.carla, LATER)
    assert "Why is the figure right?" in seen(handler.open_right(carla, press(found)))
    with pytest.raises(Refusal, match="say_why_right"):
        handler.say_it_is_right(carla, Form({"reason": " "}, found.id, "V2"))
    answers = handler.say_it_is_right(carla, Form({"reason": "It was in October."}, found.id, "V2"))
    assert isinstance(answers, list)
    assert isinstance(answers[0], Settle)
    assert answers[0].marks == (f"dispute:{found.id}",)
    assert "It was in October." in told(session, cast.anna, "corrected")[0]
    to_anna = scorecard.open_why(request_of(cast.anna, LATER), Press("", value_of(cast.anna, "first_meetings")))
    assert "It is right, says Carla Mulder: “It was in October.”" in seen(to_anna)


def test_nobody_answers_twice_and_the_second_reads_who_did(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    deal = decided(session, cast.bram, date(2026, 11, 3), 1000, split=[(cast.bram, 50), (cast.anna, 50)])
    found = ask(cast.anna, "sales_by_channel", f"deal:{deal.id}")
    handler.say_it_is_corrected(request_of(cast.bram), press(found))
    second = handler.say_it_is_corrected(request_of(cast.carla, LATER), press(found))
    assert "Bram Bakker said that it is corrected." in seen(second)
    with pytest.raises(Refusal, match="answered_already"):
        handler.say_it_is_right(request_of(cast.carla), Form({"reason": "No."}, found.id, "V2"))
    assert len(told(session, cast.anna, "corrected")) == 1


def test_an_answer_can_be_taken_back_and_who_heard_it_hears_that_too(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    found = ask(cast.anna)
    handler.say_it_is_corrected(request_of(cast.carla), press(found))
    first = session.exec(select(Delivery).where(Delivery.recipient == cast.anna.id)).one()
    handler.ask_again(request_of(cast.carla), press(found))
    assert first.state == DeliveryState.EXPIRED, "she had not read it yet"
    assert len(told(session, cast.anna)) == 1
    handler.say_it_is_corrected(request_of(cast.carla, LATER), press(found))
    for row in session.exec(select(Delivery).where(Delivery.state == DeliveryState.PENDING)):
        row.state = DeliveryState.SENT
    with pytest.raises(Refusal, match="not_your_answer"):
        handler.ask_again(request_of(cast.dirk), press(found))
    handler.ask_again(request_of(cast.carla, LATER + timedelta(minutes=1)), press(found))
    assert "has undone the answer" in told(session, cast.anna)[-1]
    assert found.state == DisputeState.OPEN


def test_who_asked_can_withdraw_and_ask_again(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    found = ask(cast.anna)
    with pytest.raises(Refusal, match="not_your_request"):
        handler.take_back(request_of(cast.carla), press(found))
    withdrawn = handler.take_back(request_of(cast.anna), press(found))
    assert "Withdrawn" in seen(withdrawn)
    [row] = session.exec(select(Delivery).where(Delivery.recipient == cast.carla.id))
    assert row.state == DeliveryState.EXPIRED
    assert "has withdrawn the request" in seen(handler.say_it_is_corrected(request_of(cast.carla), press(found)))
    handler.ask_again(request_of(cast.anna, LATER), press(found))
    assert len(told(session, cast.carla)) == 2
    assert found.state == DisputeState.OPEN


def test_the_same_is_not_asked_twice_and_nobody_answers_oneself(
    request_of: AtTheDoor, cast: Cast, ask: Callable[..., Dispute]
) -> None:
    found = ask(cast.anna)
    with pytest.raises(Refusal, match="asked_already"):
        ask(cast.anna)
    with pytest.raises(Refusal, match="own_request"):
        handler.say_it_is_corrected(request_of(cast.anna), press(found))
    with pytest.raises(Refusal, match="not_yours_to_answer"):
        handler.say_it_is_corrected(request_of(cast.bram), press(found))
    with pytest.raises(Refusal, match="not_yours_to_answer"):
        handler.open_right(request_of(cast.bram), press(found))


def test_a_manager_asks_the_rep_for_what_is_missing(cast: Cast, session: Session, request_of: AtTheDoor) -> None:
    form = Form({"record": "missing", "what": "One lacks."}, value_of(cast.anna, "first_meetings"), "V1")
    handler.send_dispute(request_of(cast.carla), form)
    assert session.exec(select(Dispute.asked)).one() == [cast.anna.id]


def test_words_are_asked_at_their_field(request_of: AtTheDoor, cast: Cast) -> None:
    form = Form({"record": "missing"}, value_of(cast.anna, "first_meetings"), "V1")
    with pytest.raises(Refusal, match="say_what"):
        handler.send_dispute(request_of(cast.anna), form)


def waiting(session: Session, cast: Cast, person: Person, now: datetime = NOW) -> int:
    return what_waits(session, cast.workspace, person, zone_named(person.zone, "UTC"), now).corrections


def test_it_waits_for_the_manager_until_it_is_answered_however_long_that_takes(
    request_of: AtTheDoor, cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    found = ask(cast.anna)
    assert waiting(session, cast, cast.carla, NOW + timedelta(days=30)) == 1
    to_carla = seen(scorecard.command(request_of(cast.carla), "corrections"))
    assert "One correction waits for your answer" in to_carla
    assert "scorecard.is_right" in to_carla
    to_anna = seen(scorecard.command(request_of(cast.anna), "correcties"))
    assert "waits for Carla Mulder" in to_anna
    handler.say_it_is_corrected(request_of(cast.carla), press(found))
    assert waiting(session, cast, cast.carla) == 0
    assert "Er wacht geen correctie" in seen(scorecard.command(request_of(cast.bram), "correcties"))


def test_who_stands_in_for_a_manager_who_is_away_gets_it_too_and_reads_why(
    cast: Cast, session: Session, joris: Person, ask: Callable[..., Dispute]
) -> None:
    cast.carla.deputy_id = joris.id
    take_leave(session, cast.carla, date(2026, 11, 11), date(2026, 11, 13), NOW)
    ask(cast.anna)
    [to_joris], [to_carla] = told(session, joris), told(session, cast.carla)
    assert "You get this because Carla Mulder is away." in to_joris
    assert "is away" not in to_carla


def test_what_was_said_about_a_team_stays_between_those_it_concerns(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    ref = f"{Subject(ScopeKind.TEAM, cast.team.id, NOVEMBER)}|first_meetings"
    handler.send_dispute(request_of(cast.anna), Form({"record": "missing", "what": "A secret"}, ref, "V1"))
    assert "A secret" in seen(scorecard.open_why(request_of(cast.carla), Press("", ref)))
    to_bram = seen(scorecard.open_why(request_of(cast.bram), Press("", ref)))
    assert "A secret" not in to_bram
    assert "er is een correctie gevraagd" in to_bram


def test_an_entry_can_be_edited_from_the_request_by_who_may(
    cast: Cast, session: Session, ask: Callable[..., Dispute]
) -> None:
    entry = meeting(session, cast.anna, date(2026, 11, 3))
    ask(cast.anna, "first_meetings", f"activity:{entry.id}", "It was a follow-up.")
    assert f'"value": "{entry.id}"' in told(session, cast.carla)[0]
