"""Cents that a column beside them shows as an amount; and whole days of a calendar that are written in UTC."""

import pytest

from models.imports.amounts import AmountColumn
from models.imports.calendar_file import stretches_in
from models.imports.csv_file import parse
from models.imports.report import ImportReport
from models.imports.same_id import gathered

HEAD = "id,user_name,lead_name,status_type,value,value_formatted"


def file_of(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def test_cents_are_told_by_the_column_of_their_heading_beyond_any_number_of_others() -> None:
    """70 columns that mean nothing stand before it; the row that ends early shifts nothing: 1250000 cents is 12,500."""
    more = [f"x{number}" for number in range(70)]
    head = ",".join(["id,user_name,lead_name,status_type,value", *more, "value_formatted"])
    empty = "," * 70
    data = file_of("1,Anna,Acme,active,500", f'2,Anna,Globex,active,1250000{empty},"€12,500"', head=head)
    file = parse("deals", data, {})
    amount = AmountColumn(file, "value")(file.rows[1]["value"], "EUR")
    assert amount is not None
    assert amount.minor == 1_250_000


def test_lines_of_one_deal_in_cents_are_summed_in_cents() -> None:
    """Products of 100 and 50 euro in cents are 150 euro, and the other deal's 250000 cents stay 2,500."""
    head = f"{HEAD},product"
    rows = (
        '1,Anna,Acme,active,10000,"€100",A',
        '1,Anna,Acme,active,5000,"€50",B',
        '2,Anna,Globex,active,250000,"€2,500",C',
    )
    file = gathered(parse("deals", file_of(*rows, head=head), {}), ImportReport("deals"))
    amounts = AmountColumn(file, "value")
    assert [amounts(row["value"], "EUR").minor for row in file.rows] == [15_000, 250_000]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("20261224T000000Z", "20261226T000000Z", ("2026-12-24", "2026-12-25")),
        ("20261224T000000", "20261225T000000", ("2026-12-24", "2026-12-24")),
        ("20261223T230000Z", "20261225T230000Z", ("2026-12-23T23:00:00+00:00", "2026-12-25T22:59:59+00:00")),
    ],
)
def test_the_end_of_whole_days_is_the_day_after(start: str, end: str, days: tuple[str, str]) -> None:
    event = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Anna\r\nDTSTART:{start}\r\nDTEND:{end}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    [stretch] = stretches_in(event.encode())
    assert (stretch.texts["first"], stretch.texts["last"]) == days
