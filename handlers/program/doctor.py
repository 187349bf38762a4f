"""`bot.py doctor`: what is wrong, and what to do about it."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from handlers.program.crm_standing import stand_of_connections
from handlers.program.health import TICKS_LATE, Health, health_of
from handlers.program.manifest import SCOPES
from handlers.program.set_up import active_workspaces, unsettled
from handlers.program.settings import Settings, SettingsError
from models.database import Database
from models.delivery.records import as_told
from models.delivery.troubles import failed_since
from models.migrations import is_up_to_date
from models.row_security import trouble
from models.workspace.secrets import SecretError, Secrets

SIGNS = {True: "ok  ", False: "FIX ", None: "look"}
LARGEST_CLOCK_DIFFERENCE = 60
"""Seconds. Slack's signatures are refused from five minutes on."""

LOOKED_BACK = timedelta(days=1)
MOST_FAILURES = 5
"""Lines about deliveries that failed."""

Finding: TypeAlias = tuple[bool | None, str]
"""Whether it is well (None: it works, but somebody should look), and what there is to say."""


async def examine(settings: Settings, say: Callable[[str], None]) -> bool:
    """Check everything and say each finding on a line; True when all is well."""
    healthy = True
    for check in (
        _settings,
        _secret_key,
        _database,
        _running,
        _deliveries,
        _workspaces,
        _listed,
        _connections,
        _bot_token,
        _app_token,
    ):
        for well, finding in await check(settings):
            healthy &= well is not False
            say(f"{SIGNS[well]} {finding}")
    return healthy


async def _settings(settings: Settings) -> list[Finding]:
    try:
        settings.check_can_serve()
    except SettingsError as error:
        return [(False, str(error))]
    return [(True, f"settings: {'Socket Mode' if settings.uses_socket_mode else f'HTTP on port {settings.port}'}")]


async def _secret_key(settings: Settings) -> list[Finding]:
    if not settings.secret_keys:
        return []  # said by the settings already
    try:
        Secrets(settings.secret_keys)
    except SecretError as error:
        return [(False, f"KOERS_SECRET_KEY: {error}")]
    return [(True, f"secret key: {len(settings.secret_keys)}, the first one encrypts")]


async def _database(settings: Settings) -> list[Finding]:
    try:
        database = settings.open_database()
        current = is_up_to_date(database)
        wrong = None if database.is_sqlite or not current else _wall_of(database)
    except (SQLAlchemyError, ValueError, OSError) as error:
        return [(False, f"database: cannot be reached ({type(error).__name__}). Check DATABASE_URL.")]
    if not current:
        return [(False, "database: migrations are missing. Run: python bot.py migrate")]
    if wrong is not None:
        return [(False, f"database: {wrong}")]
    held = ", held by row-level security" if database.row_security else ""
    return [(True, f"database: {'SQLite' if database.is_sqlite else 'PostgreSQL'}, up to date{held}")]


def _wall_of(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return trouble(connection, is_wanted=database.row_security)


async def _running(settings: Settings) -> list[Finding]:
    """Whether it can be written and opened, when the clock ticked last, and what room there is."""
    try:
        database = settings.open_database()
        found = health_of(database, Secrets(settings.secret_keys), datetime.now(UTC))
    except (SQLAlchemyError, ValueError, OSError, SecretError):
        return []  # said above
    if found.problem:
        return [] if "migrations" in found.problem else [(False, found.problem)]
    warned: list[Finding] = [(None, f"database: {warning}") for warning in found.warnings]
    opens = (True, "database: can be written; what is sealed opens" if not warned else "database: can be written")
    return [opens, *warned, *_disk(found), *_last_tick(found)]


def _disk(found: Health) -> list[Finding]:
    return [] if found.free_disk is None else [(True, f"disk: {found.free_disk // 1_000_000:,} MB are free")]


def _last_tick(found: Health) -> list[Finding]:
    ago = found.ticked_ago
    if ago is None:
        return [(None, "clock: it has not ticked yet. Is the bot running? (python bot.py serve, or tick from cron)")]
    if ago < -LARGEST_CLOCK_DIFFERENCE:
        return [(None, f"clock: the last tick is {-ago:.0f} seconds ahead of this machine's time. Is its clock right?")]
    if ago > TICKS_LATE:
        return [(None, f"clock: the last tick was {ago / 60:.0f} minutes ago. Is the bot running?")]
    return [(True, "clock: it ticks")]


async def _deliveries(settings: Settings) -> list[Finding]:
    """What could not be delivered since yesterday, with the reference that stands in the log."""
    try:
        database = settings.open_database()
        if not is_up_to_date(database):
            return []
        failed = database.read_over_all(lambda session: failed_since(session, datetime.now(UTC) - LOOKED_BACK))
    except (SQLAlchemyError, ValueError, OSError):
        return []  # said above
    lines = [f"{one.cadence} to {as_told(one.cadence, one.recipient)}: {one.error}" for one in failed[:MOST_FAILURES]]
    more = len(failed) - len(lines)
    return [(False, f"delivery: {line}") for line in [*lines, *([f"and {more} more"] if more > 0 else [])]]


async def _workspaces(settings: Settings) -> list[Finding]:
    """What is not set, or only guessed."""
    try:
        database = settings.open_database()
        return [(None, line) for line in unsettled(database)] if is_up_to_date(database) else []
    except (SQLAlchemyError, ValueError, OSError):
        return []  # said by the check of the database already


async def _listed(settings: Settings) -> list[Finding]:
    """Whom this server serves, and who installed the app and is not on the list."""
    allowed = settings.allowed_workspaces
    if not allowed:
        if not settings.takes_many_workspaces:
            return []
        return [(None, "workspaces: any may install the app here. KOERS_WORKSPACES names those that may.")]
    try:
        database = settings.open_database()
        found = database.read_over_all(active_workspaces) if is_up_to_date(database) else []
    except (SQLAlchemyError, ValueError, OSError):
        found = []  # said by the check of the database already
    elsewhere = [one for one in found if one not in allowed]
    return [
        (True, f"workspaces: {', '.join(sorted(allowed))} may use this server"),
        *(
            (None, f"workspace {one} is not in KOERS_WORKSPACES: it gets no answer. Its data stays.")
            for one in elsewhere
        ),
    ]


async def _connections(settings: Settings) -> list[Finding]:
    """How each connection with a CRM stands."""
    try:
        database = settings.open_database()
        return stand_of_connections(database, datetime.now(UTC)) if is_up_to_date(database) else []
    except (SQLAlchemyError, ValueError, OSError):
        return []  # said by the check of the database already


async def _bot_token(settings: Settings) -> list[Finding]:
    if not settings.slack_bot_token:
        return []
    client = AsyncWebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url)
    response, problem = await _asked(client.auth_test, "SLACK_BOT_TOKEN", settings)
    if response is None:
        return [(False, problem)]
    findings: list[Finding] = [(True, f"bot token: workspace {response['team']}, as {response['user']}")]
    if settings.allowed_workspaces and response["team_id"] not in settings.allowed_workspaces:
        findings.append((False, f"SLACK_BOT_TOKEN is of {response['team_id']}, which KOERS_WORKSPACES does not name."))
    granted = {scope.strip() for scope in response.headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    missing = sorted(set(SCOPES) - granted) if granted else []
    findings += [
        (False, f"scope {scope} is missing ({SCOPES[scope]}). Add it and reinstall the app.") for scope in missing
    ]
    return [*findings, *_clock(response.headers.get("date", ""))]


def _clock(date_of_slack: str) -> list[Finding]:
    if not date_of_slack:
        return []
    off = abs(time.time() - parsedate_to_datetime(date_of_slack).timestamp())
    if off > LARGEST_CLOCK_DIFFERENCE:
        return [(False, f"clock: {off:.0f} seconds away from Slack's. Switch on time synchronisation.")]
    return [(True, "clock: agrees with Slack's")]


async def _app_token(settings: Settings) -> list[Finding]:
    if not settings.uses_socket_mode:
        return []
    client = AsyncWebClient(token=settings.slack_app_token, base_url=settings.slack_api_url)
    response, problem = await _asked(
        lambda: client.apps_connections_open(app_token=settings.slack_app_token), "SLACK_APP_TOKEN", settings
    )
    return [(True, "app token: Socket Mode opens")] if response is not None else [(False, problem)]


async def _asked(call: Callable[[], Awaitable[object]], name: str, settings: Settings):  # type: ignore[no-untyped-def]
    """Slack's answer, or None and what to do."""
    try:
        return await call(), ""
    except SlackApiError as error:
        return None, f"{name}: Slack says {error.response['error']}. Copy it again from the app's settings."
    except OSError:
        return (
            None,
            f"{name}: Slack cannot be reached at {settings.slack_api_url}. Check the network, or SLACK_API_URL.",
        )
