"""A model of Slack for the clock's tests: it stores messages, and loses answers when it is told to."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from jobs.delivering.sending import EVENT_TYPE


@dataclass
class Reply:
    """What slack_sdk's response looks like, as far as the clock reads it."""

    data: dict[str, Any]
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.data.get(name, default)


class Crashed(BaseException):
    """The process stops here, as with SIGKILL: nothing after it runs."""


class FakeSlack:
    """One workspace. `faults` are used up one a post: stored-but-lost, lost, 500, 429, an error code, crash…"""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.faults: deque[str] = deque()
        self.history_fault = ""
        self.shows_metadata = True
        self.posts = 0
        self.looked_up = 0
        self._clock = 1_700_000_000.0

    @property
    def delivered(self) -> list[str]:
        """The ids of the deliveries that are in Slack, in order."""
        return [message["metadata"]["event_payload"]["id"] for message in self.messages]

    async def api_call(
        self, method: str, *, json: dict[str, Any] | None = None, params: dict[str, Any] | None = None
    ) -> Reply:
        if method == "chat.postMessage":
            return self._post(json or {})
        if method == "conversations.open":
            return Reply({"ok": True, "channel": {"id": f"D{(json or {})['users']}"}})
        self.looked_up += 1
        if self.history_fault:
            raise _refusal(self.history_fault)
        return self._history(params or {})

    def _post(self, content: dict[str, Any]) -> Reply:
        self.posts += 1
        fault = self.faults.popleft() if self.faults else ""
        self._fail_before(fault)
        message = self._store(content)
        _fail_after(fault)
        return Reply({"ok": True, "channel": message["channel"], "ts": message["ts"]})

    def _fail_before(self, fault: str) -> None:
        match fault:
            case "crash before":
                raise Crashed
            case "lost before":
                raise aiohttp.ServerDisconnectedError
            case "500 before":
                raise _no_json()
            case "unreachable":
                raise aiohttp.ClientConnectorError(None, OSError())  # type: ignore[arg-type]
            case "429":
                raise _refusal("ratelimited", 429, {"Retry-After": "30"})
            case "429 short":
                raise _refusal("ratelimited", 429, {"Retry-After": "1"})
            case "" | "lost after" | "500 after" | "crash after" | "internal_error":
                return
            case error:
                raise _refusal(error)

    def _store(self, content: dict[str, Any]) -> dict[str, Any]:
        self._clock += 1
        channel = content["channel"]
        channel = f"D{channel}" if channel.startswith("U") else channel
        message = {**content, "channel": channel, "ts": f"{self._clock:.6f}", "bot_id": "B1"}
        assert content["metadata"]["event_type"] == EVENT_TYPE
        self.messages.append(message)
        return message

    def _history(self, asked: dict[str, Any]) -> Reply:
        there = [message for message in self.messages if message["channel"] == asked["channel"]]
        start = int(asked.get("cursor") or 0)
        page = [m if self.shows_metadata else {**m, "metadata": None} for m in reversed(there)][start : start + 2]
        cursor = str(start + 2) if start + 2 < len(there) else ""
        return Reply({"ok": True, "messages": page, "response_metadata": {"next_cursor": cursor}})


def _fail_after(fault: str) -> None:
    match fault:
        case "crash after":
            raise Crashed
        case "lost after":
            raise aiohttp.ServerDisconnectedError
        case "500 after":
            raise _no_json()
        case "internal_error":
            raise _refusal("internal_error")


def _no_json() -> SlackApiError:
    return SlackApiError("no JSON", {"status": 503, "headers": {}, "body": "down"})  # type: ignore[arg-type]


def _refusal(error: str, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    return SlackApiError(error, Reply({"ok": False, "error": error}, status, headers or {}))  # type: ignore[arg-type]
