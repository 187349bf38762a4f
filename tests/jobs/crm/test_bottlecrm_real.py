"""BottleCRM, started for real: twenty deals, a win, an edit, a deletion and a renamed stage, and the scorecard agrees.

Only in a full run (KOERS_TEST_ALL=1) and where a Python from 3.12 on and PyPI are there.
"""

import asyncio
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import httpx
import pytest
from sqlmodel import Session, col, select

from jobs.crm.door import CrmDoor
from jobs.crm.rounds import CrmRounds
from models.connections import actions
from models.connections.connecting import Connecting
from models.connections.mapping import Mapped, answer, questions
from models.connections.preview import keep_stock, preview
from models.connections.records import Connection
from models.database import Database
from models.deals.records import Deal
from models.exports.run import export
from models.period import month_of
from models.scorecard.scope import scope_of_workspace
from models.team.moves import today_in
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.conftest import IN_FULL, SECRETS, Cast
from tests.jobs.crm.bottle import python, running_bottlecrm

pytestmark = [
    pytest.mark.long(seconds=90),
    pytest.mark.once,
    pytest.mark.skipif(not IN_FULL, reason="starts a whole CRM: KOERS_TEST_ALL=1 runs it too"),
    pytest.mark.skipif(python() is None, reason="BottleCRM needs Python 3.12, which is not here"),
]


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Where the workspace is: late in the evening it is tomorrow there."""
    return today_in("Europe/Amsterdam", now())


def won_of_scorecard(database: Database) -> int:
    """`export scorecard`: what was sold this month, in whole euros."""

    def work(session: Session) -> int:
        workspace = workspace_of(session, "T1")
        scope, day = scope_of_workspace(session, workspace), today()
        said = json.loads("".join(export(session, workspace, "scorecard", scope, month_of(day), day, "json", now())))
        return round(said["kpis"]["sales_by_channel"]["value"] or 0)

    return database.read(work)


def test_a_whole_crm_is_read_and_agrees(database: Database, cast: Cast, session: Session) -> None:
    session.close()
    with running_bottlecrm() as (url, key):
        facts, stock = asyncio.run(CrmDoor().look("bottlecrm", key, url, now()))

        def connect(session: Session) -> str:
            dirk = session.get_one(Person, ("T1", cast.dirk.id))
            connecting = Connecting(session, workspace_of(session, "T1"), now(), dirk)
            connection = actions.connect(connecting, "bottlecrm", key, facts, SECRETS, base_url=url)
            keep_stock(session, connection, stock)
            for one in questions(session, connection, only_open=True):
                local = {Mapped.PERSON: cast.bram.id, Mapped.STAGE: "proposal"}.get(one.what)
                answer(connecting, connection, one.what, one.remote_id, local)
            return connection.id

        connection_id = database.write(connect)
        seen = preview(database, "T1", connection_id, stock, now())
        assert database.read(lambda session: session.exec(select(Deal)).all()) == []

        def start(session: Session) -> None:
            connecting = Connecting(session, workspace_of(session, "T1"), now())
            actions.start(connecting, session.get_one(Connection, ("T1", connection_id)))

        database.write(start)
        rounds = CrmRounds(database, SECRETS, now)

        def read() -> list[Deal]:
            ran = asyncio.run(rounds.read("T1", connection_id))
            assert ran is not None
            assert ran.error is None, ran.error
            assert ran.is_read_through
            here = select(Deal).where(col(Deal.removed_at).is_(None)).order_by(col(Deal.number))
            return database.read(lambda session: list(session.exec(here)))

        web = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30)
        theirs = {one["id"]: one for one in web.get("/api/opportunities/?limit=100").json()["opportunities"]}
        deals = read()
        assert len(deals) == len(theirs) == seen.deals == 20
        assert sum(Decimal(one["amount"] or 0) for one in theirs.values()) * 100 == sum(
            d.value_minor or 0 for d in deals
        )
        assert won_of_scorecard(database) * 100 == seen.sales_after
        numbers = [(deal.number, deal.value_minor) for deal in deals]
        assert [(deal.number, deal.value_minor) for deal in read()] == numbers

        before = won_of_scorecard(database)
        open_ones = sorted((one for one in theirs.values() if one["stage_kind"] == "open"), key=lambda one: one["id"])
        won, edited, deleted = open_ones[:3]
        web.patch(f"/api/opportunities/{won['id']}/", json={"amount": "12345", "currency": "EUR"}).raise_for_status()
        web.patch(f"/api/opportunities/{won['id']}/move/", json={"column_id": "CLOSED_WON"}).raise_for_status()
        web.patch(f"/api/opportunities/{edited['id']}/", json={"name": "Edited there"}).raise_for_status()
        web.delete(f"/api/opportunities/{deleted['id']}/").raise_for_status()
        stages = web.get("/api/opportunities/pipelines/").json()
        stages = stages["pipelines"] if isinstance(stages, dict) else stages
        first = stages[0]["stages"][0]
        web.patch(f"/api/opportunities/stages/{first['id']}/", json={"label": "Renamed there"}).raise_for_status()

        deals = read()
        assert len(deals) == 19
        assert "Edited there" in {deal.title for deal in deals}
        assert won_of_scorecard(database) == before + 12_345  # won today, whatever its planned date is
        [moved] = [deal for deal in deals if deal.value_minor == 1_234_500]
        assert (moved.outcome, moved.closed_on) == ("won", today())

        def label(session: Session) -> list[str]:
            connection = session.get_one(Connection, ("T1", connection_id))
            return [one.label for one in questions(session, connection) if one.remote_id == first["code"]]

        assert database.read(label) == ["Renamed there"]
