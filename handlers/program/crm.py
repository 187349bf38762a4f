"""`bot.py connect` and `bot.py sync`: the connections with CRMs, from a terminal."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlmodel import Session

from handlers.program.settings import Settings
from handlers.program.terminal import TerminalError, workspace_meant
from messages.connections import terminal
from models.connections import actions
from models.connections.connecting import Connecting
from models.connections.mapping import Mapped, answer
from models.connections.preview import Preview, Stock, keep_stock, preview
from models.connections.records import Connection, State, Vendor
from models.connections.status import status_of, statuses
from models.migrations import migrate
from models.refusal import Refusal
from models.row_security import serving
from models.team.queries import person_named
from models.workspace.secrets import Secrets

T = TypeVar("T")
SECTIONS = {"people": Mapped.PERSON, "stages": Mapped.STAGE, "kinds": Mapped.KIND}
LANGUAGE = "en"
NOTHING = ("", "-")
"""What stands in a file for: this is nothing for us."""


class Wish(NamedTuple):
    """What was typed after `connect`."""

    vendor: str
    key: str
    name: str
    url: str
    map: Path | None
    starts: bool
    won_date: str | None = None


class At:
    """Where it is done: the database and keys of the settings, in one workspace; `door` is the one to the CRMs."""

    def __init__(self, settings: Settings, workspace: str | None, door: Any) -> None:
        self.named, self.door = workspace, door
        self.database = settings.open_database()
        migrate(self.database)
        self.secrets = Secrets(settings.secret_keys)

    @property
    def now(self) -> datetime:
        """This instant."""
        return datetime.now(UTC)

    @cached_property
    def workspace_id(self) -> str:
        """The workspace that is meant."""
        return self.database.read_over_all(lambda session: workspace_meant(session, self.named).workspace_id)

    def do(self, work: Callable[[Connecting], T]) -> T:
        """Something in one transaction, as whoever runs the bot."""

        def write(session: Session) -> T:
            return work(Connecting(session, workspace_meant(session, self.named), self.now))

        with serving(self.workspace_id):
            return self.database.write(write)

    def read(self, work: Callable[[Session], T]) -> T:
        """A question in one transaction."""
        with serving(self.workspace_id):
            return self.database.read(work)

    def preview(self, connection_id: str, stock: Stock) -> Preview:
        """What a connection would change."""
        with serving(self.workspace_id):
            return preview(self.database, self.workspace_id, connection_id, stock, self.now)


def connected(at: At, wish: Wish) -> list[str]:
    """Connect, map what the file says, and show what would change, or start. Raises what `clear_line` knows."""
    if wish.vendor not in set(Vendor):
        raise TerminalError(
            f"{wish.vendor} cannot be connected. Choose {', '.join(Vendor)}: python bot.py connect hubspot < key.txt"
        )
    answers = list(_answers(wish.map)) if wish.map else []
    facts, stock = at.door.look_now(wish.vendor, wish.key, wish.url, at.now)

    def work(connecting: Connecting) -> str:
        known = actions.connections_of(connecting.session, connecting.workspace.workspace_id)
        same = next((one for one in known if (one.vendor, one.remote_account) == (wish.vendor, facts.id)), None)
        if same is not None and same.state in (State.SETTING_UP, State.REFUSED):
            connection = actions.give_key(connecting, same, wish.key, facts, at.secrets)
        else:
            connection = actions.connect(
                connecting, wish.vendor, wish.key, facts, at.secrets, name=wish.name, base_url=wish.url
            )
        keep_stock(connecting.session, connection, stock)
        if wish.won_date is not None:
            actions.set_won_date(connecting, connection, wish.won_date)
        for what, remote_id, local in answers:
            answer(connecting, connection, what, remote_id, _meant(connecting, what, local))
        return connection.id

    connection_id = at.do(work)
    seen = at.preview(connection_id, stock)
    if wish.starts:
        at.do(lambda connecting: actions.start(connecting, _one(connecting.session, at, connection_id)))
    return terminal.previewed(LANGUAGE, facts.name, seen, is_started=wish.starts)


def listed(at: At) -> list[str]:
    """The connections, one a line."""
    found = at.read(lambda session: statuses(session, at.workspace_id))
    return terminal.listed(LANGUAGE, found, at.now)


def steered(at: At, name: str, what: str, *, keeps_facts: bool = False) -> list[str]:
    """Pause, go on or remove."""

    def work(connecting: Connecting) -> str:
        connection = actions.connection_named(connecting.session, connecting.workspace.workspace_id, name)
        if what == "pause":
            actions.pause(connecting, connection)
        elif what == "resume":
            actions.resume(connecting, connection)
        else:
            actions.remove(connecting, connection, keeps_facts=keeps_facts)
        return connection.name

    return [terminal.steered(LANGUAGE, at.do(work), what, keeps_facts=keeps_facts)]


def dated(at: At, name: str, rule: str) -> list[str]:
    """By which day the wins of a connection count from now on."""

    def work(connecting: Connecting) -> str:
        connection = actions.connection_named(connecting.session, connecting.workspace.workspace_id, name)
        actions.set_won_date(connecting, connection, rule)
        return connection.name

    return [terminal.dated(LANGUAGE, at.do(work), rule)]


def synced(
    at: At, name: str | None, *, once: bool = False, full: bool = False, is_dry_run: bool = False
) -> tuple[list[str], bool]:
    """Read the connections that run; the lines to print, and whether all went well."""

    def meant(session: Session) -> list[Connection]:
        if name is not None:
            return [actions.connection_named(session, at.workspace_id, name)]
        return [one for one in actions.connections_of(session, at.workspace_id) if one.state == State.RUNNING]

    lines, is_well = [], True
    for connection in at.read(meant):
        if connection.state != State.RUNNING:
            raise Refusal("connections.does_not_run", name=connection.name)
        if is_dry_run:
            lines += terminal.previewed(LANGUAGE, connection.name, _tried(at, connection), is_started=None)
            continue
        which = (at.workspace_id, connection.id)
        with _bar() as moved:
            ran = at.door.read_now(at.database, at.secrets, lambda: at.now, which, once=once, full=full, progress=moved)
        status = at.read(lambda session, id_=connection.id: status_of(session, _one(session, at, id_)))  # type: ignore[misc]
        lines += terminal.read(LANGUAGE, status, *(ran or (None, "")))
        is_well &= ran is not None and not ran[1]
    return (lines or terminal.listed(LANGUAGE, [], at.now)), is_well


def _tried(at: At, connection: Connection) -> Preview:
    key = actions.key_of(connection, at.secrets)
    _, stock = at.door.look_now(connection.vendor, key, connection.base_url, at.now)
    return at.preview(connection.id, stock)


@contextmanager
def _bar() -> Iterator[Callable[..., None]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks: dict[str, int] = {}

        def moved(what: str, done: int, total: int | None) -> None:
            task = tasks.setdefault(what, progress.add_task(str(what), total=total) if what not in tasks else 0)
            progress.update(task, completed=done, total=total)  # type: ignore[arg-type]

        yield moved


def _answers(path: Path) -> Iterator[tuple[Mapped, str, str]]:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise TerminalError(f'{path} is no TOML. For instance: [stages] and below it "1234" = "proposal".') from None
    for section, rows in said.items():
        if section not in SECTIONS or not isinstance(rows, dict):
            raise TerminalError(
                f'{path}: [{section}] is unknown. Choose [people], [stages] or [kinds], and below it "1234" = "proposal".'
            )
        for remote_id, local in rows.items():
            yield SECTIONS[section], str(remote_id), str(local).strip()


def _meant(connecting: Connecting, what: Mapped, local: str) -> str | None:
    if local in NOTHING:
        return None
    if what is not Mapped.PERSON:
        return local.lower()
    found = person_named(connecting.session, connecting.workspace.workspace_id, local)
    return found[0].id if len(found) == 1 else local


def _one(session: Session, at: At, connection_id: str) -> Connection:
    return session.get_one(Connection, (at.workspace_id, connection_id))
