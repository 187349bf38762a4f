"""Who is at work on a connection: only an admin may."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.acting import Acting
from models.permissions import Right
from models.rights import rights_of
from models.team.moves import today_in
from models.team.records import Person
from models.workspace.records import Workspace


@dataclass(frozen=True)
class Connecting:
    """Somebody at work on a connection: an admin in Slack, or (`by` None) whoever runs the bot, from a terminal."""

    session: Session
    workspace: Workspace
    now: datetime
    by: Person | None = None

    @classmethod
    def of(cls, acting: Acting) -> "Connecting":
        """The same by somebody who acts in Slack."""
        return cls(acting.session, acting.workspace, acting.now, acting.by)

    @property
    def today(self) -> date:
        """The date where the workspace is."""
        return today_in(self.workspace.zone, self.now)

    def require(self) -> None:
        """Refuses who is no admin."""
        if self.by is not None:
            rights_of(self.session, self.by, self.today).require(Right.CONNECT_CRM)
