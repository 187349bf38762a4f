"""A report as parts that are written out as a PDF or as Markdown: both say the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from messages.pdf import Page
from messages.words import Words, as_typed

Kind: TypeAlias = Literal["title", "heading", "label", "quote", "text", "soft", "table"]


@dataclass(frozen=True)
class Part:
    """One piece of a report. `quote` is in somebody's own words, and stands there word for word."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table: its head first."""
    widths: tuple[int, ...] = ()


def as_pdf(say: Words, footer: str, parts: Iterable[Part]) -> bytes:
    """The parts as the bytes of a PDF."""
    page = Page(say, footer)
    for part in parts:
        match part.kind:
            case "title":
                page.title(*_two(part.text))
            case "heading":
                page.heading(part.text)
            case "label":
                page.text(part.text, bold=True)
            case "table":
                page.table(part.rows[0], part.rows[1:], part.widths or None)
            case "soft":
                page.text(part.text, soft=True, size=8.5)
            case _:
                page.text(part.text)
    return page.as_bytes()


def as_markdown(parts: Iterable[Part]) -> bytes:
    """The parts as Markdown (CommonMark, with tables)."""
    return ("\n\n".join(_written(part) for part in parts) + "\n").encode()


def _written(part: Part) -> str:
    match part.kind:
        case "title":
            title, under = _two(part.text)
            return f"# {_escaped(title)}\n\n{_escaped(under)}"
        case "heading":
            return f"## {_escaped(part.text)}"
        case "label":
            return f"**{_escaped(part.text)}**"
        case "quote":
            return "\n".join(f"> {_escaped(line)}  " for line in part.text.split("\n"))
        case "table":
            return _table(part.rows)
        case "soft":
            return "\n".join(f"*{_escaped(line)}*  " for line in part.text.split("\n"))
    return _escaped(part.text)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [f"| {' | '.join(map(_escaped, row))} |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def _escaped(text: str) -> str:
    """What somebody typed is no markup: it reads in Markdown as it was typed."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _two(text: str) -> tuple[str, str]:
    title, _, under = text.partition("\n")
    return title, under


def without_marks(text: str) -> str:
    """The text without Slack's marks and escapes."""
    text = as_typed(text.replace("*", "").replace("_", ""))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
