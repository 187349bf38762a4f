"""A visit to come is planned, asked about, held or not, moved; a day off is said; credit on a colleague's list is asked."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session, select

from handlers.activity import command as log
from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.territories import claims, forms, visits
from messages.activity.answers import UNDO
from messages.territories import overview, questions
from models.accounts.records import Account
from models.activity.records import Activity, CreditShare, PlannedVisit
from models.delivery.records import Delivery
from models.team.leave import take_leave
from tests.conftest import NOW, Cast
from tests.handlers.territories.conftest import Say, words_of

AtTheDoor = Callable[..., Request]
TUESDAY = date(2026, 11, 17)
LATER = NOW + timedelta(days=5)


def typed(request: Request, line: str) -> Whisper:
    answer = log.log(request, line)
    assert isinstance(answer, Whisper)
    return answer


def entries(session: Session) -> list[Activity]:
    return [row for row in session.exec(select(Activity)) if row.undone_at is None]


def test_planned_asked_and_logged(request_of: AtTheDoor, session: Session, cast: Cast, acme: Account) -> None:
    answer = typed(request_of(cast.anna), "visit Acme next tuesday")
    assert "Planned visit at Acme" in words_of(answer)
    assert "counts once it was held" in words_of(answer)
    assert "[Undo] [Move]" in words_of(answer)
    [visit] = session.exec(select(PlannedVisit))
    assert (visit.planned_on, entries(session)) == (TUESDAY, [])
    held = visits.held(request_of(cast.anna, now=LATER), Press(overview.HELD, visit.id))
    assert isinstance(held, Replace)
    assert [row.happened_on for row in entries(session)] == [TUESDAY]


def test_undo_takes_the_plan_back(request_of: AtTheDoor, session: Session, cast: Cast, acme: Account) -> None:
    answer = typed(request_of(cast.anna), "visit Acme next tuesday")
    [undo, _] = answer.message.blocks[-1]["elements"]
    assert undo["action_id"] == UNDO
    gone = log.undo(request_of(cast.anna), Press(UNDO, undo["value"]))
    assert words_of(gone) == "↩️ Undone: the visit at Acme on Tue 17 Nov is not planned any more."
    typed(request_of(cast.anna), "call Acme")
    typed(request_of(cast.anna), "visit Acme next tuesday")
    assert "is not planned any more" in words_of(log.undo_last(request_of(cast.anna)))
    assert len(entries(session)) == 1, "the call stays"


def test_a_line_with_both_is_one_answer_and_one_undo(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    answer = typed(request_of(cast.anna), "call Acme, visit Acme next tuesday")
    assert "2 entries" in words_of(answer)
    batch = answer.message.blocks[-1]["elements"][0]["value"]
    log.undo(request_of(cast.anna), Press(UNDO, batch))
    assert (entries(session), session.exec(select(PlannedVisit)).all()) == ([], [])


def test_not_held_and_moved(request_of: AtTheDoor, session: Session, cast: Cast, acme: Account) -> None:
    typed(request_of(cast.anna), "visit Acme next tuesday")
    [visit] = session.exec(select(PlannedVisit))
    later = request_of(cast.anna, now=LATER)
    assert "was not held, so it does not count" in words_of(visits.not_held(later, Press("", visit.id)))
    assert "Visit planned: *Acme*, Tue 17 Nov" in words_of(visits.plan_again(later, Press("", visit.id)))
    assert isinstance(visits.open_move(later, Press("", visit.id)), OpenModal)
    moved = forms.move(later, Form({"day": "2026-11-19"}, metadata=visit.id))
    assert "moved from Tue 17 Nov to *Thu 19 Nov*" in words_of(moved)
    assert entries(session) == []


def test_a_public_holiday_and_leave_are_said(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    cast.workspace.country = "NL"
    answer = typed(request_of(cast.anna), "visit Acme 25 dec")
    assert "Fri 25 Dec is a public holiday." in words_of(answer)
    move = answer.message.blocks[-1]["elements"][0]
    assert move["text"]["text"] == "Move to Mon 28 Dec"
    told = visits.move_to(request_of(cast.anna), Press(questions.MOVE_TO, move["value"]))
    assert "to *Mon 28 Dec*" in words_of(told)
    take_leave(session, cast.anna, date(2026, 11, 16), date(2026, 11, 20), NOW)
    planned = forms.plan(request_of(cast.anna), Form({"account": acme.id, "day": "2026-11-17"}))
    assert "You are away on Tue 17 Nov." in words_of(planned)
    assert "[Move to Mon 23 Nov]" in words_of(planned)
    sunday = forms.plan(request_of(cast.anna), Form({"account": acme.id, "day": "2026-12-06"}))
    assert "You do not work on Sun 6 Dec." in words_of(sunday)


def test_a_meeting_of_the_same_day_answers_the_question(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    typed(request_of(cast.anna), "visit Acme next tuesday")
    [visit] = session.exec(select(PlannedVisit))
    later = request_of(cast.anna, now=LATER)
    typed(later, "visit Acme")
    assert visit.activity_id == entries(session)[0].id


def test_a_thumb_logs_what_was_done_today(request_of: AtTheDoor, session: Session, cast: Cast, acme: Account) -> None:
    visits.more(request_of(cast.anna), Press(overview.MORE, f"visit:{acme.id}"))
    visits.more(request_of(cast.anna), Press(overview.MORE, f"call:{acme.id}"))
    assert sorted((row.kind, row.account_id) for row in entries(session)) == [("call", acme.id), ("visit", acme.id)]
    assert isinstance(visits.more(request_of(cast.anna), Press(overview.MORE, f"plan:{acme.id}")), OpenModal)


def test_a_colleagues_account_is_asked_about(
    request_of: AtTheDoor, say: Say, session: Session, cast: Cast, acme: Account
) -> None:
    say(cast.carla, "set Acme tier=A owner=@bram from 1 oct")
    answer = typed(request_of(cast.anna), "meeting Acme")
    assert (
        "*Acme* is on the list of Bram Bakker. Until you say how it is shared, this counts for Bram Bakker."
        in words_of(answer)
    )
    share, mine, theirs = answer.message.blocks[-1]["elements"]
    told = claims.share(request_of(cast.anna), Press(questions.SHARE, share["value"]))
    assert words_of(told) == "Acme: half of the credit is yours, half is Bram Bakker’s."
    assert isinstance(claims.mine(request_of(cast.anna), Press(questions.MINE, mine["value"])), OpenModal)
    told = claims.mine_because(
        request_of(cast.anna), Form({"reason": "<!channel> at the fair"}, metadata=mine["value"])
    )
    assert session.exec(select(CreditShare)).all() == []
    [delivery] = session.exec(select(Delivery).where(Delivery.cadence == "claim_told"))
    assert delivery.recipient == cast.carla.id
    assert delivery.message is not None
    assert "Why: “&lt;!channel&gt; at the fair”" in delivery.message["text"]
    by_carla = claims.theirs(request_of(cast.carla), Press(questions.THEIRS, theirs["value"]))
    assert words_of(by_carla) == "Acme: all of the credit is Bram Bakker’s."
    assert [(share.person_id, share.percent) for share in session.exec(select(CreditShare))] == [(cast.bram.id, 100)]
    again = claims.undo(request_of(cast.anna), Press(questions.UNDO_CLAIM, share["value"]))
    assert "Until you say how it is shared" in words_of(again)


def test_a_bare_weekday_is_read_back_and_one_press_plans_it(
    request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    answer = typed(request_of(cast.anna), "visit Acme tuesday")
    assert "First visit at Acme* · Tue 10 Nov" in words_of(answer), "the log looks back, as it always does"
    *_, ahead = answer.message.blocks[-1]["elements"]
    assert ahead["text"]["text"] == "No, plan it for Tue 17 Nov"
    planned = visits.was_to_come(request_of(cast.anna), Press(questions.STILL_TO_COME, ahead["value"]))
    assert "Visit planned: *Acme*, Tue 17 Nov" in words_of(planned)
    assert entries(session) == []
    for line in ("visit Acme last tuesday", "visit Acme 10 nov", "meeting Acme tuesday", "visit Acme yesterday"):
        assert "plan it for" not in words_of(typed(request_of(cast.anna), line)), line
        log.undo_last(request_of(cast.anna))
