"""What the people, stages and kinds of a CRM are here: by id and e-mail, pre-filled where it is certain, asked where not.

A person is known by e-mail address alone: two who have one name are two. What nobody has said yet waits for an admin; it is
never guessed and never dropped. What the CRM says of it today holds; what a deal's probability was stays with its steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from models.activity.kinds import KINDS
from models.activity.records import OwnKind
from models.connections.connecting import Connecting
from models.connections.records import Connection, CrmMapping
from models.connections.remote import Outcome
from models.connections.rereading import read_again
from models.deals.queries import stages_of
from models.deals.stages import OUTCOMES
from models.refusal import Refusal
from models.team.records import Person

LONGEST_LABEL = 160


class Mapped(StrEnum):
    """What is mapped."""

    PERSON = "person"
    STAGE = "stage"
    KIND = "kind"


@dataclass(frozen=True)
class Question:
    """Something of the CRM, and what it is here: `local` None waits for an answer."""

    what: Mapped
    remote_id: str
    label: str
    local: str | None
    is_left_out: bool
    is_confirmed: bool
    facts: dict[str, object] = field(default_factory=dict)
    """`email` and `is_active` of people; `pipeline`, `order`, `probability`, `outcome` of stages."""


def questions(session: Session, connection: Connection, *, only_open: bool = False) -> list[Question]:
    """People, stages (in order of their pipelines) and kinds; `only_open`: those that wait for an admin."""
    found = [
        Question(
            Mapped(row.what), row.remote_id, row.label, row.local, row.is_left_out, bool(row.confirmed_at), row.facts
        )
        for row in rows_of(session, connection).values()
    ]
    if only_open:
        found = [one for one in found if one.local is None and not one.is_left_out]
    order = list(Mapped)
    return sorted(found, key=lambda one: (order.index(one.what), *_place(one.facts), one.label.casefold()))


def choices(session: Session, workspace_id: str, what: Mapped) -> list[tuple[str, str]]:
    """What something can be here: (what `answer` takes, its name): people by name, stages in order, kinds."""
    if what is Mapped.PERSON:
        everybody = select(Person).where(Person.workspace_id == workspace_id).order_by(col(Person.name))
        return [(person.id, person.name) for person in session.exec(everybody)]
    if what is Mapped.STAGE:
        return [(key, key) for key in (*stages_of(session, workspace_id).keys, *sorted(OUTCOMES))]
    return [(kind, kind) for kind in kinds_of(session, workspace_id)]


def answer(
    connecting: Connecting, connection: Connection, what: Mapped, remote_id: str, local: str | None
) -> CrmMapping:
    """An admin says what something is; `local` None: it is nothing for us. What waited for it is read again.

    Refuses what the CRM does not have, and a person, stage or kind that is not there.
    """
    connecting.require()
    session = connecting.session
    row = rows_of(session, connection).get((what, remote_id))
    if row is None:
        raise Refusal("connections.not_in_crm", what=str(what), id=remote_id[:60])
    if local is not None and local not in dict(choices(session, connection.workspace_id, what)):
        raise Refusal("connections.not_here", what=str(what), local=local[:60])
    if (row.local, row.is_left_out) != (local, local is None):
        read_again(session, connection, what, row.local)
        row.local, row.is_left_out = local, local is None
    row.confirmed_at, row.confirmed_by = connecting.now, connecting.by.id if connecting.by else None
    session.flush()
    return row


def confirm(session: Session, connection: Connection, now: datetime, by: str | None) -> None:
    """What was pre-filled is right."""
    for row in rows_of(session, connection).values():
        if row.local is not None and row.confirmed_at is None:
            row.confirmed_at, row.confirmed_by = now, by


def note_unknown(session: Session, connection: Connection, what: Mapped, remote_id: str) -> None:
    """A record names something that the CRM's lists do not have: it waits for an admin too."""
    session.add(
        CrmMapping(
            workspace_id=connection.workspace_id,
            connection_id=connection.id,
            what=what,
            remote_id=remote_id[:120],
            label=remote_id[:120],
        )
    )
    session.flush()


class Mappings:
    """What everything of a connection is here, for taking in what it says."""

    def __init__(self, session: Session, connection: Connection) -> None:
        self._rows = rows_of(session, connection)

    def local(self, what: Mapped, remote_id: str | None) -> str | None:
        """What it is here; None while nobody said so, and for what is left out."""
        row = self._rows.get((what, remote_id or ""))
        return row.local if row else None

    def has(self, what: Mapped, remote_id: str) -> bool:
        """Whether the CRM has named it."""
        return (what, remote_id) in self._rows

    def is_left_out(self, what: Mapped, remote_id: str | None) -> bool:
        """Whether an admin said that it is nothing for us."""
        row = self._rows.get((what, remote_id or ""))
        return bool(row and row.is_left_out)

    def outcome(self, stage_id: str) -> str | None:
        """What the CRM itself says that the stage decides: `won`, `lost` or None."""
        row = self._rows.get((Mapped.STAGE, stage_id))
        said = row.facts.get("outcome") if row else None
        return str(said) if said in (Outcome.WON, Outcome.LOST) else None

    def probability(self, stage_id: str) -> int | None:
        """Percent that the CRM gives the stage today."""
        row = self._rows.get((Mapped.STAGE, stage_id))
        said = row.facts.get("probability") if row else None
        return said if isinstance(said, int) else None


def rows_of(session: Session, connection: Connection) -> dict[tuple[str, str], CrmMapping]:
    """By what and remote id the row that holds today."""
    rows = select(CrmMapping).where(
        CrmMapping.workspace_id == connection.workspace_id, CrmMapping.connection_id == connection.id
    )
    in_order: Sequence[CrmMapping] = session.exec(rows.order_by(col(CrmMapping.effective_from))).all()
    return {(row.what, row.remote_id): row for row in in_order}


def _place(facts: dict[str, object]) -> tuple[int]:
    order = facts.get("order")
    return (order if isinstance(order, int) else 0,)


def kinds_of(session: Session, workspace_id: str) -> list[str]:
    """The kinds of activity that the workspace has."""
    own = select(OwnKind.key).where(OwnKind.workspace_id == workspace_id).order_by(col(OwnKind.key))
    return [*map(str, KINDS), *session.exec(own)]
