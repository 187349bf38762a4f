"""Every line of a file about which there is something to say, as CSV: where the message has no room for all of them."""

from collections.abc import Iterator
from typing import Any

from messages.imports.remarks import LINES_LISTED, LISTED, said
from messages.words import as_typed, words
from models.exports.writing import as_csv
from models.imports.report import ImportReport


def full_report(language: str, report: ImportReport) -> bytes | None:
    """Line, what became of it and why, by line; None where the message says it all."""
    remarks = [*report.skipped, *report.notes]
    if len(remarks) <= LISTED and all(len(remark.lines) <= LINES_LISTED for remark in remarks):
        return None
    say = words(language)
    line, what, why = (say.bare(f"imports.column_{name}") for name in ("line", "what", "why"))

    def rows() -> Iterator[dict[str, Any]]:
        for pre, found in (("skipped", report.skipped), ("noted", report.notes)):
            became = say.bare(f"imports.became_{pre}")
            for remark in found:
                text = as_typed(said(say, pre, remark)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                yield from ({line: number, what: became, why: text} for number in remark.lines)

    table = sorted(rows(), key=lambda row: row[line])
    return "".join(as_csv(table, [line, what, why])).encode("utf-8-sig")
