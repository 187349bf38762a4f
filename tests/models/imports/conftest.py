"""A workspace to import into."""

from pathlib import Path

import pytest

from models.database import Database
from tests.conftest import Cast
from tests.models.imports.files import Import, importing


@pytest.fixture
def imports(database: Database, cast: Cast, tmp_path: Path) -> Import:
    """`imports("deals", text)` into the workspace of the cast."""
    return importing(database, tmp_path)
