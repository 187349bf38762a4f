"""Home tabs stay as fresh as what is stored: after a change, those that show it are published again.

One place does it for all features: the door tells which people a change concerns (`models/team/concerned.py`), who of
them has opened their Home is known from the database, and nobody waits for it: the answer goes out first. Changes that
come close together are shown at once; those of people below a manager come some seconds apart. What was not published
because the process stopped is shown at the next start, or when the person opens the tab.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.answers import Answer, Replace, ShowHome, Whisper
from handlers.door.callers import Caller
from handlers.door.refusing import refused
from handlers.door.request import OnCommand
from handlers.door.transaction import Transactions
from messages.blocks import Json, View
from messages.command_names import CommandNames
from messages.home.tab import notice_of, only, with_notice
from models.refusal import Refusal
from models.row_security import serving
from models.team.home_tabs import HomeTab, note_opened, tabs_on_screens, tabs_that_show

GATHERED_FOR = 0.1
"""Seconds in which changes come together."""
ABOVE_AFTER = 2.0
"""Seconds until what people did shows on the Home of who is above them: a manager's week costs more to add up."""
ABOVE_EVERY = 20.0
"""Seconds between two of those: whoever has forty people sees it move, and it stays affordable."""
A_MINUTE, AT_ONCE = 90, 30
"""Tabs published in a workspace: Slack takes some hundred a minute (tier 4), and bursts."""
TRIES = 3
NOTICED_FOR = 60.0
"""Seconds that what a press did stays there, with its undo, while the tab is published again."""
log = logging.getLogger("koers.homes")


@dataclass
class _Tab:
    """One person's Home, as far as it is being published."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    hurry: asyncio.Event = field(default_factory=asyncio.Event)
    """Set: it shows what the person did themself."""
    is_stale: bool = False
    is_followed: bool = False
    """Whether a task will publish it."""
    published_at: float = float("-inf")
    notice: list[Json] = field(default_factory=list)
    """What a press on it has done …"""
    noticed_until: float = float("-inf")
    """… until when that stays …"""
    noticed_at: int = 1
    """… and where: after how many blocks."""

    def with_notice(self, view: View) -> View:
        """The view with the notice where it was pressed, as long as that stays."""
        return with_notice(view, self.notice, self.noticed_at) if self._has_notice else view

    def place_without_notice(self, place: int) -> int:
        """The place of a press on a tab that may show a notice, on the tab without it."""
        if not self._has_notice or place <= self.noticed_at:
            return place
        return max(self.noticed_at, place - len(self.notice))

    @property
    def _has_notice(self) -> bool:
        return time.monotonic() < self.noticed_until


class Homes:
    """Publishes the Home tabs that a change is seen on."""

    def __init__(
        self,
        transactions: Transactions,
        home: OnCommand | None,
        names: CommandNames,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.transactions = transactions
        self.home = home
        self.names = names
        self.sleep = sleep
        self._concerned: dict[str, set[str]] = {}
        self._tabs: dict[tuple[str, str], _Tab] = defaultdict(_Tab)
        self._noted: dict[tuple[str, str], float] = {}
        self._turns: dict[str, float] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def changed(self, client: AsyncWebClient, workspace_id: str, people: frozenset[str]) -> None:
        """Something was stored that concerns these people. Returns at once."""
        if self.home is None:
            return
        gathering = self._concerned.get(workspace_id)
        if gathering is not None:
            gathering |= people
            return
        self._concerned[workspace_id] = set(people)
        self._start(self._gather(client, workspace_id))

    def alone(self, workspace_id: str, slack_user_id: str) -> asyncio.Lock:
        """Held while somebody's Home is composed because they open it, so that an older one never comes last."""
        tab = self._tabs[workspace_id, slack_user_id]
        tab.noticed_until = float("-inf")
        return tab.lock

    async def opened(self, workspace_id: str, slack_user_id: str) -> None:
        """Somebody has opened their Home: from now on it is kept fresh."""
        key, now = (workspace_id, slack_user_id), time.monotonic()
        self._spend(workspace_id)
        if now - self._noted.get(key, float("-inf")) > 3600:
            self._noted[key] = now
            write = self.transactions.queue.write
            with serving(workspace_id):
                await write(partial(_note, workspace_id, slack_user_id, self.transactions))

    async def with_notice(
        self, client: AsyncWebClient, caller: Caller, answers: list[Answer], place: int
    ) -> list[Answer]:
        """What a press on Home did, on the tab where it was pressed, instead of in the conversation."""
        told = [answer for answer in answers if isinstance(answer, Whisper | Replace)]
        if self.home is None or not told or any(isinstance(answer, ShowHome) for answer in answers):
            return answers
        shown = await self.transactions.take(client, caller, self.home, "")
        views = [answer.view for answer in shown if isinstance(answer, ShowHome)]
        if not views:
            return answers
        tab = self._tabs[caller.workspace_id, caller.user_id]
        tab.noticed_at = tab.place_without_notice(place)
        tab.notice, tab.noticed_until = (notice_of([answer.message for answer in told]), time.monotonic() + NOTICED_FOR)
        rest = [answer for answer in answers if answer not in told]
        return [*rest, ShowHome(tab.with_notice(views[0]))]

    async def catch_up(self, client_of: Callable[[str], Awaitable[AsyncWebClient | None]]) -> None:
        """At the start: show the tabs anew that may be on a screen since before."""
        now = self.transactions.now()
        for tab in await self.transactions.queue.read_over_all(lambda session: tabs_on_screens(session, now)):
            client = await client_of(tab.workspace_id)
            if client is not None:
                self._ask(client, tab)

    async def stop(self) -> None:
        """Leave what is under way."""
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _gather(self, client: AsyncWebClient, workspace_id: str) -> None:
        await self.sleep(GATHERED_FOR)
        people, now = self._concerned.pop(workspace_id), self.transactions.now()
        read = self.transactions.queue.read
        with serving(workspace_id):
            tabs = await read(lambda session: tabs_that_show(session, workspace_id, people, now))
        for tab in tabs:
            self._ask(client, tab)

    def _ask(self, client: AsyncWebClient, of: HomeTab) -> None:
        tab = self._tabs[of.workspace_id, of.slack_user_id]
        tab.is_stale = True
        if of.is_own:
            tab.hurry.set()
        if not tab.is_followed:
            tab.is_followed = True
            self._start(self._follow(client, of, tab))

    async def _follow(self, client: AsyncWebClient, of: HomeTab, tab: _Tab) -> None:
        """Publish it until it shows everything."""
        try:
            while tab.is_stale:
                await self._wait(tab)
                await self._turn(of.workspace_id)
                async with tab.lock:
                    tab.is_stale = False
                    tab.hurry.clear()
                    await self._publish(client, of)
                    tab.published_at = time.monotonic()
        finally:
            tab.is_followed = False

    async def _wait(self, tab: _Tab) -> None:
        """Until the next one is due; not at all for what the person did themself."""
        wait = max(ABOVE_AFTER, tab.published_at + ABOVE_EVERY - time.monotonic())
        waiting = asyncio.ensure_future(self.sleep(wait))
        hurried = asyncio.ensure_future(tab.hurry.wait())
        try:
            await asyncio.wait({waiting, hurried}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            hurried.cancel()

    async def _publish(self, client: AsyncWebClient, of: HomeTab) -> None:
        for _ in range(TRIES):
            try:
                for shown in await self._composed(of):
                    view = self.names.in_view(shown)
                    await client.views_publish(user_id=of.slack_user_id, view=view.json)
            except SlackApiError as error:
                if error.response["error"] != "ratelimited":
                    log.info("a Home tab stays as it was: %s", error.response["error"])
                    return
                await self.sleep(float(error.response.headers.get("Retry-After", 1)))
            else:
                return

    async def _composed(self, of: HomeTab) -> list[View]:
        """What it shows now; of who may not see it any more nothing but that."""
        assert self.home is not None
        caller, tab = Caller(of.workspace_id, of.slack_user_id, "", ""), self._tabs[of.workspace_id, of.slack_user_id]
        try:
            answers = await self.transactions.look(caller, self.home)
        except Refusal as refusal:
            return [only(refused(refusal, caller.language).text)]
        return [tab.with_notice(answer.view) for answer in answers if isinstance(answer, ShowHome)]

    async def _turn(self, workspace_id: str) -> None:
        """Wait until this workspace may publish one more."""
        ahead = self._spend(workspace_id) - time.monotonic() - AT_ONCE * 60 / A_MINUTE
        if ahead > 0:
            await self.sleep(ahead)

    def _spend(self, workspace_id: str) -> float:
        at = max(self._turns.get(workspace_id, 0.0), time.monotonic()) + 60 / A_MINUTE
        self._turns[workspace_id] = at
        return at

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._safely(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _safely(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            # The edge of work that nobody waits for: the tab is fresh again when it is opened.
            log.exception("a Home tab could not be shown anew")


def _note(workspace_id: str, slack_user_id: str, transactions: Transactions, session: Any) -> None:
    note_opened(session, workspace_id, slack_user_id, transactions.now())
