"""Connections as values for the messages."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.door.answers import Whisper
from handlers.door.request import Request
from messages.connections import overview as messages
from messages.connections.views import Choice, ConnectionView, Needs, Page, PreviewView, ToldBy
from models.activity.queries import names_of_own_kinds
from models.connections.actions import connections_of
from models.connections.mapping import Mapped, Question, choices, questions
from models.connections.records import Connection, State
from models.connections.status import Status, status_of
from models.connections.told_by import Teller, tellers_of
from models.money import Money
from models.permissions import Right
from models.references.records import Fact
from models.refusal import Refusal
from models.team.records import Person

ON_A_PAGE = 20
"""Questions; a modal holds a hundred blocks, a person less."""
PEOPLE, MEANING, NEEDS, MAPPING = "people", "meaning", "needs", "mapping"
STEPS: dict[str, tuple[Mapped, ...]] = {
    PEOPLE: (Mapped.PERSON,),
    MEANING: (Mapped.STAGE, Mapped.KIND),
    NEEDS: (Mapped.PERSON, Mapped.STAGE, Mapped.KIND),
    MAPPING: (Mapped.PERSON, Mapped.STAGE, Mapped.KIND),
}


def connection_of(request: Request, connection_id: str) -> Connection:
    """The connection with this id, for an admin. Refuses one that is not there any more."""
    request.rights.require(Right.CONNECT_CRM)
    connection = request.session.get(Connection, (request.workspace.workspace_id, connection_id))
    if connection is None or connection.state == State.REMOVED:
        raise Refusal("connections.gone")
    return connection


def connection_views(request: Request) -> list[ConnectionView]:
    """All connections of the workspace, by name."""
    found = connections_of(request.session, request.workspace.workspace_id)
    return [connection_view(request, connection) for connection in found]


def overview(request: Request) -> Whisper:
    """The answer that says how they stand."""
    return Whisper(messages.overview(request.language, connection_views(request)))


def connection_view(request: Request, connection: Connection) -> ConnectionView:
    """How one stands."""
    status = status_of(request.session, connection)
    resting = connection.resting_until
    return ConnectionView(
        id=connection.id,
        name=connection.name,
        vendor=connection.vendor,
        state=connection.state,
        now=request.now,
        zone=request.zone.key,
        read_at=status.read_at,
        percent=status.percent,
        resting_until=resting if resting is not None and resting > request.now else None,
        is_broken=bool(status.error),
        not_taken=status.not_taken,
        needs=_needs(status),
        writes_activities=bool(connection.settings.get("writes_activities")),
        writes_deals=bool(connection.settings.get("writes_deals")),
    )


def choice_views(found: Sequence[Question]) -> list[Choice]:
    """Questions of the mapping."""
    return [_choice(one) for one in found]


def page_view(request: Request, connection: Connection, step: str, passed: int = 0, number: int = 1) -> Page:
    """The next screen of a step: `passed` questions of it were left open on the screens before this one."""
    asked, matched = _asked(request, connection, step)
    here = asked[passed : passed + ON_A_PAGE]
    screens = number - 1 + max(1, -(-(len(asked) - passed) // ON_A_PAGE))
    workspace_id = request.workspace.workspace_id
    whats = {one.what for one in here}
    people = choices(request.session, workspace_id, Mapped.PERSON) if Mapped.PERSON in whats else []
    own = names_of_own_kinds(request.session, workspace_id, request.language)
    carried = {"connection": connection.id, "step": step, "passed": passed, "number": number}
    return Page(
        name=connection.name,
        step=step,
        choices=[_named(request, one) for one in choice_views(here)],
        people=people if len(people) < 100 else (),
        stages=[key for key, _ in choices(request.session, workspace_id, Mapped.STAGE)],
        kinds=[(key, own.get(key, "")) for key, _ in choices(request.session, workspace_id, Mapped.KIND)],
        number=number,
        of=screens,
        matched=matched,
        carried=json.dumps(carried),
    )


def has_questions(request: Request, connection: Connection, step: str) -> bool:
    """Whether a step has anything to ask."""
    return bool(_asked(request, connection, step)[0])


def preview_view(request: Request, connection: Connection, told: dict[str, Any]) -> PreviewView:
    """What would change, as it was told by whoever looked."""
    return PreviewView(
        connection_id=connection.id,
        name=connection.name,
        deals=told["deals"],
        deals_known=told["deals_known"],
        accounts=told["accounts"],
        activities=told["activities"],
        sales_before=Money(told["before"], told["currency"]),
        sales_after=Money(told["after"], told["currency"]),
        needs=Needs(told["person"], told["stage"], told["kind"]),
        is_complete=told["is_complete"],
    )


def _asked(request: Request, connection: Connection, step: str) -> tuple[list[Question], int]:
    """The questions of a step, and how many people were recognised: what is sure of people and of what runs is not asked."""
    known = [one for one in questions(request.session, connection) if one.what in STEPS[step]]
    if step in (MEANING, MAPPING):
        return known, 0
    waits = [one for one in known if one.local is None and not one.is_left_out]
    if step == PEOPLE:
        waits.sort(key=lambda one: one.facts.get("is_active") is False)
    return waits, sum(1 for one in known if one.what is Mapped.PERSON and one.local is not None)


def _needs(status: Status) -> Needs:
    counts = {what: sum(1 for one in status.waiting if one.what is what) for what in Mapped}
    return Needs(counts[Mapped.PERSON], counts[Mapped.STAGE], counts[Mapped.KIND])


def _choice(one: Question) -> Choice:
    about = one.facts.get("email") if one.what is Mapped.PERSON else one.facts.get("pipeline")
    probability = one.facts.get("probability")
    return Choice(
        what=str(one.what),
        remote_id=one.remote_id,
        label=one.label,
        local=one.local,
        is_left_out=one.is_left_out,
        about=str(about or ""),
        probability=probability if isinstance(probability, int) else None,
    )


def _named(request: Request, one: Choice) -> Choice:
    if one.what != Mapped.PERSON or one.local is None:
        return one
    person = request.session.get(Person, (request.workspace.workspace_id, one.local))
    return replace(one, local_name=person.name if person else one.local)


def told_by(request: Request, kind: Fact, ids: Sequence[str]) -> dict[str, list[ToldBy]]:
    """By fact the CRMs that tell of it, with the time of the last reading as the reader knows it: `14:05` of today."""
    found = tellers_of(request.session, request.workspace.workspace_id, kind, ids)
    return {id_: [_told_by(request, one) for one in tellers] for id_, tellers in found.items()}


def brought_by(request: Request, evidence: Sequence[str]) -> dict[str, str]:
    """By the id of a record behind a figure (`deal:…`, `activity:…`) the names of the connections that tell of it."""
    brought = {}
    for kind in (Fact.ACTIVITY, Fact.DEAL):
        ids = [id_.removeprefix(f"{kind}:") for id_ in evidence if id_.startswith(f"{kind}:")]
        for id_, tellers in tellers_of(request.session, request.workspace.workspace_id, kind, ids).items():
            brought[f"{kind}:{id_}"] = request.words.listed([one.name for one in tellers])
    return brought


def _told_by(request: Request, one: Teller) -> ToldBy:
    as_of, zone = "", request.zone.key
    if one.as_of is not None:
        is_today = one.as_of.astimezone(request.zone).date() == request.today
        as_of = request.words.clock(one.as_of, zone) if is_today else request.words.moment(one.as_of, zone)
    return ToldBy(one.name, one.url, as_of, one.is_read)
