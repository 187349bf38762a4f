"""How a competition stands: what everybody did, by the rules that were set at its start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.contests.ranking import Place, ranked
from models.contests.records import Contest, ContestKind, Entrant
from models.period import Period
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team
from models.scorecard.scorecard import group_scorecard_of, scorecard_of
from models.team.membership import stays_of
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work
from models.workspace.records import Workspace
from models.zones import zone_named

LOOKS_BACK = 8
"""Equally long times before, of which the best is the record."""


@dataclass(frozen=True)
class Standing:
    """Of everybody who takes part, best first; of the team as a whole where it is against its own record."""

    places: Sequence[Place] = ()
    total: float | None = None
    record: float | None = None


def period_of(contest: Contest) -> Period:
    """Its days."""
    return Period(contest.first_day, contest.last_day + timedelta(days=1))


def standing_of(session: Session, workspace: Workspace, contest: Contest, now: datetime) -> Standing:
    """As of now; nobody who has left it, or the company, is in it."""
    if contest.kind == ContestKind.RECORD:
        team = session.get_one(Team, (contest.workspace_id, contest.team_id))
        total, _ = figure_and_target(session, workspace, scope_of_team(session, workspace, team), contest, now)
        return Standing(total=total, record=float(contest.record or 0))
    entrants = entrants_of(session, contest)
    done = _done(session, workspace, contest, entrants, now)
    return Standing(ranked([(one.person_id, _value(contest, one, done[one.person_id])) for one in entrants]))


def entrants_of(session: Session, contest: Contest) -> list[Entrant]:
    """Who takes part."""
    taking = select(Entrant, Person).where(
        Entrant.workspace_id == contest.workspace_id,
        Entrant.contest_id == contest.id,
        col(Entrant.left_at).is_(None),
        Person.workspace_id == Entrant.workspace_id,
        Person.id == Entrant.person_id,
    )
    rows = session.exec(taking.order_by(col(Entrant.joined_at), col(Entrant.id)))
    return [entrant for entrant, person in rows if is_at_work(person, contest.last_day)]


def figure_and_target(
    session: Session, workspace: Workspace, scope: Scope, contest: Contest, now: datetime, back: int = 0
) -> tuple[float, float | None]:
    """What was done in its days, and the target of them; `back` looks so many equally long times earlier."""
    period = period_of(contest)
    earlier = timedelta(days=period.days * back)
    days = Period(period.start - earlier, period.end - earlier)
    line = scorecard_of(session, workspace, scope, days, now, kpis=[contest.kpi]).lines[contest.kpi]
    return line.figure.value or 0.0, line.target.value if line.target else None


def best_before(session: Session, workspace: Workspace, contest: Contest, team: Team, now: datetime) -> float:
    """The team's record: its best of the eight equally long times before."""
    scope = scope_of_team(session, workspace, team)
    return max(figure_and_target(session, workspace, scope, contest, now, back)[0] for back in range(1, LOOKS_BACK + 1))


def _done(
    session: Session, workspace: Workspace, contest: Contest, entrants: Sequence[Entrant], now: datetime
) -> dict[str, float]:
    """What each of them did, wherever they were meanwhile; read together, for each of them is told their place."""
    people = [session.get_one(Person, (contest.workspace_id, one.person_id)) for one in entrants]
    stays = tuple(stay for stays in stays_of(session, people).values() for stay in stays)
    team = session.get_one(Team, (contest.workspace_id, contest.team_id))
    scope = Scope(ScopeKind.LINE, team.id, team.name, zone_named(team.zone, workspace.zone), tuple(people), stays=stays)
    group = group_scorecard_of(session, workspace, scope, period_of(contest), now, kpis=[contest.kpi])
    done = {card.scope.id: card.lines[contest.kpi].figure.value or 0.0 for card in group.reps}
    for person in people:
        if person.id not in done:  # who sells no longer is no rep of a group
            alone = scope_of_person(session, workspace, person)
            done[person.id], _ = figure_and_target(session, workspace, alone, contest, now)
    return done


def _value(contest: Contest, entrant: Entrant, done: float) -> float:
    before = float(entrant.before or 0) if contest.kind == ContestKind.IMPROVED else 0.0
    return (done - before) / float(entrant.target)
