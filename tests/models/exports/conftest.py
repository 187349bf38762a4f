"""A workspace to import into, for what was exported."""

from tests.models.imports.conftest import imports

__all__ = ["imports"]
