"""The `state` of OAuth: made here, fresh, for this browser, and used once.

It is signed, so that whoever merely opens the page fills no table; what came back is stored as used, for all processes.
The browser has a random text in a cookie, which the signature covers: a state is of no use in another one.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie

from models.database import Database
from models.row_security import serving
from models.workspace.seen import NONE_YET, use_state

COOKIE = "koers-install"
FRESH_FOR = timedelta(minutes=10)
_STATE = re.compile(
    r"(?P<made_at>[0-9]{1,12})\.(?P<random>[A-Za-z0-9_-]{16,64})\.(?P<signature>[0-9a-f]{64})", re.ASCII
)
_BROWSER = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)


class Verdict(StrEnum):
    """What a state that comes back is worth; the names are those of the pages in `messages/install.py`."""

    GOOD = "good"
    MISSING = "state_missing"
    """None, a forged one, or one of another browser."""
    OLD = "state_old"
    USED = "state_used"


class States:
    """Makes states and looks at those that come back. Signed with the first key; each one can read."""

    def __init__(self, keys: Sequence[str], database: Database, now: Callable[[], datetime]) -> None:
        self.keys = [hashlib.sha256(f"oauth state {key}".encode()).digest() for key in keys]
        self.database = database
        self.now = now

    def issue(self, browser: str) -> str:
        """A new state for this browser."""
        content = f"{int(self.now().timestamp())}.{secrets.token_urlsafe(16)}"
        return f"{content}.{_signature(self.keys[0], content, browser)}"

    def use(self, state: str, browser: str) -> Verdict:
        """What it is worth; a good one is used up. Asks the database, but only about states that are ours."""
        read = _STATE.fullmatch(state)
        if read is None or not browser:
            return Verdict.MISSING
        content = f"{read['made_at']}.{read['random']}"
        if not any(hmac.compare_digest(read["signature"], _signature(key, content, browser)) for key in self.keys):
            return Verdict.MISSING
        if self.now().timestamp() - int(read["made_at"]) >= FRESH_FOR.total_seconds():
            return Verdict.OLD
        key = hashlib.sha256(content.encode()).hexdigest()
        with serving(NONE_YET):
            is_first = self.database.write(lambda session: use_state(session, key, self.now()))
        return Verdict.GOOD if is_first else Verdict.USED


def browser_of(cookies: str) -> str:
    """The random text of the browser, by its `Cookie` header; empty where there is none of ours."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None and _BROWSER.fullmatch(found.value) else ""


def new_browser() -> str:
    """A random text for a browser that has none yet."""
    return secrets.token_urlsafe(24)


def cookie_for(browser: str, *, is_secure: bool) -> str:
    """The `Set-Cookie` header. Without `Secure` only where the bot itself is reached without TLS: on somebody's machine."""
    lasts = int(FRESH_FOR.total_seconds())
    secure = "; Secure" if is_secure else ""
    return f"{COOKIE}={browser}; Path=/slack; Max-Age={lasts}; HttpOnly; SameSite=Lax{secure}"


def _signature(key: bytes, content: str, browser: str) -> str:
    return hmac.new(key, f"{content}.{browser}".encode(), hashlib.sha256).hexdigest()
