"""A CSV file is read as it was meant, or refused with the reason and what to do."""

from datetime import date
from pathlib import Path

import pytest

from models.imports.amounts import AmountColumn
from models.imports.csv_file import parse_csv, read_csv
from models.imports.dates import DateColumn
from models.imports.fields import FIELDS, folded
from models.imports.report import ImportRefused, SkipRow
from models.money import Money

HEAD = "owner,account,stage"


@pytest.mark.parametrize(
    "data",
    [
        "owner,account,stage\nZoë,Café Müller €,Won\n".encode(),
        "owner,account,stage\nZoë,Café Müller €,Won\n".encode("utf-8-sig"),
        "owner,account,stage\nZoë,Café Müller €,Won\n".encode("cp1252"),
        "owner,account,stage\nZoë,Café Müller €,Won\n".encode("utf-16"),
        "owner,account,stage\nZoë,Café Müller €,Won\n".encode("utf-16-le"),
        "owner;account;stage\r\nZoë;Café Müller €;Won\r\n".encode(),
        "owner\taccount\tstage\nZoë\tCafé Müller €\tWon\n".encode(),
        'sep=;\nowner;account;stage\nZoë;"Café Müller €";Won'.encode(),
        "Owner|ACCOUNT |Deal Stage\nZoë|Café Müller €|Won".encode(),
    ],
)
def test_encodings_and_delimiters_are_found_out(data: bytes) -> None:
    [row] = parse_csv("deals", data, {}).rows
    assert (row["owner"], row["account"], row["stage"]) == ("Zoë", "Café Müller €", "Won")


def test_commas_in_values_do_not_make_a_comma_file() -> None:
    file = parse_csv("deals", b"owner;account;stage;value\nAnna;Smith, Jones, Lee;Won;1,5\nAnna;A, B;Won;2,5\n", {})
    assert [row["account"] for row in file.rows] == ["Smith, Jones, Lee", "A, B"]


def test_every_row_knows_its_line_also_behind_a_value_of_two_lines() -> None:
    file = parse_csv("deals", f'{HEAD}\nAnna,"Two\nlines",Won\n\nAnna,Acme,Won\n'.encode(), {})
    assert [row.line for row in file.rows] == [2, 5]


@pytest.mark.parametrize("kind", FIELDS)
def test_no_heading_means_two_things(kind: str) -> None:
    names = [folded(name) for field in FIELDS[kind] for name in set(map(folded, field.headings.split("|")))]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "imports.empty"),
        (b"\n\n", "imports.empty"),
        (b"PK\x03\x04rubbish", "imports.is_a_workbook"),
        (HEAD.encode() + b"\nAnna,Ac\x00me,Won", "imports.not_text"),
        (HEAD.encode() + b'\nAnna,"Acme,Won', "imports.quotes_unclear"),
        (b"owner,account\nAnna,Acme", "imports.column_missing"),
        ("owner,account,stage\nИван,Москва и компания,Won".encode("cp1251"), "imports.other_encoding"),
    ],
)
def test_what_is_no_csv_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        parse_csv("deals", data, {})
    assert refused.value.reason == reason


def test_a_damaged_byte_is_named_with_its_line() -> None:
    data = f"{HEAD}\nZoë,Café,Won\nAnna,Müller,Won\n".encode() + b"Anna,Caf\xff,Won\n"
    with pytest.raises(ImportRefused, match="not_decodable") as refused:
        parse_csv("deals", data, {})
    assert (refused.value.values["byte"], refused.value.values["line"]) == ("0xFF", 4)


def test_a_byte_that_no_encoding_knows_is_named() -> None:
    with pytest.raises(ImportRefused, match="not_decodable") as refused:
        parse_csv("deals", f"{HEAD}\nAnna,".encode() + b"\x81x,Won", {})
    assert (refused.value.values["byte"], refused.value.values["line"]) == ("0x81", 2)


def test_columns_can_be_mapped() -> None:
    file = parse_csv("deals", b"wer,firma,stage\nAnna,Acme,Won\n", {"Wer": "owner", "firma": "account"})
    assert (file.rows[0]["owner"], file.rows[0]["account"]) == ("Anna", "Acme")


@pytest.mark.parametrize(
    ("mapping", "reason"), [({"nope": "owner"}, "unknown_column"), ({"owner": "boss"}, "unknown_field")]
)
def test_a_mapping_that_fits_nothing_is_refused(mapping: dict[str, str], reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        parse_csv("deals", f"{HEAD}\nAnna,Acme,Won".encode(), mapping)


def test_columns_that_mean_nothing_are_named() -> None:
    assert parse_csv("deals", f"{HEAD},shoe size\nAnna,Acme,Won,42".encode(), {}).ignored == ("shoe size",)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no_such_file"):
        read_csv("deals", tmp_path / "nothing.csv", {})


def dates(*texts: str, date_format: str | None = None) -> list[date | None]:
    rows = "".join(f"Anna,Won,{text}\n" for text in texts)
    column = DateColumn(parse_csv("deals", f"owner,stage,created\n{rows}".encode(), {}), "opened", date_format)
    return [column(text) for text in texts]


@pytest.mark.parametrize("text", ["2017-04-03", "2017/4/3", "20170403", "2017-04-03T10:00:00Z", "2017-04-03 10:00"])
def test_iso_dates_are_clear(text: str) -> None:
    assert dates(text) == [date(2017, 4, 3)]


def test_one_date_settles_its_whole_column() -> None:
    assert dates("03-04-17", "13-04-17") == [date(2017, 4, 3), date(2017, 4, 13)]
    assert dates("03/04/2017", "04/13/2017") == [date(2017, 3, 4), date(2017, 4, 13)]


def test_a_column_that_nothing_settles_is_asked_about_with_both_readings() -> None:
    with pytest.raises(ImportRefused, match="dates_unclear") as refused:
        dates("2017-01-01", "03-04-17")
    values = refused.value.values
    assert (values["day_first"], values["month_first"]) == (date(2017, 4, 3), date(2017, 3, 4))
    assert (values["day_format"], values["month_format"], values["line"]) == ("%d-%m-%y", "%m-%d-%y", 3)


def test_equal_day_and_month_need_no_question() -> None:
    assert dates("04-04-17") == [date(2017, 4, 4)]


def test_a_column_of_two_notations_is_refused() -> None:
    with pytest.raises(ImportRefused, match="dates_contradict"):
        dates("13-04-17", "04-13-17")


def test_the_format_answers_the_question() -> None:
    assert dates("03-04-17", date_format="%d-%m-%y") == [date(2017, 4, 3)]
    with pytest.raises(ImportRefused, match="format_does_not_fit"):
        dates("03-04-17", date_format="%Y/%m/%d")


def test_what_is_not_a_date_leaves_out_its_row() -> None:
    with pytest.raises(SkipRow, match="not_a_date"):
        dates("2017-02-30")


def amounts(*texts: str, mapping: dict[str, str] | None = None) -> list[Money | None]:
    rows = "".join(f"Anna;Won;{text}\n" for text in texts)
    column = AmountColumn(parse_csv("deals", f"owner;stage;amount\n{rows}".encode(), mapping or {}), "value")
    return [column(text, "EUR") for text in texts]


def euro(*values: str) -> list[Money]:
    from decimal import Decimal

    return [Money.of(Decimal(value), "EUR") for value in values]


def test_both_notations_are_read_and_one_amount_settles_its_column() -> None:
    assert amounts("1.234", "12,50") == euro("1234", "12.5")
    assert amounts("1,234", "12.50") == euro("1234", "12.5")
    assert amounts("1.234.567", "1.234") == euro("1234567", "1234")
    assert amounts("1.234,56", "€ 7") == euro("1234.56", "7")
    assert amounts("12500", "0.5") == euro("12500", "0.5")


def test_an_amount_that_nothing_settles_is_asked_about() -> None:
    with pytest.raises(ImportRefused, match="amounts_unclear"):
        amounts("1.234", "500")
    assert amounts("1.234", "500", mapping={"amount": "value:1.234,56"}) == euro("1234", "500")
    assert amounts("1.234", "500", mapping={"amount": "value:1,234.56"}) == euro("1.234", "500")


def test_a_currency_beside_the_amount_goes_before_the_columns() -> None:
    assert amounts("USD 500", "500 GBP", "$ 7") == [Money(50_000, "USD"), Money(50_000, "GBP"), Money(700, "USD")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5", "negative_amount"),
        ("(5)", "negative_amount"),
        ("10000000000000", "absurd_amount"),
        ("many", "not_an_amount"),
        ("5 XQQ", "unknown_currency"),
    ],
)
def test_amounts_that_break_a_rule_leave_out_their_row(text: str, reason: str) -> None:
    with pytest.raises(SkipRow, match=reason):
        amounts(text)
