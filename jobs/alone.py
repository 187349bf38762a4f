"""Each workspace alone: what goes wrong in one never stops the next."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from models.row_security import serving

log = logging.getLogger("koers.clock")


@contextmanager
def alone(workspace_id: str, what: str) -> Iterator[None]:
    """One workspace's turn, which serves that one alone: the log gets all of what failed, and the next one its turn."""
    try:
        with serving(workspace_id):
            yield
    except Exception:
        log.exception("%s failed in workspace %s", what, workspace_id)
