"""What a role looks at first: pre-sales their demos and technical wins, a partner manager the partners' deals, an SDR or BDR
what became of the leads they handed over, a field rep and an account manager the accounts that are due."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from sqlmodel import Session, col, or_, select

from models.activity.kinds import MEETINGS, Kind
from models.activity.records import Activity
from models.deals.records import Deal, Outcome
from models.money import Money
from models.period import Period, month_of, quarter_of
from models.scorecard.role_accounts import AccountsDue, accounts_due_of
from models.team.records import Person
from models.workspace.records import Workspace

LEADS_OVER = timedelta(days=90)
DEMO_WITHIN = timedelta(days=365)
"""So long before a deal was won a demo has its part in it."""
PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Demos:
    """Of pre-sales."""

    demos: int
    """In the running month."""
    wins: int
    """Deals won in the running quarter by anybody at accounts where they gave a demo in the year before."""
    worth: Money | None
    """What those are worth; None when none has a known value."""


@dataclass(frozen=True, slots=True)
class PartnerDeals:
    """Of a partner manager: their own deals in the channel `partner`."""

    open: int
    open_worth: Money | None
    won: int
    """In the running quarter."""
    won_worth: Money | None


@dataclass(frozen=True, slots=True)
class Handovers:
    """Of an SDR or BDR: the leads of the last 90 days with an account."""

    handed: int
    accepted: int
    """Somebody else met, visited or made a proposal there, or opened a deal, on the day of the lead or later."""
    returned: int
    """A lead or a deal there was returned to marketing on that day or later."""

    @property
    def rate(self) -> float | None:
        """Accepted / (accepted + returned); None while nothing was decided."""
        decided = self.accepted + self.returned
        return self.accepted / decided if decided else None

    @property
    def waiting(self) -> int:
        """Of which nobody has done anything yet."""
        return self.handed - self.accepted - self.returned


RoleFigures: TypeAlias = Demos | PartnerDeals | Handovers | AccountsDue


def role_figures(session: Session, workspace: Workspace, person: Person, today: date) -> RoleFigures | None:
    """What stands first on this person's Home; None for a role that begins with its targets."""
    quarter = quarter_of(today, workspace.fiscal_start_month)
    match person.sales_role:
        case "presales":
            return _demos(session, workspace, person, today, quarter)
        case "channel":
            return _partners(session, workspace, person, quarter)
        case "sdr" | "bdr":
            return _handovers(session, person, today)
        case "account" | "field" as role:
            return accounts_due_of(session, workspace, person, today, with_renewals=role == "account")
        case _:
            return None


def _demos(session: Session, workspace: Workspace, person: Person, today: date, quarter: Period) -> Demos:
    given = [one for one in _entries(session, person, quarter.start - DEMO_WITHIN, today) if one.kind == Kind.DEMO]
    month = month_of(today)
    won = select(Deal).where(
        Deal.workspace_id == person.workspace_id,
        Deal.outcome == Outcome.WON,
        col(Deal.removed_at).is_(None),
        col(Deal.closed_on) >= quarter.start,
        col(Deal.closed_on) < quarter.end,
        col(Deal.account_id).in_({one.account_id for one in given if one.account_id}),
    )
    wins = [
        deal
        for deal in session.exec(won)
        if deal.closed_on is not None
        and any(
            one.account_id == deal.account_id and deal.closed_on - DEMO_WITHIN <= one.happened_on <= deal.closed_on
            for one in given
        )
    ]
    count = sum(one.quantity for one in given if one.happened_on in month)
    return Demos(count, len(wins), _worth(workspace, wins))


def _partners(session: Session, workspace: Workspace, person: Person, quarter: Period) -> PartnerDeals:
    own = select(Deal).where(
        Deal.workspace_id == person.workspace_id,
        Deal.owner_id == person.id,
        Deal.channel == PARTNER,
        col(Deal.removed_at).is_(None),
        or_(col(Deal.outcome).is_(None), col(Deal.outcome) == Outcome.WON),
    )
    deals = session.exec(own).all()
    running = [deal for deal in deals if deal.outcome is None]
    won = [deal for deal in deals if deal.outcome is not None and deal.closed_on and deal.closed_on in quarter]
    return PartnerDeals(len(running), _worth(workspace, running), len(won), _worth(workspace, won))


def _handovers(session: Session, person: Person, today: date) -> Handovers:
    """An account decides once: returned after it was accepted is returned; two leads at one account are two."""
    leads = [
        one
        for one in _entries(session, person, today - LEADS_OVER + timedelta(days=1), today)
        if one.kind == Kind.LEAD and one.account_id
    ]
    accounts = {one.account_id for one in leads}
    since = min((one.happened_on for one in leads), default=today)
    events = select(Activity).where(
        Activity.workspace_id == person.workspace_id,
        col(Activity.account_id).in_(accounts),
        col(Activity.kind).in_([*MEETINGS, Kind.PROPOSAL, Kind.RETURNED]),
        col(Activity.happened_on) >= since,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    deals = select(Deal).where(
        Deal.workspace_id == person.workspace_id, col(Deal.account_id).in_(accounts), col(Deal.removed_at).is_(None)
    )
    done = session.exec(events).all() if accounts else []
    opened = session.exec(deals).all() if accounts else []
    accepted = returned = 0
    for lead in leads:
        here = [one for one in done if one.account_id == lead.account_id and one.happened_on >= lead.happened_on]
        theirs = [one for one in opened if one.account_id == lead.account_id]
        came_back = any(one.kind == Kind.RETURNED for one in here) or any(
            one.outcome == Outcome.RETURNED and one.closed_on and one.closed_on >= lead.happened_on for one in theirs
        )
        taken = any(one.kind != Kind.RETURNED and one.person_id != person.id for one in here) or any(
            one.opened_on and one.opened_on >= lead.happened_on for one in theirs
        )
        returned += lead.quantity if came_back else 0
        accepted += lead.quantity if taken and not came_back else 0
    return Handovers(sum(one.quantity for one in leads), accepted, returned)


def _entries(session: Session, person: Person, first: date, last: date) -> list[Activity]:
    own = select(Activity).where(
        Activity.workspace_id == person.workspace_id,
        Activity.person_id == person.id,
        col(Activity.happened_on) >= first,
        col(Activity.happened_on) <= last,
        col(Activity.kind).in_([Kind.DEMO, Kind.LEAD]),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    return list(session.exec(own))


def _worth(workspace: Workspace, deals: list[Deal]) -> Money | None:
    known = [deal.reporting_minor for deal in deals if deal.reporting_minor is not None]
    return Money(sum(known), workspace.currency) if known else None
