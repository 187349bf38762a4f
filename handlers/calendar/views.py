"""A link as a value for the messages."""

from handlers.door.request import Request
from messages.calendar.views import LinkView
from models.calendar.asking import meetings_that_wait
from models.calendar.records import CalendarLink


def link_view(request: Request, link: CalendarLink) -> LinkView:
    """How a link stands, with how many meetings wait."""
    return LinkView(
        zone=request.zone.key,
        read_at=link.ok_at,
        trouble=link.error,
        has_guests=link.has_guests,
        events=link.events,
        cut_off=tuple(link.cut_off),
        waiting=len(meetings_that_wait(request.session, request.person, request.zone, request.now)),
    )
