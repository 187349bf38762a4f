"""A nudge is answered by thumb or by typing, and what is typed is logged for the day that it asked about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from handlers import nudges
from handlers.activity import talk
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.direct_message import addressed
from handlers.door.request import Press, Request
from messages import nudges as messages
from models.activity.records import Activity
from models.delivery.preferences import preference_of
from models.delivery.records import Delivery
from models.team.records import Leave
from tests.conftest import Cast
from tests.models.scorecard.facts import account, meeting

AtTheDoor = Callable[..., Request]
THURSDAY, FRIDAY = date(2026, 11, 12), date(2026, 11, 13)
EVENING = datetime(2026, 11, 12, 15, 40, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 11, 13, 0, 30, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 13, 8, 0, tzinfo=UTC)


@pytest.fixture
def nudged(session: Session, cast: Cast) -> None:
    """Anna was asked on Thursday."""
    where = {"channel_id": "DANNA", "ts": "17.1", "state": "sent"}
    when = {"due_at": EVENING, "expires_at": EVENING, "created_at": EVENING}
    session.add(
        Delivery(workspace_id="T1", recipient=cast.anna.id, cadence="nudge.day", slot="2026-11-12", **where, **when)
    )
    session.commit()


def logged(session: Session) -> list[tuple[str, int, date]]:
    live = select(Activity).where(col(Activity.undone_at).is_(None)).order_by(Activity.id)
    return [(one.kind, one.quantity, one.happened_on) for one in session.exec(live)]


def text_of(answers: Answers) -> str:
    assert isinstance(answers, Whisper | Replace)
    return answers.message.text


def test_one_tap_logs_a_call_for_the_day_of_the_nudge(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    nudges.did(request_of(cast.anna, NEXT_MORNING), Press(messages.DID, "call|2026-11-12"))
    assert logged(session) == [("call", 1, THURSDAY)]


def test_a_meeting_is_two_taps(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    acme = account(session, "Acme")
    meeting(session, cast.anna, date(2026, 11, 2), account_id=acme.id)
    answer = nudges.did(request_of(cast.anna, EVENING), Press(messages.DID, "meeting|2026-11-12"))
    assert isinstance(answer, Whisper)
    assert answer.message.text.startswith("“Meeting” still has to be logged")
    [acme_button, *_] = answer.message.blocks[-1]["elements"]
    talk.log.answered(request_of(cast.anna, EVENING), Press(acme_button["action_id"], acme_button["value"]))
    assert logged(session)[-1] == ("meeting", 1, THURSDAY)


def test_nothing_and_not_at_work_are_answers_too(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    assert "nothing on Thu 12 Nov" in text_of(nudges.nothing(request_of(cast.anna), Press("", "2026-11-12")))
    assert isinstance(nudges.away(request_of(cast.anna), Press("", "2026-11-12")), Replace)
    [leave] = session.exec(select(Leave))
    assert (leave.person_id, leave.first_day, leave.last_day) == (cast.anna.id, THURSDAY, THURSDAY)


@pytest.mark.usefixtures("nudged")
@pytest.mark.parametrize("typed", ["nothing", "Niks vandaag.", "no"])
def test_nothing_can_be_typed(request_of: AtTheDoor, cast: Cast, typed: str) -> None:
    assert "nothing on Thu 12 Nov" in text_of(talk.direct_message(request_of(cast.anna, EVENING), typed))


@pytest.mark.usefixtures("nudged")
def test_not_at_work_can_be_typed(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    talk.direct_message(request_of(cast.anna, EVENING), "was off today")
    assert [leave.first_day for leave in session.exec(select(Leave))] == [THURSDAY]


def test_who_was_not_asked_is_not_answered_so(request_of: AtTheDoor, cast: Cast) -> None:
    assert nudges.reply(request_of(cast.anna, EVENING), "nothing") is None


@pytest.mark.usefixtures("nudged")
def test_the_typed_day_is_that_of_the_nudge_until_the_night_is_over(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    talk.direct_message(request_of(cast.anna, AFTER_MIDNIGHT), "3 calls, 2 emails")
    talk.direct_message(request_of(cast.anna, AFTER_MIDNIGHT), "1 demo today")
    talk.direct_message(request_of(cast.anna, NEXT_MORNING), "4 calls")
    assert logged(session) == [("call", 3, THURSDAY), ("email", 2, THURSDAY), ("demo", 1, FRIDAY), ("call", 4, FRIDAY)]


@pytest.mark.usefixtures("nudged")
def test_in_its_thread_the_day_is_always_that_of_the_nudge(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    later = request_of(cast.anna, NEXT_MORNING + timedelta(days=3))
    in_thread = Request(**{**vars(later), "thread": "DANNA:17.1"})
    talk.direct_message(in_thread, "3 calls")
    assert logged(session) == [("call", 3, THURSDAY)]
    of_bram = Request(**{**vars(request_of(cast.bram, NEXT_MORNING)), "thread": "DANNA:17.1"})
    assert nudges.day_meant(of_bram) == FRIDAY, "it is not his"


def test_remind_me_by_button_and_in_own_words(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    nudges.remind(request_of(cast.anna), Press(messages.REMIND))
    assert not preference_of(session, cast.anna, "day").is_off
    said = text_of(talk.direct_message(request_of(cast.bram), "herinner me elke dag om 17:00"))
    assert said == "Is je log op een werkdag nog leeg, dan vraag ik om *17:00* wat je hebt gedaan."
    assert preference_of(session, cast.bram, "day").at_minute == 17 * 60


def test_a_wish_behind_me_is_one_in_the_dm_too(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    said = text_of(talk.direct_message(request_of(cast.bram), "ik dag om 16:45"))
    assert said.startswith("Is je log op een werkdag nog leeg")
    assert nudges.reply(request_of(cast.bram), "ik morgen aan tafel met Acme") is None


def test_ik_alone_asks_what_comes_and_within_a_sentence_it_is_somebody(request_of: AtTheDoor, cast: Cast) -> None:
    def me(request: Request, text: str) -> Answers:
        return None

    def log(request: Request, text: str) -> Answers:
        return None

    handlers = {"ik": me}
    assert addressed(handlers, log, "ik", alone={"ik"})[0].__wrapped__ is me  # type: ignore[attr-defined]
    assert addressed(handlers, log, "koers ik dag aan", alone={"ik"})[0].__wrapped__ is me  # type: ignore[attr-defined]
    assert addressed(handlers, log, "ik heb Acme gebeld", alone={"ik"}) == (log, "ik heb Acme gebeld")
