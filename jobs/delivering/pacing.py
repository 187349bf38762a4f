"""Pacing: about one message a second per channel, and a few hundred a minute per workspace."""

import asyncio
import time
from collections.abc import Awaitable, Callable

PER_CHANNEL = 1.05
"""Seconds between two messages to one recipient; Slack allows one a second."""
PER_WORKSPACE = 0.25
"""Seconds between two messages in one workspace: 240 a minute."""


class Pace:
    """When something was last sent where, in this process."""

    def __init__(
        self,
        per_channel: float = PER_CHANNEL,
        per_workspace: float = PER_WORKSPACE,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.per_channel = per_channel
        self.per_workspace = per_workspace
        self.seconds = seconds
        self.sleep = sleep
        self._workspaces: dict[str, float] = {}
        self._channels: dict[tuple[str, str], float] = {}

    def cooling(self, workspace_id: str) -> set[str]:
        """Recipients in this workspace that got a message less than a second ago."""
        recently = self.seconds() - self.per_channel
        self._channels = {where: at for where, at in self._channels.items() if at > recently}
        return {recipient for workspace, recipient in self._channels if workspace == workspace_id}

    async def wait_for_workspace(self, workspace_id: str) -> None:
        """Wait until this workspace may get its next message."""
        free_at = self._workspaces.get(workspace_id, float("-inf")) + self.per_workspace
        if (left := free_at - self.seconds()) > 0:
            await self.sleep(left)

    async def wait_for_a_channel(self, workspace_id: str) -> None:
        """Wait until the first of the cooling recipients may get its next message."""
        last = [at for (workspace, _), at in self._channels.items() if workspace == workspace_id]
        if last and (left := min(last) + self.per_channel - self.seconds()) > 0:
            await self.sleep(left)

    def sent(self, workspace_id: str, recipient: str) -> None:
        """A message was posted just now."""
        self._workspaces[workspace_id] = self._channels[workspace_id, recipient] = self.seconds()
