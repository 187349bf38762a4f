"""Keeps the roster in step with Slack: a new time zone, a new name, a new colleague, somebody who left."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers.door.payloads import Json, profile
from handlers.program.installations import Installations
from models.database import Database, has_lost_connection
from models.newcomers.starting import note_joined
from models.row_security import serving
from models.team.enrolment import Profile
from models.team.leaving import follow_slack

PAGE = 200
log = logging.getLogger("koers.slack")


class Roster:
    """Keeps the people in the database like those in Slack."""

    def __init__(self, database: Database, installations: Installations, now: Callable[[], datetime]) -> None:
        self.database = database
        self.installations = installations
        self.now = now

    async def changed(self, workspace_id: str, user: Json) -> None:
        """`user_change` or `team_join`: follow what changed for somebody we know."""
        await self._follow(workspace_id, [profile(user, workspace_id)])

    async def joined(self, workspace_id: str, user: Json) -> None:
        """`team_join`: the same; and when it was, for the plan that a manager is offered once they have one."""
        await self.changed(workspace_id, user)
        told = profile(user, workspace_id)

        def work(session: Session) -> None:
            note_joined(session, workspace_id, told, self.now())

        with serving(workspace_id):
            await asyncio.to_thread(self.database.write, work)

    async def reconcile(self, workspace_id: str) -> int:
        """Once a day: everybody, in case an event was missed. Returns how many people changed."""
        client = await self.installations.client_of(workspace_id)
        return 0 if client is None else await self._follow(workspace_id, await _everybody(client, workspace_id))

    async def _follow(self, workspace_id: str, profiles: list[Profile]) -> int:
        def work(session: Session) -> int:
            return sum(self._follow_one(session, workspace_id, profile) for profile in profiles)

        with serving(workspace_id):
            return await asyncio.to_thread(self.database.write, work)

    def _follow_one(self, session: Session, workspace_id: str, profile: Profile) -> bool:
        try:
            with session.begin_nested():
                return follow_slack(session, workspace_id, profile, self.now())
        except Exception as error:  # whatever is wrong with somebody's row, the others are followed
            if has_lost_connection(error):
                raise
            reference = secrets.token_hex(4)
            log.exception("%s cannot be followed, reference %s", profile.slack_user_id, reference)
            return False


async def _everybody(client: AsyncWebClient, workspace_id: str) -> list[Profile]:
    profiles: list[Profile] = []
    cursor = ""
    while True:
        page = await client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
        profiles += [profile(user, workspace_id) for user in page["members"]]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return profiles
