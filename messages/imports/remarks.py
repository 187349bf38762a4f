"""What an import remarks about rows, in the language of whoever reads it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from messages.kpis import kind_name
from messages.words import Words
from models.activity.kinds import Kind
from models.imports.report import ImportReport, Remark

LISTED, LINES_LISTED, NAMES_LISTED = 8, 5, 5


def headline(say: Words, name: str, report: ImportReport) -> str:
    """`pipeline.csv is a file of HubSpot with deals: 12 new, 3 changed, 1 left out.`"""
    counted = {
        "new": report.taken,
        "changed": report.changed,
        "same": report.unchanged,
        "left_out": sum(len(remark.lines) for remark in report.skipped),
    }
    parts = [say(f"imports.count_{what}", number=say.number(number)) for what, number in counted.items() if number]
    parts = parts or [say("imports.count_none")]
    kind = say.bare(f"imports.kind_{report.kind}").lower()
    key = "imports.would" if report.is_dry_run else "imports.imported"
    return say(key, name=name, profile=report.profile or "", kind=kind, parts=parts)


def remark_lines(say: Words, report: ImportReport) -> Iterator[str]:
    """Why rows are left out, then what is worth knowing; each with its lines."""
    remarks = [("skipped", remark) for remark in report.skipped] + [("noted", remark) for remark in report.notes]
    for pre, remark in remarks[:LISTED]:
        yield say("imports.remark", text=said(say, pre, remark), where=_where(say, remark.lines), left=pre == "skipped")
    if len(remarks) > LISTED:
        yield say("imports.more_remarks", number=len(remarks) - LISTED)
    for what in ("people", "accounts"):
        if names := report.added.get(what):
            more = max(len(names) - NAMES_LISTED, 0)
            yield say(f"imports.added_{what}", names=names[:NAMES_LISTED], more=say.number(more) if more else "")
    if report.gone:
        more = max(len(report.gone) - NAMES_LISTED, 0)
        yield say("imports.gone", names=report.gone[:NAMES_LISTED], more=say.number(more) if more else "")
    if not report.has_ids:
        yield say("imports.without_ids")


def said(say: Words, pre: str, remark: Remark) -> str:
    """The sentence of a remark; `pre` is `skipped` or `noted`."""
    return say(f"imports.{pre}_{remark.reason}", **{name: _named(say, name, it) for name, it in remark.values.items()})


def _named(say: Words, name: str, value: Any) -> Any:
    """A value of ours by its name; what stands in the file stays as it is."""
    match name:
        case "source":
            return say.bare("activity.source", which=value)
        case "outcome":
            return say.bare("deals.stage", of=value).lower()
        case "kind" if value in set(Kind):
            return kind_name(say, value).lower()
        case "stages":
            return ", ".join(say.bare("deals.stage", of=one).lower() for one in value)
        case "kinds" if set(value) <= set(Kind):
            return ", ".join(kind_name(say, one).lower() for one in value)
    return _plain(say, value)


def warning_of(say: Words, remark: Remark) -> str:
    """What a whole file lacks."""
    values = remark.values
    field = str(values.get("name") or "")
    called = say.bare(f"imports.field_{field}") if say.has(f"imports.field_{field}") else field
    if remark.reason == "none_has":
        column = str(values.get("column") or "")
        return say("imports.none_has", count=say.number(values["count"]), field=called, column=column)
    counts = {name: say.number(values[name]) for name in ("unread", "filled")}
    return say("imports.column_unread", column=values["column"], value=values["value"], field=called, **counts)


def _where(say: Words, lines: Sequence[int]) -> str:
    first = ", ".join(str(line) for line in lines[:LINES_LISTED])
    more = max(len(lines) - LINES_LISTED, 0)
    return say("imports.where", lines=first, one=len(lines) == 1, more=say.number(more) if more else "")


def _plain(say: Words, value: Any) -> Any:
    if isinstance(value, date):
        return say.day(value, "d MMM y")
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
