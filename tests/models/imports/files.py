"""Small files with the quirks of real CRM exports."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from models.database import Database
from models.imports.report import ImportReport
from models.imports.run import import_file
from tests.conftest import NOW

PIPELINE = """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Moses Frase,GTX Plus,Cancity,Won,2016-10-20,2017-03-01,1054
A2,Darcel Schlecht,GTXPro,Isdom,Won,2016-10-25,2017-03-11,4514
A3,Darcel Schlecht,GTX Pro,Cancity,Lost,2016-10-25,2017-01-11,0
A4,Darcel Schlecht,GTXPro,,Engaging,2016-11-10,,
A5,Moses Frase,GTXPro,Isdom,Engaging,2016-11-14,,
A6,Moses Frase,MG Special,,Prospecting,,,
"""
"""Accounts missing on open deals, a product spelled two ways, deals without dates and value by stage."""

PEOPLE = """\
sales_agent,manager,regional_office
Moses Frase,Dustin Brinkmann,Central
Darcel Schlecht,Dustin Brinkmann,Central
"""


class Import(Protocol):
    """Imports a text (or bytes) as a file of this kind."""

    def __call__(
        self,
        kind: str,
        text: str | bytes,
        *,
        mapping: Mapping[str, str] = ...,
        date_format: str | None = ...,
        dry_run: bool = ...,
        now: datetime = ...,
        close_missing: bool = ...,
    ) -> ImportReport: ...


def importing(database: Database, folder: Path, progress: Callable[[int, int], None] = lambda _, __: None) -> Import:
    """A function that imports texts into workspace T1."""

    def imports(
        kind: str,
        text: str | bytes,
        *,
        mapping: Mapping[str, str] | None = None,
        date_format: str | None = None,
        dry_run: bool = False,
        now: datetime = NOW,
        close_missing: bool = False,
    ) -> ImportReport:
        path = folder / f"{kind}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        how = (mapping or {}, date_format, dry_run, progress, now)
        return import_file(database, "T1", kind, path, *how, close_missing=close_missing)

    return imports
