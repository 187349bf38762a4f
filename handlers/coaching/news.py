"""What one of a coaching pair is told when the other plans, moves, calls off, records or confirms a talk."""

from datetime import timedelta

from handlers.coaching.views import talk_view
from handlers.door.request import Request
from messages.blocks import Message
from messages.coaching import answers as messages
from models.coaching.records import Talk
from models.coaching.talks import pair_of
from models.delivery.outbox import post
from models.team.records import Person

KEPT_FOR = timedelta(days=14)
"""How long news about a talk waits for somebody who is away."""


def tell_planned(request: Request, talk: Talk, *, moved: bool = False) -> None:
    """To the other one: a talk is planned, or moved."""
    other = _other(request, talk)
    news = messages.planned_for_you(request.language_of(other), talk_view(request, talk, other), moved=moved)
    _tell(request, other, "coaching.planned", f"{talk.id}@{talk.planned_at:%Y-%m-%dT%H:%M}", news)


def tell_called_off(request: Request, talk: Talk) -> None:
    """To the other one: the talk does not take place."""
    other = _other(request, talk)
    news = messages.called_off(request.language_of(other), talk_view(request, talk, other), for_you=True)
    _tell(request, other, "coaching.called_off", talk.id, news)


def tell_recorded(request: Request, talk: Talk) -> None:
    """To the rep: what came of the talk, and whether it took place."""
    rep = pair_of(request.session, talk).rep
    news = messages.confirm_request(request.language_of(rep), talk_view(request, talk, rep))
    _tell(request, rep, "coaching.recorded", f"{talk.id}@{request.now:%Y-%m-%dT%H:%M:%S}", news)


def tell_answered(request: Request, talk: Talk, *, took_place: bool) -> None:
    """To the coach: the rep's answer."""
    pair = pair_of(request.session, talk)
    view = talk_view(request, talk, pair.coach)
    news = messages.was_answered(request.language_of(pair.coach), view, pair.rep.id, took_place=took_place)
    _tell(request, pair.coach, "coaching.answered", talk.id, news)


def _other(request: Request, talk: Talk) -> Person:
    return pair_of(request.session, talk).other(request.person)


def _tell(request: Request, person: Person, cadence: str, slot: str, message: Message) -> None:
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
