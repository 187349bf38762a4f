"""A disputed figure: the owner of the record and the manager are asked for a correction. Nothing changes by itself."""

from collections.abc import Iterable

from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal
from models.scorecard.scope import Scope
from models.team.records import Person


def who_can_correct(session: Session, asker: Person, scope: Scope, record_id: str) -> list[Person]:
    """The owner of the record (`activity:…`, `deal:…`, `account:…`; empty when something is missing) and the manager.

    The manager is the subject's, for a team the owner's. Whoever asks is left out; people who left as well.
    """
    owner = _owner(session, asker.workspace_id, record_id)
    subject = scope.people[0] if scope.is_person else owner
    manager = _person(session, asker.workspace_id, subject.manager_id if subject else None)
    asked: dict[str, Person] = {}
    for person in (owner, manager, *(() if owner else _managers_of(session, scope))):
        if person is not None and person.id != asker.id and person.ends_on is None:
            asked.setdefault(person.id, person)
    return list(asked.values())


def _owner(session: Session, workspace_id: str, record_id: str) -> Person | None:
    kind, _, id_ = record_id.partition(":")
    match kind:
        case "activity":
            activity = session.get(Activity, (workspace_id, id_))
            return _person(session, workspace_id, activity.person_id if activity else None)
        case "deal":
            deal = session.get(Deal, (workspace_id, id_))
            return _person(session, workspace_id, deal.owner_id if deal else None)
        case "account":
            account = session.get(Account, (workspace_id, id_))
            return _person(session, workspace_id, account.owner_id if account else None)
        case _:
            return None


def _managers_of(session: Session, scope: Scope) -> Iterable[Person | None]:
    ids = sorted({person.manager_id for person in scope.people if person.manager_id})[:3]
    return [_person(session, scope.people[0].workspace_id, id_) for id_ in ids]


def _person(session: Session, workspace_id: str, person_id: str | None) -> Person | None:
    return session.get(Person, (workspace_id, person_id)) if person_id else None
