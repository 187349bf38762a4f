"""What `bot.py import` says at the end: the report, and an exit status that can be relied on."""

from pathlib import Path

import pytest

from handlers.program.importing import import_with_progress
from models.database import Database
from models.imports.report import ImportRefused
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.once
HEAD = "id,owner,account,stage,created,amount\n"


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("1,Anna de Vries,Acme,Proposal,2026-01-01,5\n", 0),
        ("1,Anna de Vries,Acme,Proposal,2026-01-01,5\nGrand Total,,,,,5\n", 0),
        ("1,Anna de Vries,Acme,Proposal,2026-01-01,5\n2,,Acme,Proposal,2026-01-01,5\n", 2),
        ("1,Anna de Vries,Acme,Proposal,2026-01-01,many\n", 2),
    ],
)
def test_the_exit_status_says_whether_to_look(
    rows: str, status: int, database: Database, cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text(HEAD + rows)
    assert import_with_progress(database, "T1", "deals", file, [], None, False, NOW) == status
    assert "deals: " in capsys.readouterr().out


def test_what_the_file_lacks_is_the_first_line(
    database: Database, cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("id,owner,Customer of record,stage,created,amount\n1,Anna de Vries,Acme,Proposal,2026-01-01,5\n")
    assert import_with_progress(database, "T1", "deals", file, [], None, True, NOW) == 2
    assert capsys.readouterr().out.startswith("LOOK: none of 1 row has an account; is it “Customer of record”?")


def test_whose_file_it_is_can_be_said(
    database: Database, cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Titel,Fase,Verantwoordelijke,Naam klant\nA,Aanvaard,Anna de Vries,Acme\n")
    import_with_progress(database, "T1", "deals", file, [], None, True, NOW, "teamleader")
    assert "an export of Teamleader" in capsys.readouterr().out
    with pytest.raises(ImportRefused):
        import_with_progress(database, "T1", "deals", file, [], None, True, NOW, "sugar")
