"""Coaching talks as coach and rep have them in Slack."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.coaching import afterwards
from handlers.coaching import command as coaching
from handlers.coaching import forms as modals
from handlers.door.answers import OpenModal, Whisper
from handlers.door.request import Form, Press, Request
from handlers.phrases.coaching import CoachPhrase, read_coach
from handlers.phrases.people import PersonForm, PersonRef
from models.coaching.records import PairAction, Talk, TalkState, Topic
from models.coaching.taking_over import take_along
from models.delivery.records import Delivery
from models.period import month_of
from models.private_notes.records import PrivateNote
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast, acting

SECRET = "Doubts about the territory; do not push."
AtTheDoor = Callable[..., Request]
TODAY = date(2026, 11, 12)
ANNA = PersonRef(PersonForm.NAME, "anna")


def _said(answer: object) -> str:
    return repr(answer)


def _talk(session: Session) -> Talk:
    return session.exec(select(Talk)).one()


def _news(session: Session, person_id: str) -> list[str]:
    rows = session.exec(select(Delivery).where(Delivery.recipient == person_id))
    return [str(row.message["text"]) for row in rows if row.message]


@pytest.fixture
def talk(request_of: AtTheDoor, session: Session, cast: Cast) -> Talk:
    coaching.command(request_of(cast.carla), "@anna 2026-11-26 14:00")
    return _talk(session)


def _recorded(request_of: AtTheDoor, cast: Cast, talk: Talk, now: datetime | None = None, **changes: Any) -> Whisper:
    fields: dict[str, Any] = {
        "held_on": "2026-11-26",
        "agreed": "Ask for the budget first",
        "action": "Two demos a week",
        "kpi": "first_meetings",
        "check_on": "2026-12-10",
        "private_notes": SECRET,
    }
    after = now or datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
    answer = modals.recorded(request_of(cast.carla, now=after), Form({**fields, **changes}, talk.id))
    assert isinstance(answer, Whisper)
    return answer


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", CoachPhrase("overview")),
        ("help", CoachPhrase("help")),
        ("@anna", CoachPhrase("pair", ANNA)),
        ("Anna de Vries", CoachPhrase("pair", PersonRef(PersonForm.NAME, "Anna de Vries"))),
        ("@anna 2026-11-26 14:00", CoachPhrase("plan", ANNA, day=date(2026, 11, 26), at=time(14))),
        ("plan @anna tomorrow at 9:30", CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(9, 30))),
        ("@anna morgen om 9.30 uur", CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(9, 30))),
        ("plannen @anna vrijdag 14:00", CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(14))),
        (
            "Anna de Vries 26 nov 14:00",
            CoachPhrase("plan", PersonRef(PersonForm.NAME, "Anna de Vries"), day=date(2026, 11, 26), at=time(14)),
        ),
        ("plan", CoachPhrase("plan")),
        ("topic Acme's tender", CoachPhrase("topic", text="Acme's tender")),
        ("onderwerp @anna tender van Acme", CoachPhrase("topic", ANNA, "tender van Acme")),
        ("action @anna Two demos a week", CoachPhrase("action", ANNA, "Two demos a week")),
        ("klaar 2", CoachPhrase("done", text="2")),
        ("@anna tomorrow", CoachPhrase("unclear", ANNA, "tomorrow")),
        ("@anna 2026-02-30 14:00", CoachPhrase("unclear", text="@anna 2026-02-30 14:00")),
    ],
)
def test_coach_understands(typed: str, expected: CoachPhrase) -> None:
    assert read_coach(typed, TODAY, "nl") == expected


def test_a_talk_is_planned_in_the_coachs_time_and_the_rep_hears_it(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    cast.anna.zone = "America/New_York"
    answer = coaching.command(request_of(cast.carla), "@anna 2026-11-26 14:00")
    assert "Planned: your talk with *Anna de Vries* on *Thu 26 Nov, 14:00*" in _said(answer)
    assert _talk(session).planned_at == datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
    assert "Thu 26 Nov, 08:00" in _news(session, cast.anna.id)[0]


def test_a_rep_plans_with_their_own_coach(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    coaching.command(request_of(cast.anna), "@carla 2026-11-26 14:00")
    talk = _talk(session)
    assert (talk.coach_id, talk.rep_id) == (cast.carla.id, cast.anna.id)
    assert len(_news(session, cast.carla.id)) == 1


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("@anna 2026-09-01 14:00", "held_date"),
        ("@anna 2028-11-26 14:00", "too_far"),
        ("@anna 2026-11-26", "no_time"),
        ("@anna 25:00", "no_time"),
        ("<!channel> 14:00", "not_understood"),
        ("@nobody 2026-11-26 14:00", "unknown_person"),
        ("@carla 2026-11-26 14:00", "not_a_pair"),
        ("done 1", "whose"),
        ("done @anna 1", "action_not_there"),
        ("topic something", "whose"),
        ("topic @anna " + "x" * 301, "too_long"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(
    request_of: AtTheDoor, session: Session, cast: Cast, typed: str, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        coaching.command(request_of(cast.carla), typed)
    session.rollback()
    assert session.exec(select(Talk)).all() == []
    assert session.exec(select(Topic)).all() == []


def test_colleagues_and_other_companies_have_no_talks_with_each_other(
    request_of: AtTheDoor, cast: Cast, talk: Talk
) -> None:
    with pytest.raises(Refusal, match="not_a_pair"):
        coaching.command(request_of(cast.bram), "@anna 2026-11-27 14:00")
    for somebody in (cast.bram, cast.dirk, cast.rival):
        with pytest.raises(Refusal, match="not_yours"):
            modals.move(request_of(somebody), Press("coaching.move", talk.id))


def test_two_talks_in_the_same_hour_are_one_too_many(request_of: AtTheDoor, cast: Cast, talk: Talk) -> None:
    with pytest.raises(Refusal, match="planned_already"):
        coaching.command(request_of(cast.carla), "@anna 2026-11-26 14:30")
    coaching.command(request_of(cast.carla), "@anna 2026-11-26 15:00")


def test_a_talk_can_be_moved_and_called_off_by_either(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    modals.moved(request_of(cast.anna), Form({"day": "2026-11-27", "time": "09:00"}, talk.id))
    assert talk.planned_at == datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert "moved your 1-2-1 talk to" in _news(session, cast.carla.id)[0]
    coaching.call_off(request_of(cast.carla), Press("coaching.call_off", talk.id))
    assert talk.state == TalkState.CANCELLED
    assert any("called off" in text for text in _news(session, cast.anna.id))
    with pytest.raises(Refusal, match="not_planned"):
        modals.moved(request_of(cast.anna), Form({"day": "2026-11-28", "time": "09:00"}, talk.id))


def _coaching_kpi(session: Session, cast: Cast) -> float | None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    now = datetime(2026, 11, 30, tzinfo=UTC)
    return scorecard_of(session, cast.workspace, scope, month_of(TODAY), now).lines["coaching"].figure.value


def test_a_talk_counts_only_when_the_rep_confirms_it(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    _recorded(request_of, cast, talk)
    assert not _coaching_kpi(session, cast)
    assert any("noted what came of your talk" in text for text in _news(session, cast.anna.id))
    with pytest.raises(Refusal, match="rep_confirms"):
        afterwards.confirm(request_of(cast.carla), Press("coaching.confirm", talk.id))
    afterwards.confirm(request_of(cast.anna), Press("coaching.confirm", talk.id))
    assert _coaching_kpi(session, cast) == 1
    assert any("it counts" in text for text in _news(session, cast.carla.id))
    for again in (afterwards.confirm, afterwards.deny):
        with pytest.raises(Refusal, match="answered_already"):
            again(request_of(cast.anna), Press("coaching.confirm", talk.id))


def test_a_talk_that_the_rep_denies_does_not_count(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    _recorded(request_of, cast, talk)
    afterwards.deny(request_of(cast.anna), Press("coaching.deny", talk.id))
    assert not _coaching_kpi(session, cast)
    assert any("did not take place" in text for text in _news(session, cast.carla.id))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"agreed": None}, "agreed"),
        ({"agreed": "x" * 2001}, "agreed"),
        ({"held_on": "2026-11-27"}, "held_on"),
        ({"held_on": "2026-08-01"}, "held_on"),
        ({"action": "x" * 301}, "action"),
        ({"check_on": "2026-11-01"}, "check_on"),
        ({"private_notes": "x" * 3001}, "private_notes"),
    ],
)
def test_a_wrong_field_is_said_there_and_nothing_is_stored(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk, wrong: dict[str, Any], field: str
) -> None:
    session.commit()
    with pytest.raises(Refusal) as refused:
        _recorded(request_of, cast, talk, **wrong)
    assert refused.value.values["field"] == field
    session.rollback()
    assert _talk(session).state == TalkState.PLANNED
    assert session.exec(select(PairAction)).all() == []


def test_the_rep_cannot_record_and_nobody_records_before_it_was(request_of: AtTheDoor, cast: Cast, talk: Talk) -> None:
    with pytest.raises(Refusal, match="coach_records"):
        modals.record(request_of(cast.anna), Press("coaching.record", talk.id))
    with pytest.raises(Refusal, match="held_date"):
        _recorded(request_of, cast, talk, now=NOW)


def test_actions_carry_over_until_they_are_done(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    _recorded(request_of, cast, talk)
    afterwards.confirm(request_of(cast.anna), Press("coaching.confirm", talk.id))
    coaching.command(request_of(cast.anna, now=NOW + timedelta(days=15)), "action Read the book")
    later = NOW + timedelta(days=60)
    pair = _said(coaching.command(request_of(cast.carla, now=later), "@anna"))
    assert "1. Two demos a week · First sales meetings · look again on Thu 10 Dec" in pair
    assert "2. Read the book" in pair
    answer = coaching.command(request_of(cast.anna, now=later), "done 1")
    assert "Done: Two demos a week" in _said(answer)
    first = session.exec(select(PairAction).where(PairAction.kpi == "first_meetings")).one()
    assert "1. Read the book" in _said(coaching.command(request_of(cast.carla, now=later), "@anna"))
    afterwards.not_done(request_of(cast.carla, now=later), Press("coaching.not_done", first.id))
    assert "1. Two demos" in _said(coaching.command(request_of(cast.carla, now=later), "@anna"))
    with pytest.raises(Refusal, match="action_not_there"):
        afterwards.done(request_of(cast.bram), Press("coaching.done", first.id))


def test_topics_of_both_wait_for_the_talk_and_are_then_off_the_agenda(
    request_of: AtTheDoor, cast: Cast, talk: Talk
) -> None:
    coaching.command(request_of(cast.anna), "topic Acme's tender")
    modals.topic_added(request_of(cast.carla), Form({"topic": "Holidays"}, cast.anna.id))
    pair = _said(coaching.command(request_of(cast.anna), "@carla"))
    assert "Acme's tender" in pair
    assert "Holidays" in pair
    _recorded(request_of, cast, talk)
    assert "tender" not in _said(coaching.command(request_of(cast.anna), "@carla"))


def test_the_coach_who_comes_after_sees_the_open_actions_once_the_rep_takes_them_along(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk
) -> None:
    _recorded(request_of, cast, talk)
    cast.carla.ends_on, cast.anna.manager_id = date(2026, 11, 30), cast.dirk.id
    december = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    assert "Two demos a week" not in _said(coaching.command(request_of(cast.dirk, now=december), "@anna"))
    take_along(acting(session, cast.anna, december), session.exec(select(PairAction)).one().id)
    assert "Two demos a week" in _said(coaching.command(request_of(cast.dirk, now=december), "@anna"))
    coaching.command(request_of(cast.dirk, now=december), "done @anna 1")
    assert session.exec(select(PairAction)).one().done_on == date(2026, 12, 2)


def test_the_overview_shows_the_month_of_each_rep_and_what_waits(request_of: AtTheDoor, cast: Cast, talk: Talk) -> None:
    before = _said(coaching.command(request_of(cast.carla), ""))
    assert "*Anna de Vries* · 1 of 2 planned · next: Thu 26 Nov, 14:00" in before
    assert "*Bram Bakker* · 0 of 2 planned" in before
    after = request_of(cast.carla, now=datetime(2026, 11, 26, 16, 0, tzinfo=UTC))
    assert "How was your talk with Anna" in _said(coaching.overview(after))
    _recorded(request_of, cast, talk)
    assert "Did it take place?" in _said(coaching.command(request_of(cast.anna), ""))


def test_private_notes_of_a_talk_reach_nobody_but_their_author(
    request_of: AtTheDoor, session: Session, cast: Cast, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[object] = [_recorded(request_of, cast, talk)]
    assert SECRET in _said(modals.record(request_of(cast.carla), Press("coaching.record", talk.id)))
    seen.append(modals.notes(request_of(cast.anna), Press("coaching.notes", talk.id)))
    with pytest.raises(Refusal, match="not_yours"):
        modals.notes(request_of(cast.dirk), Press("coaching.notes", talk.id))
    modals.notes_kept(request_of(cast.anna), Form({"private_notes": "My own worry"}, talk.id))
    assert "My own worry" not in _said(modals.record(request_of(cast.carla), Press("coaching.record", talk.id)))
    for reader in (cast.anna, cast.carla, cast.dirk):
        seen.append(coaching.command(request_of(reader), ""))
    seen.append(coaching.command(request_of(cast.dirk), "@anna"))
    seen.append(coaching.command(request_of(cast.carla), "@anna"))
    session.commit()
    seen += [row.model_dump() for row in session.exec(select(Delivery))]
    seen += [row.model_dump() for row in session.exec(select(PrivateNote))]
    seen.append(talk.model_dump())
    assert not any("Doubts" in _said(one) or "worry" in _said(one) for one in seen)
    assert "Doubts" not in caplog.text
    assert len(session.exec(select(PrivateNote)).all()) == 2


def test_the_plan_form_offers_the_coachs_reps_with_the_chosen_one_first(request_of: AtTheDoor, cast: Cast) -> None:
    opened = coaching.command(request_of(cast.carla), "plan")
    assert isinstance(opened, OpenModal)
    assert "Bram Bakker" in _said(opened.view.json)
    planned = modals.planned(request_of(cast.carla), Form({"with": cast.bram.id, "day": "2026-11-20", "time": "10:00"}))
    assert "Bram Bakker" in _said(planned)
    for wrong in ({"with": "nobody"}, {"with": cast.rival.id}, {"with": cast.carla.id}):
        with pytest.raises(Refusal):
            modals.planned(request_of(cast.carla), Form({**wrong, "day": "2026-11-20", "time": "12:00"}))


def test_in_dutch_it_is_dutch(request_of: AtTheDoor, cast: Cast) -> None:
    assert "Coachingsgesprekken" in _said(coaching.command(request_of(cast.bram), "hulp"))
    assert "Nog geen. Wat houdt je bezig?" in _said(coaching.command(request_of(cast.bram), ""))
