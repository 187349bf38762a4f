"""The Slack door: every command, button, form and message comes in here, and is answered.

Who it is and what it is about is read from what Slack sent; `transaction.py` runs the feature as one transaction.

The acknowledgement carries the answer when it is ready within `ACK_WITHIN` seconds, so that what was
acknowledged is also stored; else it goes out empty and the answer follows (see DECISIONS.md, 2).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from handlers.door import payloads
from handlers.door.answers import Answer, Answers, Options, SendFile, ShowHome, Whisper, in_place, renamed
from handlers.door.callers import Caller, caller_in, writer
from handlers.door.direct_message import addressed, first_reply
from handlers.door.files import dropped_in, words_are_read
from handlers.door.homes import Homes
from handlers.door.lists import and_its_list
from handlers.door.outside import Asking, Outside, waiting
from handlers.door.replying import Replier
from handlers.door.request import Feature, Press
from handlers.door.seen_message import seen_message
from handlers.door.transaction import Transactions, only_reads
from messages.blocks import ANSWER
from messages.command_names import USUAL_NAMES, CommandNames
from messages.home.tab import only
from models.database import Database
from models.workspace.secrets import Secrets

ACK_WITHIN = 2.0
"""Seconds; Slack gives up after three."""

WRITTEN = frozenset({None, "", "file_share", "me_message", "thread_broadcast"})
"""Kinds of messages that a person writes: plain, with a picture, as `/me`, in a thread and in the channel too."""

Ack: TypeAlias = Callable[..., Awaitable[Any]]
Json: TypeAlias = dict[str, Any]
log = logging.getLogger("koers.door")


class Door:
    """Takes requests from Bolt, and answers them."""

    def __init__(
        self,
        database: Database,
        features: Sequence[Feature],
        now: Callable[[], datetime],
        secrets: Secrets,
        on_news: Callable[[], None] = lambda: None,
        names: CommandNames = USUAL_NAMES,
    ) -> None:
        self.now = now
        self.secrets = secrets
        self.names = names
        self.on_news = on_news
        """Called after a commit that put messages into the outbox, so that they need not wait for the clock."""
        self.outside: dict[str, Outside] = {}
        """Who asks outside Slack, by name. The program plugs them in."""
        self.one_file = asyncio.Lock()
        typed = [(word, one) for feature in features for one in feature.commands for word in (one.word, *one.also)]
        self.commands = {word: command.answer for word, command in typed}
        self.alone_in_dm = frozenset(word for word, command in typed if command.alone_in_dm)
        self.actions = {word: command.actions for word, command in typed}
        self.presses = {id_: handler for feature in features for id_, handler in feature.presses.items()}
        self.forms = {id_: handler for feature in features for id_, handler in feature.forms.items()}
        self.lists = {name: show for feature in features for name, show in feature.lists.items()}
        self.queries = {id_: handler for feature in features for id_, handler in feature.queries.items()}
        self.shortcuts = {one.callback_id: one.answer for feature in features for one in feature.shortcuts}
        self.home = next((feature.home for feature in features if feature.home), None)
        self.direct_message = next((f.direct_message for f in features if f.direct_message), None)
        self.file = next((f.file for f in features if f.file), None)
        self.changed_message = next((f.changed_message for f in features if f.changed_message), None)
        self.reply = first_reply([f.reply for f in features if f.reply])
        self.stands = first_reply([f.stands for f in features if f.stands])
        self.transactions = Transactions(database, now, secrets, lambda: self.on_news(), features)
        self.homes = Homes(self.transactions, self.home, names)
        self.transactions.on_change = self.homes.changed

    async def command(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A slash command: `/log …`, or `/koers log …`."""
        word = body["command"].removeprefix(self.names.prefix).removeprefix("/").lower()
        text = payloads.unescaped(body.get("text") or "")
        if word == "koers":
            first, _, rest = text.strip().partition(" ")
            if first.lower() in self.commands:
                word, text = first.lower(), rest.strip()
        handler = self.commands.get(word) or self.commands["koers"]
        caller = caller_in(body, body["user_id"], body["channel_id"], f"trigger:{body['trigger_id']}")
        answering = self._take(client, caller, handler, text)
        await self._answer_within(ack, answering, caller, self._replier(client, caller, body), in_ack=True)

    async def press(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A button or menu, in a message, a modal or the Home tab."""
        press = payloads.press(body)
        name = press.action_id.partition(":")[0]
        handler = self.presses.get(name)
        if handler is None:
            await ack()
            if not body["actions"][0].get("url"):
                log.warning("nothing answers to the button %s", name)
            return
        caller = caller_in(body, body["user"]["id"], press.channel_id, f"trigger:{body['trigger_id']}")
        handler = and_its_list(handler, self.lists, body)
        answering = self._take_there(client, caller, handler, press, body)
        await self._answer_within(ack, answering, caller, self._replier(client, caller, body), in_ack=False)

    async def shortcut(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A shortcut: of a message, or global."""
        handler = self.shortcuts.get(body["callback_id"])
        if handler is None:
            await ack()
            log.warning("nothing answers to a shortcut that Slack sent: is the manifest of this version installed?")
            return
        channel = (body.get("channel") or {}).get("id") or ""
        caller = caller_in(body, body["user"]["id"], channel, f"trigger:{body['trigger_id']}")

        async def answering() -> list[Answer]:
            return await self._take(client, caller, handler, await seen_message(body, client))

        await self._answer_within(ack, answering(), caller, self._replier(client, caller, body), in_ack=False)

    async def form(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """A submitted modal. Its errors must be in the acknowledgement."""
        form, view = payloads.form(body), body["view"]
        handler = and_its_list(self.forms[view["callback_id"]], self.lists, body)
        caller = caller_in(body, body["user"]["id"], "", f"view:{view['id']}:{view['hash']}")
        replier = self._replier(client, caller, body)
        answers = await self._take(client, caller, handler, form, first_field=payloads.first_input(view))
        shown, rest = waiting(answers, body)
        await ack(**shown)
        await replier.say_all(rest)

    def _replier(self, client: AsyncWebClient, caller: Caller, body: Json) -> Replier:
        asking = Asking(self.outside, self._take, client, caller, self.one_file)

        def sent(file: SendFile) -> None:
            self.transactions.readings.sent(caller.workspace_id, caller.user_id, file, self.now())

        return Replier(client, body, asking, self.transactions.remember_plain, sent)

    async def query(self, ack: Ack, body: Json, client: AsyncWebClient) -> None:
        """Somebody types in a menu that fills itself."""
        handler = self.queries.get(body["action_id"].partition(":")[0])
        if handler is None:
            await ack(options=[])
            return
        caller = replace(caller_in(body, body["user"]["id"], "", ""), is_typing=True)
        answers = await self._take(client, caller, handler, str(body.get("value") or ""))
        found = next((answer.options for answer in answers if isinstance(answer, Options)), [])
        await ack(options=found[:100])

    async def opened_home(self, body: Json, client: AsyncWebClient) -> None:
        """Somebody opens the Home tab."""
        event = body["event"]
        if event.get("tab", "home") != "home" or self.home is None:
            return
        caller = caller_in(body, event["user"], "", "")
        async with self.homes.alone(caller.workspace_id, caller.user_id):
            answers = [_as_home(answer) for answer in await self._take(client, caller, self.home, "")]
            await self._replier(client, caller, body).say_all(answers)
        await self.homes.opened(caller.workspace_id, caller.user_id)

    async def message(self, body: Json, client: AsyncWebClient) -> None:
        """Somebody writes to the bot in its DM."""
        event = body["event"]
        if self.direct_message is None or event.get("channel_type") != "im":
            return
        if event.get("subtype") == "message_changed":
            await self._changed_message(body, client)
        elif event.get("subtype") in WRITTEN and not event.get("bot_id"):
            await self._written(body, client)

    async def _written(self, body: Json, client: AsyncWebClient) -> None:
        """What somebody writes in the DM, and the files that they drop there."""
        event = body["event"]
        text, files = payloads.unescaped(event.get("text") or ""), dropped_in(event)
        if (on_file := self.file) is not None:
            for file in files:
                caller = replace(writer(body, event), key=f"event:{body['event_id']}:{file.id}")
                await self._replier(client, caller, body).say_all(await self._take(client, caller, on_file, file))
        if words_are_read(files, text) and self.direct_message is not None:
            handler, text = addressed(
                self.commands, self.direct_message, text, self.reply, self.alone_in_dm, self.stands, self.actions
            )
            caller = writer(body, event)
            await self._replier(client, caller, body).say_all(await self._take(client, caller, handler, text))

    async def _changed_message(self, body: Json, client: AsyncWebClient) -> None:
        """Somebody changes what they wrote. Slack says the same of a message that only got a preview of its links."""
        message, before = body["event"]["message"], body["event"].get("previous_message") or {}
        is_rewritten = "edited" in message and message.get("text") != before.get("text")
        if self.changed_message is None or message.get("bot_id") or not message.get("user") or not is_rewritten:
            return
        text = payloads.unescaped(message.get("text") or "")
        caller = writer(body, message)
        answers = await self._take(client, caller, self.changed_message, text)
        await self._replier(client, caller, body).say_all(answers)

    async def mention(self, body: Json, client: AsyncWebClient) -> None:
        """Somebody names the bot in a channel: read like a message to it, and answered to who wrote alone."""
        event = body["event"]
        if self.direct_message is None or event.get("bot_id") or not event.get("user"):
            return
        caller = caller_in(body, event["user"], event["channel"], f"event:{body['event_id']}")
        text = payloads.unescaped(payloads.without_mention(body))
        handler, text = addressed(self.commands, self.direct_message, text, None, self.alone_in_dm)
        await self._replier(client, caller, body).say_all(await self._take(client, caller, handler, text))

    async def _take(
        self, client: AsyncWebClient, caller: Caller, handler: Callable[..., Answers], what: Any, first_field: str = ""
    ) -> list[Answer]:
        """The answers of one transaction, with the names that the commands have here."""
        answers = await self.transactions.take(client, caller, handler, what, first_field)
        return [renamed(answer, self.names) for answer in answers]

    async def _take_there(
        self, client: AsyncWebClient, caller: Caller, handler: Callable[..., Answers], press: Press, body: Json
    ) -> list[Answer]:
        """The answers to a press, where it was pressed: what was done on Home is told on Home, in a modal in the modal."""
        answers, view = await self.transactions.take(client, caller, handler, press), body.get("view") or {}
        if view.get("type") == "home" and not only_reads(handler):
            answers = await self.homes.with_notice(client, caller, answers, payloads.place_of_press(body))
        elif view.get("callback_id") == ANSWER:
            answers = [in_place(answer, caller.language) for answer in answers]
        return [renamed(answer, self.names) for answer in answers]

    async def _answer_within(
        self, ack: Ack, answering: Awaitable[list[Answer]], caller: Caller, replier: Replier, *, in_ack: bool
    ) -> None:
        """Acknowledge once it is stored (with the answer, where Slack takes one); without waiting when it takes long."""
        task = asyncio.ensure_future(answering)
        done, _ = await asyncio.wait({task}, timeout=ACK_WITHIN)
        replier.language = caller.language
        if in_ack and done and (said := replier.as_acknowledgement(task.result())) is not None:
            await ack(**said)
            return
        await ack()
        await replier.say_all(await task)


def _as_home(answer: Answer) -> Answer:
    """What was refused or went wrong takes the place of the tab: nothing of what it showed before stays."""
    return ShowHome(only(answer.message.text)) if isinstance(answer, Whisper) else answer
