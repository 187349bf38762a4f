#!/usr/bin/env python
"""Koers: start here. The commands of the program, and what is plugged into what.

Nothing imports this file. Imports of the rooms stand inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from handlers.program import crm_commands, data_commands

if TYPE_CHECKING:
    from handlers.door.request import Feature
    from handlers.program.settings import Settings
    from models.database import Database

FEATURES = (
    *("overview", "activity", "deals", "scorecard", "analysis", "goals", "plan", "reviews", "coaching", "audit", "qbr"),
    *("leave", "territories", "accounts", "customers", "praise", "targets", "digest", "team", "newcomers", "settings"),
    *("rates", "costs", "kinds", "stages", "weights", "presets", "kpis", "home", "preferences", "privacy", "style"),
    *("nudges", "calendar", "handover", "deputy", "contests", "anomalies", "training", "tools", "connections"),
    *("imports",),
)
"""What people can do, by the name that each feature has in all rooms, in the order in which `/koers` tells of it.
`handlers.<name>.feature` declares its commands, what it answers to and what it sends by itself."""

InWorkspace: TypeAlias = Annotated[str | None, typer.Option(help="Its id or name, when there are several.")]
program = typer.Typer(
    help="Koers: the sales team's coach in Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
crm_commands.add_to(program, lambda: import_module("jobs.crm.door").CrmDoor())
data_commands.add_to(program)


@program.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Where HTTP listens; PORT or 3000 otherwise.")] = None,
    no_scheduler: Annotated[bool, typer.Option(help="Leave the clock to `bot.py tick`.")] = False,
) -> None:
    """Run the bot: Socket Mode when SLACK_APP_TOKEN is set, else HTTP."""
    settings = _settings()
    settings.check_can_serve()
    from handlers.program.logs import prepare
    from handlers.program.serving import House

    prepare(settings.koers_log, logging.INFO)
    if port is not None:
        settings.port = port
    clock = _clock(house := House(settings, features(), now=_now))
    asyncio.run(house.serve(clock=None if no_scheduler else clock))


@program.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page listens.")] = 3999,
    no_browser: Annotated[bool, typer.Option(help="Only print the address.")] = False,
    fresh: Annotated[bool, typer.Option(help="Start again with a new history.")] = False,
) -> None:
    """Run a local Slack with a named sales team and a year of history, and the bot connected to it."""
    from handlers.program.demo import run_demo
    from handlers.program.logs import prepare

    prepare("text", logging.WARNING)
    asyncio.run(run_demo(port, features(), _clock, open_browser=not no_browser, fresh=fresh))


@program.command()
def tick(at: Annotated[datetime | None, typer.Option(help="As if it were this instant (ISO 8601).")] = None) -> None:
    """Do once what is due now (or at that instant), one printed line a delivery."""
    settings = _settings()
    settings.check_can_serve()
    from handlers.program.serving import House

    instant = (at if at.tzinfo else at.astimezone()) if at else _now()
    house = House(settings, features(), now=lambda: instant)
    for line in asyncio.run(house.tick(_clock(house))):
        typer.echo(line)


# --- data in and out ------------------------------------------------------------------------------------


@program.command(name="import")
def import_(
    kind: Annotated[str, typer.Argument(help="people, accounts, territories, deals, activities, costs, targets …")],
    file: Annotated[Path, typer.Argument(help="A CSV file.")],
    workspace: InWorkspace = None,
    map_: Annotated[list[str] | None, typer.Option("--map", help="column=field, for other headings.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="The CRM it is from: hubspot, pipedrive …")] = None,
    date_format: Annotated[str | None, typer.Option(help="For dates such as 03-04-17: %d-%m-%y or %m-%d-%y.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Report, and store nothing.")] = False,
    close_missing: Annotated[bool, typer.Option(help="Remove open deals that the file no longer has.")] = False,
) -> int:
    """Import a CSV file; again changes nothing. Exit status 2: done, but look."""
    from handlers.program.importing import import_with_progress as run

    return run(_database(), workspace, kind, file, map_ or [], date_format, dry_run, _now(), from_, close_missing)


@program.command()
def export(
    what: Annotated[str, typer.Argument(help="scorecard, everything, or a table: deals, people, training …")],
    workspace: InWorkspace = None,
    person: Annotated[str | None, typer.Option(help="An id, a name or an e-mail address.")] = None,
    team: Annotated[str | None, typer.Option(help="A team's name.")] = None,
    line: Annotated[str | None, typer.Option(help="A manager: everybody below them.")] = None,
    period: Annotated[str | None, typer.Option(help="this month, Q3, 2026-10, 30d, 2026-10-01..2026-10-15 …")] = None,
    at: Annotated[str | None, typer.Option(help="As of the end of this day (ISO 8601).")] = None,
    format_: Annotated[str, typer.Option("--format", help="json or csv")] = "json",
    compare: Annotated[bool, typer.Option(help="A scorecard also with the period before (json).")] = False,
) -> None:
    """Write data to standard output; the whole workspace when no scope is given."""
    from handlers.program.terminal import Whose, write_export

    whose = Whose(person, team, line)
    write_export(_database(), workspace, what, whose, period, at, format_, _now(), sys.stdout, compare=compare)


@program.command()
def gallery(
    language: Annotated[str, typer.Option(help="en or nl")] = "en",
    out: Annotated[Path, typer.Option(help="The folder of the page.")] = Path("gallery"),
    json: Annotated[bool, typer.Option("--json", help="A list, to standard output.")] = False,
) -> None:
    """Show every message, modal and Home tab that the bot can send."""
    from handlers.program.gallery import as_json, write_page

    if json:
        typer.echo(as_json(language))
    else:
        page, count = write_page(language, out)
        typer.echo(f"{count} examples in {page}")


# --- for whoever runs it ----------------------------------------------------------------------------------


@program.command()
def manifest(
    http: Annotated[str, typer.Option(help="The bot's public address, when it is not in Socket Mode.")] = "",
) -> None:
    """Print the Slack app manifest (YAML) that matches the code."""
    from handlers.program import manifest as app

    typer.echo(app.as_yaml(app.manifest(features(), _settings().koers_command_prefix, http)), nl=False)


@program.command()
def settings(
    words: Annotated[list[str] | None, typer.Argument(help="KEY=VALUE …; without: all of them.")] = None,
    workspace: InWorkspace = None,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Count all money anew, for another currency.")] = False,
) -> None:
    """Show or change the workspace's settings: currency=USD fiscal_start=7."""
    from handlers.program.set_up import settings_lines

    typer.echo("\n".join(settings_lines(_database(), workspace, words or [], json, yes, _now())))


@program.command()
def doctor() -> None:
    """Check settings, database, tokens, scopes and clock, and say what to do about each."""
    from handlers.program.doctor import examine

    raise typer.Exit(0 if asyncio.run(examine(_settings(), typer.echo)) else 1)


@program.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    _database()
    typer.echo("The database is up to date.")


@program.command()
def erase(person: Annotated[str, typer.Option(help="Id, name or e-mail.")], workspace: InWorkspace = None) -> None:
    """Erase one person: their name and texts go, what others' figures rest on stays without a name."""
    from handlers.program.terminal import erase_person
    from models.workspace.secrets import Secrets

    keys = _settings().secret_keys
    typer.echo(erase_person(_database(), workspace, person, _now(), Secrets(keys) if keys else None))


# --- what is plugged into what ------------------------------------------------------------------------------


def features() -> list[Feature]:
    """What people can do, plugged in."""
    return [import_module(f"handlers.{name}").feature for name in FEATURES]


def _clock(house: Any) -> Any:
    """The clock door, with what it may use of this house."""
    from jobs.clock import Clock

    more = (house.secrets, house.names, house.show_moved, house.outward, house.keeps_removed)
    chores = [house.roster.reconcile]
    return Clock(house.database, house.installations.client_of, house.now, chores, *more)


def _database() -> Database:
    from models.migrations import migrate as apply

    database = _settings().open_database()
    apply(database)
    return database


def _settings() -> Settings:
    from handlers.program.settings import read_settings

    return read_settings()


def _now() -> datetime:
    return datetime.now(UTC)


def main(run: Callable[..., int | None] = program) -> None:
    """Run the program; what a person can mend is one clear line on standard error, a mistake of ours a traceback."""
    gc.set_threshold(50_000, 20, 100)  # what is imported stays: to look through it again took an eighth of each start
    try:
        sys.exit(run(standalone_mode=False))
    except typer.Abort:
        sys.exit(130)
    except Exception as error:
        from handlers.program.terminal import clear_line

        if (line := clear_line(error)) is None:
            raise
        typer.echo(line, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
