"""A file that lacks what figures need says so first, with the line that mends it."""

import pytest
from sqlmodel import Session, select

from handlers.program.terminal import clear_line
from messages.imports.report import report_lines
from messages.words import words
from models.deals.records import Deal
from models.imports.csv_file import parse, parse_csv
from models.imports.profiles import profile_of
from models.imports.report import ImportRefused
from tests.conftest import Cast
from tests.models.imports.files import Import

pytestmark = pytest.mark.once


def test_a_column_that_may_be_the_account_is_asked_about_first(imports: Import, session: Session, cast: Cast) -> None:
    text = "id,owner,stage,amount,created,Main company of record\n1,Anna,Proposal,5,2026-01-01,Acme\n2,Anna,Proposal,6,2026-01-01,Globex\n"
    report = imports("deals", text)
    first = next(report_lines(report))
    assert first == (
        "LOOK: none of 2 rows has an account; is it “Main company of record”? "
        'Import it again with --map "Main company of record=account"'
    )
    assert (report.taken, report.needs_a_look) == (2, True)
    mended = imports("deals", text, mapping={"Main company of record": "account"})
    assert (mended.warnings, mended.changed) == ([], 2)


def test_days_and_worth_that_no_row_has_are_asked_about(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "deals",
        "id,owner,account,stage,Sluit datum deal,Deal bedrag EUR,Begonnen op\n1,Anna,Acme,Won,2026-02-01,500,2026-01-01\n",
    )
    assert {str(remark.values["name"]): remark.values["column"] for remark in report.warnings} == {
        "opened": "", "value": "Deal bedrag EUR", "closed": "Sluit datum deal",
    }  # fmt: skip


def test_a_file_without_unread_columns_is_as_whole_as_it_can_be(imports: Import, session: Session, cast: Cast) -> None:
    assert imports("deals", "owner,stage\nAnna,Proposal\n").warnings == []


def test_all_missing_headings_are_named_at_once_with_what_to_type() -> None:
    with pytest.raises(ImportRefused) as refused:
        parse_csv("activities", b"Wie was er,Soort van bezoek,Dag datum,Klantnaam\nAnna,visit,2026-01-01,Acme\n", {})
    assert refused.value.values["names"] == ["person", "kind", "date"]
    line = clear_line(refused.value)
    assert line is not None
    assert '--map "My column=person" --map "Soort van bezoek=kind" --map "Dag datum=date"' in line


def test_many_headings_are_cut_short() -> None:
    headings = ",".join(f"custom field {number}" for number in range(617))
    with pytest.raises(ImportRefused) as refused:
        parse_csv("deals", f"{headings}\n{'x,' * 616}x\n".encode(), {})
    assert len(clear_line(refused.value) or "") < 900


def test_columns_that_are_not_read_are_cut_short(imports: Import, session: Session, cast: Cast) -> None:
    headings = ",".join(f"custom field {number}" for number in range(600))
    report = imports("deals", f"id,owner,account,stage,created,amount,{headings}\n1,Anna,Acme,Proposal,2026-01-01,5\n")
    assert max(map(len, report_lines(report))) < 400
    assert "and 588 more" in list(report_lines(report))[-1]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><body><table><tr><td>Owner</td></tr></table>", "imports.is_a_page"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><html>", "imports.is_a_page"),
        (b'<?xml version="1.0"?><Workbook>', "imports.is_a_page"),
        (b"PK\x03\x04rest", "imports.is_a_workbook"),
        (b"\xd0\xcf\x11\xe0rest", "imports.is_a_workbook"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "imports.is_a_calendar"),
        (b"id,owner,stage\n2.70402E+11,Anna,Won\n2.70402E+11,Anna,Won\n", "imports.ids_rounded"),
        (b'id,owner,stage\n"2,70402E+11",Anna,Won\n', "imports.ids_rounded"),
        (b"id,owner,stage\n1234567890123450000,Anna,Won\n1234567890123460000,Anna,Won\n", "imports.ids_rounded"),
    ],
)
def test_what_no_import_can_mend_is_refused_in_one_sentence(data: bytes, reason: str, language: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        parse("deals", data, {})
    assert refused.value.reason == reason
    values = {name: value for name, value in refused.value.values.items() if name != "field"}
    said = words(language).bare(f"imports.refused_{reason.partition('.')[2]}", **values)
    assert 20 < len(" ".join(said.split())) < 260
    assert "<html" not in said


def test_a_crm_is_said_where_it_is_not_recognised(imports: Import, session: Session, cast: Cast) -> None:
    text = "Naam,Fase,Verantwoordelijke\nA,Aanvaard,Anna de Vries\n"
    assert parse_csv("deals", text.encode(), {}).profile is None
    file = parse_csv("deals", text.encode(), {}, "teamleader")
    assert (file.origin, file.profile and file.profile.name) == ("csv:teamleader", "Teamleader")
    with pytest.raises(ImportRefused, match="unknown_profile"):
        parse_csv("deals", text.encode(), {}, "sugar")


def test_a_column_can_be_left_unread(imports: Import, session: Session, cast: Cast) -> None:
    imports(
        "deals", "id,owner,account,stage,status,created\n1,Anna,Acme,Proposal,Won,2026-01-01\n", mapping={"status": "-"}
    )
    assert [deal.outcome for deal in session.exec(select(Deal))] == [None]


@pytest.mark.parametrize(
    "headings",
    [
        "id,number,owner,account,title,product,stage,outcome,opened,closed,expected close,value,currency",
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
        "owner,stage,amount", "Deal,Owner,Stage,Value,Status",
    ],
)  # fmt: skip
def test_a_file_of_ones_own_is_no_crms(headings: str) -> None:
    assert profile_of("deals", headings.split(",")) is None
