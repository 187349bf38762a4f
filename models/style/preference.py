"""The style of one person: what they chose, how it is changed, and what is left of it when it is deleted: nothing."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from models.coaching.records import Talk
from models.delivery.records import Delivery, DeliveryState
from models.team.records import Person


class Style(StrEnum):
    """The four preferences, on two axes: task or people, active or reserved."""

    DRIVER = "D"
    INFLUENCER = "I"
    SUPPORTER = "S"
    CORRECTNESS = "C"


@dataclass(frozen=True, slots=True)
class Preference:
    """What somebody chose; nothing at all for who never did."""

    style: Style | None = None
    is_plain: bool = False
    """“Plain, please”: what Koers says comes as it comes to everybody."""
    hides_hint: bool = False
    """Their manager reads nothing of it."""

    def __str__(self) -> str:
        """As the button that undoes a change carries it: `D`, `D-plain`, `D-plain-own`, or `–`."""
        return "-".join(
            [self.style or "–", *(["plain"] if self.is_plain else []), *(["own"] if self.hides_hint else [])]
        )

    @classmethod
    def read(cls, text: str) -> "Preference":
        """The other way round; what cannot be read is no style."""
        letter, *marks = text.split("-")
        if letter not in set(Style):
            return cls()
        return cls(Style(letter), "plain" in marks, "own" in marks)


def preference_of(person: Person) -> Preference:
    """What the row of the person says; no statement is needed for it."""
    if person.style is None:
        return Preference()
    return Preference(Style(person.style), person.style_is_plain, person.style_hides_hint)


def style_for(person: Person) -> Style | None:
    """In which form the person is told things; None: as everybody."""
    chosen = preference_of(person)
    return None if chosen.is_plain else chosen.style


def style_told_of(person: Person) -> Style | None:
    """What who may see it (`Right.SEE_STYLE`) is told of the person; None when there is nothing, or they keep it."""
    chosen = preference_of(person)
    return None if chosen.hides_hint else chosen.style


def choose(session: Session, person: Person, style: Style) -> Preference:
    """This is their style from now on, and what is said takes its form; returns what it was before."""
    before = preference_of(person)
    return put(session, person, Preference(style, hides_hint=before.hides_hint))


def be_plain(session: Session, person: Person, *, is_plain: bool) -> Preference:
    """The form of what is said follows the style, or not; returns what it was before."""
    return put(session, person, replace(preference_of(person), is_plain=is_plain))


def hide_hint(session: Session, person: Person, *, hides: bool) -> Preference:
    """The manager is told nothing of it any more, or is again; returns what it was before."""
    return put(session, person, replace(preference_of(person), hides_hint=hides))


def forget(session: Session, person: Person) -> Preference:
    """Nothing is kept of it, nor of what was said because of it; returns what it was before."""
    return put(session, person, Preference())


def put(session: Session, person: Person, wanted: Preference) -> Preference:
    """The preference becomes this one; returns what it was before. What waits to be said is said anew."""
    before = preference_of(person)
    if wanted.style is None:
        wanted = Preference()
    person.style = wanted.style.value if wanted.style else None
    person.style_is_plain, person.style_hides_hint = wanted.is_plain, wanted.hides_hint
    session.flush()
    if before.style is not None and wanted != before:
        _forget_words(session, person)
    return before


OWN_WORDS = ("digest.manager", "nudge.week")
"""What is sent to them in the form of their style."""
WORDS_OF_MANAGER = "coaching.agenda"
"""What a manager is sent with a hint about them."""


def _forget_words(session: Session, person: Person) -> None:
    """What the outbox keeps of messages that took the form of the style, or told the manager of it, loses its words.

    What is still to be sent is composed anew; a message that carried such a one (`comes_with`) is emptied when it has gone.
    """
    here = col(Delivery.workspace_id) == person.workspace_id
    own = (col(Delivery.recipient) == person.id) & col(Delivery.cadence).in_(OWN_WORDS)
    talks = select(col(Talk.id)).where(col(Talk.workspace_id) == person.workspace_id, col(Talk.rep_id) == person.id)
    talk = col(Delivery.about)["talk_id"].as_string()
    about_them = (col(Delivery.cadence) == WORDS_OF_MANAGER) & talk.in_(talks)
    told: Any = or_(own, about_them)
    carriers = select(col(Delivery.comes_with)).where(here, told, col(Delivery.comes_with).is_not(None))
    is_at_rest = col(Delivery.state).not_in((DeliveryState.SENDING, DeliveryState.UNKNOWN))
    session.execute(update(Delivery).where(here, told, is_at_rest).values(message=None))
    gone = update(Delivery).where(here, col(Delivery.id).in_(carriers), col(Delivery.finished_at).is_not(None))
    session.execute(gone.values(message=None))
