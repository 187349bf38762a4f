"""Whether a request comes from Slack: its signature and its time. What it says is none of a refusal's business."""

import hashlib
import hmac
import re
from collections.abc import Iterable

FRESH_FOR = 300
"""Seconds that a signature holds."""
TIME = re.compile(rb"[0-9]{1,12}")
Headers = Iterable[tuple[bytes, bytes]]


def why_not_from_slack(secret: str, headers: Headers, body: bytes, now: float) -> str:
    """Why the request is refused, for the log: without a word of what it says. Empty for one that Slack signed.

    A right signature with another time says how far our clock is off, in seconds (`now` is ours, since 1970).
    """
    given = {name.lower(): value for name, value in reversed(list(headers))}
    time, signature = given.get(b"x-slack-request-timestamp", b""), given.get(b"x-slack-signature", b"")
    if not signature:
        return "it has no signature"
    if not TIME.fullmatch(time):
        return "its time is no number of seconds"
    if not hmac.compare_digest(_signed(secret, time, body), signature):
        return "the signature is not Slack's: is SLACK_SIGNING_SECRET the app's?"
    late = now - int(time)
    if abs(late) > FRESH_FOR:
        way = "ahead" if late > 0 else "behind"
        return f"the signature is right and its time is not: your clock is {abs(late):.0f} s off ({way}), or it was sent again"
    return ""


def _signed(secret: str, time: bytes, body: bytes) -> bytes:
    digest = hmac.new(secret.encode(), b"v0:" + time + b":" + body, hashlib.sha256).hexdigest()
    return f"v0={digest}".encode()
