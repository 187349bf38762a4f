"""What can be measured of the requests that come in and of our calls to Slack (Prometheus)."""

from collections.abc import Callable
from typing import Any

from prometheus_client import Counter, Gauge, Histogram
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.response import HttpResponse

VISITS = Counter("koers_visits", "Requests from Slack, by feature and what became of them", ["feature", "outcome"])
VISIT_SECONDS = Histogram(
    "koers_visit_seconds",
    "From a request's arrival at the door to its answer",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10),  # Slack waits three seconds
)
SLACK_ERRORS = Counter("koers_slack_errors", "Calls that Slack refused or never answered, by error", ["error"])
RATE_LIMITED = Counter("koers_rate_limited", "Calls that Slack asked to make later")

QUEUE_DEPTH = Gauge("koers_queue_depth", "Requests that are in the database or wait for it")
GROUP_SIZE = Histogram(
    "koers_group_size",
    "Writers that shared a commit (SQLite; PostgreSQL groups them by itself)",
    buckets=(1, 2, 4, 8, 16, 32),  # the last is LARGEST_GROUP: more had to wait for the next one
)


def feature_of(handler: Any) -> str:
    """The feature that a handler belongs to: the name of its folder, or of its file where one file is enough."""
    return str(handler.__module__).partition(".")[2].partition(".")[0] or "other"


class CountErrors(AsyncRetryHandler):
    """Counts what Slack refuses, as a retry handler that never tries again: slack_sdk shows each answer to those alone.

    Any other would post twice when a connection drops after Slack has stored the message (decision 10).
    """

    def __init__(self, on_error: Callable[[str, str], None] = lambda error, token: None) -> None:
        super().__init__()
        self.on_error = on_error
        """Called with what Slack said, and the token that it was said to."""

    async def can_retry_async(
        self, *, state: Any, request: Any, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        """No; but whatever went wrong is counted."""
        wrong = _wrong_with(response, error)
        if wrong:
            SLACK_ERRORS.labels(wrong).inc()
            self.on_error(wrong, _token_of(request))
        if wrong in {"ratelimited", "HTTP 429"}:
            RATE_LIMITED.inc()
        return False


def _token_of(request: Any) -> str:
    """The token that a call was made with."""
    given = (getattr(request, "headers", None) or {}).get("Authorization") or ""
    said = given[0] if isinstance(given, list) else given
    return str(said).removeprefix("Bearer ")


def _wrong_with(response: HttpResponse | None, error: Exception | None) -> str:
    if error is not None:
        return type(error).__name__
    if response is None:
        return ""
    said = response.body.get("error") if isinstance(response.body, dict) else None
    if said:
        return str(said)
    return f"HTTP {response.status_code}" if response.status_code >= 400 else ""
