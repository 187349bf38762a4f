"""Prepared statements, and records made of their rows."""

import subprocess
import sys

import pytest
from sqlmodel import Session, select

from models.accounts.queries import accounts_named
from models.accounts.records import Account
from models.database import Database
from models.statements import loaded, several, size_for
from models.team.enrolment import Profile, enrol, visitor_of
from models.workspace.records import Workspace
from tests.conftest import NOW, Cast


def test_a_record_of_a_row_is_the_one_that_the_session_has_already(session: Session, cast: Cast) -> None:
    assert loaded(session, type(cast.anna), cast.anna.model_dump()) is cast.anna


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


@pytest.mark.parametrize(("count", "size"), [(1, 1), (2, 2), (3, 4), (8, 8), (9, 16)])
def test_few_sizes_do_for_all_questions(count: int, size: int) -> None:
    assert size_for(count) == size
    filled = several("key", [str(n) for n in range(count)], size)
    assert (len(filled), set(filled.values())) == (size, {str(n) for n in range(count)})


def test_it_may_be_the_first_thing_that_a_process_asks(tmp_database: Database) -> None:
    tmp_database.write(lambda session: session.add(Workspace(workspace_id="T1", created_at=NOW)))
    tmp_database.write(lambda session: enrol(session, "T1", Profile("UANNA", "Anna"), NOW))
    assert tmp_database.read(lambda session: visitor_of(session, "T1", "UANNA")) is not None
    program = (
        "import models.every_table\n"
        "from models.database import Database\n"
        "from models.team.enrolment import visitor_of\n"
        f"found = Database({tmp_database.url!r}).read(lambda session: visitor_of(session, 'T1', 'UANNA'))\n"
        "print(found[0].name)"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "Anna"
