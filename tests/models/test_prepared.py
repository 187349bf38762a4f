"""Prepared statements, and records made of their rows."""

import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from models.accounts.queries import accounts_named
from models.accounts.records import Account
from models.database import Database
from models.prepared import Prepared, execute, fetch, loaded, several, size_for
from models.team.enrolment import Profile, caller_of, enrol
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO, NOW, Cast


def test_a_record_of_a_row_is_the_one_that_the_session_has_already(session: Session, cast: Cast) -> None:
    row = [getattr(cast.anna, column.key) for column in Person.__table__.columns]  # type: ignore[attr-defined]
    assert loaded(session, Person, row) is cast.anna


def test_what_is_changed_in_it_is_stored(tmp_database: Database) -> None:
    def open_account(session: Session) -> None:
        session.add(Workspace(workspace_id="T1", created_at=NOW))
        session.flush()
        session.add(Account(workspace_id="T1", name="Acme", key="acme", created_at=NOW))

    def rename(session: Session) -> None:
        accounts_named(session, "T1", ["ACME"])["acme"].name = "Acme B.V."

    tmp_database.write(open_account)
    tmp_database.write(rename)
    assert tmp_database.read(lambda session: session.exec(select(Account.name)).one()) == "Acme B.V."


def test_a_prepared_question_answers_as_the_session_does(session: Session, cast: Cast) -> None:
    cast.anna.starts_on = date(2026, 2, 1)
    columns = (Person.id, Person.is_rep, Person.starts_on, Person.created_at, Person.manager_id)
    wanted = select(*columns).where(  # type: ignore[call-overload]
        Person.workspace_id == bindparam("workspace"), col(Person.created_at) <= bindparam("now")
    )
    values = {"workspace": "T1", "now": NOW}
    asked = fetch(session, Prepared(wanted.order_by(Person.id)), values)
    assert [tuple(row) for row in asked] == session.exec(wanted.order_by(Person.id), params=values).all()
    assert (cast.anna.id, True, date(2026, 2, 1), LONG_AGO, cast.carla.id) in [tuple(row) for row in asked]


def test_a_prepared_statement_tells_how_many_rows_it_changed(session: Session) -> None:
    renaming = update(Workspace).where(col(Workspace.workspace_id) == bindparam("id")).values(name=bindparam("to"))
    session.add(Workspace(workspace_id="T1", created_at=NOW))  # not flushed: what is pending is written first
    assert [execute(session, Prepared(renaming), {"id": id_, "to": "Acme"}) for id_ in ("T1", "T2")] == [1, 0]


def test_a_value_that_is_forgotten_is_an_error_and_not_null(session: Session) -> None:
    named = Prepared(select(Workspace.name).where(col(Workspace.workspace_id) == bindparam("workspace")))
    with pytest.raises(KeyError, match="workspace"):
        fetch(session, named, {})


def test_what_a_failed_work_told_the_driver_is_undone_with_it(tmp_database: Database) -> None:
    """Also in a group of several, where only its savepoint is undone."""
    renaming = Prepared(update(Workspace).values(name=bindparam("to")))
    tmp_database.write(lambda session: session.add(Workspace(workspace_id="T1", created_at=NOW)))

    def fails(session: Session) -> None:
        execute(session, renaming, {"to": "half done"})
        raise ValueError

    if tmp_database.is_sqlite:
        tickets = [tmp_database.enqueue(work) for work in (lambda session: None, fails, lambda session: None)]
        tmp_database.finish(tickets[0])
    with pytest.raises(ValueError):  # noqa: PT011
        tmp_database.write(fails)
    assert tmp_database.read(lambda session: session.exec(select(Workspace.name)).one()) == ""


@pytest.mark.parametrize(("count", "size"), [(1, 1), (2, 2), (3, 4), (8, 8), (9, 16)])
def test_few_sizes_do_for_all_questions(count: int, size: int) -> None:
    assert size_for(count) == size
    filled = several("key", [str(n) for n in range(count)], size)
    assert (len(filled), set(filled.values())) == (size, {str(n) for n in range(count)})


def test_it_may_be_the_first_thing_that_a_process_asks(tmp_database: Database) -> None:
    tmp_database.write(lambda session: session.add(Workspace(workspace_id="T1", created_at=NOW)))
    tmp_database.write(lambda session: enrol(session, "T1", Profile("UANNA", "Anna"), NOW))
    assert tmp_database.read(lambda session: caller_of(session, "T1", "UANNA")) is not None
    program = (
        "import models.every_table\n"
        "from models.database import Database\n"
        "from models.team.enrolment import caller_of\n"
        f"found = Database({tmp_database.url!r}).read(lambda session: caller_of(session, 'T1', 'UANNA'))\n"
        "print(found[0].name)"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "Anna"
