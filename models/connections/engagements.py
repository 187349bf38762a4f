"""Who was at an event, as each engagement of a CRM says, and the credit that follows: equal parts."""

from sqlmodel import col, delete, select

from models.activity.records import Activity, CreditShare
from models.connections.activity_values import shares_of
from models.connections.taking import Taking
from models.references.links import add_link
from models.references.records import Fact, Link

MOST_PEOPLE = 20


def take_part(taking: Taking, link: Link, people: tuple[str, ...]) -> None:
    """Who was there, as this engagement says: references of people, `<engagement> <place>`."""
    session = taking.session
    session.execute(
        delete(Link).where(
            col(Link.workspace_id) == taking.workspace_id,
            col(Link.origin) == taking.origin,
            col(Link.kind) == Fact.PERSON,
            col(Link.external_id).in_([f"{link.external_id} {place}" for place in range(MOST_PEOPLE)]),
        )
    )
    for place, person_id in enumerate(people[:MOST_PEOPLE]):
        at = f"{link.external_id} {place}"
        add_link(session, taking.workspace_id, taking.origin, Fact.PERSON, at, person_id, taking.now)
    session.flush()


def engagements_of(taking: Taking, activity: Activity) -> dict[str, list[str]]:
    """The engagements of this connection that tell that the event was held, by id, and who was there as each says."""
    session = taking.session
    told = select(Link.external_id).where(
        Link.workspace_id == taking.workspace_id,
        Link.origin == taking.origin,
        Link.kind == Fact.ACTIVITY,
        Link.fact_id == activity.id,
    )
    found: dict[str, list[str]] = {}
    for external_id in session.exec(told).all():
        at = [f"{external_id} {place}" for place in range(MOST_PEOPLE)]
        there = select(Link).where(
            Link.workspace_id == taking.workspace_id,
            Link.origin == taking.origin,
            Link.kind == Fact.PERSON,
            col(Link.external_id).in_(at),
        )
        people = sorted(session.exec(there), key=lambda link: at.index(link.external_id))
        if people:
            found[external_id] = [link.fact_id for link in people]
    return found


def share_among(taking: Taking, activity: Activity, people: list[str]) -> None:
    """The entry is of these people, in equal parts."""
    session = taking.session
    parts = shares_of(people)
    before = select(CreditShare).where(
        CreditShare.workspace_id == taking.workspace_id, CreditShare.activity_id == activity.id
    )
    known = session.exec(before).all()
    if {(one.person_id, one.percent) for one in known} == set(parts):
        return
    for one in known:
        session.delete(one)
    session.flush()
    session.add_all(
        CreditShare(workspace_id=taking.workspace_id, activity_id=activity.id, person_id=person_id, percent=percent)
        for person_id, percent in parts
    )


def in_order(external_id: str) -> tuple[int, str]:
    """Ids of numbers in the order of their numbers."""
    return len(external_id), external_id
