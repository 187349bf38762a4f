"""Somebody who does something: the first argument of every action.

An action is what a person does (log, set, sign, close); it checks their rights, changes records, and notes who and
when. Questions take a session and what they ask about.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.rights import Rights, rights_of
from models.team.records import Person
from models.workspace.records import Workspace


@dataclass(frozen=True)
class Acting:
    """Who acts, in which workspace and transaction, and when."""

    session: Session
    workspace: Workspace
    by: Person
    now: datetime
    today: date
    """The date where the person is."""

    @property
    def rights(self) -> Rights:
        """What this person may do, by the table of rights."""
        return rights_of(self.session, self.by, self.today)
