"""What else is known of people's weeks beside their figures: how much they logged, what they won, whether it was the first time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from models.accounts.records import Account
from models.activity.records import Activity, Source
from models.deals.queries import DecidedDeal
from models.deals.records import Outcome
from models.period import Period
from models.prepared import PreparedForSome, fetch_some
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named


def entries_of(session: Session, workspace: Workspace, week: Period, people: Sequence[Person]) -> Counter[str]:
    """How many entries of any kind each of them has in the week, by id."""
    asked = {"workspace_id": workspace.workspace_id, "start": week.start, "end": week.end}
    return Counter(dict(fetch_some(session, _LOGGED, asked, person_id=[person.id for person in people])))


_LOGGED = PreparedForSome(
    lambda one_of: (
        select(col(Activity.person_id), func.count())
        .where(
            col(Activity.workspace_id) == bindparam("workspace_id"),
            col(Activity.happened_on) >= bindparam("start"),
            col(Activity.happened_on) < bindparam("end"),
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
            one_of(col(Activity.person_id), "person_id"),
        )
        .group_by(col(Activity.person_id))
    )
)


def won_from(session: Session, workspace: Workspace, decided: Iterable[DecidedDeal]) -> dict[str, list[str]]:
    """The customers whose deals were won, by who has a share in them; a deal without one by its number."""
    won = [deal for deal in decided if deal.outcome == Outcome.WON]
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
    return dict(fetch_some(session, _NAMES, {"workspace_id": workspace_id}, account_id=ids))


_NAMES = PreparedForSome(
    lambda one_of: select(col(Account.id), col(Account.name)).where(
        col(Account.workspace_id) == bindparam("workspace_id"), one_of(col(Account.id), "account_id")
    )
)


def logged_for_the_first_time(
    session: Session, workspace: Workspace, week: Period, people: Sequence[Person]
) -> set[str]:
    """Who entered something in Koers themself, and nothing before this week began."""
    whose = {"workspace_id": workspace.workspace_id}
    first = fetch_some(session, _FIRST_TYPED, whose, person_id=[person.id for person in people])
    start, end = week.instants(zone_named(workspace.zone))
    return {id_ for id_, instant in first if start <= instant < end}


_FIRST_TYPED = PreparedForSome(
    lambda one_of: (
        select(col(Activity.person_id), func.min(col(Activity.created_at)))
        .where(
            col(Activity.workspace_id) == bindparam("workspace_id"),
            col(Activity.source) == Source.SLACK.value,
            col(Activity.undone_at).is_(None),
            one_of(col(Activity.person_id), "person_id"),
        )
        .group_by(col(Activity.person_id))
    )
)
