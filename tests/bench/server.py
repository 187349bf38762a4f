"""The servers that are compared: `python -m tests.bench.server empty|naive|log FILE` prints its port."""

import asyncio
import re
import sys
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlmodel import Session

from bot import features
from handlers.program.health import Health
from handlers.program.http import Http
from handlers.program.serving import listening
from models.accounts.naming import key_of
from models.accounts.records import Account
from models.period import PeriodType
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.setting import set_target
from models.team.enrolment import Profile, enrol, person_of
from tests.bench.logging_ import NAMES, PEOPLE, SECRET
from tests.bench.naive import naive_app
from tests.conftest import acting


def _now() -> datetime:
    return datetime.now(UTC)


async def _authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None = None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-bench")


def empty_app() -> AsyncApp:
    """The baseline: Bolt, and a handler that only acknowledges."""
    app = AsyncApp(signing_secret=SECRET, authorize=_authorize)

    @app.command(re.compile(".*"))
    async def nothing(ack: Any) -> None:
        await ack()

    return app


def log_app(file: Path) -> Http:
    """The bot's own app on a fresh SQLite file with one rep, warmed up as `serve` does it."""
    from handlers.door.bolt import bolt_app
    from handlers.door.door import Door
    from handlers.program.installations import Installations
    from handlers.program.roster import Roster
    from handlers.program.warm_up import warm_up
    from models.database import Database
    from models.migrations import migrate
    from models.workspace.records import Workspace
    from models.workspace.secrets import Secrets

    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.write(lambda session: session.add(Workspace(workspace_id="T1", name="Bench", created_at=_now())))
    for user_id in PEOPLE:
        profile = Profile(user_id, user_id.title(), None, "Europe/Amsterdam", "en")
        database.write(partial(_enrol, profile=profile))
    database.write(_known_accounts)
    database.write(_weekly_target)
    warm_up(database, _now().date())
    secrets = Secrets(["a key that is only for the bench"])
    installations = Installations(database, secrets, "http://127.0.0.1:9/api/", _now)
    installations.authorize = _authorize  # type: ignore[method-assign,assignment]
    door = Door(database, features(), _now, secrets=secrets)
    app = bolt_app(door, installations, Roster(database, installations, _now))
    return Http(app, lambda: Health(None), signing_secret=SECRET)


def _enrol(session: Session, profile: Profile) -> None:
    enrol(session, "T1", profile, _now())


def _known_accounts(session: Session) -> None:
    for name in NAMES:
        session.add(Account(workspace_id="T1", name=name, key=key_of(name), created_at=_now()))


def _weekly_target(session: Session) -> None:
    """Eight first meetings a week for everybody, so that each answer says where the rep now stands."""
    for user_id in PEOPLE:
        rep = person_of(session, "T1", user_id)
        assert rep is not None
        rep.is_leader = True
        eight = NewTarget("first_meetings", Decimal(8), PeriodType.WEEK, person=rep, from_now=True)
        set_target(acting(session, rep, _now()), eight)
        rep.is_leader = False


async def main() -> None:
    """Serve until terminated."""
    which, file = sys.argv[1], Path(sys.argv[2])
    if which == "log":
        app: Any = log_app(file)
    else:
        bolt = empty_app() if which == "empty" else naive_app(file, SECRET, _authorize)
        app = AsyncSlackRequestHandler(bolt, path="/slack/events")
    server = listening(0)
    print(server.getsockname()[1], flush=True)
    await uvicorn.Server(uvicorn.Config(app, log_level="error")).serve(sockets=[server])


if __name__ == "__main__":
    asyncio.run(main())
