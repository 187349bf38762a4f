"""trigger_id: the permission to open one modal, within three seconds of what the person did."""

import secrets
import time
from dataclasses import dataclass

from handlers.local_slack.refused import Refused

TRIGGER_SECONDS = 3.0  # real time: the person is waiting


@dataclass
class _Trigger:
    team: str
    app: str
    user: str
    since: float
    used: bool = False


class TriggerRefused(Refused):
    """The trigger_id is unknown, used or too old; the text is Slack's error code."""


class Triggers:
    """The trigger ids that were handed out."""

    def __init__(self) -> None:
        self._triggers: dict[str, _Trigger] = {}

    def issue(self, team: str, app: str, user: str) -> str:
        """A new trigger_id for something this person just did, told to this app."""
        trigger_id = f"{time.time_ns() // 1_000_000}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(team, app, user, time.monotonic())
        self._forget_old()
        return trigger_id

    def redeem(self, trigger_id: str, team: str, app: str) -> str:
        """The person who may be shown a modal. Raises TriggerRefused with Slack's code."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or (trigger.team, trigger.app) != (team, app):
            raise TriggerRefused("invalid_trigger_id")
        if trigger.used:
            raise TriggerRefused("exchanged_trigger_id")
        if time.monotonic() - trigger.since > TRIGGER_SECONDS:
            raise TriggerRefused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def _forget_old(self) -> None:
        """Old ones stay known for an hour, so that they are "expired" and not "invalid"."""
        if len(self._triggers) > 10_000:
            horizon = time.monotonic() - 3600
            self._triggers = {k: t for k, t in self._triggers.items() if t.since > horizon}
