"""A competition as somebody may see it: the top by name, their own place, and nobody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.contests.ranking import named, own_place
from models.contests.records import Contest
from models.contests.standing import standing_of
from models.scorecard.kpis import Kpi
from models.scorecard.own_kpis import kpi_in
from models.team.records import Person, Team
from models.workspace.records import Workspace


@dataclass(frozen=True)
class ContestView:
    """What a message may tell of it."""

    id: str
    team: str
    kpi: Kpi
    kind: str
    first_day: date
    last_day: date
    number: int = 0
    """How many take part."""
    top: Sequence[tuple[int, str, float]] = ()
    """Place, name and value."""
    own: tuple[int | None, float] | None = None
    """The reader's place (None where it would tell who is last) and value; None for who does not take part."""
    total: float | None = None
    record: float | None = None
    has_begun: bool = False
    takes_part: bool = False
    may_join: bool = False
    may_stop: bool = False


def view_of(
    session: Session, workspace: Workspace, contest: Contest, now: datetime, today: date, reader: Person | None = None
) -> ContestView:
    """As `reader` may see it; without one as a channel may: no places but the top."""
    team = session.get_one(Team, (contest.workspace_id, contest.team_id))
    standing = standing_of(session, workspace, contest, now)
    has_begun = today >= contest.first_day
    own = next((one for one in standing.places if reader is not None and one.person_id == reader.id), None)
    top = [
        (one.place, session.get_one(Person, (contest.workspace_id, one.person_id)).name, one.value)
        for one in named(standing.places)
    ]
    return ContestView(
        id=contest.id,
        team=team.name,
        kpi=kpi_in(workspace, contest.kpi, of_one_rep=True),
        kind=contest.kind,
        first_day=contest.first_day,
        last_day=contest.last_day,
        number=len(standing.places),
        top=top if has_begun else (),
        own=(own_place(standing.places, own.person_id), own.value) if own and has_begun else None,
        total=standing.total,
        record=standing.record,
        has_begun=has_begun,
        takes_part=own is not None,
    )
