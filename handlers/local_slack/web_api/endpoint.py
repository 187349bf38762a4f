"""POST /api/<method>: reads the arguments, checks the token, scopes and limits, runs the method, and fails on request."""

import base64
import json
import secrets
import time

from aiohttp import web

from handlers.local_slack.breaking import broken, told
from handlers.local_slack.faults import Fault
from handlers.local_slack.platform import Platform
from handlers.local_slack.web_api import (
    auth,
    blocks,
    chat,
    conversations,
    dnd,
    files,
    managing,
    oauth,
    reactions,
    scheduled,
    users,
    views,
)
from handlers.local_slack.web_api.call import METHODS, ApiError, Call, Method
from handlers.local_slack.wire import Payload

# Importing a family registers its methods.
FAMILIES = (auth, blocks, chat, conversations, dnd, files, managing, oauth, reactions, scheduled, users, views)


class Endpoint:
    """The door of the Web API."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answers one call."""
        name = request.match_info["method"]
        started = time.perf_counter()
        call = Call(self._platform, {})
        fault: Fault | None = None
        try:
            method = METHODS.get(name)
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            call.arguments = await _arguments(request, method, call.warnings)
            _authorise(call, method, request.headers.get("Authorization", ""))
            fault = self._platform.faults.strike(name, call.team, call.text("channel"))
            if fault and (instead := await broken(fault, request, stored=False)):
                self._note(name, call, started, {"ok": False, "error": told(fault, stored=False)}, fault)
                return instead
            self._limit(call, method)
            answer = _done(await method.run(call))
        except ApiError as refusal:
            answer = refusal.as_payload()
        if call.warnings:
            answer["warning"] = ",".join(call.warnings)
            answer.setdefault("response_metadata", {})["warnings"] = call.warnings
        if fault and (instead := await broken(fault, request, stored=True)):
            self._note(name, call, started, {"ok": False, "error": told(fault, stored=True)}, fault)
            return instead
        self._note(name, call, started, answer, fault)
        return _response(answer, call)

    def _limit(self, call: Call, method: Method) -> None:
        app = call.app.id if call.opened else self._platform.installs.app_of(call.token) or ""
        wait = self._platform.rate_limits.wait_for(call.team, app, method.name, method.tier)
        if wait:
            raise ApiError("ratelimited", retry_after=wait)

    def _note(self, name: str, call: Call, started: float, answer: Payload, fault: Fault | None = None) -> None:
        self._platform.inspector.note(
            "in",
            "api",
            name,
            team=call.team,
            ms=(time.perf_counter() - started) * 1000,
            error=None if answer["ok"] else answer["error"],
            request=call.arguments,
            response=answer,
            fault=fault.effect if fault else "",
        )


def _done(content: Payload) -> Payload:
    return {"ok": True, **content}


def _authorise(call: Call, method: Method, header: str) -> None:
    """Finds whose token this is. Raises `not_authed`, `invalid_auth`, `account_inactive` or `missing_scope`."""
    if header.startswith("Basic "):
        call.basic = _basic(header)
    else:
        call.token = header.removeprefix("Bearer ").strip() or call.text("token")
    if method.caller == "anyone":
        return
    if not call.token:
        raise ApiError("not_authed")
    installs = call.platform.installs
    opened, app_id = installs.opened_by(call.token), installs.app_of(call.token)
    if opened is None and app_id is None:
        raise ApiError("invalid_auth")
    if method.caller == "user" or (method.caller == "app") != (app_id is not None):
        raise ApiError("not_allowed_token_type")
    if method.caller == "app":
        return
    call.opened = opened
    if opened and (trouble := installs.trouble_with(opened, call.token)):
        raise ApiError(trouble)
    if method.scopes:
        call.needs(*method.scopes)


def _basic(header: str) -> tuple[str, str]:
    try:
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
    except ValueError:
        raise ApiError("invalid_auth") from None
    return name, secret


async def _arguments(request: web.Request, method: Method, warnings: list[str]) -> Payload:
    """The query, and the body by its content type."""
    arguments: Payload = dict(request.query)
    if request.content_type == "application/json":
        if not request.charset:
            warnings.append("missing_charset")
        body = await request.text()
        if not method.json or not body:
            return arguments
        try:
            plain = json.loads(body)
        except ValueError:
            raise ApiError("invalid_json") from None
        if not isinstance(plain, dict):
            raise ApiError("json_not_object")
        return arguments | plain
    if request.can_read_body:
        if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
            raise ApiError("invalid_post_type")
        form = await request.post()
        arguments |= {name: value for name, value in form.items() if isinstance(value, str)}
    return arguments


def _response(answer: Payload, call: Call | None) -> web.Response:
    headers = {"x-slack-req-id": secrets.token_hex(16)}
    if call and call.opened:
        headers["x-oauth-scopes"] = ",".join(call.app.scopes)
    status = 200
    if answer.get("error") == "ratelimited":
        status = 429
        headers["Retry-After"] = str(answer.pop("retry_after", 1))
    answer.pop("retry_after", None)
    return web.json_response(answer, status=status, headers=headers)
