"""What one of a coaching pair is told when the other plans, moves, calls off, records or confirms a talk."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.coaching.views import talk_view
from handlers.door.request import Request
from messages.blocks import Message
from messages.coaching import afterwards as said
from messages.coaching import answers as messages
from messages.coaching import planning
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
    _tell(request, other, "coaching.planned", f"{talk.id}@{talk.planned_at:%Y-%m-%dT%H:%M}+{talk.sequence}", news)


def tell_several(request: Request, talks: Sequence[Talk]) -> None:
    """To the other one: several talks are planned; one message for all of them."""
    if len(talks) == 1:
        return tell_planned(request, talks[0])
    other = _other(request, talks[0])
    views = [talk_view(request, talk, other) for talk in talks]
    news = planning.planned_several_for_you(request.language_of(other), request.person.name, views)
    _tell(request, other, "coaching.planned", f"{talks[0].id}+{len(talks)}", news)


def tell_series_called_off(request: Request, talks: Sequence[Talk]) -> None:
    """To the other one: the rest of a series does not take place."""
    other = _other(request, talks[0])
    views = [talk_view(request, talk, other) for talk in talks]
    news = planning.series_called_off(request.language_of(other), request.person.name, views, for_you=True)
    _tell(request, other, "coaching.called_off", f"{talks[0].id}+{talks[0].sequence}", news)


def tell_called_off(request: Request, talk: Talk) -> None:
    """To the other one: the talk does not take place."""
    other = _other(request, talk)
    news = messages.called_off(request.language_of(other), talk_view(request, talk, other), for_you=True)
    _tell(request, other, "coaching.called_off", f"{talk.id}+{talk.sequence}", news)


def tell_recorded(request: Request, talk: Talk) -> None:
    """To the rep: what came of the talk, and whether it took place."""
    rep = pair_of(request.session, talk).rep
    news = said.confirm_request(request.language_of(rep), talk_view(request, talk, rep))
    _tell(request, rep, "coaching.recorded", f"{talk.id}@{request.now:%Y-%m-%dT%H:%M:%S}", news)


def tell_answered(request: Request, talk: Talk, *, took_place: bool) -> None:
    """To the coach: the rep's answer."""
    pair = pair_of(request.session, talk)
    view = talk_view(request, talk, pair.coach)
    news = said.was_answered(request.language_of(pair.coach), view, pair.rep.id, took_place=took_place)
    _tell(request, pair.coach, "coaching.answered", f"{talk.id}@{request.now:%Y-%m-%dT%H:%M:%S}", news)


def tell_answered_again(request: Request, talk: Talk) -> None:
    """To the coach: the rep took the answer back."""
    coach = pair_of(request.session, talk).coach
    news = said.answer_taken_back(request.language_of(coach), talk_view(request, talk, coach))
    _tell(request, coach, "coaching.answered", f"{talk.id}@{request.now:%Y-%m-%dT%H:%M:%S}?", news)


def tell_not_held(request: Request, talk: Talk, still_open: int) -> None:
    """To the other one: there was no talk."""
    other = _other(request, talk)
    view = talk_view(request, talk, other)
    news = said.not_held(request.language_of(other), view, request.person.id, still_open, for_you=True)
    _tell(request, other, "coaching.not_held", f"{talk.id}@{request.now:%Y-%m-%dT%H:%M:%S}", news)


def tell_record_gone(request: Request, talk: Talk) -> None:
    """To the rep: there is nothing to confirm."""
    rep = pair_of(request.session, talk).rep
    news = said.record_taken_back(request.language_of(rep), talk_view(request, talk, rep), for_you=True)
    _tell(request, rep, "coaching.recorded", f"{talk.id}@{request.now:%Y-%m-%dT%H:%M:%S}!", news)


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
