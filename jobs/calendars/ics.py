"""An iCalendar link: the whole file each time, unless the server says that it has not changed."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from jobs.calendars.fetching import CalendarError, Fetcher, refused_by
from models.calendar.links import Address

NOT_CHANGED = 304


def plain_url(url: str) -> str:
    """`webcal://` is what calendars call a link that they subscribe to: it is asked for over HTTPS."""
    parts = urlsplit(url.strip())
    scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
    return urlunsplit((scheme, *parts[1:]))


async def fetch_file(
    fetcher: Fetcher, address: Address, progress: dict[str, Any], *, anew: bool
) -> tuple[list[bytes] | None, dict[str, Any]]:
    """The file, and what to ask with next time; None when nothing has changed. `anew`: all of it, in any case."""
    headers = {"Accept": "text/calendar, */*;q=0.5"}
    if not anew:
        asked = {"If-None-Match": progress.get("etag"), "If-Modified-Since": progress.get("modified")}
        headers |= {name: str(value) for name, value in asked.items() if value}
    auth = (address.user, address.password) if address.user else None
    reply = await fetcher.ask("GET", plain_url(address.url), headers=headers, auth=auth)
    if reply.status == NOT_CHANGED and not anew:
        return None, progress
    if (error := refused_by(reply.status)) is not None:
        raise error
    if b"BEGIN:VCALENDAR" not in reply.content[:10_000].upper():
        raise CalendarError("not_a_calendar")
    kept = {"etag": reply.headers.get("etag", "")[:300], "modified": reply.headers.get("last-modified", "")[:60]}
    return [reply.content], kept
