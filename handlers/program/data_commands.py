"""`bot.py backup`, `restore`, `move` and `reseal`: what can be typed. What they do stands in `models/workspace/`, imported late."""

from pathlib import Path
from typing import Annotated

import typer

from handlers.program.resealing import reseal


def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes; it must not exist.")]) -> None:
    """Write a consistent copy of the data, while the bot runs."""
    from handlers.program.keeping import write_backup

    typer.echo(write_backup(file))


def restore(
    file: Annotated[Path, typer.Argument(help="What `backup` has written.")],
    replace: Annotated[bool, typer.Option("--replace", help="Lose the data that the database has now.")] = False,
) -> None:
    """Put a backup into the database of DATABASE_URL; the bot must not run."""
    from handlers.program.keeping import put_back

    typer.echo(put_back(file, replaces=replace))


def move(to: Annotated[str, typer.Option(help="postgresql://user:password@host/koers, or sqlite:///koers.db")]) -> None:
    """Copy all data into another, empty database, and compare; the bot must not run."""
    from handlers.program.keeping import move_all

    move_all(to, typer.echo)


def add_to(program: typer.Typer) -> None:
    """The program has these commands too."""
    for command in (backup, restore, move, reseal):
        program.command()(command)
