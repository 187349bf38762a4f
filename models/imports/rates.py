"""Exchange rates: a row a rate, or the European Central Bank's file with a column for each currency."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from models.imports.csv_file import Row
from models.imports.fields import FIELDS, QUOTED
from models.imports.intake import Intake
from models.imports.report import ImportRefused, SkipRow
from models.money import Money, known_currencies
from models.workspace.rate_changes import HIGHEST, LOWEST, Quote, count_rates, read_rate, take_in_rates
from models.workspace.rates import QUOTED_IN
from models.workspace.settings import Author

NOTHING = frozenset({"", "N/A", "-"})


def import_rates(intake: Intake) -> None:
    """Take every rate; what waited for one is counted at once."""
    wide = [code for code in QUOTED if code in intake.file.columns]
    if not wide and not {"currency", "rate"} <= intake.file.columns.keys():
        name = "rate" if "currency" in intake.file.columns else "currency"
        known = next(field.headings.split("|") for field in FIELDS["rates"] if field.name == name)
        raise ImportRefused("imports.column_missing", name=name, known=known[:4], headings=list(_headings(intake))[:20])
    author = Author(intake.session, intake.workspace, intake.now)
    days = intake.dates("day")
    quotes: list[Quote] = []

    def take(row: Row) -> None:
        day = days(row["day"])
        if day is None:
            raise SkipRow("no_date")
        quotes.extend(_of_columns(row, wide, day) if wide else [_of_row(row, day, intake.workspace.currency)])

    intake.each(take)
    new, changed, same = take_in_rates(author, quotes)
    report = intake.report
    report.taken, report.changed, report.unchanged = new, changed, same
    if new or changed:
        told = count_rates(author, new + changed)
        report.counted, report.counted_worth = told.counted, Money(told.counted_minor, intake.workspace.currency)


def _headings(intake: Intake) -> Iterator[str]:
    yield from intake.file.columns.values()
    yield from intake.file.ignored


def _of_row(row: Row, day: date, reporting: str) -> Quote:
    currency, into = row["currency"].upper(), row["into"].upper() or reporting
    if not currency:
        raise SkipRow("no_currency")
    for code in (currency, into):
        if code not in known_currencies():
            raise SkipRow("unknown_currency", value=code[:10])
    if currency == into:
        raise SkipRow("is_reporting", currency=currency)
    return Quote(currency, into, day, _rate(row["rate"]))


def _of_columns(row: Row, codes: list[str], day: date) -> Iterator[Quote]:
    """What one euro cost in each currency that day; where the bank says nothing, there is nothing."""
    for code in codes:
        if row[code].upper() not in NOTHING:
            yield Quote(QUOTED_IN, code, day, _rate(row[code]))


def _rate(text: str) -> Decimal:
    rate = read_rate(text)
    if rate is None or not LOWEST <= rate <= HIGHEST:
        raise SkipRow("not_a_rate", value=text[:40])
    return rate
