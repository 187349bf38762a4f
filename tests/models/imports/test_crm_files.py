"""The exports of ten CRMs, with their own headings in English and Dutch, come in right without being told anything."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.deals.records import Deal
from models.imports.csv_file import read_csv
from models.imports.fields import FIELDS
from models.imports.profiles import profiles
from models.team.records import Person
from tests.conftest import Cast
from tests.models.imports.files import Import

ROOT = Path(__file__).parents[3]
FOLDER = Path(__file__).parent / "crm_files"
FILES = sorted(path.stem for path in FOLDER.glob("*_deals_*.csv"))
ALSO = {"suitecrm": "espocrm", "erpnext": "frappe"}

pytestmark = pytest.mark.once


def test_there_is_a_file_of_every_profile() -> None:
    assert {ALSO.get(name.split("_")[0], name.split("_")[0]) for name in FILES} == set(profiles())


def table() -> str:
    """What comes in of each CRM, as the docs show it."""
    fields = [field.name for field in FIELDS["deals"]]
    lines = ["| CRM | `--from` | deals | and |", "|---|---|---|---|"]
    for key, profile in profiles().items():
        read = ", ".join(name for name in fields if name in profile.kinds["deals"])
        also = ", ".join(kind for kind in ("activities", "accounts", "people", "leave") if kind in profile.kinds)
        lines.append(f"| {profile.name} | `{key}` | {read} | {also} |")
    return "\n".join(lines)


def test_the_docs_tell_what_comes_in_of_each() -> None:
    assert table() in (ROOT / "docs" / "importing.md").read_text()


@pytest.mark.parametrize("name", FILES)
def test_deals_come_in_right(name: str, imports: Import, session: Session, cast: Cast) -> None:
    """Each file tells the same three deals.

    Acme of Anna, won on 14 October for 12,000; Globex of Bram, open at 60 % and expected on 18 December for 8,000; Initech
    of Anna, lost on 20 October at 5,000. October so has one deal won for 12,000 and one lost; 8,000 is in the pipeline.
    """
    vendor = name.split("_")[0]
    report = imports("deals", (FOLDER / f"{name}.csv").read_bytes())
    assert (report.taken, report.skipped, report.warnings) == (3, [], [])
    assert report.profile == profiles()[ALSO.get(vendor, vendor)].name
    assert report.added["people"] == []
    account, person = col(Account.name), col(Person.name)
    told = session.exec(
        select(account, person, Deal)
        .where(Deal.workspace_id == "T1", Deal.account_id == Account.id, Deal.owner_id == Person.id)
        .order_by(col(Deal.number))
    ).all()
    assert [(*names, deal.outcome, deal.value_minor, deal.closed_on) for *names, deal in told] == [
        ("Acme", cast.anna.name, "won", 1_200_000, date(2026, 10, 14)),
        ("Globex", cast.bram.name, None, 800_000, None),
        ("Initech", cast.anna.name, "lost", 500_000, date(2026, 10, 20)),
    ]
    assert [deal.opened_on for *_, deal in told] == [date(2026, 8, 3), date(2026, 9, 10), date(2026, 7, 1)]
    globex = told[1][2]
    assert (globex.stage, globex.probability, globex.expected_close) == ("proposal", 60, date(2026, 12, 18))
    again = imports("deals", (FOLDER / f"{name}.csv").read_bytes())
    assert (again.taken, again.changed, again.unchanged) == (0, 0, 3)


@pytest.mark.parametrize("name", FILES)
def test_every_heading_is_read_or_left_unread_on_purpose(name: str) -> None:
    file = read_csv("deals", FOLDER / f"{name}.csv", {})
    assert file.profile is not None
    on_purpose = {text.casefold() for names in file.profile.kinds["deals"].values() for text in names}
    assert [heading for heading in file.ignored if heading.casefold() not in on_purpose] == []
