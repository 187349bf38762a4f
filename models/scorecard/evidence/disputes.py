"""A disputed figure: who is asked for a correction, and what was asked about a figure."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal
from models.period import Period
from models.scorecard.records import Dispute, DisputeState
from models.scorecard.scope import Scope, ScopeKind, scope_of_line, scope_of_person, scope_of_team, scope_of_workspace
from models.team.calendar import calendars_of
from models.team.deputy import stands_in_for
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work, line_above
from models.workspace.records import Workspace

MOST_TOLD = 5
"""Requests that are told beside a figure."""


def who_can_correct(session: Session, asker: Person, scope: Scope, record_id: str, today: date) -> list[Person]:
    """The owner of the record (`activity:…`, `deal:…`, `account:…`; empty when something is missing: whose figure it
    is) and the manager.

    The manager is the subject's, for a team the owner's; while a manager is away also who stands in for them. Whoever
    asks is left out, and whom Slack cannot reach: who left, and who came from a file only.
    """
    owner = _owner(session, asker.workspace_id, record_id)
    subject = scope.people[0] if scope.is_person else owner
    manager = _person(session, asker.workspace_id, subject.manager_id if subject else None)
    managers = [manager, *(() if owner else _managers_of(session, scope))]
    asked: dict[str, Person] = {}
    answerable = owner or (scope.people[0] if scope.is_person and not record_id else None)
    for person in (answerable, *managers, *_who_stand_in(session, [one for one in managers if one], today)):
        if person is not None and person.id != asker.id and person.slack_user_id and is_at_work(person, today):
            asked.setdefault(person.id, person)
    return list(asked.values())


def _who_stand_in(session: Session, managers: Sequence[Person], today: date) -> Iterable[Person | None]:
    for manager in managers:
        yield _who_stands_in(session, manager, today)


def _who_stands_in(session: Session, manager: Person, today: date) -> Person | None:
    named = _person(session, manager.workspace_id, manager.deputy_id)
    reach = [one for one in (manager, named, *line_above(session, manager, today)) if one and one.slack_user_id]
    workspace = session.get_one(Workspace, manager.workspace_id)
    return stands_in_for(session, manager, today, calendars_of(session, workspace, reach))


def absent_for(session: Session, asked: Sequence[Person], reader: Person, today: date) -> Person | None:
    """Of the people who were asked the one who is away, and for whom `reader` is asked instead; None when nobody is."""
    return next((one for one in asked if one != reader and _who_stands_in(session, one, today) == reader), None)


def disputes_of(session: Session, scope: Scope, period: Period, kpi: str) -> Sequence[Dispute]:
    """What was asked about this figure, in this period or a part of it; the latest, oldest first; withdrawn ones left out."""
    if not scope.people and scope.kind is not ScopeKind.WORKSPACE:
        return ()
    about = select(Dispute).where(
        Dispute.scope_id == scope.id,
        Dispute.kpi == kpi,
        Dispute.scope_kind == scope.kind,
        col(Dispute.first_day) >= period.start,
        col(Dispute.end) <= period.end,
        Dispute.state != DisputeState.WITHDRAWN,
        Dispute.workspace_id == (scope.people[0].workspace_id if scope.people else scope.id),
    )
    latest = session.exec(about.order_by(col(Dispute.asked_at).desc(), col(Dispute.id).desc()).limit(MOST_TOLD)).all()
    return latest[::-1]


def scope_of_dispute(session: Session, workspace: Workspace, found: Dispute) -> Scope | None:
    """Whose figure it is about; None when they are not there any more."""
    match ScopeKind(found.scope_kind):
        case ScopeKind.WORKSPACE:
            return scope_of_workspace(session, workspace)
        case ScopeKind.TEAM:
            team = session.get(Team, (workspace.workspace_id, found.scope_id))
            return scope_of_team(session, workspace, team) if team else None
        case ScopeKind.LINE:
            manager = _person(session, workspace.workspace_id, found.scope_id)
            return scope_of_line(session, workspace, manager) if manager else None
        case ScopeKind.PERSON:
            person = _person(session, workspace.workspace_id, found.scope_id)
            return scope_of_person(session, workspace, person) if person else None


def _owner(session: Session, workspace_id: str, record_id: str) -> Person | None:
    kind, _, id_ = record_id.partition(":")
    match kind:
        case "activity":
            activity = session.get(Activity, (workspace_id, id_))
            return _person(session, workspace_id, activity.person_id if activity else None)
        case "deal":
            deal = session.get(Deal, (workspace_id, id_))
            return _person(session, workspace_id, deal.owner_id if deal else None)
        case "account":
            account = session.get(Account, (workspace_id, id_))
            return _person(session, workspace_id, account.owner_id if account else None)
        case _:
            return None


def _managers_of(session: Session, scope: Scope) -> Iterable[Person | None]:
    ids = sorted({person.manager_id for person in scope.people if person.manager_id})[:3]
    return [_person(session, scope.people[0].workspace_id, id_) for id_ in ids]


def _person(session: Session, workspace_id: str, person_id: str | None) -> Person | None:
    return session.get(Person, (workspace_id, person_id)) if person_id else None
