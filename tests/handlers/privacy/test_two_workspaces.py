"""Two workspaces in which the same Slack account leads: what one holds crosses to the other by nothing that anybody can do.

Every command, button, menu, form, shortcut and typed answer with the ids of the other one, every export, and what the clock
sends. Each statement names the workspace that is served and never the other one; the second run has PostgreSQL's wall.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from handlers.door.request import Feature, Form, Press, Request
from handlers.program.terminal import TerminalError, Whose, write_export
from jobs.schedule import SCHEDULE
from models.database import Database
from models.exports.run import WHAT
from models.refusal import Refusal
from models.row_security import confine
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import NOW, SECRETS
from tests.handlers.privacy.everywhere import fill_every_table
from tests.handlers.privacy.test_attacks import FEATURES, LINES, SEEN, World, forged, what_shows, world
from tests.jobs.conftest import House
from tests.jobs.fake_slack import FakeSlack
from tests.postgres import walled_postgres

__all__ = ["world"]  # the fixture: reviews, talks, surveys and notes of T1, and somebody with the same account in T2
pytestmark = [pytest.mark.long(seconds=40), pytest.mark.once]

EVERYWHERE = ("person", "team", "account", "deal", "activity")
"""Tables whose ids stand in buttons of many features."""
NAMES_OF_T1 = ("Zibbo", "Anna de Vries", "Bram Bakker", "Carla Mulder", "Noordzee")
TELLS_NOTHING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA", "COMMIT")


@dataclass
class Asked:
    """The statements that a SQLite connection was asked, with their values."""

    texts: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Those that name the other workspace, or none."""
        asked = [one for one in self.texts if not one.startswith(TELLS_NOTHING)]
        return sorted({one[:200] for one in asked if "'T1'" in one or "'T2'" not in one})


@contextmanager
def watched(session: Session) -> Iterator[Asked]:
    """What is asked in this block."""
    driver: Any = session.connection().connection.driver_connection
    asked = Asked()
    driver.set_trace_callback(asked.texts.append)
    try:
        yield asked
    finally:
        driver.set_trace_callback(None)


def ids_for(feature: Feature, ids: dict[str, str]) -> list[str]:
    """The ids of T1 that buttons of this feature may carry: of its own tables, and of those that many name."""
    rooms = {feature.name, feature.name.rstrip("s"), feature.name + "s", {"calendar": "link"}.get(feature.name, "")}
    own = [name for name in ids if name.split("_")[0] in rooms or name in rooms]
    return [ids[name] for name in dict.fromkeys([*own, *EVERYWHERE]) if ids[name]]


def tries(feature: Feature, values: list[str], typed: list[str]) -> Iterator[tuple[str, Callable[[Request], Any]]]:
    """Everything that somebody can do with a feature: what it is, and how."""
    for command in feature.commands:
        for line in typed:
            yield f"/{command.word} {line}", lambda request, c=command, t=line: c.answer(request, t)
    for action, press in feature.presses.items():
        for value in values:
            one = Press(action, value, [value], {"with": value}, "V1", value, "D1", "1.1")
            yield f"{action} {value}", lambda request, p=press, o=one: p(request, o)
    for callback, form in feature.forms.items():
        for value in values:
            fields = dict.fromkeys(("with", "who", "person", "account", "deal", "team"), value)
            sent = Form({**fields, "text": "x", "answer": "x", "rating": "3"}, value, "V1")
            yield f"{callback} {value}", lambda request, f=form, o=sent: f(request, o)
    for action, query in feature.queries.items():
        yield action, lambda request, q=query: q(request, "zib")
    for name, show in feature.lists.items():
        for value in values[:2]:
            yield f"list {name}", lambda request, s=show, v=value: s(request, v)
    for shortcut in feature.shortcuts:
        yield shortcut.callback_id, lambda request, s=shortcut: s.answer(request, SEEN if s.of_message else None)
    for handler in filter(None, (feature.home, feature.direct_message, feature.reply)):
        for line in ("", "zib", *typed[-2:]):
            yield f"typed {line}", lambda request, h=handler, t=line: h(request, t)


def walked(
    session: Session, ids: dict[str, str], more: list[str], feature: Feature, *, every: int = 1, of: str = "T2"
) -> list[str]:
    """What Carla's account gets to see of T1 from that workspace; whatever it changed is undone. `every`: each fourth try."""
    workspace = session.get_one(Workspace, of)
    twin = session.exec(select(Person).where(Person.workspace_id == of, Person.slack_user_id == "UCARLA")).one()
    typed = [*LINES[:6], "<@UANNA>", "zib", *(ids[name] for name in ("person", "deal"))]
    found = []
    for at, (what, how) in enumerate(tries(feature, [*ids_for(feature, ids), *more], typed)):
        if at % every:
            continue
        savepoint = session.begin_nested()
        try:
            told = what_shows(how(Request(session, workspace, twin, NOW, SECRETS, "D1", features=FEATURES)))
            session.flush()
        except Refusal as refusal:
            told = f"{refusal.reason} {refusal.values}"
        except (ValueError, LookupError, AttributeError, DBAPIError) as error:  # a value that no button of ours carries
            told = str(error)
        typed_here = what.partition(" ")[2]  # what they typed themselves may come back
        found += [f"{what}: {name}" for name in NAMES_OF_T1 if name in told.replace(typed_here or "\0", "")]
        session.info.clear()
        if savepoint.is_active:
            savepoint.rollback()
    return found


def kept(session: Session, workspace_id: str) -> list[str]:
    """All rows of a workspace."""
    tables = Database.metadata.sorted_tables
    connection = session.connection()
    return [
        str(row)
        for table in tables
        for row in connection.execute(table.select().where(table.c.workspace_id == workspace_id))
    ]


@pytest.fixture
def ids(world: World) -> dict[str, str]:
    """An id of T1 in every table."""
    found = fill_every_table(world.session, "T1")
    world.people["rita"].manager_id = world.people["twin"].id  # so that something comes by itself in T2 too
    world.session.commit()
    return found


def test_nothing_crosses_by_what_people_do(world: World, ids: dict[str, str]) -> None:
    assert set(ids) == {table.name for table in Database.metadata.sorted_tables}
    before, more = kept(world.session, "T1"), list(forged(world))[9:]
    found: list[str] = []
    foreign: list[str] = []
    for feature in FEATURES:
        with watched(world.session) as asked:
            found += walked(world.session, ids, more[:3], feature)
        foreign += [f"{feature.name}: {one}" for one in asked.foreign()]
    assert found == []
    assert foreign == []
    assert kept(world.session, "T1") == before
    in_t1 = [walked(world.session, ids, more[:1], one, of="T1") for one in FEATURES if one.name == "coaching"]
    assert all(in_t1), "the same by whoever it belongs to does show it"


def test_nothing_crosses_by_exports(world: World, ids: dict[str, str], database: Database) -> None:
    for what in WHAT:
        for whose in (Whose(), Whose(person=ids["person"]), Whose(line="Carla Mulder"), Whose(team="North")):
            out = io.StringIO()
            with suppress(Refusal, TerminalError):
                write_export(database, "T2", what, whose, None, None, "json", NOW, out)
            assert [name for name in NAMES_OF_T1 if name in out.getvalue()] == [], f"{what} {whose}"


async def test_nothing_crosses_by_what_comes_by_itself(world: World, ids: dict[str, str], database: Database) -> None:
    await ticked(database)


async def ticked(database: Database) -> None:
    """A month of everything that comes by itself in T2."""
    slack = FakeSlack()
    house = House(database, cadences=SCHEDULE, slacks={"T2": slack})
    for hours in range(0, 24 * 28, 6):
        house.now = NOW + timedelta(hours=hours)
        await house.tick()
    assert slack.messages
    for message in slack.messages:
        assert [name for name in NAMES_OF_T1 if name in str(message)] == [], message


async def test_nothing_crosses_behind_the_wall(world: World, ids: dict[str, str]) -> None:
    """The same on PostgreSQL with row-level security, with the rows of SQLite; of what people do each fourth try."""
    more = list(forged(world))[9:]
    with walled_postgres() as walls:
        owner, bot = Database(walls.owner), Database(walls.bot, row_security=True)
        with owner.engine.begin() as connection:
            for table in Database.metadata.sorted_tables:
                rows = [dict(row) for row in world.session.connection().execute(table.select()).mappings()]
                if rows:
                    connection.execute(table.insert().values(rows))
        with Session(owner.engine) as session:
            before = kept(session, "T1")
        found = []
        with Session(bot.engine, expire_on_commit=False) as session:
            confine(session.connection().connection.driver_connection, "T2")
            assert kept(session, "T1") == []
            for feature in FEATURES:
                found += walked(session, ids, more[:1], feature, every=4)
        assert found == []
        for what in WHAT:
            out = io.StringIO()
            with suppress(Refusal, TerminalError):
                write_export(bot, "T2", what, Whose(), None, None, "json", NOW, out)
            assert [name for name in NAMES_OF_T1 if name in out.getvalue()] == []
        await ticked(bot)
        with Session(owner.engine) as session:
            assert kept(session, "T1") == before
        owner.close()
        bot.close()
