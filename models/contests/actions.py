"""What people do with competitions: start one, join it by a press of their own, leave it by another, stop it."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.contests.records import Contest, ContestKind, Entrant
from models.contests.standing import best_before, figure_and_target
from models.delivery.recurrence import LONGEST_SHIFT
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.kpis import InTime, Kpi, Level, Timing
from models.scorecard.scope import scope_of_person
from models.team.records import Person, Team
from models.zones import zone_named

MOST_WEEKS = 13
TOLD_FOR = timedelta(days=LONGEST_SHIFT)
"""So long after it somebody on leave comes back and is told."""


def start(acting: Acting, team: Team, kpi: Kpi, kind: ContestKind, weeks: int) -> Contest:
    """A competition of whole weeks from the next Monday on (today, on a Monday), for the team that the person leads.

    Refuses a team without a channel, a KPI that is no lead KPI which adds up, a length, and a second one on the same KPI.
    """
    session = acting.session
    acting.rights.require(Right.RUN_CONTEST, team)
    if not team.channel_id:
        raise Refusal("contests.no_channel", team=team.name)
    if not suits(kpi):
        raise Refusal("contests.no_lead_kpi", kpi=kpi.key)
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refusal("contests.how_long", most=MOST_WEEKS)
    today = acting.now.astimezone(zone_named(team.zone, acting.workspace.zone)).date()
    if any(one.kpi == kpi.key for one in running(session, team, today)):
        raise Refusal("contests.runs_already", kpi=kpi.key, team=team.name)
    first_day = today + timedelta(days=-today.weekday() % 7)
    contest = Contest(
        workspace_id=team.workspace_id,
        team_id=team.id,
        kpi=kpi.key,
        kind=kind,
        first_day=first_day,
        last_day=first_day + timedelta(days=7 * weeks - 1),
        started_by=acting.by.id,
        started_at=acting.now,
    )
    if kind is ContestKind.RECORD:
        best = best_before(session, acting.workspace, contest, team, acting.now)
        if not best:
            raise Refusal("contests.no_record", team=team.name, kpi=kpi.key)
        contest.record = repr(float(best))
    session.add(contest)
    session.flush()
    return contest


def suits(kpi: Kpi) -> bool:
    """Whether one may compete on it: what a rep does, and what adds up."""
    is_of_reps = kpi.timing is Timing.LEAD and kpi.level is Level.REP
    return is_of_reps and kpi.kind is InTime.FLOW and not kpi.lower_is_better


def join(acting: Acting, contest_id: str) -> Contest:
    """Take part, measured by the target that one has now. Who left before the start may join again.

    Refuses who is not in the team or sells nothing, one that has begun a day ago or is over, and who has no target.
    """
    session, person = acting.session, acting.by
    contest = contest_with_id(acting, contest_id)
    if person.team_id != contest.team_id or not person.is_rep:
        raise Refusal("contests.other_team")
    if contest.kind == ContestKind.RECORD or acting.today > contest.first_day:
        raise Refusal("contests.too_late", day=contest.first_day)
    scope = scope_of_person(session, acting.workspace, person)
    _, target = figure_and_target(session, acting.workspace, scope, contest, acting.now)
    if not target:
        raise Refusal("contests.no_target", kpi=contest.kpi)
    before = None
    if contest.kind == ContestKind.IMPROVED:
        before = repr(figure_and_target(session, acting.workspace, scope, contest, acting.now, back=1)[0])
    found = entrant_of(session, contest, person)
    entrant = found or Entrant(
        workspace_id=contest.workspace_id, contest_id=contest.id, person_id=person.id, target="", joined_at=acting.now
    )
    entrant.target, entrant.before, entrant.left_at = repr(float(target)), before, None
    session.add(entrant)
    session.flush()
    return contest


def leave(acting: Acting, contest_id: str) -> Contest:
    """Take part no longer, at any time: nobody is told. Refuses who did not."""
    contest = contest_with_id(acting, contest_id)
    entrant = entrant_of(acting.session, contest, acting.by)
    if entrant is None or entrant.left_at is not None:
        raise Refusal("contests.not_in_it")
    entrant.left_at = acting.now
    acting.session.flush()
    return contest


def stop(acting: Acting, contest_id: str) -> Contest:
    """It is over, without a result. Refuses who does not lead the team."""
    contest = contest_with_id(acting, contest_id)
    acting.rights.require(Right.RUN_CONTEST, acting.session.get_one(Team, (contest.workspace_id, contest.team_id)))
    contest.stopped_at = acting.now
    acting.session.flush()
    return contest


def contest_with_id(acting: Acting, contest_id: str) -> Contest:
    """One that runs or is to come. Refuses any other."""
    contest = acting.session.get(Contest, (acting.by.workspace_id, contest_id))
    if contest is None or contest.stopped_at is not None or contest.last_day < acting.today:
        raise Refusal("contests.over")
    return contest


def entrant_of(session: Session, contest: Contest, person: Person) -> Entrant | None:
    """What somebody joined with, also when they have left."""
    found = select(Entrant).where(
        Entrant.workspace_id == contest.workspace_id, Entrant.contest_id == contest.id, Entrant.person_id == person.id
    )
    return session.exec(found).first()


def running(session: Session, team: Team, today: date) -> list[Contest]:
    """The competitions of a team that run or are to come."""
    found = select(Contest).where(
        Contest.workspace_id == team.workspace_id,
        Contest.team_id == team.id,
        col(Contest.stopped_at).is_(None),
        Contest.last_day >= today,
    )
    return list(session.exec(found.order_by(col(Contest.first_day), col(Contest.id))))


def ended(session: Session, workspace_id: str, since: datetime, now: datetime) -> list[Contest]:
    """Those that were over in the weeks before `since` or are by now, and were not stopped."""
    found = select(Contest).where(
        Contest.workspace_id == workspace_id,
        col(Contest.stopped_at).is_(None),
        Contest.last_day >= since.date() - TOLD_FOR,
        Contest.last_day <= now.date(),
    )
    return list(session.exec(found.order_by(col(Contest.id))))
