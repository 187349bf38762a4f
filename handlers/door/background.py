"""Work that goes on after Slack has had its acknowledgement."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from slack_bolt.async_app import AsyncAck

Answering: TypeAlias = Callable[[Callable[..., Coroutine[Any, Any, Any]]], Coroutine[Any, Any, None]]
log = logging.getLogger("koers.slack")
EVENT_WITHIN = 2.0
"""Seconds; Slack sends an event again after three."""
_under_way: set[asyncio.Task[None]] = set()
"""The event loop itself only keeps weak references."""


def in_background(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Start `work`, which nobody waits for; what it raises is in the log."""
    task = asyncio.create_task(work)
    _under_way.add(task)
    task.add_done_callback(_over)
    return task


async def stored_first(work: Coroutine[Any, Any, None]) -> None:
    """Run the work of an event before it is acknowledged, as long as Slack waits.

    Should the process die meanwhile, Slack sends the event again; the door takes it once.
    """
    await asyncio.wait({in_background(work)}, timeout=EVENT_WITHIN)


async def until_acknowledged(ack: AsyncAck, answering: Answering) -> None:
    """Run `answering(ack)` and return as soon as it has acknowledged; the rest of it goes on in the background.

    Bolt would look every 10 ms whether `ack` was called, for each request that waits.
    """
    acknowledged = asyncio.get_running_loop().create_future()

    async def acknowledge(*content: Any, **fields: Any) -> None:
        await ack(*content, **fields)
        if not acknowledged.done():
            acknowledged.set_result(None)

    task = asyncio.create_task(answering(acknowledge))
    await asyncio.wait({task, acknowledged}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        await task  # what it raises is for Bolt
    else:
        _under_way.add(task)
        task.add_done_callback(_over)


def _over(task: asyncio.Task[None]) -> None:
    _under_way.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("failed after the acknowledgement", exc_info=error)
