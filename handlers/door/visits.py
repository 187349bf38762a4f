"""One visit, one reference: in what the person reads when it fails, and in each line of the log that belongs to it."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from sqlmodel import Session

from handlers.door.metrics import VISIT_SECONDS, VISITS

T = TypeVar("T")
log = logging.getLogger("koers.visits")
"""A line for each visit, where the log is JSON: which feature, what became of it, how long; never who, nor what."""
REFERENCE: ContextVar[str] = ContextVar("reference", default="")
"""Of the visit that is under way; empty outside one."""


def begin(reference: str = "") -> str:
    """A visit begins in this task, or one with a reference goes on in it: the reference stays until the next one."""
    reference = reference or secrets.token_hex(4)
    REFERENCE.set(reference)
    return reference


def under(reference: str, work: Callable[[Session], T]) -> Callable[[Session], T]:
    """`work` as a part of that visit, in whichever thread it is done: one thread commits for many visits."""

    def in_the_visit(session: Session) -> T:
        before = REFERENCE.set(reference)
        try:
            return work(session)
        finally:
            REFERENCE.reset(before)

    return in_the_visit


def tell(workspace_id: str, feature: str, outcome: str, seconds: float) -> None:
    """The visit is over."""
    VISITS.labels(feature, outcome).inc()
    VISIT_SECONDS.observe(seconds)
    if log.isEnabledFor(logging.INFO):
        visit = {
            "workspace": workspace_id,
            "feature": feature,
            "outcome": outcome,
            "milliseconds": round(seconds * 1000, 1),
        }
        log.info("visit", extra={"visit": visit})
