"""A workspace into which files of several CRMs come."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.database import Database
from models.imports.report import ImportReport
from models.imports.run import import_file
from tests.conftest import NOW, Cast

ImportFrom = Callable[[str, str, str], ImportReport]


@pytest.fixture
def imports(database: Database, cast: Cast, tmp_path: Path) -> ImportFrom:
    """`imports("csv:hubspot", "deals", text)` into the workspace of the cast."""

    def run(origin: str, kind: str, text: str) -> ImportReport:
        path = tmp_path / f"{kind}.csv"
        path.write_text(text)
        return import_file(database, "T1", kind, path, {}, None, False, lambda _, __: None, NOW, origin)

    return run
