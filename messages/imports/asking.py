"""What we ask about a file before it can be shown: what it holds, which column is what, how dates and amounts are written."""

import re
from collections.abc import Iterator
from dataclasses import replace

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section
from messages.imports.dropped import LEAVE, SETTLE, column_menu, field_name, kind_menu
from messages.words import Words, words
from models.imports.dropped import CannotYet, How, KindUnclear
from models.imports.report import ImportRefused

NOTATIONS = ("1.234,56", "1,234.56")


def asked(language: str, name: str, how: How, question: Exception) -> Message:
    """Why a file cannot be shown yet, and what to press for it; a file that is none, in one sentence."""
    say = words(language)
    leave = button(say.bare("imports.leave_it"), LEAVE)
    if isinstance(question, KindUnclear):
        text = say("imports.what_is_it", name=name)
        return Message(text, rendered(section(text), buttons(_kind(say, how), leave)))
    refusal = question.refusal if isinstance(question, CannotYet) else question
    assert isinstance(refusal, ImportRefused)
    known = question.how if isinstance(question, CannotYet) else how
    text, more = say("imports.refused_" + refusal.reason.partition(".")[2], **refusal.values), []
    if isinstance(question, CannotYet):
        match refusal.reason:
            case "imports.column_missing":
                fields = [field_name(say, field) for field in refusal.values["names"]]
                kind = say.bare(f"imports.kind_{known.kind}").lower()
                text = say("imports.lacks", name=name, kind=kind, fields=fields)
                more = list(_menus(say, question))
            case "imports.dates_unclear":
                text = say("imports.which_dates", **{key: refusal.values[key] for key in ("column", "value", "line")})
                more = [buttons(*_dates(say, known, refusal))]
            case "imports.amounts_unclear":
                text = say("imports.which_amounts", **{key: refusal.values[key] for key in ("column", "value", "line")})
                more = [buttons(*_amounts(known, refusal, question.headings))]
            case "imports.is_a_calendar":
                text = say("imports.calendar_is_leave")
    warning = section(say("imports.warning", text=text)) if more else section(text)
    return Message(text, rendered(warning, *more, buttons(_kind(say, known), leave)))


def _kind(say: Words, how: How) -> sb.Element:
    return kind_menu(say, how, say.bare("imports.what_kind"))


def _menus(say: Words, question: CannotYet) -> Iterator[sb.Block]:
    """A menu for each field that is missing, with what it probably is on top."""
    options = str(question.refusal.values.get("options") or "")
    for field in question.refusal.values["names"]:
        guess = re.search(rf'"([^"=]+)={re.escape(field)}"', options)
        yield buttons(column_menu(say, field, question.how, question.headings, guess[1] if guess else ""))


def _dates(say: Words, how: How, refusal: ImportRefused) -> Iterator[sb.Element]:
    for which in ("day", "month"):
        day, form = refusal.values[f"{which}_first"], refusal.values[f"{which}_format"]
        yield button(say.day(day, "d MMMM y"), f"{SETTLE}:{which}", str(replace(how, date_format=str(form))))


def _amounts(how: How, refusal: ImportRefused, headings: tuple[str, ...]) -> Iterator[sb.Element]:
    field, at = str(refusal.values["name"]), headings.index(str(refusal.values["column"]))
    for number, notation in enumerate(NOTATIONS):
        yield button(notation, f"{SETTLE}:{number}", str(how.with_column(field, f"{at}:{notation}")))
