"""When the next look at a workspace is due: the earliest instant at which a cadence has somebody, else the next midnight."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import select

from jobs.alone import attempt
from jobs.cadence import Cadence, Window
from models.delivery.looking import midnight
from models.team.records import Team
from models.zones import zone_named

SOON = timedelta(minutes=10)
"""After a cadence failed: what mends it is a write or a release, and both are seen at once, so this is for the rest."""


def next_look(window: Window, cadences: Iterable[Cadence], left_out: Mapping[str, Collection[str]]) -> datetime:
    """The instant until which nothing can be due unless something is written; never past a midnight where somebody is.

    `left_out`: by key of a cadence the people whom it cannot tell; all of them where it fails as a whole.
    """
    zones = {zone_named(zone, window.workspace.zone) for zone in _zones(window)}
    until = midnight(window.now, zones)
    ahead = window.ahead_to(until)
    for cadence in cadences:
        known = left_out.get(cadence.key)
        if known is not None:
            until = min(until, window.now + SOON)
        if known is not None and not known:
            continue
        looking = partial(_instants, cadence, ahead.without(known) if known else ahead)
        what = "%s cannot look ahead in workspace %s"
        instants = attempt(window.session, looking, what, cadence.key, window.workspace.workspace_id)
        until = min([until, *([window.now + SOON] if instants is None else instants)])
    return until


def _instants(cadence: Cadence, ahead: Window) -> list[datetime]:
    return [due.at for due in cadence.due(ahead) if due.at > ahead.since]


def _zones(window: Window) -> set[str | None]:
    teams = select(Team.zone).where(Team.workspace_id == window.workspace.workspace_id)
    return {None, *(person.zone for person in window.people), *window.session.exec(teams)}
