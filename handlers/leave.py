"""`/leave`: away for some days, and back."""

from datetime import timedelta

from handlers.answers import Answers, Replace, Whisper
from handlers.visit import Feature, Press, Visit
from messages import leave as messages
from models.team.leave import cancel_leave, leave_of
from models.team.records import Leave


def show(visit: Visit) -> Answers:
    """The coming leave."""
    planned = leave_of(visit.session, visit.person, visit.today, visit.today + timedelta(days=400))
    return Whisper(messages.overview(visit.language, [_shown(leave) for leave in planned]))


def cancel(visit: Visit, press: Press) -> Answers:
    """Take a leave back."""
    leave = cancel_leave(visit.session, visit.person, press.value)
    return Replace(messages.cancelled(visit.language, _shown(leave)))


def _shown(leave: Leave) -> messages.Away:
    return messages.Away(leave.id, leave.first_day, leave.last_day, leave.part)


def command(visit: Visit, text: str) -> Answers:
    """`/leave 2026-12-24..2027-01-02`, `/leave friday morning`, `/leave list`."""
    return show(visit)


feature = Feature(commands={"leave": command}, presses={messages.CANCEL: cancel})
