"""How a meeting is called in every calendar that holds it: a hash, so that nothing of the calendar is kept for it.

A CRM calls it otherwise: its record is found by account, people, day and time (`models/activity/sources.py`).
"""

import hashlib
from datetime import UTC, datetime

KEY_LENGTH = 32


def event_key(uid: str, start: datetime) -> str:
    """The key of one occurrence: its iCalendar UID and the instant for which it was planned at first."""
    planned = start.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return _hashed(f"{uid.strip()}#{planned}")


def series_key(uid: str) -> str:
    """The key of an event with all its occurrences."""
    return _hashed(uid.strip())


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]
