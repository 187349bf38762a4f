"""Examples of what we say of a file that was dropped in Slack."""

from collections.abc import Iterator
from datetime import date

from messages.blocks import Message
from messages.imports import dropped
from messages.imports.asking import asked
from models.imports.dropped import CannotYet, How, KindUnclear, Preview
from models.imports.report import ImportRefused, ImportReport, What
from models.money import Money

HOW = How("F0123456789", "deals")
HEADINGS = ("Record ID", "Deal Name", "Main company", "Betrag <&>", "Close Date")
ADMINS = ["Ada Admin", "<!channel> *Dirk*"]
BEFORE, AFTER = Money.of(84_000, "EUR"), Money.of(97_500, "EUR")


def _report(*, is_dry_run: bool, is_long: bool = False) -> ImportReport:
    report = ImportReport("deals", is_dry_run=is_dry_run, profile="HubSpot")
    for what, times in ((What.NEW, 12), (What.CHANGED, 3), (What.UNCHANGED, 1)):
        for _ in range(times):
            report.count(what)
    report.skip(7, "no_owner")
    report.note(9, "rate_missing", currency="USD")
    report.warn("none_has", count=16, name="account", column="Main company", option="", is_read="")
    report.warn("column_unread", name="value", column="Betrag <&>", unread=11, filled=14, value="*veel*")
    report.added["people"] += ["Anna de Vries", "Bram <!here>"]
    report.added["accounts"] += [f"Account {number}" for number in range(9)]
    if is_long:
        report.has_ids, report.gone = False, tuple(f"Deal {number}" for number in range(7))
        for line in range(20, 60):
            report.skip(line, "unknown_person", name=f"Somebody {line % 10}")
    return report


def examples(language: str) -> Iterator[tuple[str, Message]]:
    """Every message about a dropped file."""
    name = "pipeline *<!channel>*.csv"
    seen = Preview(HOW, _report(is_dry_run=True), HEADINGS, BEFORE, AFTER)
    yield "preview", dropped.preview(language, name, seen)
    long = Preview(HOW, _report(is_dry_run=True, is_long=True), HEADINGS, BEFORE, BEFORE)
    yield "preview_long", dropped.preview(language, name, long)
    nothing = Preview(How("F1", "leave"), ImportReport("leave", is_dry_run=True), (), BEFORE, BEFORE)
    yield "preview_of_nothing", dropped.preview(language, "team.ics", nothing)
    yield "report", dropped.report(language, name, _report(is_dry_run=False))
    yield "report_long", dropped.report(language, name, _report(is_dry_run=False, is_long=True))
    yield "report_without_crm", dropped.report(language, "people.csv", ImportReport("people", unchanged=4))
    yield "what_is_it", asked(language, name, HOW, KindUnclear())
    for reason, values in (
        ("column_missing", {"names": ["owner", "stage"], "options": '--map "Betrag <&>=stage"'}),
        ("dates_unclear", _of_column(value="03-04-17", **_DAYS)),
        ("amounts_unclear", _of_column(value="1.234", name="value")),
        ("is_a_calendar", {"kind": "deals"}),
        ("empty", {}),
    ):
        refusal = ImportRefused(
            f"imports.{reason}", **{"known": [], "headings": [], **values} if "names" in values else values
        )
        yield reason, asked(language, name, HOW, CannotYet(HOW, refusal, HEADINGS))
    yield "not_text", asked(language, name, HOW, ImportRefused("imports.not_text", line=3))
    yield "for_admins", dropped.for_admins(language, ADMINS)
    for what in ("not_a_table", "workbook", "reading"):
        yield what, getattr(dropped, what)(language, name)
    for what in ("importing", "left", "done_before", "words_beside"):
        yield what, getattr(dropped, what)(language)
    for what in ("gone", "no_scope", "not_yours", "elsewhere", "too_large", "unreachable"):
        yield f"trouble_{what}", dropped.trouble(language, what, 5)


_DAYS = {
    "day_first": date(2017, 4, 3),
    "month_first": date(2017, 3, 4),
    "day_format": "%d-%m-%y",
    "month_format": "%m-%d-%y",
}


def _of_column(**values: object) -> dict[str, object]:
    return {"column": "Betrag <&>", "line": 2, **values}
