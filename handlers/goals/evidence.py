"""`/goal evidence`: whether what a team does goes before what it wins."""

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request, reads
from handlers.goals.for_whom import scope_for
from handlers.phrases.goal import GoalPhrase
from messages.goals import evidence as messages
from models.goals.back_solver import LEADS
from models.goals.evidence import evidence_of
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.scope import Scope, ScopeKind, scope_of_team
from models.team.records import Team


def asked(request: Request, phrase: GoalPhrase) -> Answers:
    """`/goal evidence`, `/goal evidence proposals`, `/goal bewijs Noord`."""
    scope = scope_for(request, phrase.scope)
    if scope.is_person and phrase.scope is None and scope.people[0].team_id:
        scope = _team(request, scope.people[0].team_id)  # one person's weeks are too few
    if phrase.kpi is not None and phrase.kpi not in LEADS:
        raise Refusal("goals.no_evidence_of", kpi=phrase.kpi)
    return _told(request, scope, [phrase.kpi] if phrase.kpi else LEADS)


@reads
def pressed(request: Request, press: Press) -> Answers:
    """The button under what a goal takes."""
    return _told(request, _team(request, press.value), LEADS)


def _told(request: Request, scope: Scope, kpis: list[str] | tuple[str, ...]) -> Answers:
    _require(request, scope)
    found = evidence_of(request.session, request.workspace, scope, request.now, kpis)
    return Whisper(messages.evidence(request.language, found))


def _team(request: Request, team_id: str) -> Scope:
    team = request.session.get(Team, (request.workspace.workspace_id, team_id))
    if team is None:
        raise Refusal("scorecard.gone")
    return scope_of_team(request.session, request.workspace, team)


def _require(request: Request, scope: Scope) -> None:
    """A team's totals are for who is in it or leads it, the company's for leaders; of one person there is no evidence."""
    match scope.kind:
        case ScopeKind.TEAM:
            team = request.session.get(Team, (request.workspace.workspace_id, scope.id))
            request.rights.require(Right.SEE_TEAM, team, team=scope.name)
        case ScopeKind.WORKSPACE:
            request.rights.require(Right.SEE_COMPANY)
        case _:
            raise Refusal("goals.no_evidence_of_one")
