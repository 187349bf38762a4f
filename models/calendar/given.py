"""A link as somebody gives it: pasted from anywhere, in Slack's brackets or without a scheme."""

import re
from urllib.parse import urlsplit

from models.calendar.links import Address
from models.calendar.records import LinkKind
from models.refusal import Refusal

LONGEST = 2000
SCHEMES = frozenset({"https", "http", "webcal", "webcals"})
_IN_BRACKETS = re.compile(r"^<([^|>]*)(?:\|[^>]*)?>$")


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
    is_sound = (
        parts.scheme.lower() in SCHEMES and host and len(plain.split()) == 1 and len(plain) <= LONGEST and port != 0
    )
    if not is_sound or parts.username or not ("." in host or ":" in host or host == "localhost"):
        raise Refusal("calendar.not_an_address", field="url")
    return _kind_of(plain, user), Address(plain, user.strip(), password)


def _kind_of(url: str, user: str) -> LinkKind:
    """A file by its ending, or where nobody has to come in; else a server."""
    parts = urlsplit(url)
    is_file = parts.path.lower().endswith((".ics", ".ical", ".ifb")) or "export" in parts.query
    is_subscription = parts.scheme.lower().startswith("webcal")
    return LinkKind.ICS if is_file or is_subscription or not user else LinkKind.CALDAV
