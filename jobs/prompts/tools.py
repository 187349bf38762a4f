"""Messages about tools: the two questions of a poll, and to who asked them: it is over."""

from collections.abc import Iterator
from datetime import time, timedelta

from jobs.cadence import Cadence, Occasion, Window, nobody
from messages.blocks import Message
from messages.tools import questions as messages
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.recurrence import once
from models.tools.polls import freeze
from models.tools.queries import day_of, polls_of, voter_of
from models.tools.records import Tool, ToolPoll

AT = time(9)


def ask(occasion: Occasion) -> Message | None:
    """The first question; nothing when the poll is over or was withdrawn, or they have answered."""
    poll = _poll(occasion)
    assert occasion.person is not None
    if poll is None or poll.closes_on < day_of(occasion.workspace, occasion.now):
        return None
    voter = voter_of(occasion.session, poll, occasion.person)
    tool = _tool(occasion, poll)
    if voter is None or voter.has_answered or tool is None:
        return None
    return messages.first(occasion.language, tool.name, poll.id, poll.closes_on)


def over(window: Window) -> Iterator[Due]:
    """Who opened a poll, on their first working morning after its last day."""
    people = {person.id: person for person in window.people}
    for poll in polls_of(window.session, window.workspace.workspace_id):
        person = people.get(poll.opened_by)
        if person is None:
            continue
        for due in due_by_recurrence(
            person.id,
            once(poll.closes_on + timedelta(days=1), AT),
            window.zone_of(person),
            window.works_on(person),
            window.since,
            window.now,
        ):
            yield Due(person.id, f"{due.slot}:{poll.id}", due.at, {"poll_id": poll.id})


def tell(occasion: Occasion) -> Message | None:
    """That it is over, with its results frozen; nothing when it was withdrawn, or the tool is gone."""
    poll = _poll(occasion)
    if poll is not None:
        freeze(occasion.session, occasion.secrets, poll, day_of(occasion.workspace, occasion.now))
    tool = _tool(occasion, poll) if poll else None
    return messages.over(occasion.language, tool.name, tool.id) if tool else None


def _poll(occasion: Occasion) -> ToolPoll | None:
    poll = occasion.session.get(ToolPoll, (occasion.workspace.workspace_id, str(occasion.about["poll_id"])))
    return None if poll is None or poll.withdrawn_at is not None else poll


def _tool(occasion: Occasion, poll: ToolPoll) -> Tool | None:
    tool = occasion.session.get(Tool, (poll.workspace_id, poll.tool_id))
    return None if tool is None or tool.removed_at is not None else tool


POLL = Cadence(
    "tools.poll",
    nobody,
    ask,
    useful_for=timedelta(days=7),
    when="when a leader asks everybody about a tool, in own working hours",
    to="everybody who is asked and has not answered",
)
OVER = Cadence(
    "tools.over",
    over,
    tell,
    useful_for=timedelta(days=14),
    when="09:00 on the first working day after a poll about a tool",
    to="the leader who asked",
)
CADENCES = (POLL, OVER)
