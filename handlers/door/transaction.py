"""One request is one transaction: find the person, run the feature, commit, and only then there is an answer.

A refusal is answered in the person's language, a crash with a reference that stands in the log. The same
delivery arriving twice takes effect once.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from handlers.door import metrics, visits
from handlers.door.answers import Answer, Answers, FormErrors, ShowHome, listed
from handlers.door.callers import Caller, profile_of
from handlers.door.pace import Pace
from handlers.door.reading_log import ReadingLog
from handlers.door.refusing import crashed, refused_at
from handlers.door.request import Feature, Request
from handlers.door.unreadable import read_by
from handlers.door.write_queue import WriteQueue
from models.database import Database
from models.delivery.outbox import has_news
from models.permissions import Right
from models.privacy.reading import Noted, keep_readings, readings_in
from models.refusal import Refusal
from models.row_security import serving
from models.team.actions import NEWCOMERS
from models.team.concerned import concerned_by
from models.team.enrolment import Profile, Standing, caller_of, enrol, require_comes_in
from models.team.leaving import meet
from models.workspace.queries import workspace_of
from models.workspace.secrets import Secrets
from models.workspace.seen import first_time

log = logging.getLogger("koers.door")


class UnknownPersonError(Exception):
    """The caller is not in the database yet: ask Slack who they are, and try again."""


class WithdrawnError(Exception):
    """The form stays open: nothing of the request is stored, and the same form may come again."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__()
        self.answers = answers


@dataclass(frozen=True)
class After:
    """What is left to do when a request has been committed."""

    has_news: bool = False
    newcomers: tuple[str, ...] = ()
    concerned: frozenset[str] = frozenset()
    """Ids of the people whose Home shows what was changed."""
    readings: tuple[Noted, ...] = ()
    """What the answer shows of others; stored already where the request stores something."""


class Transactions:
    """Takes callers to the database and back with an answer."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        secrets: Secrets,
        on_news: Callable[[], None],
        features: Sequence[Feature] = (),
    ) -> None:
        self.features = features
        self.now = now
        self.secrets = secrets
        self.on_news = on_news
        self.on_change: Callable[[AsyncWebClient, str, frozenset[str]], None] = lambda *_: None
        """Called after a commit with the workspace and the people whom the change concerns."""
        self.queue = WriteQueue(database)
        self.readings, self.pace = ReadingLog(self.queue), Pace()
        self._under_way: set[asyncio.Task[None]] = set()

    async def take(
        self, client: AsyncWebClient, caller: Caller, handler: Callable[..., Answers], what: Any, first_field: str = ""
    ) -> list[Answer]:
        """Run `handler` with `what` was typed, pressed or filled in; whatever happens, there is something to say.

        `first_field` is where the error of a form goes that belongs to no field.
        """
        start = time.perf_counter()
        goes_on = bool(caller.visit)
        caller.visit = visits.begin(caller.visit)
        with serving(caller.workspace_id):
            outcome, answers = await self._taken(
                client, caller, handler, what, first_field, is_free=goes_on or caller.is_typing
            )
        feature, seconds = metrics.feature_of(handler), time.perf_counter() - start
        visits.tell(caller.workspace_id, feature, outcome, seconds)
        return answers

    async def _taken(
        self,
        client: AsyncWebClient,
        caller: Caller,
        handler: Callable[..., Answers],
        what: Any,
        first_field: str,
        *,
        is_free: bool,
    ) -> tuple[str, list[Answer]]:
        """What became of it, and what to say. What is free counts as no request of theirs."""
        try:
            if not is_free and not self.pace.allows(caller.workspace_id, caller.user_id):
                who, stores = (caller.workspace_id, caller.user_id), not only_reads(handler, what)
                key = caller.key if stores else ""
                said = await self.pace.slowed_down(self.queue.read, who, first_field, stores=stores, key=key)
                return "too_fast", said
            try:
                return "answered", await self._transact(client, caller, handler, what)
            except UnknownPersonError:
                await self._enrol(caller, await profile_of(client, caller))
                return "answered", await self._transact(client, caller, handler, what)
        except WithdrawnError as withdrawn:
            return "form_errors", withdrawn.answers
        except Refusal as refusal:
            return "refused", [refused_at(first_field, refusal, caller.language)]
        except Exception:
            # The edge of one request: whoever is waiting in Slack gets an answer, and the log the rest.
            reference = visits.REFERENCE.get()
            log.exception("request failed, reference %s", reference)
            told = crashed(caller.language, reference)
            return "crashed", [FormErrors({first_field: told.message.text}) if first_field else told]

    async def _transact(
        self, client: AsyncWebClient, caller: Caller, handler: Callable[..., Answers], what: Any
    ) -> list[Answer]:
        """The request as one transaction, and what there is to do when it has been committed."""
        work = visits.under(visits.REFERENCE.get(), self._work(caller, handler, what))
        answers, after = await (self.queue.read(work) if only_reads(handler, what) else self.queue.write(work))
        self.readings.given(after.readings, is_stored=not only_reads(handler, what))
        if after.has_news:
            self.on_news()
        if after.concerned:
            self.on_change(client, caller.workspace_id, after.concerned)
        for user_id in after.newcomers:
            task = asyncio.create_task(self._get_acquainted(client, caller.workspace_id, user_id))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return answers

    def _work(
        self, caller: Caller, handler: Callable[..., Answers], what: Any, *, is_asked: bool = True
    ) -> Callable[[Session], tuple[list[Answer], "After"]]:
        def work(session: Session) -> tuple[list[Answer], After]:
            now = self.now()
            found = caller_of(session, caller.workspace_id, caller.user_id)
            if found is None:
                raise UnknownPersonError
            person, workspace = found
            where = (caller.channel_id, caller.message, self.features, caller.thread)
            request = Request(session, workspace, person, now, self.secrets, *where)
            caller.language = request.language
            require_comes_in(workspace, Standing.STRANGER if caller.is_stranger else person.standing)
            request.rights.require(Right.USE_KOERS)
            once = caller.key and not only_reads(handler, what)
            if once and not first_time(session, caller.workspace_id, caller.key, now):
                return [], After()
            answers = listed(read_by(handler, request, what))
            if any(isinstance(answer, FormErrors) for answer in answers):
                raise WithdrawnError(answers)
            shown = readings_in(session, caller.workspace_id, person.id, now) if is_asked else []
            readings = self.readings.new_among(shown)
            answers = self.readings.answers(request, answers, readings)
            if only_reads(handler, what):
                return answers, After(readings=readings)
            keep_readings(session, readings)
            newcomers = tuple(session.info.get(NEWCOMERS, ()))
            return answers, After(has_news(session), newcomers, _concerned(session, person.id, answers), readings)

        return work

    async def _enrol(self, caller: Caller, profile: Profile) -> None:
        """Somebody new comes in; refused, in their language, who is no member of the workspace."""

        def work(session: Session) -> None:
            caller.language = profile.spoken or workspace_of(session, caller.workspace_id).language
            enrol(session, caller.workspace_id, profile, self.now())

        try:
            await self.queue.write(work)
            self.on_news()  # the admins are asked who it is, the first admin gets the first steps
        except IntegrityError:
            # Their first two requests came at once, at two processes: the other one has let them in.
            log.info("somebody came in twice at the same moment")

    async def _get_acquainted(self, client: AsyncWebClient, workspace_id: str, user_id: str) -> None:
        """Somebody was added by an admin: take their name, zone and language from Slack."""
        profile = await profile_of(client, Caller(workspace_id, user_id, "", ""))

        def work(session: Session) -> bool:
            meet(session, workspace_id, profile, self.now())
            return has_news(session)

        if await self.queue.write(work):
            self.on_news()

    async def look(self, caller: Caller, handler: Callable[..., Answers], what: Any = "") -> list[Answer]:
        """What a handler that only reads says to somebody who has not asked. Raises Refusal."""
        with serving(caller.workspace_id):
            answers, _ = await self.queue.read(self._work(caller, handler, what, is_asked=False))
        return answers

    async def remember_plain(self, workspace_id: str) -> None:
        """This workspace refuses native tables and charts: say so from now on."""

        def note(session: Session) -> None:
            workspace_of(session, workspace_id).takes_rich_blocks = False

        with serving(workspace_id):
            await self.queue.write(note)


def only_reads(handler: Callable[..., Answers], what: Any = "") -> bool:
    """Whether the handler is marked with `@reads`, or with `@reads_when` and this is such a line."""
    asks = getattr(handler, "reads_when", None)
    return getattr(handler, "only_reads", False) or (asks is not None and isinstance(what, str) and asks(what))


def _concerned(session: Session, person_id: str, answers: Sequence[Answer]) -> frozenset[str]:
    """Whose Home shows what was changed: without theirs who get it with the answer."""
    has_home = any(isinstance(answer, ShowHome) for answer in answers)
    return concerned_by(session) - {person_id} if has_home else concerned_by(session) | {person_id}
