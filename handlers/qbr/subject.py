"""Whose review is meant: as a button carries it, before and after it was opened, and as somebody typed it."""

from dataclasses import dataclass
from datetime import date

from handlers.door.request import Request
from models.period import Period, quarter_of
from models.qbr.actions import open_qbr
from models.qbr.due import has_quarter_to_review, quarter_to_review, was_in_team
from models.qbr.queries import qbr_of, to_answer
from models.qbr.records import Qbr
from models.qbr.subjects import PERSON, lead_of, reps_of_team, teams_led_by
from models.refusal import Refusal
from models.scorecard.scope import stays_in_team
from models.team.calendar import Calendar
from models.team.records import Person, Team


@dataclass(frozen=True)
class Subject:
    """A rep or a team, who reports for it, and a quarter."""

    whose: Person | Team
    by: Person
    quarter: Period

    @property
    def is_team(self) -> bool:
        """Whether it is a team's."""
        return isinstance(self.whose, Team)

    def ref(self, request: Request) -> str:
        """The value of its buttons: its id, or whose and of which quarter while it is not opened."""
        known = self.known(request)
        kind = "team" if self.is_team else PERSON
        return known.id if known else f"{kind} {self.whose.id} {self.quarter.start}"

    def known(self, request: Request) -> Qbr | None:
        """The review, when it was opened."""
        return qbr_of(request.session, self.whose, self.quarter.start)

    def unopened(self) -> Qbr:
        """It, as if it were opened: for a look at the pack. It is not stored."""
        kind = "team" if self.is_team else PERSON
        return Qbr(
            workspace_id=self.whose.workspace_id,
            scope_kind=kind,
            scope_id=self.whose.id,
            person_id=self.by.id,
            quarter=self.quarter.start,
            name=self.quarter.name,
            opened_on=self.quarter.end,
        )


def last_quarter(request: Request) -> Period:
    """The quarter that is looked back on now."""
    return quarter_to_review(request.today, request.workspace.fiscal_start_month)


def own_subjects(request: Request, quarter: Period) -> list[Subject]:
    """The person's own, when they have that quarter to review, and those of the teams that they lead."""
    session, person = request.session, request.person
    found = [Subject(person, person, quarter)] if is_due(request, person, quarter) else []
    teams = teams_led_by(session, person, request.today)
    return [*found, *(Subject(team, person, quarter) for team in teams if team_is_due(request, team, quarter))]


def is_due(request: Request, person: Person, quarter: Period) -> bool:
    """Whether the person has that quarter to review, or has done so."""
    calendar = Calendar.of(request.session, person, request.workspace)
    opened = qbr_of(request.session, person, quarter.start)
    return opened is not None or has_quarter_to_review(person, calendar, quarter)


def team_is_due(request: Request, team: Team, quarter: Period) -> bool:
    """Whether anybody sold in the team in that quarter."""
    stays = stays_in_team(request.session, team.workspace_id, team.id)
    return any(was_in_team(stays, stay.person, quarter) for stay in stays)


def team_subject(request: Request, team: Team, quarter: Period) -> Subject:
    """A team's; who leads it by now reports for it. Refuses a team that nobody leads, and one of a single rep."""
    lead = lead_of(request.session, reps_of_team(request.session, team, request.today), request.today)
    known = qbr_of(request.session, team, quarter.start)
    if known is not None and (lead is None or known.state != "open"):
        lead = request.session.get_one(Person, (team.workspace_id, known.person_id))
    if lead is None:
        raise Refusal("qbr.none_of_quarter", quarter=quarter.name)
    return Subject(team, lead, quarter)


def opened(request: Request, value: str) -> Qbr:
    """The person's own review that a button names; it is opened when it was not yet.

    Refuses somebody else's, a quarter that is not to be reviewed now, and what is no review.
    """
    _, _, rest = value.partition(" ")
    if not rest:
        return to_answer(request.session, request.person, value)
    id_, _, day = rest.partition(" ")
    quarter = last_quarter(request)
    mine = {(one.whose.id, one.quarter.start.isoformat()): one for one in own_subjects(request, quarter)}
    subject = mine.get((id_, day))
    if subject is None:
        raise Refusal("qbr.no_quarter")
    return open_qbr(request.session, subject.whose, subject.by, subject.quarter, request.today)


def looked_at(request: Request, value: str) -> Qbr:
    """The same without opening it: for who only looks."""
    _, _, rest = value.partition(" ")
    if not rest:
        return to_answer(request.session, request.person, value)
    mine = {one.ref(request): one for one in own_subjects(request, last_quarter(request))}
    if value not in mine:
        raise Refusal("qbr.no_quarter")
    return mine[value].unopened()


def quarter_from(request: Request, text: str) -> Period:
    """The quarter that begins on the day; the last one for anything else."""
    try:
        return quarter_of(date.fromisoformat(text), request.workspace.fiscal_start_month)
    except ValueError:
        return last_quarter(request)
