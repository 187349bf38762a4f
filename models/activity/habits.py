"""What somebody logs most, and with whom: so that the next entry is two taps."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, func, or_, select

from models.accounts.records import Account
from models.activity.kinds import KINDS, Kind, Needs, Sums, rules_of
from models.activity.queries import Noted, own_kinds_of, recent_entries
from models.activity.records import Activity, Source
from models.team.records import Person

LOOKS_BACK = timedelta(days=60)
USUAL = (Kind.MEETING, Kind.CALL, Kind.PROPOSAL, Kind.VISIT)
"""For who has not logged much yet."""
MOST_LOOKED_AT = 60


def kinds_most_used(
    session: Session, person: Person, today: date, most: int = len(USUAL), of_role: Sequence[str] = ()
) -> list[str]:
    """The kinds that this person logs most; those of their role fill up, and the first of these is always among them.

    Of the workspace's own only those that are there.
    """
    used = (
        select(Activity.kind, func.count())
        .where(
            Activity.workspace_id == person.workspace_id,
            Activity.person_id == person.id,
            col(Activity.happened_on) > today - LOOKS_BACK,
            col(Activity.undone_at).is_(None),
        )
        .group_by(col(Activity.kind))
        .order_by(func.count().desc(), col(Activity.kind))
    )
    kinds = [kind for kind, _ in session.exec(used)]
    if any(kind not in KINDS for kind in kinds):
        own = {kind.key for kind in own_kinds_of(session, person.workspace_id)}
        kinds = [kind for kind in kinds if kind in KINDS or kind in own]
    found = list(dict.fromkeys([*kinds, *of_role, *map(str, USUAL)]))[:most]
    if of_role and of_role[0] not in found:
        found[-1] = of_role[0]
    return found


def accounts_most_recent(session: Session, person: Person, limit: int = 8) -> list[Account]:
    """The accounts of this person's last entries, the latest first."""
    entries = recent_entries(session, person, MOST_LOOKED_AT)
    found = {noted.account.id: noted.account for noted in entries if noted.account is not None}
    return list(found.values())[:limit]


def is_said_by_account(session: Session, workspace_id: str, kind: str) -> bool:
    """Whether an entry of this kind says enough with its account (or without one): no amount, score, hours or text."""
    if kind not in KINDS:
        own = next((one for one in own_kinds_of(session, workspace_id) if one.key == kind), None)
        return own is not None and own.sums == Sums.COUNT
    rules = rules_of(kind)
    return kind != Kind.NOTE and rules.sums is Sums.COUNT and rules.needs <= {Needs.ACCOUNT}


def last_typed(session: Session, person: Person, today: date, limit: int = 3) -> Sequence[Noted]:
    """What the person entered last and has not taken back, the latest first: of what was logged in one go the first."""
    typed = (
        select(Activity, Account)
        .join(
            Account,
            (col(Account.workspace_id) == Activity.workspace_id) & (col(Account.id) == Activity.account_id),
            isouter=True,
        )
        .where(
            Activity.workspace_id == person.workspace_id,
            Activity.person_id == person.id,
            col(Activity.happened_on) > today - LOOKS_BACK,
            Activity.source == Source.SLACK,
            or_(col(Activity.batch_id).is_(None), col(Activity.batch_id) == col(Activity.id)),
            col(Activity.undone_at).is_(None),
        )
        .order_by(col(Activity.created_at).desc(), col(Activity.happened_on).desc(), col(Activity.id).desc())
    )
    return [Noted(activity, account) for activity, account in session.exec(typed.limit(limit))]


def logged_beside(session: Session, entries: Sequence[Noted]) -> dict[str, int]:
    """How many more were logged in one go with each of these and still count, by its id; without those that stand alone."""
    batches = {noted.activity.batch_id: noted.activity for noted in entries if noted.activity.batch_id}
    if not batches:
        return {}
    first = next(iter(batches.values()))
    counting = (
        select(Activity.batch_id, func.count())
        .where(
            Activity.workspace_id == first.workspace_id,
            col(Activity.batch_id).in_(batches),
            col(Activity.undone_at).is_(None),
        )
        .group_by(col(Activity.batch_id))
    )
    return {batches[batch].id: number - 1 for batch, number in session.exec(counting) if batch and number > 1}


def done_on(session: Session, person: Person, day: date) -> list[tuple[str, int]]:
    """How many of each kind the person did on a day, the most first."""
    done = (
        select(Activity.kind, func.sum(Activity.quantity))
        .where(
            Activity.workspace_id == person.workspace_id,
            Activity.person_id == person.id,
            Activity.happened_on == day,
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
        )
        .group_by(col(Activity.kind))
        .order_by(func.sum(Activity.quantity).desc(), col(Activity.kind))
    )
    return [(kind, int(number)) for kind, number in session.exec(done) if number]
