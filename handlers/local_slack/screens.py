"""What stands on each person's screen: the stack of modals and the app's Home."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from handlers.local_slack.config import AppConfig
from handlers.local_slack.form_state import StateKey, initial_state, kept_state, values_of
from handlers.local_slack.wire import Payload

LARGEST_VIEW = 250 * 1024  # bytes of JSON
DEEPEST_STACK = 3


@dataclass
class Screen:
    """One view of an app that a person has open (a modal), or the app's Home for this person."""

    id: str
    app: AppConfig
    user: str
    view: Payload
    root: str
    previous: str | None = None
    hash: str = ""
    state: dict[StateKey, Payload] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""

    def fill(self, key: StateKey, value: Payload) -> None:
        """Sets what a person has entered in one element."""
        self.state[key] = value
        self.errors.pop(key[0], None)

    def replace(self, view: Payload, now: float) -> None:
        """Shows another version; what was entered stays wherever block_id and action_id are the same."""
        self.state = kept_state(self.state, view["blocks"])
        self.view = view
        self.errors = {}
        self.notice = ""
        self.renew_hash(now)

    def renew_hash(self, now: float) -> None:
        self.hash = f"{int(now)}.{secrets.token_hex(4)}"

    def as_slack(self, team_id: str) -> Payload:
        """The view object of the Web API and of the interaction payloads."""
        view = self.view
        return {
            "id": self.id,
            "team_id": team_id,
            "type": view["type"],
            "blocks": view["blocks"],
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "state": {"values": values_of(self.state)},
            "hash": self.hash,
            "title": view.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
            "clear_on_close": view.get("clear_on_close", False),
            "notify_on_close": view.get("notify_on_close", False),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": self.app.id,
            "external_id": view.get("external_id", ""),
            "app_installed_team_id": team_id,
            "bot_id": self.app.bot_id,
        }


class Screens:
    """All open views of a workspace."""

    def __init__(self) -> None:
        self.modals: dict[str, list[Screen]] = {}
        self.homes: dict[tuple[str, str], Screen] = {}  # by person and app

    def stack(self, user: str) -> list[Screen]:
        """The person's modals, the top one last."""
        return self.modals.setdefault(user, [])

    def home(self, user: str, app: AppConfig) -> Screen | None:
        """The app's Home as this person sees it, when the app has published one."""
        return self.homes.get((user, app.id))

    def find(self, view_id: str) -> Screen | None:
        """An open modal or a Home."""
        return next((screen for screen in self._all() if screen.id == view_id), None)

    def called(self, external_id: str, app: AppConfig) -> Screen | None:
        """An open modal or a Home, by the id that its app gave it."""
        for screen in self._all():
            if screen.app is app and external_id and screen.view.get("external_id") == external_id:
                return screen
        return None

    def drop(self, screen: Screen) -> list[Screen]:
        """Closes a modal and everything above it. Returns what was closed, the top first."""
        stack = self.stack(screen.user)
        if screen not in stack:
            return []
        place = stack.index(screen)
        closed = stack[place:][::-1]
        del stack[place:]
        return closed

    def _all(self) -> list[Screen]:
        return [*self.homes.values(), *(screen for stack in self.modals.values() for screen in stack)]


def is_too_large(view: Any) -> bool:
    """Whether a view is over Slack's 250 KB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_VIEW


def new_screen(
    view_id: str, app: AppConfig, user: str, view: Payload, now: float, below: Screen | None = None
) -> Screen:
    """A view on a person's screen; `below` is the modal it is pushed upon."""
    root, previous = (below.root, below.id) if below else (view_id, None)
    screen = Screen(view_id, app, user, view, root, previous)
    screen.state = initial_state(view["blocks"])
    screen.renew_hash(now)
    return screen
