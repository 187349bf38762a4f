"""What the other one of a pair hears: planned, moved, called off, recorded, confirmed."""

from dataclasses import asdict
from datetime import timedelta

from handlers.coaching.views import talk_shown
from handlers.door.request import Visit
from messages.blocks import Message
from messages.coaching import answers as messages
from models.coaching.records import Talk
from models.coaching.talks import pair_of
from models.delivery.outbox import post
from models.team.records import Person

KEPT_FOR = timedelta(days=14)
"""How long news about a talk waits for somebody who is away."""


def tell_planned(visit: Visit, talk: Talk, *, moved: bool = False) -> None:
    """To the other one: a talk is planned, or moved."""
    other = _other(visit, talk)
    news = messages.planned_for_you(_language(visit, other), talk_shown(visit, talk, other), moved=moved)
    _tell(visit, other, "coaching.planned", f"{talk.id}@{talk.planned_at:%Y-%m-%dT%H:%M}", news)


def tell_called_off(visit: Visit, talk: Talk) -> None:
    """To the other one: the talk does not take place."""
    other = _other(visit, talk)
    news = messages.called_off(_language(visit, other), talk_shown(visit, talk, other), for_you=True)
    _tell(visit, other, "coaching.called_off", talk.id, news)


def tell_recorded(visit: Visit, talk: Talk) -> None:
    """To the rep: what came of the talk, and whether it took place."""
    rep = pair_of(visit.session, talk).rep
    news = messages.confirm_request(_language(visit, rep), talk_shown(visit, talk, rep))
    _tell(visit, rep, "coaching.recorded", f"{talk.id}@{visit.now:%Y-%m-%dT%H:%M:%S}", news)


def tell_answered(visit: Visit, talk: Talk, *, took_place: bool) -> None:
    """To the coach: the rep's answer."""
    pair = pair_of(visit.session, talk)
    shown = talk_shown(visit, talk, pair.coach)
    news = messages.was_answered(_language(visit, pair.coach), shown, pair.rep.id, took_place=took_place)
    _tell(visit, pair.coach, "coaching.answered", talk.id, news)


def _other(visit: Visit, talk: Talk) -> Person:
    return pair_of(visit.session, talk).other(visit.person)


def _language(visit: Visit, person: Person) -> str:
    return person.language or visit.workspace.language


def _tell(visit: Visit, person: Person, cadence: str, slot: str, message: Message) -> None:
    post(
        visit.session, visit.workspace.workspace_id, recipient=person.id, cadence=cadence, slot=slot,
        now=visit.now, message=asdict(message), useful_for=KEPT_FOR,
    )  # fmt: skip
