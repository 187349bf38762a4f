"""The log: what happened and how long it took; never a token, never what somebody wrote."""

import json
import logging
import re
from datetime import UTC, datetime

TOKEN = re.compile(r"\b(xox[a-z]|xapp|xoxe)[-.][\w.-]+")


class _Redacting(logging.Formatter):
    """Takes tokens out of every line, also out of tracebacks of libraries."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("[token]", super().format(record))


class _Json(_Redacting):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return TOKEN.sub("[token]", json.dumps(line, ensure_ascii=False))


def prepare(form: str, level: int) -> None:
    """Log to standard error as `text` or `json`."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "slack_bolt", "slack_sdk", "apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
