"""A file that was dropped in Slack: what would become of it, and taking it in.

What has been said about the file (`How`) travels with the buttons; the file itself is read again from Slack each time, so
nothing of it is kept here.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from models.connections.preview import sales_of_month
from models.imports.calendar_file import is_calendar
from models.imports.csv_file import headings_in, parse
from models.imports.encoding import text_of
from models.imports.recognising import content_of
from models.imports.report import ImportRefused, ImportReport
from models.imports.run import KINDS, take_in
from models.money import Money
from models.trials import trial_in
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.zones import zone_named

LARGEST = 5 * 1024 * 1024
"""Bytes of a file that is read from Slack: on SQLite nobody else writes meanwhile. `bot.py import` takes 200 MB."""
_DATES = re.compile(r"%[dm][-/. ]%[dm][-/. ]%[yY]|")


@dataclass(frozen=True)
class How:
    """How a file is to be read. Of a column its number counts, as headings may be long."""

    file_id: str
    kind: str = ""
    """Empty: it is found out."""
    date_format: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    """By field the number of its column, with a notation behind it where that was asked: `4` or `4:1.234,56`."""

    def __str__(self) -> str:
        columns = "|".join(f"{name}={column}" for name, column in sorted(self.columns.items()))
        return "|".join((self.file_id, self.kind, self.date_format, *([columns] if columns else [])))

    @classmethod
    def read(cls, text: str) -> "How":
        """What `str` wrote. What is no kind or column is left out: it is found out anew."""
        file_id, _, rest = text.partition("|")
        kind, _, rest = rest.partition("|")
        date_format, _, columns = rest.partition("|")
        pairs = (column.partition("=") for column in columns.split("|") if "=" in column)
        return cls(
            file_id,
            kind if kind in KINDS else "",
            date_format if _DATES.fullmatch(date_format) else "",
            {name: column for name, _, column in pairs if column.partition(":")[0].isdecimal()},
        )

    def with_column(self, name: str, column: str) -> "How":
        """The same, with the column that a field is in."""
        return replace(self, columns=self.columns | {name: column})


@dataclass(frozen=True)
class Preview:
    """What would become of a file."""

    how: How
    report: ImportReport
    headings: tuple[str, ...]
    sales_before: Money
    sales_after: Money


class KindUnclear(Exception):  # noqa: N818 - a question, not an error
    """Nobody can tell by the headings what the file holds."""


class CannotYet(Exception):  # noqa: N818 - a question, not an error
    """The file is refused as it stands; by its kind and headings it can be asked what is meant."""

    def __init__(self, how: How, refusal: ImportRefused, headings: tuple[str, ...]) -> None:
        super().__init__()
        self.how, self.refusal, self.headings = how, refusal, headings


def preview_of(session: Session, workspace_id: str, data: bytes, how: How, now: datetime) -> Preview:
    """What would become of the file: tried in a savepoint that is taken back. Raises ImportRefused, KindUnclear, CannotYet."""
    workspace = workspace_of(session, workspace_id)
    with trial_in(session):
        before = _sales(session, workspace, now)
        known, report = _taken(session, workspace_id, data, how, now)
        after = _sales(session, workspace, now)
    report.is_dry_run = True
    return Preview(known, report, _headings(known, data), before, after)


def import_dropped(session: Session, workspace_id: str, data: bytes, how: How, now: datetime) -> ImportReport:
    """Take the file in, in this transaction. Raises ImportRefused, KindUnclear, CannotYet; then nothing is stored."""
    return _taken(session, workspace_id, data, how, now)[1]


def _taken(session: Session, workspace_id: str, data: bytes, how: How, now: datetime) -> tuple[How, ImportReport]:
    kind = how.kind or content_of(data).kind
    if kind is None:
        raise KindUnclear
    known = replace(how, kind=kind)
    headings = _headings(known, data)
    mapping = {}
    for name, column in known.columns.items():
        number, colon, notation = column.partition(":")
        if int(number) < len(headings):
            mapping[headings[int(number)]] = f"{name}{colon}{notation}"
    try:
        file = parse(kind, data, mapping)
        return known, take_in(session, workspace_id, kind, file, known.date_format or None, lambda *_: None, now)
    except ImportRefused as refusal:
        raise CannotYet(known, refusal, headings) from None


def _headings(how: How, data: bytes) -> tuple[str, ...]:
    if is_calendar(data):
        return ()
    return tuple(headings_in(how.kind, text_of(data)))


def _sales(session: Session, workspace: Workspace, now: datetime) -> Money:
    today = now.astimezone(zone_named(workspace.zone)).date()
    return Money(sales_of_month(session, workspace.workspace_id, today), workspace.currency)
