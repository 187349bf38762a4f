"""Whose scorecard and which period, as text in a menu's value; person and permission are checked again when it is used."""

from dataclasses import dataclass, replace
from datetime import date

from handlers.door.request import Request
from handlers.door.who import found, team_found
from handlers.phrases.scope import Scope as TypedScope
from handlers.phrases.scope import ScopeKind as Typed
from models.period import Period, PeriodType, period_of, previous, rolling
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.scorecard.own_kpis import own_kpis_of
from models.scorecard.scope import Scope, ScopeKind, scope_of_line, scope_of_person, scope_of_team, scope_of_workspace
from models.team.records import Person, Team
from models.team.reporting_line import has_reports, people_below


@dataclass(frozen=True)
class Subject:
    """Ids and dates: never figures."""

    kind: ScopeKind
    id: str
    period: Period

    def __str__(self) -> str:
        period = self.period
        return f"{self.kind}:{self.id}:{period.start}:{period.end}:{period.name[:25]}"

    @classmethod
    def of(cls, scope: Scope, period: Period) -> "Subject":
        """The subject of a scorecard."""
        return cls(scope.kind, scope.id, period)

    @classmethod
    def read(cls, text: str) -> "Subject":
        """What `str` wrote. Refuses anything else: a button may be older than the program."""
        try:
            kind, id_, start, end, name = text.split(":", 4)
            return cls(ScopeKind(kind), id_, Period(date.fromisoformat(start), date.fromisoformat(end), name))
        except ValueError:
            raise Refusal("scorecard.gone") from None

    def scope(self, request: Request) -> Scope:
        """The people behind it. Refuses who may not see them, and what is not there any more."""
        session, workspace = request.session, request.workspace
        match self.kind:
            case ScopeKind.WORKSPACE:
                request.rights.require(Right.SEE_COMPANY)
                return scope_of_workspace(session, workspace)
            case ScopeKind.TEAM:
                team = session.get(Team, (workspace.workspace_id, self.id))
                if team is None:
                    raise Refusal("scorecard.gone")
                request.rights.require(Right.SEE_TEAM, team, team=team.name)
                return scope_of_team(session, workspace, team)
            case ScopeKind.LINE:
                line = scope_of_line(session, workspace, self._person(request))
                if not line.people:
                    raise Refusal("scorecard.no_line")
                return line
            case ScopeKind.PERSON:
                return scope_of_person(session, workspace, self._person(request))

    def _person(self, request: Request) -> Person:
        person = request.session.get(Person, (request.workspace.workspace_id, self.id))
        if person is None:
            raise Refusal("scorecard.gone")
        request.rights.require(Right.SEE_FIGURES, person, person=person.name)
        return person

    def other_periods(self, today: date, fiscal_start_month: int) -> list[tuple[str, str]]:
        """The periods to switch to: a key of the words, and the same subject in that period."""
        found = {}
        for kind in (PeriodType.WEEK, PeriodType.MONTH, PeriodType.QUARTER):
            found[f"this_{kind}"] = this = period_of(kind, today, fiscal_start_month)
            found[f"last_{kind}"] = previous(this, kind, fiscal_start_month)
        found["this_year"] = period_of(PeriodType.YEAR, today, fiscal_start_month)
        found["last_30_days"] = rolling(30, today)
        return [(key, str(replace(self, period=period))) for key, period in found.items()]


def figure_in(request: Request, value: str) -> tuple[Subject, str]:
    """The subject and the KPI that a menu or a button carries. Refuses a KPI that is not there any more."""
    subject, _, key = value.rpartition("|")
    if key not in KPIS and key not in own_kpis_of(request.workspace):
        raise Refusal("scorecard.gone")
    return Subject.read(subject), key


def whose(request: Request, scope: TypedScope | None) -> tuple[ScopeKind, str]:
    """The kind and id of whoever is meant; without a word oneself, or for a manager who does not sell their line."""
    if scope is None:
        if request.person.is_rep or not has_reports(request.session, request.person):
            return ScopeKind.PERSON, request.person.id
        if request.rights.may(Right.SEE_COMPANY):
            return ScopeKind.WORKSPACE, request.workspace.workspace_id
        teams = {person.team_id or "" for person in people_below(request.session, request.person) if person.is_rep}
        only = teams.pop() if len(teams) == 1 else ""
        return (ScopeKind.TEAM, only) if only else (ScopeKind.LINE, request.person.id)
    match scope.kind:
        case Typed.LINE:
            return ScopeKind.LINE, request.person.id
        case Typed.WORKSPACE:
            return ScopeKind.WORKSPACE, request.workspace.workspace_id
        case Typed.TEAM:
            return ScopeKind.TEAM, team_found(request, scope.team).id
        case Typed.PERSON if scope.person is not None:
            return ScopeKind.PERSON, found(request, scope.person).id
        case _:
            return ScopeKind.PERSON, request.person.id
