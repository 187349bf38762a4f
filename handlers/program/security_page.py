"""`python -m handlers.program.security_page`: writes the tables of `SECURITY.md` as the code has them; a test compares."""

import re
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import SQLModel

import models.every_table  # noqa: F401 - sealed columns are found among all tables
from handlers.program.manifest import SCOPES
from messages.words import words
from models.privacy.retention import KEPT, Kept

PAGE = Path(__file__).parents[2] / "SECURITY.md"


def inventory() -> str:
    """What is stored, in which tables, what of it is sealed, and how long; a row for each row of `KEPT`."""
    say = words("en")
    rows = [
        (
            say.bare(f"privacy.kept_{one.key}"),
            _tables(one),
            ", ".join(f"`{name}`" for name in _sealed(one)),
            _how_long(one),
        )
        for one in KEPT
        if one.tables
    ]
    return _table(("What", "Tables", "Sealed in them", "How long"), rows)


def scopes() -> str:
    """Every scope that the manifest asks for, and what for."""
    return _table(("Scope", "What for"), [(f"`{scope}`", why) for scope, why in SCOPES.items()])


PARTS = {"inventory": inventory, "scopes": scopes}


def written(page: str) -> str:
    """The page with its tables as the code has them, each between two comments with its name."""
    for name, part in PARTS.items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page = between.sub(lambda found, made=part: f"{found[1]}{made()}{found[2]}", page)  # type: ignore[misc]
    return page


def _tables(one: Kept) -> str:
    return " ".join(f"`{table}`" for table in one.tables)


def _sealed(one: Kept) -> list[str]:
    columns = (column for table in one.tables for column in SQLModel.metadata.tables[table].columns)
    return [f"{column.table.name}.{column.name}" for column in columns if "sealed_as" in column.info]


def _how_long(one: Kept) -> str:
    if one.days is not None:
        return f"{one.days} days"
    if one.term is None:
        return "until the person is erased" if one.of_people else "as long as Koers is used"
    usual = "until the person is erased" if one.term.default is None else f"{one.term.default} months of 30 days"
    return f"their words: {usual}; an admin chooses {one.term.floor} to {one.term.ceiling} months"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
