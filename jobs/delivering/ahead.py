"""When the next look at a workspace is due: the earliest instant at which a cadence has somebody, else the next midnight."""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlmodel import select

from jobs.cadence import Cadence, Window
from models.database import has_lost_connection
from models.delivery.looking import midnight
from models.team.records import Team
from models.zones import zone_named

SOON = timedelta(minutes=10)
"""After a cadence failed: what mends it is a write or a release, and both are seen at once, so this is for the rest."""

log = logging.getLogger("koers.clock")


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
        try:
            with window.session.begin_nested():
                its = ahead.without(known) if known else ahead
                until = min([until, *(due.at for due in cadence.due(its) if due.at > window.now)])
        except Exception as error:
            if has_lost_connection(error):
                raise
            log.exception("%s cannot look ahead in workspace %s", cadence.key, window.workspace.workspace_id)
            until = min(until, window.now + SOON)
    return until


def _zones(window: Window) -> set[str | None]:
    teams = select(Team.zone).where(Team.workspace_id == window.workspace.workspace_id)
    return {None, *(person.zone for person in window.people), *window.session.exec(teams)}
