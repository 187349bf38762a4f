"""Putting the week of a company together, for who leads managers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.digest.celebrating import TeamNews, news_of_team
from models.digest.company import CompanyWeek, ManagerStanding, TeamStanding
from models.digest.desk import on_the_desk
from models.digest.discretion import deal_without_name, not_to_be_named, without_names
from models.digest.managing import standing_of_managers, who_manages
from models.digest.months import quarter_until
from models.digest.reading import WeekOf, team_week, week_of_team
from models.digest.stakes import forecast_in, quarter_of_sales
from models.digest.week import TeamWeek
from models.maturity.history import stages_seen_by
from models.period import Period
from models.reviews.queries import month_to_review
from models.scorecard.look import reading_for
from models.scorecard.reading.shared import SharedReading
from models.scorecard.scope import Scope, as_team, part_in_team, scope_of_line, scope_of_team
from models.team.records import Person, Team
from models.team.reporting_line import people_below
from models.workspace.records import Workspace
from models.zones import zone_named


def leads_managers(session: Session, workspace: Workspace, person: Person, now: datetime) -> bool:
    """Whether the sellers below this person have two managers or more: then teams say more than names."""
    today = now.astimezone(zone_named(workspace.zone)).date()
    below = people_below(session, person)
    return len({manager.id for manager, _ in who_manages(session, below, today)}) > 1


def reads_by_team(session: Session, workspace: Workspace, person: Person, week: Period, now: datetime) -> bool:
    """Whether this person reads the week by team: who leads managers, and who leads one who could not read it yet."""
    below = people_below(session, person)  # held on to, so that nobody is looked up again
    if leads_managers(session, workspace, person, now):
        return True
    return bool(not_to_be_named(session, workspace, person, below, week, now))


def company_week(session: Session, workspace: Workspace, leader: Person, week: Period, now: datetime) -> CompanyWeek:
    """The week of everybody below this leader: by team, by manager, towards the quarter."""
    scope = scope_of_line(session, workspace, leader)
    today = scope.today(now)
    whole = WeekOf(as_team(session, workspace, scope), week, now, with_quadrants=True)
    teams = {name: WeekOf(part, week, now) for name, part in _parts(session, workspace, scope).items()}
    quarter = quarter_of_sales(workspace, scope, quarter_until(week, today, workspace.fiscal_start_month), now)
    looks = [*whole.looks, *(look for team in teams.values() for look in team.looks), quarter]
    reading = reading_for(session, workspace, looks)
    read = on_the_desk(session, workspace, leader, whole.scope, team_week(reading, whole), now)
    hidden = not_to_be_named(session, workspace, leader, scope.people, week, now)
    team_of = _team_of(session, workspace, scope)
    counted = [person for person in scope.people if person.id not in read.left_out]
    managers, reviewed = _managers(session, workspace, counted, read.month, today)
    stages = stages_seen_by(session, leader, today)
    return CompanyWeek(
        without_names(read, hidden, team_of),
        _teams(reading, scope, teams, today),
        managers,
        forecast_in(reading, quarter),
        tuple(deal_without_name(deal, hidden, team_of) for deal in read.at_stake),
        reviewed,
        stages[0].stage.value if stages else None,
    )


def week_of_channel(
    session: Session, workspace: Workspace, reader: Person, team: Team, week: Period, now: datetime
) -> tuple[TeamWeek, TeamNews]:
    """What the channel of a team gets, for who looks at it unasked: whose manager could not read it yet has no name."""
    read = week_of_team(session, workspace, team, week, now)
    people = scope_of_team(session, workspace, team).people
    is_theirs = reader.team_id == team.id
    hidden = frozenset() if is_theirs else not_to_be_named(session, workspace, reader, people, week, now)
    if hidden:
        return without_names(read, hidden, {person.id: team.name for person in people}), TeamNews()
    return read, news_of_team(session, workspace, team, read, now)


def _managers(
    session: Session, workspace: Workspace, people: Sequence[Person], talks_in: Period, today: date
) -> tuple[tuple[ManagerStanding, ...], Period]:
    """How the managers stand, and of which month the reviews are: of the newest of which any could have been held."""
    reviewed = month_to_review(today)
    managers = standing_of_managers(session, workspace, people, (talks_in, reviewed), today)
    if any(one.reviews_due for one in managers):
        return managers, reviewed
    before = month_to_review(reviewed.start)
    return standing_of_managers(session, workspace, people, (talks_in, before), today), before


def _team_of(session: Session, workspace: Workspace, scope: Scope) -> dict[str, str]:
    """The name of each person's team, by their id."""
    names = _names_of_teams(session, workspace)
    return {person.id: names.get(person.team_id or "", "") for person in scope.people}


def _names_of_teams(session: Session, workspace: Workspace) -> dict[str, str]:
    of_workspace = select(Team.id, Team.name).where(Team.workspace_id == workspace.workspace_id)
    return dict(session.exec(of_workspace).all())


def _parts(session: Session, workspace: Workspace, scope: Scope) -> dict[tuple[str | None, str], Scope]:
    """By id and name the teams in which somebody of the line sells: each as its own digest has it; of a team that others
    lead as well, only the people of this line."""
    names, found = _names_of_teams(session, workspace), {}
    of_workspace = select(Team).where(Team.workspace_id == workspace.workspace_id, col(Team.id).in_(scope.teams))
    whole = {team.id: team for team in session.exec(of_workspace)} if scope.teams else {}
    for team_id in dict.fromkeys(person.team_id for person in scope.people if person.is_rep):
        team = whole.get(team_id or "")
        part = scope_of_team(session, workspace, team) if team else part_in_team(scope, team_id)
        found[team_id, names[team_id] if team_id else ""] = part
    return found


def _teams(
    reading: SharedReading, scope: Scope, teams: Mapping[tuple[str | None, str], WeekOf], today: date
) -> tuple[TeamStanding, ...]:
    """How each team stands; who needs help most comes first."""
    standings = []
    for (team_id, name), of in teams.items():
        of_team = team_week(reading, of)
        people = [person for person in scope.people if person.team_id == team_id]
        managers = tuple(manager.name for manager, _ in who_manages(reading.session, people, today))
        if of_team.reps:
            standings.append(TeamStanding(name, managers, of_team))
    return tuple(sorted(standings, key=lambda one: (one.score is None, one.score or 0, one.name)))
