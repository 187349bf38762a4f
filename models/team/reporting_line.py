"""The reporting line: who is below somebody, who is above, who writes their reviews, and who could help."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Select, String, bindparam, literal
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from models.prepared import Prepared, all_known, fetch, known
from models.team.records import Person


def people_below(session: Session, person: Person) -> list[Person]:
    """Everybody below `person` in the reporting line, at any depth, by name.

    A circle in the line (a mistake in the roster) ends where it began; `person` is never below themself.
    """
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    return people_with_ids(session, person.workspace_id, [id_ for (id_,) in fetch(session, _BELOW, whose)])


def people_with_ids(session: Session, workspace_id: str, ids: Sequence[str]) -> list[Person]:
    """These people, whose ids are in the order of their names; nothing is asked when the session has all of them."""
    if (people := all_known(session, Person, [(workspace_id, id_) for id_ in ids])) is not None:
        return people
    return list(session.exec(_WITH_IDS, params={"workspace_id": workspace_id, "ids": ids}))


_WITH_IDS = (
    select(Person)
    .where(col(Person.workspace_id) == bindparam("workspace_id"), col(Person.id).in_(bindparam("ids", expanding=True)))
    .order_by(col(Person.name), col(Person.id))
)


def _below() -> Prepared:
    """Ids of everybody below somebody: asked at nearly every right."""
    workspace_id, person_id = bindparam("workspace_id", type_=String()), bindparam("person_id", type_=String())
    in_workspace = col(Person.workspace_id) == workspace_id
    direct: Select[tuple[str]] = sa_select(col(Person.id).label("id")).where(
        in_workspace, col(Person.manager_id) == person_id
    )
    below = direct.cte("below", recursive=True)
    deeper = sa_select(col(Person.id)).where(in_workspace, col(Person.manager_id) == below.c.id)
    below = below.union(deeper)  # UNION drops who was already found: that ends a circle
    found = sa_select(col(Person.id)).where(
        in_workspace, col(Person.id).in_(sa_select(below.c.id)), col(Person.id) != person_id
    )
    return Prepared(found.order_by(col(Person.name), col(Person.id)))


_BELOW = _below()


def has_reports(session: Session, person: Person) -> bool:
    """Whether anybody reports to this person: that makes a manager."""
    reports = select(literal(1)).where(Person.workspace_id == person.workspace_id, Person.manager_id == person.id)
    return session.exec(reports.limit(1)).first() is not None


def is_at_work(person: Person, today: date) -> bool:
    """Whether the person has started and not left."""
    started = person.starts_on is None or person.starts_on <= today
    return started and (person.ends_on is None or person.ends_on >= today)


def line_above(session: Session, person: Person, today: date) -> list[Person]:
    """The people above in the reporting line who are still here, nearest first; a circle ends where it closes."""
    return list(_above(session, person, today))


def reviewer_of(session: Session, person: Person, today: date) -> Person | None:
    """Who writes the person's review: the nearest manager, else a leader; None when they are the only leader."""
    if (nearest := next(_above(session, person, today), None)) is not None:
        return nearest
    leading = select(Person).where(
        Person.workspace_id == person.workspace_id, col(Person.is_leader).is_(True), Person.id != person.id
    )
    here = (leader for leader in session.exec(leading.order_by(col(Person.created_at), col(Person.id))))
    return next((leader for leader in here if is_at_work(leader, today)), None)


def _above(session: Session, person: Person, today: date) -> Iterator[Person]:
    """One by one: who asks for the nearest alone reads no further."""
    seen = {person.id}
    at = person
    while at.manager_id is not None and at.manager_id not in seen:
        seen.add(at.manager_id)
        key = (person.workspace_id, at.manager_id)
        manager = known(session, Person, *key) or session.get(Person, key)
        if manager is None:
            break
        if is_at_work(manager, today):
            yield manager
        at = manager


def who_could_help(session: Session, asker: Person, person: Person | None = None) -> list[str]:
    """Names of those who may what `asker` may not: the person's manager, else at most three leaders."""
    if person is not None and person.manager_id and person.workspace_id == asker.workspace_id:
        manager = session.get(Person, (person.workspace_id, person.manager_id))
        if manager is not None and manager.id != asker.id:
            return [manager.name]
    who = select(Person.name).where(
        Person.workspace_id == asker.workspace_id,
        col(Person.is_leader).is_(True),
        col(Person.ends_on).is_(None),
        Person.id != asker.id,
    )
    return list(session.exec(who.order_by(col(Person.name)).limit(3)))


def admins_of(session: Session, workspace_id: str) -> list[str]:
    """The names of who looks after the settings."""
    return [admin.name for admin in admins_in(session, workspace_id) if admin.ends_on is None]


def admins_in(session: Session, workspace_id: str) -> list[Person]:
    """Who looks after the settings, or did, by name."""
    admins = select(Person).where(Person.workspace_id == workspace_id, col(Person.is_admin).is_(True))
    return list(session.exec(admins.order_by(col(Person.name), col(Person.id))))
