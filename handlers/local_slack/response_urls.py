"""response_url: five answers within half an hour to what a person did in a conversation."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.local_slack.clock import Clock

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    """One address: which app may answer whom, where, and which message it was about."""

    id: str
    team: str
    app: str
    channel: str
    user: str
    until: datetime
    message_ts: str = ""
    thread_ts: str = ""
    uses: int = 0


class ResponseUrls:
    """The addresses that were handed out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, team: str, app: str, channel: str, user: str, message_ts: str = "", thread_ts: str = "") -> str:
        """A new address, as its id."""
        key = secrets.token_urlsafe(24)
        until = self._clock.now() + LIFETIME
        self._urls[key] = ResponseUrl(key, team, app, channel, user, until, message_ts, thread_ts)
        if len(self._urls) > 20_000:
            self._urls.pop(next(iter(self._urls)))
        return key

    def find(self, key: str) -> tuple[ResponseUrl | None, str | None]:
        """The address and, when it cannot be used, Slack's error code."""
        url = self._urls.get(key)
        if url is None:
            return None, "invalid_url"
        if self._clock.now() > url.until:
            return url, "expired_url"
        if url.uses >= USES:
            return url, "used_url"
        return url, None
