"""What else is known of people's weeks beside their figures: how much they logged, what they won, whether it was the first time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.activity.records import Activity, Source
from models.deals.queries import decided_between
from models.deals.records import Outcome
from models.period import Period
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named


def entries_of(session: Session, workspace: Workspace, week: Period, people: Sequence[Person]) -> Counter[str]:
    """How many entries of any kind each of them has in the week, by id."""
    logged = (
        select(Activity.person_id, func.count())
        .where(
            Activity.workspace_id == workspace.workspace_id,
            col(Activity.happened_on) >= week.start,
            col(Activity.happened_on) < week.end,
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
            col(Activity.person_id).in_([person.id for person in people]),
        )
        .group_by(col(Activity.person_id))
    )
    return Counter(dict(session.exec(logged).all()))


def won_from(
    session: Session, workspace: Workspace, week: Period, people: Collection[str] | None
) -> dict[str, list[str]]:
    """The customers whose deals were won in the week, by who has a share in them; a deal without one by its number."""
    won = decided_between(session, workspace.workspace_id, week, people, outcomes=(Outcome.WON,))
    ids = {deal.account_id for deal in won if deal.account_id}
    names = names_of_accounts(session, workspace.workspace_id, ids)
    found: dict[str, list[str]] = defaultdict(list)
    for deal in won:
        name = names.get(deal.account_id or "") or f"#{deal.number}"
        for person_id, _ in deal.shares:
            if name not in found[person_id]:
                found[person_id].append(name)
    return found


def names_of_accounts(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, str]:
    """The names of these customers, by id."""
    if not ids:
        return {}
    accounts = select(Account.id, Account.name).where(Account.workspace_id == workspace_id, col(Account.id).in_(ids))
    return dict(session.exec(accounts).all())


def logged_for_the_first_time(
    session: Session, workspace: Workspace, week: Period, people: Sequence[Person]
) -> set[str]:
    """Who entered something in Koers themself, and nothing before this week began."""
    if not people:
        return set()
    first = (
        select(Activity.person_id, func.min(col(Activity.created_at)))
        .where(
            Activity.workspace_id == workspace.workspace_id,
            Activity.source == Source.SLACK,
            col(Activity.undone_at).is_(None),
            col(Activity.person_id).in_([person.id for person in people]),
        )
        .group_by(col(Activity.person_id))
    )
    start, end = week.instants(zone_named(workspace.zone))
    return {id_ for id_, instant in session.exec(first) if start <= instant < end}
