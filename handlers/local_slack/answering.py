"""POST /response/<id>: what an app answers on a response_url."""

import json
import time
from typing import Any

from aiohttp import web

from handlers.local_slack.breaking import broken, told
from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.faults import RESPONSE_URL, Fault
from handlers.local_slack.platform import Platform
from handlers.local_slack.posting import (
    ContentRefused,
    app_message,
    change,
    change_whisper,
    delete,
    delete_whisper,
    read_content,
    store,
    whisper,
)
from handlers.local_slack.refused import Refused
from handlers.local_slack.response_urls import ResponseUrl
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


class AnswerRefused(Refused):
    """The answer is not taken: HTTP status and Slack's code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status


class Answers:
    """The door of the response_urls."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def serve(self, request: web.Request) -> web.Response:
        """Takes one answer: "ok", or 404 when the address is used up or too old."""
        started = time.perf_counter()
        answer: Any = await request.text()
        error: str | None = None
        url, trouble = self._platform.response_urls.find(request.match_info["key"])
        team = url.team if url else ""
        fault: Fault | None = None
        result: web.Response | None = None
        try:
            if url is None or trouble:
                raise AnswerRefused(404, trouble or "invalid_url")
            answer = _read(answer)
            fault = self._platform.faults.strike(RESPONSE_URL, team, url.channel)
            if fault and (result := await broken(fault, request, stored=False)):
                error = told(fault, stored=False)
            else:
                self._take(self._platform.workspaces[team], url, answer)
                url.uses += 1
                if fault and (result := await broken(fault, request, stored=True)):
                    error = told(fault, stored=True)
        except AnswerRefused as refusal:
            error = refusal.code
            result = web.json_response({"ok": False, "error": error}, status=refusal.status)
        result = result or web.Response(text="ok")
        ms = (time.perf_counter() - started) * 1000
        self._platform.inspector.note(
            "in",
            "response_url",
            "response_url",
            team=team,
            ms=ms,
            error=error,
            request=answer,
            response=result.text,
            fault=fault.effect if fault else "",
        )
        return result

    def _take(self, workspace: Workspace, url: ResponseUrl, answer: Payload) -> None:
        channel, app = workspace.channels[url.channel], workspace.apps[url.app]
        if answer.get("delete_original"):
            self._delete(workspace, channel, url)
            return
        try:
            content = read_content(workspace, answer.get("text"), answer.get("blocks"), answer.get("attachments"))
        except ContentRefused as refusal:
            raise AnswerRefused(400, refusal.code) from None
        if answer.get("replace_original") and url.message_ts:
            self._replace(workspace, app, channel, url, content.as_fields())
            return
        thread = str(answer.get("thread_ts") or "")
        message = app_message(self._platform, workspace, app, content, thread)
        if answer.get("response_type") == "in_channel":
            store(self._platform, workspace, channel, message)
        else:
            whisper(self._platform, workspace, channel, url.user, message)

    def _replace(
        self, workspace: Workspace, app: AppConfig, channel: Channel, url: ResponseUrl, fields: Payload
    ) -> None:
        if shown := channel.whisper(url.message_ts, url.user):
            change_whisper(self._platform, workspace, channel, shown, fields)
        elif message := channel.find(url.message_ts):
            change(self._platform, workspace, app.bot_user_id, channel, message, {"blocks": None} | fields)
        else:
            raise AnswerRefused(404, "message_not_found")

    def _delete(self, workspace: Workspace, channel: Channel, url: ResponseUrl) -> None:
        if shown := channel.whisper(url.message_ts, url.user):
            delete_whisper(self._platform, workspace, channel, shown)
        elif message := channel.find(url.message_ts):
            delete(self._platform, workspace, channel, message)
        else:
            raise AnswerRefused(404, "message_not_found")


def _read(text: str) -> Payload:
    try:
        answer = json.loads(text)
    except ValueError:
        raise AnswerRefused(400, "invalid_payload") from None
    if not isinstance(answer, dict):
        raise AnswerRefused(400, "invalid_payload")
    return answer
