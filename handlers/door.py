"""The Slack door: one visit is one transaction.

Every command, button, form and message comes in here: find the workspace and the person, run the
handler, commit, and *then* answer. A refusal is answered in the person's language, a crash with a
reference that stands in the log. The same delivery arriving twice takes effect once.

The acknowledgement carries the answer when it is ready within `ACK_WITHIN` seconds, so that what was
acknowledged is also stored; else it goes out empty and the answer follows (see DECISIONS.md, 2).
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import fields
from handlers.answers import Answer, Answers, FormErrors, Options, Whisper
from handlers.direct import addressed
from handlers.speaking import Speaker
from handlers.turns import Turns
from handlers.visit import Feature, Visit
from messages.blocks import Message
from messages.words import words
from models.database import Database
from models.delivery.outbox import has_news
from models.refusal import Refusal
from models.team.actions import NEWCOMERS
from models.team.enrolment import Profile, enrol, visitor_of
from models.team.leaving import follow_slack
from models.workspace.queries import workspace_of
from models.workspace.secrets import Secrets
from models.workspace.seen import first_time

ACK_WITHIN = 2.0
"""Seconds; Slack gives up after three."""

Ack: TypeAlias = Callable[..., Awaitable[Any]]
Json: TypeAlias = dict[str, Any]
log = logging.getLogger("koers.door")


class UnknownPersonError(Exception):
    """The visitor is not in the database yet: ask Slack who they are, and try again."""


@dataclass(slots=True)
class Visitor:
    """Who comes in, and with which delivery (`key`; empty when it has no effect to repeat)."""

    workspace_id: str
    user_id: str
    channel_id: str
    key: str
    language: str = "en"
    """Known as soon as the person has been found."""


class WithdrawnError(Exception):
    """The form stays open: nothing of the visit is stored, and the same form may come again."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__()
        self.answers = answers


class Door:
    """Takes visits from Bolt, and answers them."""

    def __init__(
        self,
        database: Database,
        features: Sequence[Feature],
        now: Callable[[], datetime],
        secrets: Secrets,
        on_news: Callable[[], None] = lambda: None,
        prefix: str = "/",
    ) -> None:
        self.database = database
        self.now = now
        self.secrets = secrets
        self.prefix = prefix
        self.on_news = on_news
        """Called after a commit that put messages into the outbox, so that they need not wait for the clock."""
        self.commands = {word: handler for feature in features for word, handler in feature.commands.items()}
        self.presses = {id_: handler for feature in features for id_, handler in feature.presses.items()}
        self.forms = {id_: handler for feature in features for id_, handler in feature.forms.items()}
        self.queries = {id_: handler for feature in features for id_, handler in feature.queries.items()}
        self.home = next((feature.home for feature in features if feature.home), None)
        self.direct_message = next((f.direct_message for f in features if f.direct_message), None)
        self._under_way: set[asyncio.Task[None]] = set()
        self.turns = Turns(database)

    # --- what Bolt calls -----------------------------------------------------------------------------

    async def command(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A slash command: `/log …`, or `/koers log …`."""
        word = body["command"].removeprefix(self.prefix).removeprefix("/").lower()
        text = fields.unescaped(body.get("text") or "")
        if word == "koers":
            first, _, rest = text.strip().partition(" ")
            if first.lower() in self.commands:
                word, text = first.lower(), rest.strip()
        handler = self.commands.get(word) or self.commands["koers"]
        visitor = Visitor(
            body["team_id"], body["user_id"], body["channel_id"], f"trigger:{body['trigger_id']}"
        )
        speaker = Speaker(client, body, on_refused=self._remember_plain)
        await self._answer_within(
            ack, self._visit(client, visitor, handler, text), visitor, speaker, in_ack=True
        )

    async def press(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A button or menu, in a message, a modal or the Home tab."""
        press = fields.press(body)
        name = press.action_id.partition(":")[0]
        handler = self.presses.get(name)
        if handler is None:
            await ack()
            if not body["actions"][0].get("url"):
                log.warning("nothing answers to the button %s", name)
            return
        visitor = Visitor(_team(body), body["user"]["id"], press.channel_id, f"trigger:{body['trigger_id']}")
        speaker = Speaker(client, body, on_refused=self._remember_plain)
        await self._answer_within(
            ack, self._visit(client, visitor, handler, press), visitor, speaker, in_ack=False
        )

    async def form(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A submitted modal. Its errors must be in the acknowledgement."""
        form, view = fields.form(body), body["view"]
        handler = self.forms[view["callback_id"]]
        visitor = Visitor(_team(body), body["user"]["id"], "", f"view:{view['id']}:{view['hash']}")
        speaker = Speaker(client, body, on_refused=self._remember_plain)
        answers = await self._visit(client, visitor, handler, form, first_field=fields.first_input(view))
        errors = next((answer.errors for answer in answers if isinstance(answer, FormErrors)), None)
        if errors is not None:
            await ack(response_action="errors", errors=errors)
            return
        await ack()
        await speaker.say_all(answers)

    async def query(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """Somebody types in a menu that fills itself."""
        handler = self.queries.get(body["action_id"].partition(":")[0])
        if handler is None:
            await ack(options=[])
            return
        visitor = Visitor(_team(body), body["user"]["id"], "", "")
        answers = await self._visit(client, visitor, handler, str(body.get("value") or ""))
        found = next((answer.options for answer in answers if isinstance(answer, Options)), [])
        await ack(options=found[:100])

    async def opened_home(self, body: Json, client: AsyncWebClient) -> None:
        """Somebody opens the Home tab."""
        event = body["event"]
        if event.get("tab", "home") != "home" or self.home is None:
            return
        visitor = Visitor(body["team_id"], event["user"], "", "")
        await Speaker(client, body).say_all(await self._visit(client, visitor, self.home, ""))

    async def message(self, body: Json, client: AsyncWebClient) -> None:
        """Somebody writes to the bot in its DM."""
        event = body["event"]
        written_by_a_person = not (event.get("subtype") or event.get("bot_id"))
        if self.direct_message is None or event.get("channel_type") != "im" or not written_by_a_person:
            return
        visitor = Visitor(body["team_id"], event["user"], event["channel"], f"event:{body['event_id']}")
        text = fields.unescaped(event.get("text") or "")
        handler, text = addressed(self.commands, self.direct_message, text)
        await Speaker(client, body).say_all(await self._visit(client, visitor, handler, text))

    # --- one visit -----------------------------------------------------------------------------------

    async def _visit(
        self,
        client: AsyncWebClient,
        visitor: Visitor,
        handler: Callable[..., Answers],
        what: Any,
        first_field: str = "",
    ) -> list[Answer]:
        try:
            try:
                return await self._transact(client, visitor, handler, what)
            except UnknownPersonError:
                await self._enrol(visitor, await _profile(client, visitor.user_id))
                return await self._transact(client, visitor, handler, what)
        except WithdrawnError as withdrawn:
            return withdrawn.answers
        except Refusal as refusal:
            return [_refused(refusal, visitor.language, first_field)]
        except Exception:
            # The one place that catches everything: whoever is waiting in Slack gets an answer, and the log the rest.
            reference = secrets.token_hex(4)
            log.exception("visit failed, reference %s", reference)
            text = words(visitor.language)("common.crashed", reference=reference)
            return [FormErrors({first_field: text}) if first_field else Whisper(Message(text))]

    async def _transact(
        self, client: AsyncWebClient, visitor: Visitor, handler: Callable[..., Answers], what: Any
    ) -> list[Answer]:
        """The visit as one transaction, and what there is to do when it has been committed."""
        work = self._work(visitor, handler, what)
        answers, after = await (self.turns.read(work) if _only_reads(handler) else self.turns.write(work))
        if after.has_news:
            self.on_news()
        for user_id in after.newcomers:
            task = asyncio.create_task(self._get_acquainted(client, visitor.workspace_id, user_id))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return answers

    def _work(
        self, visitor: Visitor, handler: Callable[..., Answers], what: Any
    ) -> Callable[[Session], tuple[list[Answer], "After"]]:
        def work(session: Session) -> tuple[list[Answer], After]:
            now = self.now()
            found = visitor_of(session, visitor.workspace_id, visitor.user_id)
            if found is None:
                raise UnknownPersonError
            person, workspace = found
            visit = Visit(session, workspace, person, now, self.secrets, visitor.channel_id)
            visitor.language = visit.language
            once = visitor.key and not _only_reads(handler)
            if once and not first_time(session, visitor.workspace_id, visitor.key, now):
                return [], After()
            answers = _listed(handler(visit, what))
            if any(isinstance(answer, FormErrors) for answer in answers):
                raise WithdrawnError(answers)
            return answers, After(has_news(session), tuple(session.info.get(NEWCOMERS, ())))

        return work

    async def _enrol(self, visitor: Visitor, profile: Profile) -> None:
        await self.turns.write(lambda session: enrol(session, visitor.workspace_id, profile, self.now()))

    async def _get_acquainted(self, client: AsyncWebClient, workspace_id: str, user_id: str) -> None:
        """Somebody was added by an admin: take their name, zone and language from Slack."""
        profile = await _profile(client, user_id)

        def work(session: Session) -> None:
            follow_slack(session, workspace_id, profile, self.now())

        await self.turns.write(work)

    async def _answer_within(
        self, ack: Ack, visiting: Awaitable[list[Answer]], visitor: Visitor, speaker: Speaker, *, in_ack: bool
    ) -> None:
        """Acknowledge once it is stored (with the answer, where Slack takes one); without waiting when it takes long."""
        task = asyncio.ensure_future(visiting)
        done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
        speaker.language = visitor.language
        if in_ack and done and (body := speaker.as_acknowledgement(task.result())) is not None:
            await ack(**body)
            return
        await ack()
        await speaker.say_all(await task)

    async def _remember_plain(self, workspace_id: str) -> None:
        """This workspace refuses native tables and charts: say so from now on."""

        def note(session: Session) -> None:
            workspace_of(session, workspace_id).takes_rich_blocks = False

        await self.turns.write(note)


@dataclass(frozen=True)
class After:
    """What is left to do when a visit has been committed."""

    has_news: bool = False
    newcomers: tuple[str, ...] = ()


def _only_reads(handler: Callable[..., Answers]) -> bool:
    return getattr(handler, "only_reads", False)


def _team(body: Json) -> str:
    return str((body.get("team") or {}).get("id") or body["user"]["team_id"])


def _listed(answers: Answers) -> list[Answer]:
    if answers is None:
        return []
    return list(answers) if isinstance(answers, Sequence) else [answers]


def _refused(refusal: Refusal, language: str, first_field: str) -> Answer:
    feature, _, reason = refusal.reason.partition(".")
    values = {name: value for name, value in refusal.values.items() if name != "field"}
    say = words(language)
    if first_field:
        name = str(refusal.values.get("field", first_field))
        return FormErrors({name: say.bare(f"{feature}.refused_{reason}", **values)})
    return Whisper(Message(say(f"{feature}.refused_{reason}", **values)))


async def _profile(client: AsyncWebClient, user_id: str) -> Profile:
    user = (await client.users_info(user=user_id, include_locale=True))["user"]
    return fields.profile(user)
