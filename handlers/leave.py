"""`/leave`: away for some days, and back."""

from datetime import timedelta

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Feature, Press, Visit
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.leave import LeavePhrase, read_leave
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages import leave as messages
from messages.blocks import Message
from models.refusal import Refusal
from models.team.access import sight_of
from models.team.leave import cancel_leave, leave_of, take_leave
from models.team.records import DayPart, Leave, Person

SHOWN_DAYS = 400


def command(visit: Visit, text: str) -> Answers:
    """`/leave 2026-12-24..2027-01-02`, `/leave friday morning`, `/leave @anna friday`, `/leave list`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    if not text.strip():
        return _overview(visit, visit.person)
    try:
        phrase = read_leave(text, visit.today, language=visit.language)
    except Unreadable as error:
        return unreadable(visit, error, "leave")
    person = found(visit, phrase.person) if phrase.person else visit.person
    if person.id != visit.person.id and not _may_enter_for(visit, person):
        raise Refusal("leave.not_yours", name=person.name)
    if phrase.action == "list" or phrase.first_day is None:
        return _overview(visit, person)
    if phrase.action == "cancel":
        return _cancel_on(visit, person, phrase)
    return _take(visit, person, phrase)


def cancel(visit: Visit, press: Press) -> Answers:
    """Take a leave back, by its button."""
    leave = visit.session.get(Leave, (visit.workspace.workspace_id, press.value))
    owner = visit.person
    if leave is not None and leave.person_id != owner.id:
        other = visit.session.get(Person, (visit.workspace.workspace_id, leave.person_id))
        if other is not None and _may_enter_for(visit, other):
            owner = other
    return Replace(_cancelled(visit, owner, press.value))


def _take(visit: Visit, person: Person, phrase: LeavePhrase) -> Answers:
    assert phrase.first_day is not None
    last_day = phrase.last_day or phrase.first_day
    leave = take_leave(visit.session, person, phrase.first_day, last_day, visit.now, DayPart(phrase.part))
    return Whisper(messages.noted(visit.language, _shown(leave), _other(visit, person)))


def _cancel_on(visit: Visit, person: Person, phrase: LeavePhrase) -> Answers:
    assert phrase.first_day is not None
    touching = leave_of(visit.session, person, phrase.first_day, phrase.last_day or phrase.first_day)
    if not touching:
        raise Refusal("leave.not_there")
    return Whisper(_cancelled(visit, person, touching[0].id))


def _cancelled(visit: Visit, person: Person, leave_id: str) -> Message:
    leave = cancel_leave(visit.session, person, leave_id)
    return messages.cancelled(visit.language, _shown(leave), _other(visit, person))


def _overview(visit: Visit, person: Person) -> Answers:
    planned = leave_of(visit.session, person, visit.today, visit.today + timedelta(days=SHOWN_DAYS))
    return Whisper(
        messages.overview(visit.language, [_shown(leave) for leave in planned], _other(visit, person))
    )


def _may_enter_for(visit: Visit, person: Person) -> bool:
    """Managers for the people below them, admins for everybody: being away is no secret."""
    return visit.person.is_admin or sight_of(visit.session, visit.person).manages(person)


def _other(visit: Visit, person: Person) -> str | None:
    return None if person.id == visit.person.id else person.name


def _shown(leave: Leave) -> messages.Away:
    return messages.Away(leave.id, leave.first_day, leave.last_day, leave.part)


feature = Feature(commands={"leave": command}, presses={messages.CANCEL: cancel})
