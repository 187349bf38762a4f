"""When a competition is over: the top in the channel, and to each who took part their own place, alone."""

from collections.abc import Iterator
from datetime import time, timedelta

from jobs.cadence import Cadence, Occasion, Window
from messages import contests as messages
from messages.blocks import Message
from models.contests.actions import ended
from models.contests.records import Contest, ContestKind
from models.contests.standing import entrants_of
from models.contests.view import ContestView, view_of
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.recurrence import once
from models.team.records import Team
from models.zones import zone_named

AT = time(9, 30)


def in_channels(window: Window) -> Iterator[Due]:
    """The channel of the team, on the first working morning after the last day."""
    for contest in ended(window.session, window.workspace.workspace_id, window.since, window.now):
        team = window.session.get_one(Team, (contest.workspace_id, contest.team_id))
        if not team.channel_id:
            continue
        zone = zone_named(team.zone, window.workspace.zone)
        its = once(contest.last_day + timedelta(days=1), AT)
        recipient = f"channel:{team.channel_id}"
        for due in due_by_recurrence(recipient, its, zone, window.team_works_on(team), window.since, window.now):
            yield Due(recipient, f"{due.slot}:{contest.id[-12:]}", due.at, {"contest_id": contest.id})


def to_people(window: Window) -> Iterator[Due]:
    """Each who took part, on their own first working morning after it."""
    people = {person.id: person for person in window.people}
    for contest in ended(window.session, window.workspace.workspace_id, window.since, window.now):
        its = once(contest.last_day + timedelta(days=1), AT)
        for entrant in entrants_of(window.session, contest):
            person = people.get(entrant.person_id)
            if person is None:
                continue
            zone, works_on = window.zone_of(person), window.works_on(person)
            for due in due_by_recurrence(person.id, its, zone, works_on, window.since, window.now):
                yield Due(person.id, f"{due.slot}:{contest.id[-12:]}", due.at, {"contest_id": contest.id})


def result(occasion: Occasion) -> Message | None:
    """The top, or the team against its record; None when so few took part that nobody is named."""
    view = _view(occasion)
    if view is None or (view.kind != ContestKind.RECORD and not view.top):
        return None
    contest = occasion.session.get_one(Contest, (occasion.workspace.workspace_id, view.id))
    team = occasion.session.get_one(Team, (contest.workspace_id, contest.team_id))
    return messages.result(team.language or occasion.language, view)


def own_result(occasion: Occasion) -> Message | None:
    """Their own place; None for who has left it meanwhile."""
    view = _view(occasion)
    return messages.own_result(occasion.language, view) if view is not None and view.own else None


def _view(occasion: Occasion) -> ContestView | None:
    contest = occasion.session.get(Contest, (occasion.workspace.workspace_id, str(occasion.about["contest_id"])))
    if contest is None or contest.stopped_at is not None:
        return None
    return view_of(occasion.session, occasion.workspace, contest, occasion.now, occasion.today, occasion.person)


CADENCES = (
    Cadence(
        "contests.result",
        in_channels,
        result,
        when="09:30 on the first working day after a competition's last day, the team's zone",
        to="the channel of its team, when there is a top to name",
    ),
    Cadence(
        "contests.own",
        to_people,
        own_result,
        useful_for=timedelta(days=14),
        when="09:30 on the first working day after a competition's last day",
        to="each who took part: their own place, alone",
    ),
)
