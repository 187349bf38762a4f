"""How answers reach Slack: in the acknowledgement, over the response_url, as a DM, a modal or a Home tab."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.door.answers import (
    Answer,
    AskOutside,
    LookAtChannel,
    OpenModal,
    ReadFile,
    Refresh,
    Replace,
    RewriteMessage,
    Say,
    SendFile,
    Settle,
    ShowHome,
    Tell,
    UpdateModal,
    Whisper,
    WithdrawMessage,
    said_meanwhile,
)
from handlers.door.channel_state import state_of
from handlers.door.origin import from_message, origin_of
from handlers.door.outside import unless_gone, update_open
from handlers.door.response_hosts import goes_to_slack
from messages.blocks import Message, View
from messages.together import in_its_part
from messages.words import words

Json: TypeAlias = dict[str, Any]
Refused: TypeAlias = Callable[[str], Awaitable[None]]
Asks: TypeAlias = Callable[[AskOutside | ReadFile], Awaitable[Sequence[Answer]]]
log = logging.getLogger("koers.door")
TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")
LARGEST_ACK = 16_000  # bytes: Slack drops Socket Mode frames of 20,480 bytes and more without a word
OK = ("ok", '{"ok":true}')
LOOKS_BACK = 40  # messages of the conversation in which a question is looked for that was answered by a word
TIMES_ASKED_TO_WAIT = 8
"""About one message a second fits in a channel: who presses faster has several answers that wait at once."""


class AnswerRefusedError(RuntimeError):
    """Slack did not take an answer; the text is Slack's error."""


class Replier:
    """Speaks to the person of one request, with what Slack sent along for that (`body`)."""

    def __init__(
        self,
        client: AsyncWebClient,
        body: Json,
        ask_outside: Asks,
        on_refused: Refused | None = None,
        on_sent: Callable[[SendFile], None] = lambda _: None,
    ) -> None:
        self.client = client
        self.body = body
        self.on_refused = on_refused
        """Called with the workspace's id when it refuses native tables and charts."""
        self.on_sent = on_sent
        """Called with each file that Slack has taken."""
        self.ask_outside = ask_outside
        self.language = "en"

    def as_acknowledgement(self, answers: Sequence[Answer]) -> Json | None:
        """The answer as the body of an acknowledgement; None when it has to go another way."""
        if not answers:
            return {}
        if len(answers) > 1 or not isinstance(answers[0], Whisper | Say):
            return None
        answer = answers[0]
        if answer.message.plain_blocks is not None:
            return None  # only a call of our own tells whether Slack takes the native blocks
        body = {"response_type": _type(answer), **_content(answer.message)}
        return body if len(json.dumps(body)) < LARGEST_ACK else None

    async def say_all(self, answers: Sequence[Answer]) -> None:
        """Give every answer, in order."""
        for answer in answers:
            await self._say(answer)

    async def _say(self, answer: Answer) -> None:
        match answer:
            case Whisper(message) | Say(message):
                await self._write(message, response_type=_type(answer), replace_original=False)
            case Replace(message):
                await self._replace(message)
            case Refresh(message, or_anew):
                await self._refresh(message, or_anew=or_anew)
            case Tell(message):
                await self._write(message, in_person=True)
            case Settle(marks, message):
                await self._settle(marks, message)
            case SendFile():
                await self._send_file(answer)
            case WithdrawMessage(channel_id, ts):
                await self._withdraw(channel_id, ts)
            case RewriteMessage(channel_id, ts, message):
                await self._rewrite(channel_id, ts, message)
            case OpenModal(view):
                await self._open(view)
            case UpdateModal(view):
                await update_open(self.client, self.body["view"]["id"], view)
            case LookAtChannel():
                message = answer.tell(await state_of(self.client, answer.channel_id, joins=answer.joins))
                await self._write(message, replace_original=answer.replaces)
            case AskOutside() | ReadFile():
                await self.say_all(said_meanwhile(answer))
                await self.say_all(await self.ask_outside(answer))
            case ShowHome(view):
                user = self.body.get("event", {}).get("user") or self.body["user"]["id"]
                await self.client.views_publish(user_id=user, view=view.json)

    async def _open(self, view: View) -> None:
        """Open a modal, on top of the one the person is in (in its place, where three lie on each other); or say that it is late."""
        is_in_modal = (self.body.get("view") or {}).get("type") == "modal"
        method = self.client.views_push if is_in_modal else self.client.views_open
        try:
            await method(trigger_id=self.body["trigger_id"], view=from_message(view.json, self.body))
        except SlackApiError as error:
            if error.response["error"] == "push_limit_reached":
                await self.client.views_update(view_id=self.body["view"]["id"], view=from_message(view.json, self.body))
                return
            if error.response["error"] not in TOO_LATE:
                raise
            text = words(self.language)("common.too_late")
            await self._write(Message(text), response_type="ephemeral", replace_original=False)

    async def _write(self, message: Message, **how: Any) -> None:
        """Send with native blocks; when this workspace refuses them, once more in plain ones."""
        refusal = await self._send(_content(message), **how)
        if refusal == "invalid_blocks" and message.plain_blocks is not None:
            if self.on_refused:
                await self.on_refused(self._workspace_id())
            refusal = await self._send({"text": message.text, "blocks": message.plain_blocks}, **how)
        if refusal:
            raise AnswerRefusedError(f"Slack refused an answer: {refusal[:80]}")

    async def _replace(self, message: Message) -> None:
        """In the place of the message that was pressed; of one that holds several, in the place of that part.

        Below it where Slack would not take all of that in one message.
        """
        pressed = str((self.body.get("actions") or [{}])[0].get("block_id") or "")
        whole = in_its_part(message, self.body.get("message") or {}, pressed)
        await self._write(whole or message, replace_original=whole is not None)

    async def _refresh(self, message: Message, *, or_anew: bool) -> None:
        """In the place of the message from which the form was opened; anew, where that was none or Slack is too late for it."""
        url = origin_of(self.body) or str(self.body.get("response_url") or "")
        if (goes_to_slack(url, self.client.base_url) and await self._changed(url, message)) or not or_anew:
            return
        await self._write(message, response_type="ephemeral", replace_original=False)

    async def _changed(self, url: str, message: Message) -> bool:
        """Whether Slack lets us change the message of an earlier response_url."""
        try:
            reply = await AsyncWebhookClient(url).send_dict({"replace_original": True, **_content(message)})
        except (aiohttp.ClientError, TimeoutError) as error:
            log.info("the message of a form stays as it is: %s", type(error).__name__)
            return False
        return reply.status_code == 200 and reply.body in OK

    async def _withdraw(self, channel_id: str, ts: str) -> None:
        """Delete it; what somebody deleted before us is gone as well."""
        await unless_gone(self.client.chat_delete(channel=channel_id, ts=ts))

    async def _rewrite(self, channel_id: str, ts: str, message: Message) -> None:
        """Change it; what somebody deleted meanwhile needs no change."""
        await unless_gone(self.client.chat_update(channel=channel_id, ts=ts, **_content(message)))

    async def _settle(self, marks: tuple[str, ...], message: Message) -> None:
        """Rewrite the last messages of the conversation that carry a mark; where Slack does not let us, leave them.

        Of one that holds several, the part with the mark.
        """
        try:
            channel = await self._own_conversation()
            history = await self.client.conversations_history(channel=channel, limit=LOOKS_BACK)
            for found in history["messages"]:
                names = (str(block.get("block_id") or "") for block in found.get("blocks") or ())
                mark = next((name for name in names if name in marks), None)
                if mark is not None and (whole := in_its_part(message, found, mark)) is not None:
                    await self.client.chat_update(channel=channel, ts=found["ts"], **_content(whole))
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.info("an earlier question stays as it is: %s", type(error).__name__)

    async def _send_file(self, file: SendFile) -> None:
        await self.client.files_upload_v2(
            channel=await self._own_conversation(),
            filename=file.name,
            title=file.title,
            content=file.content,
            initial_comment=file.comment or file.title,
        )
        self.on_sent(file)

    async def _own_conversation(self) -> str:
        """The channel id of the person's conversation with the bot."""
        event: Json = self.body.get("event") or {}
        if event.get("channel_type") == "im":
            return str(event["channel"])
        user = self.body.get("user_id") or event.get("user") or self.body["user"]["id"]
        opened = await self.client.conversations_open(users=user)
        return str(opened["channel"]["id"])

    async def _send(self, content: Json, *, in_person: bool = False, **how: Any) -> str:
        """Returns Slack's error, or an empty text."""
        in_form: list[Json] = self.body.get("response_urls") or [{}]
        response_url = self.body.get("response_url") or in_form[0].get("response_url")
        if response_url and not in_person and goes_to_slack(response_url, self.client.base_url):
            reply = await AsyncWebhookClient(response_url).send_dict({**how, **content})
            return "" if reply.status_code == 200 and reply.body in OK else reply.body
        post, where = self._place(in_person=in_person)
        for _ in range(TIMES_ASKED_TO_WAIT):
            try:
                await post(**where, **content)
            except SlackApiError as error:
                if error.response["error"] != "ratelimited":
                    return str(error.response["error"])
                await asyncio.sleep(float(error.response.headers.get("Retry-After", 1)))
            else:
                return ""
        return "ratelimited"

    def _place(self, *, in_person: bool) -> tuple[Callable[..., Awaitable[Any]], Json]:
        """How to post, and where: who named the bot in a channel reads the answer there, alone; who wrote in a thread, in it."""
        event: Json = self.body.get("event") or {}
        thread_ts = event.get("thread_ts") or event.get("message", {}).get("thread_ts")
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        if event.get("type") == "app_mention" and not in_person:
            return self.client.chat_postEphemeral, {"channel": event["channel"], "user": event["user"], **thread}
        in_a_channel = event.get("type") == "app_mention"
        channel = (
            event.get("user" if in_a_channel else "channel") or self.body.get("user_id") or self.body["user"]["id"]
        )
        return self.client.chat_postMessage, {"channel": channel, **({} if in_a_channel else thread)}

    def _workspace_id(self) -> str:
        return str(self.body.get("team_id") or self.body["team"]["id"])


def _type(answer: Whisper | Say) -> str:
    return "in_channel" if isinstance(answer, Say) else "ephemeral"


def _content(message: Message) -> Json:
    return {"text": message.text, "blocks": message.blocks} if message.blocks else {"text": message.text}
