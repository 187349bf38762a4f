"""`/leave`: days away are noted, listed and cancelled."""

from datetime import timedelta

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.leave import LeavePhrase, read_leave
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages import leave as messages
from messages.blocks import Message
from models.permissions import Right
from models.refusal import Refusal
from models.team.deputy import deputy_on
from models.team.leave import cancel_leave, leave_of, take_leave
from models.team.records import DayPart, Leave, Person
from models.team.reporting_line import has_reports

LISTED_DAYS = 400


def command(request: Request, text: str) -> Answers:
    """`/leave 2026-12-24..2027-01-02`, `/leave friday morning`, `/leave @anna friday`, `/leave list`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not text.strip():
        return _overview(request, request.person)
    try:
        phrase = read_leave(text, request.today, language=request.language)
    except Unreadable as error:
        return unreadable(request, error, "leave")
    person = found(request, phrase.person) if phrase.person else request.person
    request.rights.require(Right.ENTER_LEAVE, person, name=person.name)
    if phrase.action == "list" or phrase.first_day is None:
        return _overview(request, person)
    if phrase.action == "cancel":
        return _cancel_on(request, person, phrase)
    return _take(request, person, phrase)


def cancel(request: Request, press: Press) -> Answers:
    """Take a leave back, by its button."""
    leave = request.session.get(Leave, (request.workspace.workspace_id, press.value))
    owner = request.person
    if leave is not None and leave.person_id != owner.id:
        other = request.session.get(Person, (request.workspace.workspace_id, leave.person_id))
        if other is not None and request.rights.may(Right.ENTER_LEAVE, other):
            owner = other
    return Replace(_cancelled(request, owner, press.value))


def _take(request: Request, person: Person, phrase: LeavePhrase) -> Answers:
    assert phrase.first_day is not None
    last_day = phrase.last_day or phrase.first_day
    leave = take_leave(request.session, person, phrase.first_day, last_day, request.now, DayPart(phrase.part))
    deputy = None
    if has_reports(request.session, person):
        deputy = deputy_on(request.session, request.workspace, person, leave.first_day)
    name = deputy.name if deputy else None
    return Whisper(messages.noted(request.language, _leave_view(leave), _other(request, person), name))


def _cancel_on(request: Request, person: Person, phrase: LeavePhrase) -> Answers:
    assert phrase.first_day is not None
    touching = leave_of(request.session, person, phrase.first_day, phrase.last_day or phrase.first_day)
    if not touching:
        raise Refusal("leave.not_there")
    return Whisper(_cancelled(request, person, touching[0].id))


def _cancelled(request: Request, person: Person, leave_id: str) -> Message:
    leave = cancel_leave(request.session, person, leave_id)
    return messages.cancelled(request.language, _leave_view(leave), _other(request, person))


def _overview(request: Request, person: Person) -> Answers:
    planned = leave_of(request.session, person, request.today, request.today + timedelta(days=LISTED_DAYS))
    return Whisper(
        messages.overview(request.language, [_leave_view(leave) for leave in planned], _other(request, person))
    )


def _other(request: Request, person: Person) -> str | None:
    return None if person.id == request.person.id else person.name


def _leave_view(leave: Leave) -> messages.Away:
    return messages.Away(leave.id, leave.first_day, leave.last_day, leave.part)


feature = Feature(
    "leave",
    commands=(Command("leave", command, does="Days away", hint="24 dec to 2 jan"),),
    presses={messages.CANCEL: cancel},
)
