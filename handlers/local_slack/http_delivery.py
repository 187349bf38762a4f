"""HTTP delivery: signed requests to the app's request URL."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from handlers.local_slack.config import AppConfig
from handlers.local_slack.delivery import Ack, Retry, Route
from handlers.local_slack.wire import Payload

FORM = "application/x-www-form-urlencoded"
# What the person is told stands first, the reason of an event's repetition second.
FAILURES = {
    "timeout": ("operation_timeout", "http_timeout"),
    "connection": ("dispatch_failed", "connection_failed"),
    "status": ("dispatch_failed", "http_error"),
}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature: HMAC-SHA256 over `v0:timestamp:body`."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Posts to request URLs. A request URL is real, so its timestamp is real time too."""

    def __init__(self, ack_seconds: float) -> None:
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, app: AppConfig, route: Route, payload: Payload, retry: Retry) -> Ack:
        """Delivers once; an answer other than 2xx is a failure."""
        body, content_type = _encoded(route, payload)
        headers = _headers(app, body, content_type)
        if retry.number:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        try:
            async with self._open_session().post(
                app.request_url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as answer:
                text = await answer.text()
                no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
                if not 200 <= answer.status < 300:
                    return Ack(0.0, {"status": answer.status, "body": text}, _failure("status", route), no_retry)
                return Ack(0.0, _read(text, answer.content_type))
        except TimeoutError:
            return Ack(0.0, error=_failure("timeout", route))
        except aiohttp.ClientError:
            return Ack(0.0, error=_failure("connection", route))

    async def verify(self, app: AppConfig) -> bool:
        """The url_verification that Slack does when a request URL is entered."""
        challenge = hashlib.sha256(app.request_url.encode()).hexdigest()
        body, content_type = _encoded(
            "event", {"type": "url_verification", "token": app.verification_token, "challenge": challenge}
        )
        try:
            async with self._open_session().post(
                app.request_url, data=body, headers=_headers(app, body, content_type), timeout=self._timeout
            ) as answer:
                return answer.status == 200 and challenge in await answer.text()
        except (TimeoutError, aiohttp.ClientError):
            return False

    async def stop(self) -> None:
        if self._session:
            await self._session.close()

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


def _encoded(route: Route, payload: Payload) -> tuple[bytes, str]:
    if route == "event":
        return json.dumps(payload).encode(), "application/json"
    form = payload if route == "command" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), FORM


def _headers(app: AppConfig, body: bytes, content_type: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(app.signing_secret, timestamp, body),
    }


def _failure(what: str, route: Route) -> str:
    told, reason = FAILURES[what]
    return reason if route == "event" else told


def _read(text: str, content_type: str) -> object:
    if not text.strip():
        return None
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
