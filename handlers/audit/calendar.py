"""`/audit calendar`: in which months the next survey is offered, and the press under such an offer."""

from datetime import timedelta

from handlers.audit import starting, views
from handlers.door.answers import Answers, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.audit import calendar as messages
from models.audit.calendar import calendar_of, set_calendar
from models.audit.questions import Part
from models.audit.starting import Everybody
from models.permissions import Right
from models.refusal import Refusal

OPEN_FOR = timedelta(days=14)


def page(request: Request) -> Answers:
    """The months of each part, to choose."""
    request.rights.require(Right.SET_UP_SURVEYS)
    chosen = calendar_of(request.session, request.workspace.workspace_id)
    pairs = {part: (months[0], months[1]) for part, months in chosen.items()}
    return Whisper(messages.page(request.language, pairs))


def choose(request: Request, press: Press) -> Answers:
    """Two months chosen from the menu, or none."""
    part = _part(press.action_id.partition(":")[2])
    months = None
    if press.value != messages.NEVER:
        first, _, second = press.value.partition(",")
        months = (int(first), int(second)) if first.isdecimal() and second.isdecimal() else (0, 0)
    set_calendar(request.acting, part, months)
    return Whisper(messages.noted(request.language, part, months))


@reads
def look_over(request: Request, press: Press) -> Answers:
    """“See who is asked” under the offer: everybody, for two weeks from today; nobody is invited yet."""
    deadline = views.workspace_day(request) + OPEN_FOR
    return starting.confirm(request, starting.ToStart(_part(press.value), Everybody(), deadline, None, None))


def _part(text: str) -> Part:
    if text not in set(Part):
        raise Refusal("audit.gone")
    return Part(text)


PRESSES: dict[str, OnPress] = {messages.CALENDAR: choose, messages.NEXT: look_over}
