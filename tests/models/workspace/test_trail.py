"""What admins do leaves a row that nobody changes: who, what, of whom, when, from where, and no content."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store.models.installation import Installation as SlackInstallation
from sqlmodel import Session, col, select

from handlers.program.installations import Installations
from handlers.program.terminal import Whose, erase_person, write_export
from models.connections import actions
from models.connections.connecting import Connecting
from models.connections.remote import AccountFacts
from models.database import Database
from models.imports.run import import_file
from models.privacy.erasure import erase
from models.privacy.forgetting import forget_what_is_old
from models.team.actions import Details, change_person
from models.team.deputy import name_deputy
from models.team.moves import undo_move
from models.workspace.records import TrailEntry, Workspace
from models.workspace.settings import author_of, change_settings, undo_changes
from models.workspace.trail import KEPT_FOR, Did, Way, as_in_slack, note
from tests.conftest import NOW, SECRETS, Cast, acting

ROOT = Path(__file__).parents[3]


def trail(session: Session, workspace_id: str = "T1") -> list[tuple[str, str | None, str | None, str, str, str]]:
    session.flush()
    rows = select(TrailEntry).where(TrailEntry.workspace_id == workspace_id).order_by(col(TrailEntry.id))
    return [(one.did, one.by_id, one.person_id, one.about, one.detail, one.way) for one in session.exec(rows)]


def test_rights_that_are_given_and_taken(session: Session, cast: Cast) -> None:
    dirk, anna = cast.dirk, cast.anna
    change_person(acting(session, dirk), anna, Details(access=frozenset({"rep", "admin"})))
    change_person(acting(session, dirk), anna, Details(access=frozenset({"rep", "admin"})))  # the same again: no row
    change_person(acting(session, dirk), anna, Details(access=frozenset({"rep"})))
    assert trail(session) == [
        ("rights", dirk.id, anna.id, "", "none -> admin", "slack"),
        ("rights", dirk.id, anna.id, "", "admin -> none", "slack"),
    ]


def test_another_manager_and_its_undo(session: Session, cast: Cast) -> None:
    moved = change_person(acting(session, cast.dirk), cast.anna, Details(manager=cast.dirk))
    assert moved is not None
    undo_move(acting(session, cast.dirk), moved.id)
    # NOW is 12 November: it holds from tomorrow.
    assert trail(session) == [
        ("manager", cast.dirk.id, cast.anna.id, "", f"{cast.dirk.id} from 2026-11-13", "slack"),
        ("manager", cast.dirk.id, cast.anna.id, "", f"{cast.carla.id} again", "slack"),
    ]


def test_who_stands_in(session: Session, cast: Cast) -> None:
    for _ in range(2):
        name_deputy(session, cast.carla, cast.dirk, NOW.date(), cast.carla, NOW)
    name_deputy(session, cast.carla, None, NOW.date(), cast.dirk, NOW)
    assert trail(session) == [
        ("deputy", cast.carla.id, cast.carla.id, "", cast.dirk.id, "slack"),
        ("deputy", cast.dirk.id, cast.carla.id, "", "nobody", "slack"),
    ]


def test_settings_and_their_undo(session: Session, cast: Cast) -> None:
    author = author_of(acting(session, cast.dirk))
    changed = change_settings(author, {"fiscal_start": 7})
    undo_changes(author, [one.id for one in changed.changes])
    assert trail(session) == [
        ("setting", cast.dirk.id, None, "fiscal_start", "", "slack"),
        ("setting taken back", cast.dirk.id, None, "fiscal_start", "", "slack"),
    ]


def test_connections(session: Session, cast: Cast) -> None:
    workspace = session.get_one(Workspace, "T1")
    facts = AccountFacts("42", "Acme")
    one = actions.connect(Connecting(session, workspace, NOW, cast.dirk), "hubspot", "a-secret-key", facts, SECRETS)
    actions.remove(Connecting(session, workspace, NOW), one, keeps_facts=True)
    told = trail(session)
    assert told[0] == ("connection", cast.dirk.id, None, "HubSpot", "key given", "slack")
    assert told[1] == ("connection", None, None, "HubSpot", "removed", "terminal")
    assert "secret" not in repr(told)


def test_files_in_and_out_at_a_terminal(database: Database, session: Session, cast: Cast, tmp_path: Path) -> None:
    session.commit()
    file = tmp_path / "people.csv"
    file.write_text("name,email\nEva Veld,eva@example.com\n", encoding="utf-8")
    for dry_run in (True, False):
        import_file(database, "T1", "people", file, {}, None, dry_run, lambda *_: None, NOW)
    write_export(database, "T1", "people", Whose(person="Anna de Vries"), None, None, "csv", NOW, io.StringIO())
    erase_person(database, "T1", "Bram Bakker", NOW)
    assert trail(session) == [
        ("import", None, None, "people", "1 taken, 0 changed", "terminal"),
        ("export", None, cast.anna.id, "people as csv of one person", "", "terminal"),
        ("erase", None, cast.bram.id, "", "", "terminal"),
    ]
    out = io.StringIO()
    write_export(database, "T1", "trail", Whose(), None, None, "csv", NOW, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["did"], row["of_whom"], row["from"]) for row in rows] == [
        ("import", "", "terminal"),
        ("export", "Anna de Vries", "terminal"),
        ("erase", "–", "terminal"),
        ("export", "", "terminal"),  # this one: it is noted before its first byte
    ]
    assert rows[0]["at"] == "2026-11-12T10:00:00+00:00"


class Broken(io.StringIO):
    """A pipe whose reader went away."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_an_export_is_noted_also_where_its_output_breaks_off(database: Database, session: Session, cast: Cast) -> None:
    session.commit()
    with pytest.raises(BrokenPipeError):
        write_export(database, "T1", "people", Whose(line="Carla Mulder"), None, None, "csv", NOW, Broken())
    # No name in words: it would outlast who is erased.
    assert trail(session) == [("export", None, cast.carla.id, "people as csv of a line", "", "terminal")]


def test_who_is_erased_leaves_no_id_of_slack(session: Session, cast: Cast) -> None:
    for id_ in ("UANNA", "UBRAM"):
        note(session, "T1", Did.INSTALL, by=None, at=NOW, about=as_in_slack(id_), way=Way.SLACK)
    session.flush()
    erase(session, cast.anna, NOW)
    assert sorted(row[3] for row in trail(session)) == ["", "as UBRAM"]


def test_installed_and_removed(database: Database) -> None:
    installations = Installations(database, SECRETS, "https://slack.com/api/", lambda: NOW)
    installed = SlackInstallation(user_id="U1", team_id="T9", team_name="Nine", bot_token="xoxb-1", bot_user_id="B1")
    installations.store(installed, lambda *_: None)
    installations.forget("T9")
    with Session(database.engine) as session:
        assert trail(session, "T9") == [
            ("install", None, None, "as U1", "", "slack"),
            ("uninstall", None, None, "", "", "by itself"),
        ]


def test_a_row_is_never_changed_and_goes_after_two_years(session: Session, cast: Cast) -> None:
    # 730 days before 12 November 2026, 10:00.
    note(session, "T1", Did.EXPORT, by=None, at=NOW - KEPT_FOR - timedelta(seconds=1))
    note(session, "T1", Did.EXPORT, by=cast.dirk.id, at=NOW - KEPT_FOR)
    session.commit()
    entry = session.exec(select(TrailEntry).where(col(TrailEntry.by_id) == cast.dirk.id)).one()
    entry.detail = "nothing happened"
    with pytest.raises(RuntimeError, match="only ever added to"):
        session.flush()
    session.rollback()
    assert forget_what_is_old(session, "T1", NOW)["trail"] == 1
    assert len(trail(session)) == 1


def test_whatever_gives_rights_tells_the_trail() -> None:
    """`enrolment` and the others that set them; erasure is told of where it is asked for."""
    gives = re.compile(r"\.(is_leader|is_admin|deputy_id)\b[^=\n]*(?<![=!<>])=(?!=)")
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "models").rglob("*.py")
        if "migrations" not in path.parts
        and gives.search(text := path.read_text(encoding="utf-8"))
        and "note(" not in text
    ]
    assert silent == ["models/privacy/erasure.py"]
