"""The demo company as it stood on a Saturday: made once for the files here, in SQLite, where `bot.py demo` keeps it."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import Session

from models.database import Database
from models.demo.history import seed

TODAY = date(2026, 11, 28)
"""A Saturday."""


@pytest.fixture(scope="package")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The whole history, stored."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('demo')}/koers.db")
    database.metadata.create_all(database.engine)
    database.write(lambda session: seed(session, TODAY))
    yield database
    database.close()


@pytest.fixture
def demo(company: Database) -> Iterator[Session]:
    """A session over it; what a test does there is gone after it."""
    with Session(company.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()
