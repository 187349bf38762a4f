"""The log: what happened and how long it took; never a token, never what somebody wrote."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType
from typing import TypeAlias

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DataError, SQLAlchemyError

from handlers.door.replying import AnswerRefusedError
from handlers.door.visits import REFERENCE
from models.workspace.secrets import SecretError

TOKEN = re.compile(r"\b(xox[a-z]|xapp|xoxe)[-.][\w.-]+")
IN_A_TASK = re.compile(r"(exception=)[A-Z]\w*\(.*", re.DOTALL)
"""How asyncio tells of a task that failed: with all that its exception says."""
SPEAKS_FREELY = (
    OSError,
    SQLAlchemyError,
    SlackApiError,
    SecretError,
    ImportError,
    NameError,
    AttributeError,
    AnswerRefusedError,
)
"""Exceptions whose text is a library's or ours. Of others (a KeyError, a ValueError) it may be what somebody wrote."""
ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def traceback_of(error: BaseException) -> str:
    """Where it went wrong and what kind of error it was, with its causes; its text only where that is nobody's words."""
    return "\n".join(_chain(error, set()))


def _chain(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _chain(before, seen)
        yield "and then"
    yield "".join(["Traceback (most recent call last):\n", *format_tb(error.__traceback__), _said(error)])


def _said(error: BaseException) -> str:
    """Its kind, and the first line of its text; PostgreSQL tells the values of a row on the second."""
    kind = type(error).__name__
    if not isinstance(error, SPEAKS_FREELY) or isinstance(error, DataError):
        return kind
    return f"{kind}: {(str(error).splitlines() or [''])[0]}"


class _Redacting(logging.Formatter):
    """Takes tokens out of every line, also out of tracebacks of libraries."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another handler made of it
        return TOKEN.sub("[token]", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return IN_A_TASK.sub(r"\1…", super().formatMessage(record))

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's name
        return traceback_of(ei[1]) if ei[1] else ""


class _Json(_Redacting):
    """One JSON object a line; what belongs to a visit has its reference."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": IN_A_TASK.sub(r"\1…", record.getMessage()),
        }
        if reference := REFERENCE.get():
            line["reference"] = reference
        line |= getattr(record, "visit", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return TOKEN.sub("[token]", json.dumps(line, ensure_ascii=False))


def prepare(form: str, level: int) -> None:
    """Log to standard error as `text` or `json`."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # Libraries say at INFO and DEBUG what they send and get: bodies, tokens, the values of SQL.
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
    logging.getLogger("koers").setLevel(level)
    # A line a visit is for machines that search it; people at a terminal look for what went wrong.
    logging.getLogger("koers.visits").setLevel(level if form == "json" else max(level, logging.WARNING))
