"""Running until somebody says that it is enough: Ctrl+C, or SIGTERM."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_asked() -> Iterator[asyncio.Event]:
    """An event that is set at the first SIGINT or SIGTERM of the block; a second one ends the process at once.

    SIGINT counts also where the process was started with it ignored, as a shell does for a job in the background:
    Python leaves it ignored then, and nobody could stop it. Only in the main thread.
    """
    loop, asked = asyncio.get_running_loop(), asyncio.Event()

    def stop(*_: object) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        loop.call_soon_threadsafe(asked.set)

    before = [signal.signal(each, stop) for each in SIGNALS]
    try:
        yield asked
    finally:
        for each, handler in zip(SIGNALS, before, strict=True):
            signal.signal(each, handler)
