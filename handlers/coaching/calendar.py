"""Talks as a file for somebody's calendar."""

from handlers.door.answers import Answers, SendFile
from handlers.door.request import Press, Request, reads
from messages.coaching.calendar_file import Guest, TalkEvent, calendar_file, title
from models.coaching.records import Talk, TalkState
from models.coaching.talks import pair_of, talk_of
from models.team.records import Person

MOST = 60
"""Talks in one file; a series has at most 53."""


@reads
def calendar(request: Request, press: Press) -> Answers:
    """The button with the ids of talks: the file comes as their two now are, planned, moved or called off."""
    talks = [talk_of(request.session, request.person, talk_id) for talk_id in press.value.split(",")[:MOST]]
    events = [_event(request, talk) for talk in talks]
    name = "1-2-1.ics" if len(events) > 1 else f"1-2-1 {events[0].at:%Y-%m-%d}.ics"
    content = calendar_file(events, request.now)
    return SendFile(name, title(events[0]), content, request.words("coaching.event_file"), is_export=False)


def _event(request: Request, talk: Talk) -> TalkEvent:
    pair = pair_of(request.session, talk)
    return TalkEvent(
        uid=f"{talk.id}@koers",
        sequence=talk.sequence,
        at=talk.planned_at,
        coach=_guest(pair.coach),
        rep=_guest(pair.rep),
        is_called_off=talk.state == TalkState.CANCELLED,
    )


def _guest(person: Person) -> Guest:
    return Guest(person.name, person.email)
