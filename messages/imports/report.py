"""What an import reports in a terminal: in English, one line a remark, with the lines of the file it is about."""

from collections.abc import Iterator, Sequence
from typing import Any

from messages.words import words
from models.imports.report import ImportReport, Remark

LINES_LISTED = 5
NAMES_LISTED = 8

WARNED: dict[str, str] = {
    "none_has": "none of {count} has {name}",
    "column_unread": "{unread} of {filled} values in {column} cannot be read, for instance {value}: is that column {name}?",
}
"""What the whole file lacks."""

CALLED = {"account": "an account", "opened": "an open date", "closed": "a close date", "value": "a value"}
"""How the fields are called in such a sentence."""
PASSED_OVER = {"title": "above the headings", "total": "with a total", "footer": "below the rows"}
COLUMNS_LISTED = 12
LONGEST_HEADING = 40

_ADDED = {"people": "person", "managers": "manager", "teams": "team", "accounts": "account", "territories": "territory"}


def report_lines(report: ImportReport) -> Iterator[str]:
    """The report as lines for a terminal, the most frequent remark first."""
    yield from _warnings(report)
    tried = "Tried only, nothing is stored. " if report.is_dry_run else ""
    yield (
        f"{tried}{report.kind}: {_count(report.rows, 'row')}: {report.taken:,} taken, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {sum(len(remark.lines) for remark in report.skipped):,} skipped"
    )
    if report.profile:
        yield f"  an export of {report.profile}; if it is not, say which with --from, or name the columns with --map"
    for why in PASSED_OVER:
        lines = [str(line) for line, reason in report.passed_over if reason == why]
        if lines:
            yield f"  passed over: {_count(len(lines), 'line')} {PASSED_OVER[why]} ({_where(lines)})"
    if report.gone:
        were = "is not in this one" if len(report.gone) == 1 else "are not in this one"
        end = "removed now" if report.closed else "if they are gone in the CRM, import it again with --close-missing"
        named = _listed(report.gone, NAMES_LISTED)
        yield f"  {_count(len(report.gone), 'open deal')} that came from such a file before {were}: {named}; {end}"
    if not report.has_ids:
        yield "  without ids: a deal is known again by account, title, product and open date; export its id as well"
    for what, names in report.added.items():
        if names:
            yield f"  added: {_count(len(names), _ADDED[what])} ({_listed(names, NAMES_LISTED)})"
    if report.counted_worth is not None:
        waited = f"{_count(report.counted, 'amount')} that waited for a rate"
        yield f"  counted now: {waited}, together {words('en').money(report.counted_worth)}"
    for remark in report.skipped:
        yield f"  skipped: {_said('skipped', remark)}"
    for remark in report.notes:
        yield f"  note: {_said('noted', remark)}"
    if report.ignored_columns:
        short = [
            name if len(name) <= LONGEST_HEADING else f"{name[: LONGEST_HEADING - 1]}…"
            for name in report.ignored_columns
        ]
        yield f"  columns not read: {_listed(short, COLUMNS_LISTED)}"


def _warnings(report: ImportReport) -> Iterator[str]:
    """What the file lacks, with what to type for it: before everything else."""
    for remark in report.warnings:
        values = {name: _plain(value) for name, value in remark.values.items()}
        if remark.reason == "none_has":
            values |= {
                "count": _count(remark.values["count"], "row"),
                "name": CALLED.get(str(values["name"]), str(values["name"])),
            }
        said = WARNED[remark.reason].format(**values)
        if values.get("column") and remark.reason == "none_has":
            said += f"; is it “{values['column']}”?"
        elif remark.reason == "none_has":
            said += "; does a column that is not read say it?"
        yield f"LOOK: {said}{_way_out(remark)}"


def _way_out(remark: Remark) -> str:
    option = remark.values.get("option")
    return f" Import it again with {option}" if option else ""


def _said(pre: str, remark: Remark) -> str:
    """The sentence that Slack says too; `pre` is `skipped` or `noted`."""
    values = {name: _plain(value) for name, value in remark.values.items()}
    lines = [str(line) for line in remark.lines]
    sentence = words("en").bare(f"imports.{pre}_{remark.reason}", **values)
    if remark.reason == "status_not_known":
        sentence += f' If that column says something else, leave it unread: --map "{values["column"]}=-"'
    return f"{_count(len(lines), 'row')}: {sentence} ({_where(lines)})"


def _where(lines: Sequence[str]) -> str:
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {_listed(lines, LINES_LISTED)}"


def _plain(value: Any) -> str:
    """A value in a sentence; lists with commas."""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)


def _count(number: int, noun: str) -> str:
    plural = "people" if noun == "person" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _listed(texts: Sequence[str], most: int) -> str:
    first = ", ".join(texts[:most])
    return first if len(texts) <= most else f"{first} and {len(texts) - most:,} more"
