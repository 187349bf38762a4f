"""What the two of a review, and who was to do something, hear by the outbox. No text for notifications says what is in it."""

from datetime import timedelta

from handlers.door.request import Request
from handlers.qbr.views import as_both_see
from messages.blocks import Message
from messages.qbr import steps as messages
from models.delivery.outbox import post
from models.permissions import Right
from models.qbr.queries import decisions_of, person_of
from models.qbr.records import Qbr
from models.reviews.queries import who_hears
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.zones import zone_named

KEPT_FOR = timedelta(days=14)
"""How long news waits for somebody who is away."""


def tell_that_it_is_in(request: Request, qbr: Qbr) -> None:
    """One message a day to the manager, composed when it goes out: a team of twelve is one list, not twelve messages."""
    manager = reviewer_of(request.session, person_of(request.session, qbr), request.today)
    if manager is not None:
        today = request.now.astimezone(zone_named(manager.zone, request.workspace.zone)).date()
        _post(request, manager, "qbr.write", today.isoformat(), None)


def tell_that_it_is_shared(request: Request, qbr: Qbr) -> None:
    """Who reports reads it; who else is to do something hears of that alone."""
    rep = person_of(request.session, qbr)
    _post(request, rep, "qbr.shared", qbr.id, messages.shared(request.language_of(rep), as_both_see(request, qbr, rep)))
    for decision in decisions_of(request.session, [qbr]):
        owner = request.session.get_one(Person, (qbr.workspace_id, decision.owner_id))
        if owner.id not in (rep.id, request.person.id):
            told = messages.owner_told(request.language_of(owner), request.person.name, decision.text, decision.due_on)
            _post(request, owner, "qbr.decided", decision.id, told)


def tell_that_it_is_answered(request: Request, qbr: Qbr) -> None:
    """The manager hears that it was signed, or is seen differently."""
    rep = person_of(request.session, qbr)
    hears = who_hears(request.session, qbr.reviewer_id, rep, Right.READ_SHARED_QBR, request.today)
    if hears is not None:
        news = messages.was_answered(request.language_of(hears), as_both_see(request, qbr))
        _post(request, hears, "qbr.answered", qbr.id, news)


def _post(request: Request, person: Person, cadence: str, slot: str, message: Message | None) -> None:
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=person.id,
        cadence=cadence,
        slot=slot,
        now=request.now,
        message=message,
        useful_for=KEPT_FOR,
    )
