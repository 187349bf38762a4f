"""The inspector: what Slack sent, what the app answered, how long that took, and what was refused."""

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any, Literal

from handlers.local_slack.clock import Clock
from handlers.local_slack.wire import Payload

Kind = Literal["api", "command", "event", "action", "view", "options", "response_url", "socket"]
KEPT_ROWS = 2000
SECRETS = ("token", "client_secret", "refresh_token", "access_token")


@dataclass(frozen=True)
class Row:
    id: int
    at: str
    team: str
    direction: Literal["in", "out"]  # out: from Slack to the app
    kind: Kind
    name: str
    ms: float
    ok: bool
    error: str | None
    request: Any
    response: Any
    fault: str  # the effect of the fault that struck here, "" when none did


class Inspector:
    """Keeps the latest rows and tells when there is a new one."""

    def __init__(self, clock: Clock, tell: Callable[[Payload], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._rows: deque[Row] = deque(maxlen=KEPT_ROWS)
        self._numbers = count(1)

    def note(
        self,
        direction: Literal["in", "out"],
        kind: Kind,
        name: str,
        *,
        team: str = "",
        ms: float = 0.0,
        error: str | None = None,
        request: Any = None,
        response: Any = None,
        fault: str = "",
    ) -> None:
        """Writes one row; secrets are left out."""
        at = self._clock.now().isoformat(timespec="milliseconds")
        number = next(self._numbers)
        self._rows.append(
            Row(
                number,
                at,
                team,
                direction,
                kind,
                name,
                round(ms, 2),
                error is None,
                error,
                request=_safe(request),
                response=_safe(response),
                fault=fault,
            )
        )
        self._tell({"type": "log", "team": team, "id": number})

    def latest(self, limit: int) -> list[Payload]:
        """The newest rows, the newest last."""
        return [asdict(row) for row in list(self._rows)[-limit:]] if limit > 0 else []


def _safe(content: Any) -> Any:
    if not isinstance(content, dict):
        return content
    return {name: "…" if name in SECRETS else value for name, value in content.items()}
