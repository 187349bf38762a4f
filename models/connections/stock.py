"""Taking stock of a CRM: its people, stages and kinds by their ids, each pre-filled where it is certain.

A new label renames; an id never changes its meaning. Who was erased here does not come back by name.
"""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from models.connections.mapping import LONGEST_LABEL, Mapped, kinds_of, rows_of
from models.connections.records import Connection, CrmMapping
from models.connections.remote import ActivityKind, Outcome, Owner, Pipeline, RemoteStage
from models.connections.rereading import read_again
from models.database import new_id
from models.deals.queries import stages_of
from models.deals.stages import OUTCOMES, Stages
from models.imports.stages import stage_meant
from models.team.records import Person


def take_stock(
    session: Session,
    connection: Connection,
    people: Iterable[Owner],
    pipelines: Iterable[Pipeline],
    kinds: Iterable[ActivityKind],
) -> None:
    """Know what the CRM has, by its ids, and pre-fill what is certain."""
    _Stock(session, connection).take(people, pipelines, kinds)


class _Stock:
    """One look at what the CRM has."""

    def __init__(self, session: Session, connection: Connection) -> None:
        self._session, self._connection = session, connection
        self._known = rows_of(session, connection)
        self._is_set_up = connection.started_at is not None

    def take(self, people: Iterable[Owner], pipelines: Iterable[Pipeline], kinds: Iterable[ActivityKind]) -> None:
        workspace_id = self._connection.workspace_id
        by_email = {
            email.casefold(): id_
            for email, id_ in self._session.exec(
                select(Person.email, Person.id).where(
                    Person.workspace_id == workspace_id, col(Person.email).is_not(None)
                )
            )
            if email
        }
        for owner in people:
            facts: dict[str, object] = {"email": owner.email, "is_active": owner.is_active}
            self._know(Mapped.PERSON, owner.id, owner.name, facts, by_email.get((owner.email or "").casefold().strip()))
        stages, place = stages_of(self._session, workspace_id), 0
        for pipeline in pipelines:
            for stage in sorted(pipeline.stages, key=lambda one: one.order):
                self._know(
                    Mapped.STAGE, stage.id, stage.label, _facts(pipeline, place, stage), self._stage(stage, stages)
                )
                place += 1
        ours = set(kinds_of(self._session, workspace_id))
        for kind in kinds:
            guess = kind.guess if kind.guess in ours and not self._is_set_up else None
            self._know(Mapped.KIND, kind.id, kind.label, {}, guess)
        self._session.flush()

    def _stage(self, stage: RemoteStage, stages: Stages) -> str | None:
        """By what it decides; while it is set up also by its name, or the only stage as probable as it."""
        if stage.outcome is not Outcome.OPEN:
            return str(stage.outcome)
        if self._is_set_up:
            return None
        for name in (stage.label, *stage.other_names):
            meant, is_known = stage_meant(name, stages)
            if is_known and meant not in OUTCOMES:
                return meant
        alike = [key for key in stages.keys if stages.latest_probability(key) == stage.probability]
        return alike[0] if len(alike) == 1 else None

    def _know(self, what: Mapped, remote_id: str, label: str, facts: dict[str, object], meant: str | None) -> None:
        row = self._known.get((what, remote_id))
        if row is None:
            row = self._new(what, remote_id)
            row.local = meant
        elif row.is_left_out and what is Mapped.PERSON and "email" not in row.facts:
            return  # somebody who was erased: their name does not come back
        elif meant is not None and row.local is None and not row.is_left_out:
            row.local = meant
            read_again(self._session, self._connection, what, None)
        if what is Mapped.STAGE and row.facts and row.facts.get("probability") != facts["probability"]:
            read_again(self._session, self._connection, what, row.local)
        row.label, row.facts = label[:LONGEST_LABEL], facts

    def _new(self, what: Mapped, remote_id: str) -> CrmMapping:
        row = CrmMapping(
            workspace_id=self._connection.workspace_id,
            id=new_id(),
            connection_id=self._connection.id,
            what=what,
            remote_id=remote_id,
        )
        self._session.add(row)
        self._known[what, remote_id] = row
        return row


def _facts(pipeline: Pipeline, place: int, stage: RemoteStage) -> dict[str, object]:
    return {
        "pipeline": pipeline.label,
        "order": place,
        "probability": stage.probability,
        "outcome": str(stage.outcome),
        "other_names": list(stage.other_names),
    }
