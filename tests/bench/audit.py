"""500 people answer the 14 questions of an audit, one by one; then it is closed and reported.

The baseline in the same run: as many plain inserts of one row, each a transaction of its own through `Database.write`.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import insert
from sqlmodel import Session, select

from models.activity.records import Activity
from models.audit.closing import close_by_itself
from models.audit.conversation import begin, give
from models.audit.custom_statements import questions_for
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.results.functions import results_of
from models.audit.starting import NewCampaign, start_campaign
from models.database import Database
from models.exports.run import export
from models.migrations import migrate
from models.scorecard.scope import scope_of_workspace
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.bench.result import Result
from tests.conftest import acting

PEOPLE = 500
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY, DEADLINE = date(2026, 11, 23), date(2026, 12, 7)
SECRETS = Secrets(["a key that is only for the bench"])


def measure() -> Iterator[Result]:
    """Storing every answer through the public actions, and closing with results and export."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/audit.db")
        migrate(database)
        database.write(_company)
        leader = database.read(lambda session: session.get_one(Person, ("T1", "leader")))
        people = database.read(
            lambda session: list(session.exec(select(Person).where(Person.id != "leader").order_by(Person.id)))
        )
        plain = _seconds_of_plain_inserts(database, people)
        new = NewCampaign(Part.FUNCTIONS, DEADLINE)
        campaign = database.write(lambda session: start_campaign(acting(session, leader, NOW), SECRETS, new))
        answers, slowest, seconds = _answered(database, campaign, people)
        each, plainly = seconds / answers, plain / answers
        details = f"({answers:,} answers in {seconds:.1f} s, {each * 1000:.1f} ms each, the slowest {slowest * 1000:.0f} ms; a plain insert {plainly * 1000:.1f} ms)"
        yield Result(
            "an answer to an audit of 500 / an insert of one row",
            each / plainly,
            "×",
            25,
            at_least=False,
            details=details,
        )
        reported = _reported(database, campaign)
        yield Result(
            "closing and reporting an audit of 500 / an insert of one row",
            reported / plainly,
            "×",
            300,
            at_least=False,
            details=f"({reported * 1000:.0f} ms)",
        )
        database.close()


def _company(session: Session) -> None:
    session.add(Workspace(workspace_id="T1", name="Bench", created_at=NOW))
    session.flush()
    session.add(
        Person(
            workspace_id="T1",
            id="leader",
            name="Leader",
            slack_user_id="U0",
            is_leader=True,
            is_rep=False,
            created_at=NOW,
        )
    )
    session.flush()
    for n in range(1, PEOPLE):
        session.add(
            Person(
                workspace_id="T1",
                id=f"p{n:03}",
                name=f"Person {n}",
                slack_user_id=f"U{n}",
                manager_id="leader",
                created_at=NOW,
            )
        )
    session.flush()


def _seconds_of_plain_inserts(database: Database, people: list[Person]) -> float:
    """The baseline: one small row in each transaction."""
    rows = 14 * (len(people) + 1)

    def stored(n: int, session: Session) -> None:
        row = {
            "workspace_id": "T1",
            "id": f"a{n}",
            "person_id": people[n % len(people)].id,
            "kind": "call",
            "happened_on": TODAY,
            "created_at": NOW,
        }
        session.execute(insert(Activity), [row])

    start = time.perf_counter()
    for n in range(rows):
        database.write(partial(stored, n))
    return time.perf_counter() - start


def _answered(database: Database, campaign: AuditCampaign, people: list[Person]) -> tuple[int, float, float]:
    """How many answers, the slowest of them, and all of them, in seconds. Beginning is not an answer, but is timed."""
    leader = database.read(lambda session: session.get_one(Person, ("T1", "leader")))
    keys = [
        question.key for question in database.read(lambda session: questions_for(session, "T1", Part.FUNCTIONS, None))
    ]
    answers, slowest, start = 0, 0.0, time.perf_counter()
    for number, person in enumerate([leader, *people]):
        database.write(lambda session, person=person: begin(session, SECRETS, campaign, person, TODAY))  # type: ignore[misc]
        for place, key in enumerate(keys):
            began = time.perf_counter()
            level = 1 + (number + place) % 5
            database.write(
                lambda session, person=person, key=key, level=level: give(  # type: ignore[misc]
                    session, SECRETS, campaign, person, key, level, TODAY
                )
            )
            answers += 1
            slowest = max(slowest, time.perf_counter() - began)
    return answers, slowest, time.perf_counter() - start


def _reported(database: Database, campaign: AuditCampaign) -> float:
    """Seconds from closing to the results and the export, all of them checked."""
    start = time.perf_counter()
    database.write(lambda session: close_by_itself(session, SECRETS, campaign, NOW))

    def report(session: Session) -> str:
        closed = session.get_one(AuditCampaign, ("T1", campaign.id))
        results = results_of(session, closed)
        assert results is not None
        assert results.finished == PEOPLE
        assert {one.n for one in results.functions.values()} == {PEOPLE}
        workspace = workspace_of(session, "T1")
        scope = scope_of_workspace(session, workspace)
        return "".join(export(session, workspace, "audit", scope, None, None, "json", NOW))

    [row] = json.loads(database.read(report))
    assert row["finished"] == PEOPLE
    return time.perf_counter() - start
