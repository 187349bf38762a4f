"""Who reads what of somebody else is noted for them: after the answer, or with it where the request stores something.

The first time, the reader is told so in one small line.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from handlers.door.answers import Answer, OpenModal, Replace, SendFile, ShowHome, Tell, UpdateModal, Whisper
from handlers.door.request import Request
from handlers.door.write_queue import WriteQueue
from messages.blocks import Message, View, rendered, section, small
from messages.words import words
from models.privacy.reading import Noted, has_read_before, keep_readings
from models.row_security import serving
from models.team.enrolment import person_of
from models.workspace.trail import Did, Way, note

MOST_BLOCKS, MOST_IN_VIEW = 50, 100
log = logging.getLogger("koers.door")


class ReadingLog:
    """Stores what was read. What this process has stored in the running hour is not written again."""

    def __init__(self, queue: WriteQueue) -> None:
        self._queue = queue
        self._kept: set[Noted] = set()
        self._told: set[tuple[str, str]] = set()
        self._under_way: set[asyncio.Task[None]] = set()

    def answers(self, request: Request, answers: list[Answer], readings: Sequence[Noted]) -> list[Answer]:
        """The answers; with the line for who reads something of somebody else for the first time."""
        who = (request.workspace.workspace_id, request.person.id)
        if not readings or who in self._told:
            return answers
        self._told.add(who)
        if has_read_before(request.session, *who):
            return answers
        return with_line(answers, words(request.language)("privacy.is_recorded"))

    def new_among(self, readings: Sequence[Noted]) -> tuple[Noted, ...]:
        """Those that are not known to be stored."""
        return tuple(one for one in readings if one not in self._kept)

    def given(self, readings: Sequence[Noted], *, is_stored: bool) -> None:
        """The answer was made: what is not stored with it is stored now. Returns at once."""
        if not readings:
            return
        if is_stored:
            self._remember(readings)
            return
        task = asyncio.create_task(self._keep(readings))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def sent(self, workspace_id: str, user_id: str, file: SendFile, now: datetime) -> None:
        """Slack has taken a file for somebody: the trail tells of it, where it is an export. Returns at once."""
        if not file.is_export:
            return
        task = asyncio.create_task(self._note(workspace_id, user_id, file.name, now))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _note(self, workspace_id: str, user_id: str, name: str, now: datetime) -> None:
        def store(session: Session) -> None:
            person = person_of(session, workspace_id, user_id)
            by = person.id if person else None
            note(session, workspace_id, Did.EXPORT, by=by, at=now, about=name, way=Way.SLACK)

        try:
            with serving(workspace_id):
                await self._queue.write(store)
        except Exception:
            # The edge of work that nobody waits for: the file is in Slack, and stays there.
            log.exception("that a file was sent could not be noted")

    async def settle(self) -> None:
        """Wait until everything so far is stored."""
        await asyncio.gather(*self._under_way)

    async def _keep(self, readings: Sequence[Noted]) -> None:
        try:
            await self._queue.write(partial(_store, readings))
        except Exception:
            # The edge of work that nobody waits for: the answer has been given.
            log.exception("what was read could not be noted")
        else:
            self._remember(readings)

    def _remember(self, readings: Sequence[Noted]) -> None:
        """They are stored; those of earlier hours can be forgotten."""
        hour = readings[0].hour
        self._kept = {one for one in self._kept if one.hour == hour} | set(readings)


def _store(readings: Sequence[Noted], session: Session) -> None:
    keep_readings(session, readings)


def with_line(answers: list[Answer], line: str) -> list[Answer]:
    """The answers with a small line under the first that has room for it; else as one more."""
    for at, answer in enumerate(answers):
        match answer:
            case Whisper(message) | Replace(message) | Tell(message) if _has_room(message):
                return [*answers[:at], replace(answer, message=_under(message, line)), *answers[at + 1 :]]
            case OpenModal(view) | UpdateModal(view) | ShowHome(view) if len(view.json["blocks"]) < MOST_IN_VIEW:
                blocks = [*view.json["blocks"], *rendered(small(line))]
                return [*answers[:at], replace(answer, view=View({**view.json, "blocks": blocks})), *answers[at + 1 :]]
    return [*answers, Whisper(Message(line, rendered(small(line))))]


def _has_room(message: Message) -> bool:
    return max(len(message.blocks), len(message.plain_blocks or ())) < MOST_BLOCKS


def _under(message: Message, line: str) -> Message:
    blocks = [*(message.blocks or rendered(section(message.text))), *rendered(small(line))]
    plain = None if message.plain_blocks is None else [*message.plain_blocks, *rendered(small(line))]
    return replace(message, blocks=blocks, plain_blocks=plain)
