"""Rate limits: tiers per method and workspace, and one message a second per channel."""

import math
import time
from collections import deque

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, 5: 600}  # tier 5 is "special": auth.test and the like
MESSAGES_PER_MINUTE = 300  # per workspace: "several hundred"


class RateLimits:
    """Counts calls in real time, as the client that has to wait does."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled
        self._calls: dict[tuple[str, str, str], deque[float]] = {}
        self._last_message: dict[tuple[str, str, str], float] = {}

    def wait_for(self, team: str, app: str, method: str, tier: int) -> int:
        """Seconds to wait before this method may be called again; 0 = this call is counted and may go on."""
        most = MESSAGES_PER_MINUTE if method == "chat.postMessage" else PER_MINUTE[tier]
        if not self.enabled:
            return 0
        now = time.monotonic()
        calls = self._calls.setdefault((team, app, method), deque())
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(60 - (now - calls[0])))
        calls.append(now)
        return 0

    def wait_for_channel(self, team: str, app: str, channel: str) -> int:
        """Seconds before another message may be posted in this channel; 0 = this one is counted and may go on."""
        if not self.enabled:
            return 0
        now = time.monotonic()
        if now - self._last_message.get((team, app, channel), -1.0) < 1.0:
            return 1
        self._last_message[team, app, channel] = now
        return 0
