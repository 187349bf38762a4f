"""What people do with deals: add, move, decide, edit."""

from datetime import date

from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.acting import Acting
from models.database import new_id
from models.deals.history import changing, share_out
from models.deals.queries import require_deal_change, stages_of
from models.deals.records import Deal, DealChange, DealType, Outcome
from models.deals.stages import UNKNOWN_CHANNEL
from models.deals.terms import DealTerms, check, check_reason, check_stage
from models.money import Money
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.territories.claims import claim_deal
from models.workspace.queries import hold, workspace_of
from models.workspace.rates import to_reporting
from models.workspace.records import Workspace

EDITABLE = ("title", "product", "channel", "deal_type", "probability", "expected_close", "contract_ends_on", "reason")
"""What an edit sets as it is said; stage, value and split need more than that."""

NOTHING_ELSE = DealTerms()


def add_deal(
    acting: Acting, account: Account | None, terms: DealTerms, owner: Person | None = None
) -> tuple[Deal, DealChange]:
    """A new open deal of `owner` (the person, unless said). Refuses terms that break a rule."""
    session, workspace, today = acting.session, acting.workspace, acting.today
    stages = stages_of(session, workspace.workspace_id)
    check(terms, stages, today)
    owner = owner or acting.by
    acting.rights.require(Right.GIVE_DEAL, owner, owner=owner.name, field="owner")
    opened_on = terms.opened_on or today
    deal = Deal(
        workspace_id=workspace.workspace_id,
        id=new_id(),
        number=next_number(session, workspace.workspace_id),
        title=terms.title or "",
        account_id=account.id if account else None,
        owner_id=owner.id,
        product=terms.product or None,
        currency=workspace.currency,
        channel=terms.channel or UNKNOWN_CHANNEL,
        deal_type=terms.deal_type or DealType.NEW,
        stage=terms.stage or stages.first,
        probability=terms.probability,
        expected_close=terms.expected_close,
        contract_ends_on=terms.contract_ends_on,
        opened_on=opened_on,
        created_at=acting.now,
    )
    if terms.value is not None:
        _set_value(session, workspace, deal, terms.value, opened_on)
    session.add(deal)
    session.flush()
    share_out(session, deal, terms.shares)
    _now_sells(session, owner)
    with changing(session, deal, "add", acting.by, acting.now, opened_on) as change:
        pass
    return deal, change


def move_deal(
    acting: Acting, deal: Deal, stage: str, *, day: date | None = None, also: DealTerms = NOTHING_ELSE
) -> DealChange:
    """The deal is in another stage from `day` (today); its probability is then that stage's, unless `also` says one.

    A lost or returned deal that is moved is open again. Refuses a won one, the stage it is in, and a day to come.
    """
    session, today = acting.session, acting.today
    require_deal_change(session, acting.rights, deal)
    stages = stages_of(session, deal.workspace_id)
    check_stage(stage, stages)
    check(also, stages, today)
    if deal.outcome == Outcome.WON:
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    if deal.stage == stage:
        raise Refusal("deals.there_already", number=deal.number, stage=stage)
    since = day or today
    _check_day(deal, since, today)
    with changing(session, deal, "move", acting.by, acting.now, since) as change:
        deal.stage = stage
        deal.probability = None
        deal.outcome = deal.closed_on = None
        deal.reason = ""
        _apply(session, deal, also, since)
    return change


def decide_deal(
    acting: Acting, deal: Deal, outcome: Outcome, terms: DealTerms = NOTHING_ELSE, closed_on: date | None = None
) -> DealChange:
    """The deal is won, lost or returned to marketing, and what `terms` says: when won perhaps a new value.

    One that was lost or returned may still be won (or the other of the two): it is one deal. Refuses one that is won or
    decided so already, a day in the future and one before the deal was opened.
    """
    session, today = acting.session, acting.today
    require_deal_change(session, acting.rights, deal)
    check_reason(terms.reason or "")
    day = closed_on or today
    if not may_be_decided(deal, outcome):
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    _check_day(deal, day, today)
    check(terms, stages_of(session, deal.workspace_id), today)
    with changing(session, deal, outcome, acting.by, acting.now, day) as change:
        deal.stage = deal.outcome = outcome.value
        deal.closed_on = day
        _apply(session, deal, terms, day)
        deal.reason = terms.reason or ""
        deal.probability = None
        if terms.value is not None:
            _set_value(session, acting.workspace, deal, terms.value, day)
        elif deal.reporting_minor is None and deal.value_minor is not None:
            _set_value(session, acting.workspace, deal, Money(deal.value_minor, deal.currency), day)
        if outcome is Outcome.WON and not terms.shares:
            claim_deal(acting, deal)
    return change


def may_be_decided(deal: Deal, outcome: str) -> bool:
    """Whether this can become of the deal: it is open, or was lost or returned and turned out otherwise."""
    return deal.outcome not in (Outcome.WON, outcome)


def edit_deal(acting: Acting, deal: Deal, terms: DealTerms, owner: Person | None = None) -> DealChange:
    """Change what `terms` says (what it leaves None stays), and perhaps hand the deal over to `owner`.

    Refuses terms that break a rule, or change nothing.
    """
    session, today = acting.session, acting.today
    require_deal_change(session, acting.rights, deal)
    check(terms, stages_of(session, deal.workspace_id), today)
    if terms.stage and deal.outcome is not None:
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    happened_on = today if deal.outcome is None else deal.closed_on or today
    with changing(session, deal, "edit", acting.by, acting.now, happened_on) as change:
        if terms.stage is not None and terms.stage != deal.stage:
            deal.stage, deal.probability = terms.stage, None
        if owner is not None:
            deal.owner_id = owner.id
        _apply(session, deal, terms, today)
    if not change.new:
        raise Refusal("deals.nothing_changed", number=deal.number)
    return change


def _apply(session: Session, deal: Deal, terms: DealTerms, day: date) -> None:
    """Set what `terms` says, besides the stage; a value counts at the rate of `day`."""
    for name in EDITABLE:
        if (said := getattr(terms, name)) is not None:
            setattr(deal, name, said if said or name in ("title", "reason", "probability") else None)
    for name in terms.emptied - {"value"}:
        setattr(deal, name, None)
    if "value" in terms.emptied:
        deal.value_minor = deal.reporting_minor = None
    if terms.value is not None and (terms.value.minor, terms.value.currency) != (deal.value_minor, deal.currency):
        _set_value(session, workspace_of(session, deal.workspace_id), deal, terms.value, day)
    if terms.shares:
        share_out(session, deal, terms.shares)


def _check_day(deal: Deal, day: date, today: date) -> None:
    """Refuses a day to come, and one before the deal was opened."""
    if day > today:
        raise Refusal("deals.decided_in_the_future", day=day, field="date")
    if deal.opened_on and day < deal.opened_on:
        raise Refusal("deals.decided_before_opened", day=day, opened=deal.opened_on, field="date")


def next_number(session: Session, workspace_id: str) -> int:
    """The next deal number. Nobody else gets the same: the workspace is held until the commit."""
    hold(session, workspace_id)
    highest = session.exec(select(func.max(col(Deal.number))).where(Deal.workspace_id == workspace_id)).one()
    return (highest or 0) + 1


def _set_value(session: Session, workspace: Workspace, deal: Deal, value: Money, day: date) -> None:
    reporting = to_reporting(session, workspace, value, day)
    deal.value_minor, deal.currency = value.minor, value.currency
    deal.reporting_minor = reporting.minor if reporting else None


def _now_sells(session: Session, owner: Person) -> None:
    """Whoever has a first deal is a rep, unless people report to them."""
    if owner.is_rep:
        return
    reports = select(Person.id).where(
        Person.workspace_id == owner.workspace_id, Person.manager_id == owner.id, col(Person.ends_on).is_(None)
    )
    owner.is_rep = session.exec(reports.limit(1)).first() is None
