"""Time zones by name. What Slack, a file or an older database says may be no zone that this machine knows."""

import logging
from functools import lru_cache
from zoneinfo import ZoneInfo

log = logging.getLogger("koers")


@lru_cache(maxsize=2048)
def zone_named(*names: str | None) -> ZoneInfo:
    """The first of `names` that is a time zone (a person's own, then the workspace's); UTC when none is.

    Everything that shows or plans a time reads its zone here: one bad row must not take anybody else along.
    """
    return next((zone for name in names if name and (zone := _zone(name)) is not None), ZoneInfo("UTC"))


def is_zone(name: str) -> bool:
    """Whether `name` is a time zone; one that is not is logged, once."""
    return _zone(name) is not None


@lru_cache(maxsize=2048)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        log.warning("%r is no time zone: the one before, or the workspace's, is used", name[:60])
        return None
