"""Each workspace alone, and each cadence in it: what goes wrong in one never stops the next."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from models.database import has_lost_connection
from models.row_security import serving

T = TypeVar("T")
log = logging.getLogger("koers.clock")


@dataclass
class Turn:
    """One workspace's turn, and what became of it."""

    has_failed: bool = False


@contextmanager
def alone(workspace_id: str, what: str) -> Iterator[Turn]:
    """One workspace's turn, which serves that one alone: the log gets all of what failed, and the next one its turn."""
    turn = Turn()
    try:
        with serving(workspace_id):
            yield turn
    except Exception:
        log.exception("%s failed in workspace %s", what, workspace_id)
        turn.has_failed = True


def attempt(session: Session, work: Callable[[], T], what: str, *about: object) -> T | None:
    """What `work` found; None where it failed: the log gets that (`what`, filled in with `about`), and the next one its turn.

    In a savepoint: PostgreSQL answers the others only when it forgets what failed. Without a database none has a turn.
    """
    try:
        with session.begin_nested():
            return work()
    except Exception as error:
        if has_lost_connection(error):
            raise
        log.exception(what, *about)
        return None
