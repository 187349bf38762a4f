"""A style is of the person and for their manager; nothing of it is left when it is deleted."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from models.coaching.records import Talk
from models.database import Database
from models.delivery.records import Delivery, DeliveryState
from models.permissions import Right
from models.privacy.erasure import erase
from models.rights import rights_of
from models.style.preference import (
    Preference,
    Style,
    be_plain,
    choose,
    forget,
    hide_hint,
    preference_of,
    put,
    style_for,
    style_told_of,
)
from models.team.enrolment import Profile, enrol
from models.team.leave import take_leave
from models.team.proposals import open_proposals, same_person, undo_decision
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

TODAY = NOW.date()
ROOT = Path(__file__).parents[3]


def sees(session: Session, reader: Person, of: Person) -> bool:
    return rights_of(session, reader, TODAY).may(Right.SEE_STYLE, of)


def test_what_was_chosen_holds_and_undo_brings_back_what_was(session: Session, cast: Cast) -> None:
    assert choose(session, cast.anna, Style.DRIVER) == Preference()
    assert be_plain(session, cast.anna, is_plain=True) == Preference(Style.DRIVER)
    before = hide_hint(session, cast.anna, hides=True)
    assert (style_for(cast.anna), style_told_of(cast.anna)) == (None, None)
    put(session, cast.anna, Preference.read(str(before)))
    assert preference_of(cast.anna) == Preference(Style.DRIVER, is_plain=True)
    assert (style_for(cast.anna), style_told_of(cast.anna)) == (None, Style.DRIVER)


def test_another_style_takes_effect_and_keeps_what_the_manager_may_read(session: Session, cast: Cast) -> None:
    choose(session, cast.anna, Style.DRIVER)
    be_plain(session, cast.anna, is_plain=True)
    hide_hint(session, cast.anna, hides=True)
    choose(session, cast.anna, Style.CORRECTNESS)
    assert preference_of(cast.anna) == Preference(Style.CORRECTNESS, hides_hint=True)


@pytest.mark.parametrize("wanted", [Preference(style, *marks) for style in Style for marks in ((), (True, True))])
def test_a_preference_is_read_as_it_was_written(wanted: Preference) -> None:
    assert Preference.read(str(wanted)) == wanted


@pytest.mark.parametrize("text", ["", "–", "X", "DD-plain", "D plain"])
def test_what_no_button_of_ours_says_is_no_style(text: str) -> None:
    assert Preference.read(text) == Preference()


# --- who may see it ---------------------------------------------------------------------------------------


def test_a_manager_who_was_one_sees_nothing_from_the_day_on(session: Session, cast: Cast, joris: Person) -> None:
    assert sees(session, cast.carla, cast.anna)
    cast.anna.manager_id = joris.id
    session.flush()
    assert not sees(session, cast.carla, cast.anna)
    assert sees(session, joris, cast.anna)


def test_who_stands_in_sees_it_while_the_manager_is_away(session: Session, cast: Cast, joris: Person) -> None:
    cast.carla.deputy_id = joris.id
    session.flush()
    assert not sees(session, joris, cast.anna)
    take_leave(session, cast.carla, TODAY, TODAY, NOW)
    assert sees(session, joris, cast.anna)
    assert not sees(session, cast.dirk, cast.anna), "above her, and nobody named him"


def test_of_who_has_left_nobody_sees_it(session: Session, cast: Cast) -> None:
    cast.anna.ends_on = TODAY - timedelta(days=1)
    session.flush()
    assert not sees(session, cast.carla, cast.anna)


def test_a_leader_who_reviews_who_has_no_manager_does_not_see_it(session: Session, cast: Cast) -> None:
    cast.anna.manager_id = None
    session.flush()
    assert not sees(session, cast.dirk, cast.anna)


# --- really gone ------------------------------------------------------------------------------------------


def sent(session: Session, recipient: Person, cadence: str, **more: object) -> Delivery:
    values: dict[str, object] = {"due_at": NOW, "expires_at": NOW, "created_at": NOW, "finished_at": NOW, "about": {}}
    values |= {"state": DeliveryState.SENT, "message": {"text": "Quibbleworth"}, "slot": cadence} | more
    delivery = Delivery(workspace_id="T1", recipient=recipient.id, cadence=cadence, **values)  # type: ignore[arg-type]
    session.add(delivery)
    session.flush()
    return delivery


def test_what_was_said_because_of_it_loses_its_words(session: Session, cast: Cast, database: Database) -> None:
    talk, other = (
        Talk(workspace_id="T1", coach_id=cast.carla.id, rep_id=rep.id, planned_at=NOW, created_at=NOW)
        for rep in (cast.anna, cast.bram)
    )
    session.add_all([talk, other])
    choose(session, cast.anna, Style.SUPPORTER)
    bundle = sent(session, cast.carla, "review.write")
    told = [
        sent(session, cast.anna, "nudge.week"),
        sent(session, cast.carla, "coaching.agenda", about={"talk_id": talk.id}, comes_with=bundle.id),
        sent(session, cast.carla, "coaching.agenda", about={"talk_id": talk.id}, slot="b", state=DeliveryState.PENDING),
        bundle,
    ]
    kept = [
        sent(session, cast.bram, "nudge.week"),
        sent(session, cast.carla, "coaching.agenda", about={"talk_id": other.id}, slot="c"),
    ]
    forget(session, cast.anna)
    session.commit()
    for delivery in (*told, *kept):
        session.refresh(delivery)
    assert [delivery.message for delivery in told] == [None] * 4
    assert all(delivery.message for delivery in kept)
    assert preference_of(cast.anna) == Preference()


def test_who_is_erased_has_none_left(session: Session, cast: Cast) -> None:
    choose(session, cast.anna, Style.SUPPORTER)
    hide_hint(session, cast.anna, hides=True)
    erase(session, cast.anna, NOW)
    assert (cast.anna.style, cast.anna.style_is_plain, cast.anna.style_hides_hint) == (None, False, False)


def test_two_rows_that_become_one_keep_it_without_a_history(session: Session, cast: Cast) -> None:
    """The style of an account that was made anew goes along, and back when they were two after all."""
    cast.anna.ends_on, cast.anna.ended_by_slack = date(2026, 11, 1), True
    new = enrol(session, "T1", Profile("UANNA2", "Anna de Vries", email="anna@example.com"), NOW)
    new_id = new.id
    choose(session, new, Style.CORRECTNESS)
    [proposal] = open_proposals(session, "T1")
    same_person(acting(session, cast.dirk), proposal.id)
    assert cast.anna.style == "C"
    assert not {"style", "style_is_plain"} & {*proposal.joined["gone"], *proposal.joined["before"]}
    undo_decision(acting(session, cast.dirk), proposal.id)
    assert cast.anna.style is None
    assert session.get_one(Person, ("T1", new_id)).style == "C"


READERS = {
    "models/style/preference.py",
    "models/team/records.py",
    "models/team/joining.py",
    "models/exports/rest.py",
    "models/touching.py",
    "models/migrations/versions/0025_people_say_how_they_like_to_be_told.py",
}


def test_nothing_else_reads_the_columns_of_a_person() -> None:
    """What is said in the form of a style takes it from `models/style/`, and a rating has no way to it."""
    found = set()
    for room in ("handlers", "jobs", "messages", "models"):
        for path in (ROOT / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)) if "style" in text else ():
                is_read = isinstance(node, ast.Attribute) and node.attr in ("style_is_plain", "style_hides_hint")
                is_named = isinstance(node, ast.Constant) and node.value in ("style_is_plain", "style_hides_hint")
                of_person = (
                    isinstance(node, ast.Attribute)
                    and node.attr == "style"
                    and isinstance(node.value, ast.Name)
                    and node.value.id in ("person", "rep", "Person", "reader", "goes", "stays")
                )
                if is_read or is_named or of_person:
                    found.add(path.relative_to(ROOT).as_posix())
    assert found <= READERS
