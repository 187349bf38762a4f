"""A disputed figure: asked for, answered by button (*Corrected · It is right because …*), withdrawn; who asked hears it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from handlers.door.answers import Answers, OpenModal, Replace, Settle, Whisper
from handlers.door.request import Form, Press, Request, reads
from handlers.scorecard.disputes import dispute_with_id, people_of, person_with_id, view_of
from handlers.scorecard.subject import figure_in
from handlers.scorecard.views import record
from messages.blocks import Message
from messages.scorecard import corrections as messages
from models.delivery.ledger import let_expire
from models.delivery.outbox import post
from models.delivery.queries import deliveries_about
from models.delivery.quiet_hours import ANSWER
from models.delivery.records import Delivery, DeliveryState
from models.permissions import Right
from models.scorecard.evidence.disputing import (
    Complaint,
    about_dispute,
    asked_by,
    dispute,
    open_again,
    say_corrected,
    say_right,
    waiting_for,
    withdraw,
)
from models.scorecard.evidence.explain import explain
from models.scorecard.evidence.record import Evidence
from models.scorecard.own_kpis import kpi_in
from models.scorecard.records import Dispute, DisputeState
from models.team.records import Person

ASKED, ANSWERED = "scorecard.correction", f"{ANSWER}scorecard.corrected"
USEFUL_FOR = timedelta(days=21)
"""Somebody may be on leave; a request is not lost meanwhile."""


@reads
def open_dispute(request: Request, press: Press) -> Answers:
    """The form to ask for a correction."""
    records = [record(evidence) for evidence in _evidence(request, press.value)]
    return OpenModal(messages.dispute_form(request.language, records, request.workspace.currency, press.value))


def send_dispute(request: Request, form: Form) -> Answers:
    """Ask the owner of the record and the manager for a correction."""
    subject, key = figure_in(request, form.metadata)
    text, chosen = form.text(messages.WHAT), form.text(messages.RECORD)
    records = {evidence.id for evidence in _evidence(request, form.metadata)}
    record_id = chosen if chosen in records else ""
    made, asked = dispute(request.acting, Complaint(subject.scope(request), subject.period, key, record_id, text))
    _ask(request, made, asked)
    return Whisper(messages.disputed(request.language, view_of(request, made, request.person)))


@reads
def list_corrections(request: Request) -> Answers:
    """`/scorecard corrections`: what waits for an answer of this person's, and what they asked themselves."""
    waiting = [view_of(request, one, request.person) for one in waiting_for(request.session, request.person)]
    own = [view_of(request, one, request.person) for one in asked_by(request.session, request.person)]
    return Whisper(messages.listed(request.language, waiting, own))


def say_it_is_corrected(request: Request, press: Press) -> Answers:
    """“Corrected”: who asked hears it, with what the figure is now. One that was answered before shows by whom."""
    if settled := _settled(request, press.value):
        return _said(press, settled)
    found = say_corrected(request.acting, press.value)
    _tell_asker(request, found)
    return _said(press, _answered(request, found))


@reads
def open_right(request: Request, press: Press) -> Answers:
    """“It is right because …”: the reason is asked in a form."""
    if settled := _settled(request, press.value):
        return _said(press, settled)
    found = dispute_with_id(request, press.value)
    request.rights.require(Right.ANSWER_CORRECTION, about_dispute(found))
    return OpenModal(messages.right_form(request.language, view_of(request, found, request.person)))


def say_it_is_right(request: Request, form: Form) -> Answers:
    """The reason goes to who asked, and stands beside the figure."""
    found = say_right(request.acting, form.metadata, form.text(messages.REASON))
    _tell_asker(request, found)
    receipt = messages.answer_goes(request.language, view_of(request, found, request.person))
    return [Settle((messages.mark_of(found.id),), _answered(request, found)), Whisper(receipt)]


def take_back(request: Request, press: Press) -> Answers:
    """“Withdraw”: whoever has not read it yet does not get it; who has, finds it withdrawn."""
    found = withdraw(request.acting, press.value)
    for waiting in _deliveries(request, ASKED, found):
        if waiting.state == DeliveryState.PENDING:
            let_expire(waiting, "withdrawn by who asked", request.now)
    told = messages.withdrawn(request.language, view_of(request, found, request.person))
    return Whisper(told) if press.action_id.endswith(messages.IN_A_LIST) else Replace(told)


def ask_again(request: Request, press: Press) -> Answers:
    """Undo of an answer, or of withdrawing: it waits again, and whoever believed otherwise is told."""
    found, before = open_again(request.acting, press.value)
    if before is DisputeState.WITHDRAWN:
        reached = [one.recipient for one in _deliveries(request, ASKED, found) if one.state != DeliveryState.EXPIRED]
        _ask(request, found, [one for one in people_of(request, found.asked) if one.id not in reached])
        return Replace(messages.disputed(request.language, view_of(request, found, request.person)))
    told = _deliveries(request, ANSWERED, found)
    for waiting in told:
        if waiting.state == DeliveryState.PENDING:
            let_expire(waiting, "the answer was taken back", request.now)
    if any(one.state != DeliveryState.EXPIRED for one in told):
        _tell_asker(request, found)
    return Replace(messages.correction_asked(request.language, view_of(request, found, request.person)))


def told_beside(request: Request, found: Iterable[Dispute]) -> list[tuple[messages.RequestView, bool]]:
    """What was asked about a figure; the words of it are for who asked, who was asked, and who leads who asked."""
    return [
        (view_of(request, one, request.person), not request.rights.may(Right.ANSWER_CORRECTION, about_dispute(one)))
        for one in found
    ]


# --- who is told -----------------------------------------------------------------------------------------


def _ask(request: Request, found: Dispute, people: Sequence[Person]) -> None:
    for person in people:
        message = messages.correction_asked(request.language_of(person), view_of(request, found, person))
        _post(request, person, ASKED, found, message)


def _tell_asker(request: Request, found: Dispute) -> None:
    asker = person_with_id(request, found.asked_by)
    view = view_of(request, found, asker, answered_by=request.person.name)
    _post(request, asker, ANSWERED, found, messages.heard(request.language_of(asker), view))


def _post(request: Request, person: Person, cadence: str, found: Dispute, message: Message) -> None:
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=person.id,
        cadence=cadence,
        slot=f"{found.id}:{request.now:%m%dT%H%M%S%f}",
        now=request.now,
        message=message,
        useful_for=USEFUL_FOR,
    )


def _deliveries(request: Request, cadence: str, found: Dispute) -> Sequence[Delivery]:
    return deliveries_about(request.session, found.workspace_id, cadence, found.id, [*found.asked, found.asked_by])


def _settled(request: Request, dispute_id: str) -> Message | None:
    """How it stands, when somebody was quicker; None while it waits."""
    found = dispute_with_id(request, dispute_id)
    if found.state == DisputeState.OPEN:
        return None
    request.rights.require(Right.ANSWER_CORRECTION, about_dispute(found))
    return _answered(request, found)


def _said(press: Press, message: Message) -> Answers:
    """In the place of the request; from a list below it, and in the place of the message that came by itself."""
    if not press.action_id.endswith(messages.IN_A_LIST):
        return Replace(message)
    return [Settle((messages.mark_of(press.value),), message), Whisper(message)]


def _answered(request: Request, found: Dispute) -> Message:
    is_own = found.answered_by == request.person.id
    return messages.answered(request.language, view_of(request, found, request.person), by_reader=is_own)


def _evidence(request: Request, value: str) -> list[Evidence]:
    subject, key = figure_in(request, value)
    scope = subject.scope(request)
    kpi, last_day = kpi_in(request.workspace, key, of_one_rep=scope.is_person), scope.latest_day(request.now)
    explanation = explain(request.session, request.workspace, scope, subject.period, last_day, kpi)
    return list({found.id: found for found in (*explanation.records, *explanation.due)}.values())
