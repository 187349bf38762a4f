"""`bot.py connect` and `bot.py sync`: what can be typed. What they do stands in `crm.py`, imported when it is asked for."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

InWorkspace = Annotated[str | None, typer.Option(help="Its id or name, when there are several.")]


class Commands:
    """The two commands; `door` opens the one to the CRMs, which this side does not know."""

    def __init__(self, door: Callable[[], Any]) -> None:
        self._door = door

    def connect(
        self,
        vendor: Annotated[str | None, typer.Argument(help="hubspot, pipedrive, salesforce or bottlecrm")] = None,
        workspace: InWorkspace = None,
        name: Annotated[str, typer.Option(help="What it is called here; the vendor's name otherwise.")] = "",
        url: Annotated[str, typer.Option(help="The CRM's address, where it has one of its own.")] = "",
        map_: Annotated[Path | None, typer.Option("--map", help="TOML with [people], [stages] and [kinds].")] = None,
        start: Annotated[
            bool, typer.Option(help="Count what it tells, with the 12 months before; without: a preview.")
        ] = False,
        won_date: Annotated[
            str | None,
            typer.Option(
                help="By which day a win counts: entered (its stage), or close_date (what people typed there). "
                "Without a vendor: of the connection --name."
            ),
        ] = None,
        list_: Annotated[bool, typer.Option("--list", help="The connections, and how they stand.")] = False,
        pause: Annotated[str | None, typer.Option(help="Do not read this connection for now.")] = None,
        resume: Annotated[str | None, typer.Option(help="Read this connection again.")] = None,
        remove: Annotated[
            str | None, typer.Option(help="Erase this connection's key, and all that only it told of.")
        ] = None,
        keep_facts: Annotated[bool, typer.Option(help="With --remove: what came stays.")] = False,
    ) -> None:
        """Connect a CRM; its key comes on standard input. Nothing counts before --start."""
        from handlers.program import crm
        from handlers.program.settings import read_settings
        from handlers.program.terminal import TerminalError

        at = crm.At(read_settings(), workspace, self._door())
        if list_:
            lines = crm.listed(at)
        elif one := pause or resume or remove:
            lines = crm.steered(at, one, "pause" if pause else "resume" if resume else "remove", keeps_facts=keep_facts)
        elif vendor is None and won_date is not None and name:
            lines = crm.dated(at, name, won_date)
        elif vendor is None:
            raise TerminalError("Say which CRM: python bot.py connect hubspot < key.txt")
        else:
            key = typer.prompt("Key", hide_input=True) if sys.stdin.isatty() else sys.stdin.read()
            lines = crm.connected(at, crm.Wish(vendor, key, name, url, map_, start, won_date))
        for line in lines:
            typer.echo(line)

    def sync(
        self,
        workspace: InWorkspace = None,
        connection: Annotated[str | None, typer.Option(help="Only this one.")] = None,
        once: Annotated[bool, typer.Option(help="One minute at most; the rest later.")] = False,
        full: Annotated[bool, typer.Option(help="From the beginning; what is as it was changes nothing.")] = False,
        dry_run: Annotated[bool, typer.Option(help="Say what would change, and store nothing.")] = False,
    ) -> None:
        """Read the CRMs now, as the clock does every five minutes."""
        from handlers.program import crm
        from handlers.program.settings import read_settings

        lines, is_well = crm.synced(
            crm.At(read_settings(), workspace, self._door()), connection, once=once, full=full, is_dry_run=dry_run
        )
        for line in lines:
            typer.echo(line)
        if not is_well:
            raise typer.Exit(1)


def add_to(program: typer.Typer, door: Callable[[], Any]) -> None:
    """The program has these commands too."""
    commands = Commands(door)
    program.command()(commands.connect)
    program.command()(commands.sync)
