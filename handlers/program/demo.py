"""`make demo`: a local Slack with a named sales team and a year of history, and the bot connected to it."""

import asyncio
import contextlib
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from handlers.door.request import Feature
from handlers.local_slack.config import (
    AppConfig,
    ChannelConfig,
    CommandConfig,
    Config,
    ShortcutConfig,
    UserConfig,
    WorkspaceConfig,
)
from handlers.local_slack.local_slack import LocalSlack
from handlers.local_slack.stopping import stop_asked
from handlers.program.demo_calendar import calendar_of
from handlers.program.demo_tour import KOERS
from handlers.program.manifest import EVENTS, SCOPES, commands_of, shortcuts_of
from handlers.program.serving import House
from handlers.program.settings import Settings
from messages.words import TOLD_IN
from models.database import Database
from models.demo.company import NAME, PEOPLE, TEAMS, WORKSPACE_ID
from models.demo.continuing import keep_working
from models.demo.history import seed
from models.demo.texts import told_in
from models.migrations import migrate
from models.workspace.records import Workspace

DATABASE = Path("koers-demo.db")
BOT_TOKEN = "xoxb-local-demo"
APP_TOKEN = "xapp-local-demo"
SECRET_KEY = "the demo keeps no secrets and its key is here"
COLOURS = ("0b4f4a", "b5473c", "2d5d8a", "8a6d1f", "6b4a8a", "2f7d4f")


def demo_slack(features: Sequence[Feature]) -> Config:
    """The local Slack of the demo company: its people, channels and the app with the commands of the features."""
    users = [
        UserConfig(
            id=one.slack_user_id,
            name=one.name.split()[0].lower(),
            real_name=one.name,
            email=one.email,
            title=one.title,
            tz=one.zone,
            locale=one.locale,
            color=COLOURS[place % len(COLOURS)],
            is_owner=one.is_leader,
            is_admin=one.is_leader,
        )
        for place, one in enumerate(PEOPLE)
    ]
    leaders = [one.slack_user_id for one in PEOPLE if one.is_leader]
    channels = [ChannelConfig(id="C0SALES", name="sales", topic="Everybody who sells")]
    for team in TEAMS:
        members = [one.slack_user_id for one in PEOPLE if one.team == team.name]
        channels.append(
            ChannelConfig(id=team.channel_id, name=team.channel, topic=f"Team {team.name}", members=members + leaders)
        )
    commands = [
        CommandConfig(command=f"/{one.word}", description=one.does, usage_hint=one.hint, should_escape=True)
        for one in commands_of(features)
    ]
    shortcuts = [
        ShortcutConfig(one.callback_id, one.name, "message" if one.of_message else "global", one.does)
        for one in shortcuts_of(features)
    ]
    app = AppConfig(
        id="A0KOERS",
        name="Koers",
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        bot_user_id="U0KOERS",
        bot_id="B0KOERS",
        scopes=list(SCOPES),
        events=list(EVENTS),
        commands=commands,
        shortcuts=shortcuts,
    )
    company = WorkspaceConfig(
        id=WORKSPACE_ID, name=NAME, domain="noorderlicht", app=app, users=users, channels=channels
    )
    return Config([company], rate_limits=True, tour=KOERS)


async def run_demo(
    port: int, features: Sequence[Feature], clock_of: Callable[[House], Any], *, open_browser: bool, fresh: bool
) -> None:
    """Run until SIGINT or SIGTERM; prints the page's address."""
    with stop_asked() as stopped:
        async with demo_running(port, features, clock_of, DATABASE, fresh=fresh) as slack:
            calendar = f"A calendar to link with /koers calendar: {slack.url}/calendars/bram.ics"
            print(f"\n  Koers runs in a local Slack: {slack.url}\n  {calendar}\n  Stop it with Ctrl+C.\n", flush=True)
            if open_browser:
                webbrowser.open(slack.url)
            await stopped.wait()


@contextlib.asynccontextmanager
async def demo_running(
    port: int, features: Sequence[Feature], clock_of: Callable[[House], Any], file: Path, *, fresh: bool
) -> AsyncIterator[LocalSlack]:
    """The local Slack and the bot, connected over HTTP and WebSocket, as long as the block lasts."""
    async with LocalSlack(demo_slack(features)).running(port=port) as slack:
        prepare_history(file, slack.now(), fresh=fresh)
        settings = Settings(
            slack_bot_token=BOT_TOKEN,
            slack_app_token=APP_TOKEN,
            slack_api_url=slack.api_url,
            port=0,
            database_url=f"sqlite:///{file}",
            koers_secret_key=SECRET_KEY,
            koers_command_prefix="/",
            koers_private_addresses=True,  # calendars and CRMs to try it with are on this machine
        )
        house = House(settings, features, now=slack.now)
        await house.connect()
        company = Company(house.database, slack.now)
        slack.platform.catch_up = company.catch_up
        slack.platform.calendar_of = calendar_of
        house.now = company.now
        clock = clock_of(house)
        TOLD_IN.update(told_in())
        async with house.running(None):
            house.door.on_news = clock.wake
            following = asyncio.create_task(_follow(company, clock))
            try:
                yield slack
            finally:
                following.cancel()
                TOLD_IN.clear()


class Company:
    """The people of the company, and the time to which they have come: it stands still while they work up to another day."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self._until = now()

    def now(self) -> datetime:
        """The local Slack's time, unless that is on another day than the people have come to."""
        now = self._now()
        return now if now.date() == self._until.date() else self._until

    async def catch_up(self) -> None:
        """Before anything is asked or comes by itself on another day, they have worked up to it."""
        async with self._one_at_a_time:
            now = self._now()
            if now.date() != self._until.date():
                await asyncio.to_thread(self._database.write, partial(keep_working, today=now.date()))
            self._until = now


def prepare_history(file: Path, now: datetime, *, fresh: bool) -> None:
    """Give the file the demo company's year, unless it has one."""
    if fresh:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
    database = Database(f"sqlite:///{file}")
    migrate(database)
    if database.read(lambda session: session.get(Workspace, WORKSPACE_ID)) is None:
        database.write(lambda session: seed(session, now.date()))
    database.close()


async def _follow(company: Company, clock: Any) -> None:
    """The bot's clock follows the local Slack's, which the page can move: one tick whenever the time has jumped."""
    last: datetime | None = None
    clock_task = asyncio.create_task(clock.run())
    try:
        while True:
            await company.catch_up()
            minute = company.now().replace(second=0, microsecond=0)
            if last is None or abs(minute - last) > timedelta(minutes=1):
                clock.wake()
            last = minute
            await asyncio.sleep(0.3)
    finally:
        clock_task.cancel()
