"""`bot.py reseal`: what can be typed, and what is printed."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from models.workspace.resealing import Resealed


def reseal() -> None:
    """Seal every sealed value anew with the first key of KOERS_SECRET_KEY; then the others can be taken out."""
    from handlers.program.settings import read_settings
    from models.migrations import migrate
    from models.workspace.resealing import reseal as seal_anew
    from models.workspace.secrets import Secrets

    settings = read_settings()
    secrets = Secrets(settings.secret_keys)
    database = settings.open_as_owner()
    migrate(database)
    done = seal_anew(database, secrets, lambda one: typer.echo(line_of(one)))
    database.close()
    verdict, is_done = verdict_of(done, secrets.newest)
    typer.echo(verdict)
    if not is_done:
        raise typer.Exit(1)


def line_of(one: "Resealed") -> str:
    """What became of one column, on a line."""
    closed = "".join(f"; {count:,} cannot be opened (key {key})" for key, count in sorted(one.closed.items()))
    more = one.left - one.closed.total()
    return f"{one.column}: {one.anew:,} sealed anew{closed}" + (
        f"; {more:,} with another key again" if more > 0 else ""
    )


def verdict_of(done: "list[Resealed]", newest: str) -> tuple[str, bool]:
    """What to do now, and whether it is all done."""
    missing = sorted({key for one in done for key in one.closed if key != "?"})
    if any(one.closed for one in done):
        keys = (
            f" Put the key with the id {' and '.join(missing)} at the end of KOERS_SECRET_KEY, and run it again:"
            if missing
            else ""
        )
        return f"Not done.{keys} what cannot be opened stays as it is.", False
    if any(one.left for one in done):
        return "Not done: something still seals with the old key. Restart every process, then run it again.", False
    return f"Done: all that is sealed has the first key ({newest}). The other keys can be taken out.", True
