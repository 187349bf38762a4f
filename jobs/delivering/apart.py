"""Who is due, also when something is wrong with somebody: one person's failure stays theirs.

A cadence goes through everybody in one breath, and one row that raises would end it for all. When that happens, the
fewest people are found without whom it goes through (by halves: some twenty rounds for one among a thousand); they are
left out, and it is noted whom it was.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from jobs.cadence import Cadence, Window
from models.delivery.planning import Due
from models.delivery.records import as_told

log = logging.getLogger("koers.clock")


@dataclass(frozen=True)
class Unplanned:
    """Somebody for whom a cadence could not say whether they are due."""

    person_id: str
    error: Exception
    reference: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def why(self) -> str:
        """For the ledger, the tick's output and the admins."""
        return f"it could not be planned, reference {self.reference}"

    def log(self, cadence: str, workspace_id: str) -> None:
        """All of it, once a day."""
        what = "%s cannot be planned for %s in workspace %s, reference %s"
        log.error(what, cadence, as_told(cadence, self.person_id), workspace_id, self.reference, exc_info=self.error)


def who_is_due(cadence: Cadence, window: Window) -> tuple[list[Due], list[Unplanned]]:
    """Who is due, and who was left out because of something that is wrong with them.

    Raises what the cadence raises when it is nobody's in particular, and every error of the database itself: after one
    nothing more can be asked in this transaction. That a row is not there (`NoResultFound`) is somebody's, like a wrong one.
    """
    try:
        return list(cadence.due(window)), []
    except DBAPIError:
        raise
    except Exception as error:
        everybody = [person.id for person in window.people]
        left_out = set(_culprits(cadence, window, everybody))
        if not left_out:
            raise error from None
    dues = list(cadence.due(window.without(left_out)))
    return dues, [Unplanned(id_, _error(cadence, window.without(left_out - {id_}))) for id_ in sorted(left_out)]


def _culprits(cadence: Cadence, window: Window, people: Sequence[str]) -> Iterator[str]:
    """Those among `people` without whom it goes through; nobody when it does not even go through without all."""
    if _error_or_none(cadence, window.without(people)) is not None:
        return
    known: set[str] = set()
    while _error_or_none(cadence, window.without(known)) is not None:
        one = _first_of(cadence, window, people, known)
        known.add(one)
        yield one


def _first_of(cadence: Cadence, window: Window, people: Sequence[str], known: set[str]) -> str:
    """The first whose presence, together with those before them, makes it fail."""
    goes_through, fails = 0, len(people)  # with so many of the first people
    while fails - goes_through > 1:
        half = (goes_through + fails) // 2
        if _error_or_none(cadence, window.without({*people[half:], *known})) is None:
            goes_through = half
        else:
            fails = half
    return people[fails - 1]


def _error(cadence: Cadence, window: Window) -> Exception:
    return _error_or_none(cadence, window) or RuntimeError("it went through at the second try")


def _error_or_none(cadence: Cadence, window: Window) -> Exception | None:
    try:
        list(cadence.due(window))
    except DBAPIError:
        raise
    except Exception as error:  # whatever is wrong with somebody, the others are served
        return error
    return None
