"""Meetings that may be logged, as values for whoever shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.accounts.queries import account_with_id
from models.calendar.asking import Open
from models.calendar.domains import likely_accounts, name_of_domain
from models.calendar.suggesting import FREE_MAIL, Suggested
from models.team.records import Person


@dataclass(frozen=True)
class MeetingView:
    """A meeting that may be logged."""

    id: str
    day: date
    at: str
    """When it began where the person is: `14:00`."""
    minutes: int | None = None
    account: str = ""
    """The account that is meant; empty: that is the question."""
    account_id: str = ""
    doubt: str = ""
    """Why it is a question: `free_mail`, `several` or `unknown`."""
    domains: Sequence[str] = ()
    choices: Sequence[tuple[str, str]] = ()
    """Accounts to choose from: id and name."""
    new_names: Sequence[tuple[str, str]] = ()
    """Accounts that could be opened: domain and name."""
    with_names: Sequence[str] = ()
    """Colleagues who were there too."""


def meeting_views(session: Session, person: Person, found: Sequence[Open], zone: ZoneInfo) -> list[MeetingView]:
    """Each with what may be chosen of it."""
    return [_view(session, person, one, zone) for one in found]


def _view(session: Session, person: Person, one: Open, zone: ZoneInfo) -> MeetingView:
    row, whom = one.row, one.whom
    start = row.starts_at.astimezone(zone)
    ids = (whom.account_id,) if isinstance(whom, Suggested) else whom.account_ids
    accounts = likely_accounts(session, person.workspace_id, row.domains, ids)
    meant = account_with_id(session, person.workspace_id, whom.account_id) if isinstance(whom, Suggested) else None
    names = {account.name.casefold() for account in accounts}
    new = [(domain, name_of_domain(domain)) for domain in row.domains if domain not in FREE_MAIL]
    there = (session.get(Person, (person.workspace_id, id_)) for id_ in row.with_ids)
    return MeetingView(
        id=row.id,
        day=start.date(),
        at=f"{start:%H:%M}",
        minutes=row.minutes,
        account=meant.name if meant else "",
        account_id=meant.id if meant else "",
        doubt="" if isinstance(whom, Suggested) else str(whom.why),
        domains=tuple(row.domains),
        choices=tuple((account.id, account.name) for account in accounts),
        new_names=tuple((domain, name) for domain, name in new if name.casefold() not in names)[:3],
        with_names=tuple(other.name for other in there if other is not None),
    )
