"""Requests for a correction as values for the messages, as somebody may see them."""

from collections.abc import Iterable

from handlers.door.request import Request
from handlers.scorecard.subject import Subject
from handlers.scorecard.views import record
from messages.scorecard import corrections as messages
from models.activity.records import Activity
from models.period import Period
from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.scorecard.evidence.disputes import absent_for, scope_of_dispute
from models.scorecard.evidence.explain import explain
from models.scorecard.evidence.record import Evidence
from models.scorecard.own_kpis import kpi_in
from models.scorecard.records import Dispute, DisputeState
from models.scorecard.scope import Scope, ScopeKind
from models.team.records import Person


def view_of(request: Request, found: Dispute, reader: Person, answered_by: str = "") -> messages.RequestView:
    """A request as `reader` may see it."""
    scope = scope_of_dispute(request.session, request.workspace, found)
    period = Period(found.first_day, found.end, found.period_name)
    rights = rights_of(request.session, reader, request.today)
    sees = scope is not None and scope.is_person and rights.may(Right.SEE_FIGURES, scope.people[0])
    is_own = scope is not None and scope.is_person and scope.people[0].id == reader.id
    evidence = _record_of(request, found, scope)
    entry = _entry(request, found)
    answerer = person_with_id(request, found.answered_by).name if found.answered_by else answered_by
    by_asker = reader.id == found.asked_by
    asked = people_of(request, found.asked)
    absent = absent_for(request.session, asked, reader, request.today) if found.state == DisputeState.OPEN else None
    return messages.RequestView(
        id=found.id,
        asker=person_with_id(request, found.asked_by).name,
        kpi=kpi_in(request.workspace, found.kpi, of_one_rep=found.scope_kind == ScopeKind.PERSON),
        name="–" if scope is None else "" if is_own else scope.name,
        period=period,
        text=found.text,
        currency=request.workspace.currency,
        record=record(evidence) if evidence else None,
        asked=[person.name for person in asked],
        asked_on=found.asked_at.astimezone(request.zone).date(),
        state=found.state,
        by=answerer,
        reason=found.reason,
        was=None if found.figure_was is None else float(found.figure_was),
        now=None if found.figure_is is None else float(found.figure_is),
        ref=f"{Subject(ScopeKind(found.scope_kind), found.scope_id, period)}|{found.kpi}" if sees or by_asker else "",
        entry_id=entry.id
        if entry and rights.may(Right.CORRECT_ENTRY, person_with_id(request, entry.person_id))
        else "",
        stands_in_for=absent.name if absent else "",
    )


def _record_of(request: Request, found: Dispute, scope: Scope | None) -> Evidence | None:
    if not found.record_id or scope is None:
        return None
    kpi = kpi_in(request.workspace, found.kpi, of_one_rep=scope.is_person)
    period = Period(found.first_day, found.end, found.period_name)
    last_day = scope.latest_day(request.now)
    behind = explain(request.session, request.workspace, scope, period, last_day, kpi).records
    return next((one for one in behind if one.id == found.record_id), None)


def _entry(request: Request, found: Dispute) -> Activity | None:
    """The entry of the log that it is about, while it counts."""
    kind, _, id_ = found.record_id.partition(":")
    entry = request.session.get(Activity, (found.workspace_id, id_)) if kind == "activity" else None
    return entry if entry is not None and entry.undone_at is None else None


def dispute_with_id(request: Request, dispute_id: str) -> Dispute:
    """The request of a button. Refuses one that is not in this workspace."""
    found = request.session.get(Dispute, (request.workspace.workspace_id, dispute_id))
    if found is None:
        raise Refusal("scorecard.gone")
    return found


def person_with_id(request: Request, person_id: str) -> Person:
    """Somebody of the workspace."""
    return request.session.get_one(Person, (request.workspace.workspace_id, person_id))


def people_of(request: Request, ids: Iterable[str]) -> list[Person]:
    """The people with these ids, in this order."""
    found = (request.session.get(Person, (request.workspace.workspace_id, id_)) for id_ in ids)
    return [person for person in found if person is not None]
