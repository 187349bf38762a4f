"""A private note opens for its author alone."""

import pytest
from sqlmodel import Session, select

from models.private_notes.notes import keep_note, own_note
from models.private_notes.records import PrivateNote
from models.workspace.secrets import SecretError, Secrets
from tests.conftest import SECRETS, Cast, acting

NOTE = "Struggles at home; go easy. 🙂" + "x" * 2000


def test_the_author_reads_it_and_nobody_else_finds_one(session: Session, cast: Cast) -> None:
    keep_note(acting(session, cast.carla), SECRETS, "r1", NOTE)
    assert own_note(session, SECRETS, cast.carla, "r1") == NOTE
    assert own_note(session, SECRETS, cast.carla, "r2") == ""
    for reader in (cast.anna, cast.dirk, cast.rival):
        assert own_note(session, SECRETS, reader, "r1") == ""


def test_the_table_holds_nothing_that_can_be_read(session: Session, cast: Cast) -> None:
    keep_note(acting(session, cast.carla), SECRETS, "r1", NOTE)
    assert "Struggles" not in repr(session.exec(select(PrivateNote)).one().model_dump())


def test_a_row_that_is_given_another_author_does_not_open(session: Session, cast: Cast) -> None:
    keep_note(acting(session, cast.carla), SECRETS, "r1", NOTE)
    stolen = session.exec(select(PrivateNote)).one()
    stolen.author_id = cast.dirk.id
    session.flush()
    with pytest.raises(SecretError):
        own_note(session, SECRETS, cast.dirk, "r1")


def test_without_the_key_nothing_opens(session: Session, cast: Cast) -> None:
    keep_note(acting(session, cast.carla), SECRETS, "r1", NOTE)
    with pytest.raises(SecretError, match="KOERS_SECRET_KEY"):
        own_note(session, Secrets(["some other key of sixteen"]), cast.carla, "r1")


def test_writing_again_replaces_and_writing_nothing_removes(session: Session, cast: Cast) -> None:
    keep_note(acting(session, cast.carla), SECRETS, "r1", NOTE)
    keep_note(acting(session, cast.carla), SECRETS, "r1", "Better now")
    assert own_note(session, SECRETS, cast.carla, "r1") == "Better now"
    keep_note(acting(session, cast.carla), SECRETS, "r1", "")
    assert session.exec(select(PrivateNote)).all() == []
