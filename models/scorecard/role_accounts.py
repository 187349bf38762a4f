"""What a field rep and an account manager look at first: their accounts that are due, and their contracts that are."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from models.activity.planning import visits_planned
from models.deals.records import Deal, DealType
from models.money import Money
from models.period import months_after
from models.scorecard.reading.contracts import running_out
from models.scorecard.scope import scope_of_person
from models.team.calendar import Calendar
from models.team.records import Person
from models.territories.due import LOOKS_AHEAD, counted, last_due_day
from models.territories.whose import Sort, Whose, field_of
from models.workspace.records import Workspace

MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class AccountsDue:
    """Of a field rep, and of an account manager."""

    listed: int
    """Accounts with a cadence on their list."""
    overdue: int
    due: int
    """On this day, or before the next working day. Those with a visit planned are in neither."""
    renewals: int | None = None
    """Of an account manager: their open renewals that are due within three months or overdue, and their contracts that end
    by then without one."""
    next_renewal: date | None = None
    worth: Money | None = None
    """What those are worth; None when none has a known value."""


def accounts_due_of(
    session: Session, workspace: Workspace, person: Person, today: date, *, with_renewals: bool
) -> AccountsDue | None:
    """None for who has no account with a cadence and no renewal that is due: they begin with their targets."""
    listed, overdue, due = _due(session, workspace, person, today)
    if not with_renewals:
        return AccountsDue(listed, overdue, due) if listed else None
    renewals, contracts = _renewals(session, person, today), _contracts(session, workspace, person, today)
    if not listed and not renewals and not contracts:
        return None
    days = [deal.expected_close for deal in renewals if deal.expected_close is not None]
    days += [deal.contract_ends_on for deal in contracts if deal.contract_ends_on is not None]
    known = [deal.reporting_minor for deal in (*renewals, *contracts) if deal.reporting_minor is not None]
    worth = Money(sum(known), workspace.currency) if known else None
    return AccountsDue(listed, overdue, due, len(renewals) + len(contracts), min(days, default=None), worth)


def _due(session: Session, workspace: Workspace, person: Person, today: date) -> tuple[int, int, int]:
    field = field_of(session, person.workspace_id, person.id)
    standings = field.book.standings(today, field.named(Whose(Sort.PERSON, person.id), today))
    if not standings:
        return 0, 0, 0
    ahead = visits_planned(session, person.workspace_id, today, today + LOOKS_AHEAD, [person.id])
    planned = {visit.account_id for visit in ahead}
    last_due = last_due_day(Calendar.of(session, person, workspace), today)
    counts = counted([one for one in standings if one.named.account_id not in planned], today, last_due)
    return len(standings), counts.overdue, counts.due


def _renewals(session: Session, person: Person, today: date) -> list[Deal]:
    own = select(Deal).where(
        Deal.workspace_id == person.workspace_id,
        Deal.owner_id == person.id,
        Deal.deal_type == DealType.RENEWAL,
        col(Deal.outcome).is_(None),
        col(Deal.removed_at).is_(None),
        or_(col(Deal.expected_close).is_(None), col(Deal.expected_close) <= months_after(today, MONTHS_AHEAD)),
    )
    return list(session.exec(own))


def _contracts(session: Session, workspace: Workspace, person: Person, today: date) -> list[Deal]:
    """The won deals behind their contracts that end."""
    roll = scope_of_person(session, workspace, person).roll
    ending = running_out(session, person.workspace_id, roll, today, months_after(today, MONTHS_AHEAD))
    return [session.get_one(Deal, (person.workspace_id, one.deal_id)) for one in ending]
