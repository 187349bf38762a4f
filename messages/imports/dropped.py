"""What we say of a file that was dropped in Slack: what it is, what would become of it, and what became of it."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, rendered, section, small
from messages.imports.remarks import headline, remark_lines, warning_of
from messages.words import Words, words
from models.imports.dropped import How, Preview
from models.imports.report import ImportReport, Remark

IMPORT, LEAVE, KIND = "imports.take", "imports.leave", "imports.kind"
COLUMN, SETTLE = "imports.column", "imports.settle"
KINDS = ("deals", "activities", "accounts", "people", "leave", "targets", "territories", "costs", "rates", "training")
"""What a file may hold, as it is offered: what is imported most first."""
MOST_COLUMNS = 100
"""Options that Slack takes in a menu."""


def preview(language: str, name: str, seen: Preview) -> Message:
    """What would become of a file: what it lacks first, then the rows, the sales of this month, and the buttons."""
    say, report, how = words(language), seen.report, seen.how
    text = headline(say, name, report)
    changes = report.taken + report.changed
    sales = ""
    if how.kind in ("deals", "rates"):
        moves = seen.sales_before != seen.sales_after
        sales = say("imports.sales", before=seen.sales_before, after=seen.sales_after, moves=moves)
    end = say("imports.no_undo") if changes else say("imports.nothing_new")
    return Message(
        text,
        rendered(
            *(block for remark in report.warnings for block in warning_blocks(say, remark, how, seen.headings)),
            section(text),
            *remark_blocks(say, report),
            section(sales) if sales else None,
            small(end),
            choices(say, how, with_import=bool(changes)),
        ),
    )


def report(language: str, name: str, told: ImportReport) -> Message:
    """What became of a file."""
    say = words(language)
    text = headline(say, name, told)
    warnings = [section(say("imports.warning", text=warning_of(say, remark))) for remark in told.warnings]
    return Message(text, rendered(*warnings, section(text), *remark_blocks(say, told)))


def report_title(language: str, name: str) -> str:
    """What the file with all lines is called."""
    return words(language).bare("imports.report_title", name=name.rpartition(".")[0] or name)


def warning_blocks(say: Words, remark: Remark, how: How, headings: Sequence[str]) -> list[sb.Block]:
    """What a whole file lacks, loud, and the menu that mends it."""
    loud = section(say("imports.warning", text=warning_of(say, remark)))
    field = str(remark.values.get("name") or "")
    if not field or not headings:
        return [loud]
    guess = str(remark.values.get("column") or "") if remark.reason == "none_has" else ""
    return [loud, buttons(column_menu(say, field, how, headings, guess))]


def column_menu(say: Words, field: str, how: How, headings: Sequence[str], guess: str = "") -> sb.Element:
    """In which column a field is: the menu instead of `--map`; the one that it probably is, first."""
    named = [(heading, str(at)) for at, heading in enumerate(headings) if heading]
    named.sort(key=lambda one: one[0] != guess)
    options = [choice(heading, f"{field} {at}") for heading, at in named[:MOST_COLUMNS]]
    label = say.bare("imports.which_column", field=field_name(say, field))
    return sb.StaticSelectMenu(f"{COLUMN}:{how}|#{field}", options=options, placeholder=sb.PlainText(label[:150]))


def field_name(say: Words, field: str) -> str:
    """What a field is called: in words where we have them, as the files call it otherwise."""
    return say.bare(f"imports.field_{field}") if say.has(f"imports.field_{field}") else field


def choices(say: Words, how: How, *, with_import: bool) -> sb.Block:
    """The buttons below a file."""
    go = button(say.bare("imports.import_it"), IMPORT, str(how), style="primary") if with_import else None
    return buttons(go, kind_menu(say, how, say.bare("imports.other_kind")), button(say.bare("imports.leave_it"), LEAVE))


def kind_menu(say: Words, how: How, label: str) -> sb.Element:
    """What a file holds."""
    options = [choice(say.bare(f"imports.kind_{kind}"), kind) for kind in KINDS]
    return sb.StaticSelectMenu(f"{KIND}:{how.file_id}", options=options, placeholder=sb.PlainText(label))


def remark_blocks(say: Words, told: ImportReport) -> list[sb.Block]:
    """Rows that are left out and what is worth knowing, the most frequent first; the rest is counted."""
    text = "\n".join(remark_lines(say, told))
    return [section(text)] if text else []


def for_admins(language: str, admins: Sequence[str]) -> Message:
    """Somebody who may not import drops a file."""
    return _one(language, "imports.for_admins", admins=list(admins))


def not_a_table(language: str, name: str) -> Message:
    """A picture, a PDF, a letter."""
    return _one(language, "imports.not_a_table", name=name)


def workbook(language: str, name: str) -> Message:
    """A workbook of Excel: how to save it as CSV."""
    return _one(language, "imports.workbook", name=name)


def words_beside(language: str) -> Message:
    """Something was written beside a file of rows."""
    return _one(language, "imports.words_beside")


def reading(language: str, name: str) -> Message:
    """A large file is being read."""
    return _one(language, "imports.reading", name=name)


def importing(language: str) -> Message:
    """*Import* was pressed: until the report stands there."""
    return _one(language, "imports.importing")


def left(language: str) -> Message:
    """*Leave it* was pressed."""
    return _one(language, "imports.left")


def done_before(language: str) -> Message:
    """*Import* was pressed again."""
    return _one(language, "imports.done_before")


def trouble(language: str, what: str, megabytes: int) -> Message:
    """A file cannot be read; `what`: gone, no_scope, not_yours, elsewhere, too_large or unreachable."""
    text = words(language)(f"imports.trouble_{what}", **({"megabytes": megabytes} if what == "too_large" else {}))
    return Message(text, rendered(section(text)))


def _one(language: str, key: str, **values: object) -> Message:
    text = words(language)(key, **values)
    return Message(text, rendered(section(text)))
