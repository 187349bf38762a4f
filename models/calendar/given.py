"""A link as somebody gives it: pasted from anywhere, in Slack's brackets or without a scheme."""

import re
from urllib.parse import urlsplit

from models.calendar.links import Address
from models.calendar.records import LinkKind
from models.refusal import Refusal

LONGEST = 2000
SCHEMES = frozenset({"https", "http", "webcal", "webcals"})
_IN_BRACKETS = re.compile(r"^<([^|>]*)(?:\|[^>]*)?>$")
_HOST = re.compile(r"^[\w\-.:\[\]]+\.[\w\-]+(?::\d+)?(?:/|$)|^(?:localhost|\[?[\da-f:.]+\]?)(?::\d+)?/", re.IGNORECASE)
DAV_HOSTS = ("caldav.", "dav.")
DAV_PATHS = ("/dav", "/caldav", "/remote.php", "/.well-known/caldav", "/principals", "/calendars/")


def looks_like_a_link(text: str) -> bool:
    """Whether a word that was typed is meant as one."""
    plain = plain_link(text)
    return "://" in plain or bool(_HOST.match(plain))


def plain_link(text: str) -> str:
    """The link without Slack's brackets, spaces and quotes around it."""
    plain = text.strip().strip("`'\"“”")
    found = _IN_BRACKETS.match(plain)
    return (found.group(1) if found else plain).strip()


def read_link(url: str, user: str = "", password: str = "") -> tuple[LinkKind, Address]:
    """What kind of calendar it is, and where. Refuses what is no link; the refusal does not repeat it."""
    plain = plain_link(url)
    if "://" not in plain:
        plain = f"https://{plain}"
    try:
        parts = urlsplit(plain)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refusal("calendar.not_an_address", field="url") from None
    is_sound = parts.scheme.lower() in SCHEMES and host and " " not in plain and len(plain) <= LONGEST and port != 0
    if not is_sound or parts.username or not ("." in host or ":" in host or host == "localhost"):
        raise Refusal("calendar.not_an_address", field="url")
    return kind_of(plain, user), Address(plain, user.strip(), password)


def kind_of(url: str, user: str) -> LinkKind:
    """A file by its ending, or where nobody has to come in; else a server."""
    parts = urlsplit(url)
    path, host = parts.path.lower(), (parts.hostname or "").lower()
    if path.endswith((".ics", ".ical", ".ifb")) or parts.scheme.lower().startswith("webcal") or "export" in parts.query:
        return LinkKind.ICS
    is_dav = host.startswith(DAV_HOSTS) or any(one in path for one in DAV_PATHS)
    return LinkKind.CALDAV if user and (is_dav or not path.endswith(".ics")) else LinkKind.ICS
