"""For whom a goal is, and by when: a rep's own; a manager's is their team's, unless they name a rep or say `me`."""

from handlers.door.request import Request
from handlers.door.who import found, team_found
from handlers.phrases.goal import Horizon as TypedHorizon
from handlers.phrases.goal import TeamNames
from handlers.phrases.scope import Scope as TypedScope
from handlers.phrases.scope import ScopeKind as Typed
from models.goals.horizon import Horizon, quarter_named, rolling_from
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.team.queries import teams_of
from models.team.reporting_line import has_reports, people_below


def team_names(request: Request) -> TeamNames:
    """The teams that there are, and those for which the person may set a goal."""
    teams, rights = teams_of(request.session, request.workspace.workspace_id), request.rights
    led = [team.name for team in teams if rights.may(Right.SET_GOAL_OF_TEAM, team)]
    return TeamNames([team.name for team in teams], led)


def scope_for(request: Request, scope: TypedScope | None) -> Scope:
    """Whose figures count for the goal. Refuses roles, and who leads several teams and did not say which."""
    session, workspace = request.session, request.workspace
    if scope is None:
        return _usual(request)
    match scope.kind:
        case Typed.PERSON:
            assert scope.person is not None
            return scope_of_person(session, workspace, found(request, scope.person))
        case Typed.TEAM:
            return scope_of_team(session, workspace, team_found(request, scope.team))
        case Typed.WORKSPACE:
            return scope_of_workspace(session, workspace)
        case Typed.ROLE:
            raise Refusal("goals.not_for_roles")
        case _:
            return scope_of_person(session, workspace, request.person)


def horizon_of(request: Request, horizon: TypedHorizon) -> Horizon:
    """The stretch of time that was typed. Refuses a quarter that is over."""
    if horizon.days is not None:
        return rolling_from(horizon.days, request.today)
    assert horizon.quarter is not None
    return quarter_named(horizon.quarter, horizon.year, request.today, request.workspace.fiscal_start_month)


def _usual(request: Request) -> Scope:
    """A rep's own; of who leads people their one team, else the company's for who leads that."""
    session, workspace, person = request.session, request.workspace, request.person
    if not has_reports(session, person):
        return scope_of_person(session, workspace, person)
    below = people_below(session, person)
    teams = {one.team_id for one in below if one.team_id and one.is_rep and one.ends_on is None}
    if len(teams) == 1:
        [only] = [team for team in teams_of(session, workspace.workspace_id) if team.id in teams]
        return scope_of_team(session, workspace, only)
    if request.rights.may(Right.SET_GOAL_OF_COMPANY):
        return scope_of_workspace(session, workspace)
    if not teams:
        return scope_of_person(session, workspace, person)
    names = [team.name for team in teams_of(session, workspace.workspace_id) if team.id in teams]
    raise Refusal("goals.which_team", teams=names[:10])
