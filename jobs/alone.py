"""Each workspace alone: what goes wrong in one never stops the next."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger("koers.clock")


@contextmanager
def alone(workspace_id: str, what: str) -> Iterator[None]:
    """The edge of one workspace's turn: the log gets all of what failed, and the next one its turn."""
    try:
        yield
    except Exception:
        log.exception("%s failed in workspace %s", what, workspace_id)
