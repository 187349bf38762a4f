"""Every table says why it is there and how long; what was kept long enough loses its words, and no figure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, SQLModel, select

import models.every_table  # noqa: F401
from messages.blocks import Message
from messages.words import LANGUAGES, words
from models.acting import Acting
from models.activity.records import Activity, ActivityChange
from models.coaching.records import PairAction, Talk, TalkState, Topic
from models.delivery.outbox import post
from models.delivery.records import Delivery, DeliveryState
from models.privacy.forgetting import GONE, forget_what_is_old
from models.privacy.retention import KEPT, TERMS
from models.privacy.terms import GRACE, set_term, terms_in_force, terms_of, undo_term
from models.private_notes.notes import keep_note
from models.private_notes.records import PrivateNote
from models.refusal import Refusal
from models.workspace.settings import Author, author_of
from tests.conftest import NOW, SECRETS, Cast, acting


def test_every_table_stands_in_the_table_once() -> None:
    named = [table for row in KEPT for table in row.tables]
    assert sorted(named) == sorted(SQLModel.metadata.tables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_what_why_who_and_how_long(language: str) -> None:
    say = words(language)
    for row in KEPT:
        assert all(say.has(f"privacy.{part}_{row.key}") for part in ("kept", "why", "readers"))
        assert row.term is None or say.has(f"privacy.words_{row.key}")
        assert row.term is None or row.days is None


def test_bounds_hold_the_default() -> None:
    for term in TERMS.values():
        assert 0 < term.floor < term.ceiling
        assert term.default is None or term.floor <= term.default <= term.ceiling


@pytest.fixture
def admin(session: Session, cast: Cast) -> Author:
    return author_of(acting(session, cast.dirk))


def at(author: Author, now: datetime) -> Author:
    return Author(author.session, author.workspace, now, author.person)


def test_an_admin_sets_a_term_within_bounds_and_undoes_it(session: Session, admin: Author) -> None:
    assert terms_of(session, "T1") == {"log": None, "coaching": None, "notes": None, "messages": 3}
    change = set_term(admin, "log", 24)
    assert terms_of(session, "T1")["log"] == 24
    for months in (11, 85, 0, -3):
        with pytest.raises(Refusal) as refused:
            set_term(admin, "log", months)
        assert refused.value.reason == "privacy.out_of_bounds"
    undo_term(admin, change.id)
    assert terms_of(session, "T1")["log"] is None
    with pytest.raises(Refusal):
        undo_term(admin, change.id)


def test_what_was_changed_again_since_is_not_undone(session: Session, admin: Author) -> None:
    first = set_term(admin, "log", 24)
    set_term(at(admin, NOW + timedelta(minutes=1)), "log", 36)
    with pytest.raises(Refusal) as refused:
        undo_term(admin, first.id)
    assert refused.value.reason == "privacy.changed_since"


def test_nobody_else_sets_it(session: Session, cast: Cast) -> None:
    cast.dirk.is_admin = True
    for person in (cast.anna, cast.carla):
        with pytest.raises(Refusal):
            author_of(acting(session, person))


def test_a_shorter_term_is_applied_after_seven_days(session: Session, admin: Author) -> None:
    set_term(admin, "messages", 2)
    assert terms_in_force(session, "T1", NOW + GRACE - timedelta(seconds=1))["messages"] == 3
    assert terms_in_force(session, "T1", NOW + GRACE)["messages"] == 2
    # Made longer and shorter again within the seven days: the longest of them holds until they are over.
    set_term(at(admin, NOW + timedelta(days=1)), "messages", 24)
    set_term(at(admin, NOW + timedelta(days=2)), "messages", 6)
    assert terms_in_force(session, "T1", NOW + timedelta(days=3))["messages"] == 24
    assert terms_in_force(session, "T1", NOW + timedelta(days=9))["messages"] == 6


SECRET = "Quibbleworth"


def entry(cast: Cast, day: date) -> Activity:
    return Activity(
        workspace_id="T1", person_id=cast.anna.id, kind="meeting", happened_on=day, note=SECRET, contact="Jan",
        created_at=NOW,
    )  # fmt: skip


def test_old_notes_of_the_log_go_and_the_entry_stays(session: Session, cast: Cast, admin: Author) -> None:
    # 12 months before 20 November 2026 is 20 November 2025: what happened before that day goes.
    old, on_the_day = entry(cast, date(2025, 11, 19)), entry(cast, date(2025, 11, 20))
    session.add_all([old, on_the_day])
    session.flush()
    said = {"note": SECRET, "quantity": 2}
    change = ActivityChange(
        workspace_id="T1", activity_id=old.id, changed_at=NOW, what="edit", old=said, new={"note": "x"}, reason=SECRET
    )
    session.add(change)
    set_term(admin, "log", 12)
    assert forget_what_is_old(session, "T1", NOW)["readers"] == 0
    session.expire_all()
    assert old.note == SECRET, "the seven days"
    assert forget_what_is_old(session, "T1", datetime(2026, 11, 20, 10, tzinfo=NOW.tzinfo))["log"] == 1
    session.expire_all()
    assert (old.note, old.contact, old.kind, old.quantity) == ("", None, "meeting", 1)
    assert (change.old, change.new, change.reason) == ({"quantity": 2}, {}, "")
    assert (on_the_day.note, on_the_day.contact) == (SECRET, "Jan")
    assert forget_what_is_old(session, "T1", datetime(2026, 11, 20, 11, tzinfo=NOW.tzinfo))["log"] == 0


def test_the_text_of_old_messages_goes_and_none_is_sent_again(session: Session, cast: Cast) -> None:
    # 90 days before 12 November is 14 August (18 + 30 + 31 + 11 days): what was over before that day goes.
    for slot, when in (("old", datetime(2026, 8, 13, 23, 59, tzinfo=UTC)), ("new", datetime(2026, 8, 14, tzinfo=UTC))):
        post(session, "T1", recipient=cast.anna.id, cadence="x", slot=slot, now=when, message=Message(SECRET))
    session.flush()
    old, new = session.exec(select(Delivery).order_by(Delivery.slot.desc())).all()  # type: ignore[attr-defined]
    for one in (old, new):
        one.state, one.finished_at = DeliveryState.SENT, one.created_at
    session.flush()
    assert forget_what_is_old(session, "T1", NOW)["messages"] == 1
    session.expire_all()
    assert old.message is None
    assert old.state == DeliveryState.SENT
    assert new.message is not None
    assert forget_what_is_old(session, "T1", NOW)["messages"] == 0


def test_coaching_loses_its_words_and_the_talk_still_counts(session: Session, cast: Cast, admin: Author) -> None:
    long_ago = NOW - timedelta(days=800)
    pair = {"workspace_id": "T1", "coach_id": cast.carla.id, "rep_id": cast.anna.id}
    talk = Talk(
        **pair, planned_at=long_ago, state=TalkState.HELD, outcome=SECRET, held_on=long_ago.date(), created_at=NOW
    )
    session.add(talk)
    session.flush()
    by = {"added_by": cast.carla.id}
    done = PairAction(**pair, **by, text=SECRET, added_on=long_ago.date(), done_on=long_ago.date())
    is_open = PairAction(**pair, **by, text=SECRET, added_on=long_ago.date())
    discussed = Topic(**pair, **by, text=SECRET, talk_id=talk.id, added_at=long_ago)
    waits = Topic(**pair, **by, text="waits", added_at=long_ago)
    session.add_all([done, is_open, discussed, waits])
    set_term(admin, "coaching", 24)
    session.flush()
    assert forget_what_is_old(session, "T1", NOW + GRACE)["coaching"] == 3
    session.expire_all()
    assert (talk.outcome, talk.state, talk.held_on) == ("", TalkState.HELD, long_ago.date())
    assert (done.text, is_open.text) == (GONE, SECRET), "what is not done yet waits on"
    assert [topic.text for topic in session.exec(select(Topic))] == ["waits"]


def test_old_private_notes_go_where_the_workspace_says_so(session: Session, cast: Cast, admin: Author) -> None:
    for months, about in ((7, "a"), (5, "b")):
        when = NOW - timedelta(days=31 * months)
        keep_note(Acting(session, cast.workspace, cast.carla, when, when.date()), SECRETS, about, SECRET)
    forget_what_is_old(session, "T1", NOW)
    assert len(session.exec(select(PrivateNote)).all()) == 2, "nobody set a term"
    set_term(admin, "notes", 6)
    assert forget_what_is_old(session, "T1", NOW + GRACE)["notes"] == 1
    assert [note.about_id for note in session.exec(select(PrivateNote))] == ["b"]


def test_another_workspace_keeps_its_own(session: Session, cast: Cast, admin: Author) -> None:
    set_term(admin, "log", 12)
    theirs = Activity(
        workspace_id="T2",
        person_id=cast.rival.id,
        kind="call",
        happened_on=date(2020, 1, 1),
        note=SECRET,
        created_at=NOW,
    )
    session.add(theirs)
    session.flush()
    forget_what_is_old(session, "T1", NOW + GRACE)
    forget_what_is_old(session, "T2", NOW + GRACE)
    session.expire_all()
    assert theirs.note == SECRET
