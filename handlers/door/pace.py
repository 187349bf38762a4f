"""How fast one person may ask: generous for hands, not for a script that was left running."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from handlers.door.answers import Answer, FormErrors, Whisper
from messages.blocks import Message
from messages.words import words
from models.team.enrolment import caller_of
from models.workspace.seen import is_handled

Read: TypeAlias = Callable[[Callable[[Any], Any]], Awaitable[Any]]
A_MINUTE = 60
"""Requests of one person in a minute, and as many at once."""
MOST_KNOWN = 10_000
"""People remembered; who rested is forgotten first."""


class Pace:
    """A bucket of requests for each person, that fills up again by one a second; in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[tuple[str, str], tuple[float, float]] = {}
        self._told: set[tuple[str, str]] = set()

    def allows(self, workspace_id: str, user_id: str) -> bool:
        """Whether there is one left for them; takes it."""
        who, now = (workspace_id, user_id), self._clock()
        left, since = self._left.pop(who, (float(A_MINUTE), now))
        left = min(float(A_MINUTE), left + (now - since) * A_MINUTE / 60)
        is_allowed = left >= 1
        self._left[who] = (left - 1 if is_allowed else left, now)
        if is_allowed:
            self._told.discard(who)
        if len(self._left) > MOST_KNOWN:
            self._told.discard(gone := next(iter(self._left)))
            del self._left[gone]
        return is_allowed

    async def slowed_down(
        self, read: Read, who: tuple[str, str], first_field: str, *, stores: bool, key: str = ""
    ) -> list[Answer]:
        """What who asked for too much is told, in their language: once; of what would have stored something, each time.

        Nothing, where a delivery of the same `key` has been stored: it is answered already.
        """
        if who in self._told and not stores:
            return []
        if key and await read(lambda session: is_handled(session, who[0], key)):
            return []
        self._told.add(who)
        found = await read(lambda session: caller_of(session, *who))
        language = (found[0].language or found[1].language) if found else "en"
        text = words(language).bare("common.too_fast", most=A_MINUTE)
        return [FormErrors({first_field: text}) if first_field else Whisper(Message(text))]
