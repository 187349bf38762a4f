"""Short words for the tests of the adapters."""

import json
from datetime import datetime
from pathlib import Path

from jobs.crm.adapter import Crm
from models.connections.remote import Cursor, Page, What

TRAPS = {case["name"]: case for case in json.loads((Path(__file__).parent / "trap_cases.json").read_text())["cases"]}
"""What may befall a sync, by name: made up for Koers, in the shapes of the vendors' documents."""


async def pages(crm: Crm, what: What, until: datetime, since: Cursor | None = None) -> list[Page]:
    found = [page async for page in crm.changed(what, since, until)]
    assert [page.is_last for page in found] == [False] * (len(found) - 1) + [True]
    for page in found:
        assert json.loads(json.dumps(page.cursor)) == page.cursor, "a cursor is JSON"
    return found


async def changed(crm: Crm, what: What, until: datetime, since: Cursor | None = None) -> tuple[list, Cursor]:
    """All records, and the cursor to go on from."""
    found = await pages(crm, what, until, since)
    return [record for page in found for record in page.records], found[-1].cursor


async def ids(crm: Crm, what: What) -> list[str]:
    return [record_id async for record_id in crm.ids(what)]
