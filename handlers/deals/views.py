"""Deals as values for the messages, and the answer to a change with where the person stands now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from handlers.connections.views import told_by
from handlers.deals.claims import claim_view
from handlers.deals.wins import win_told
from handlers.door.answers import Whisper
from handlers.door.request import Request
from messages.deals import answers as messages
from models.accounts.records import Account
from models.deals.queries import accounts_of, shares_of, stages_of
from models.deals.records import Deal, DealChange, Outcome
from models.deals.snapshot import deals_open_at
from models.deals.stages import Stages
from models.delivery.outbox import post
from models.money import Money
from models.period import period_of
from models.references.records import Fact
from models.scorecard.standing import standing_of
from models.team.records import Person
from models.territories.claims import open_claim_of
from models.zones import zone_named

NOON = time(12)


def deal_view(request: Request, deal: Deal) -> messages.DealView:
    """One deal as a value for the messages."""
    return deal_views(request, [deal])[0]


def deal_views(request: Request, deals: Sequence[Deal]) -> list[messages.DealView]:
    """Deals with their accounts, owners and shares: four questions, however many deals, and one more where CRMs are connected."""
    workspace_id = request.workspace.workspace_id
    stages = stages_of(request.session, workspace_id)
    accounts = accounts_of(request.session, workspace_id, deals)
    shares = shares_of(request.session, workspace_id, deals)
    told = told_by(request, Fact.DEAL, [deal.id for deal in deals])
    return [
        replace(
            _view(request, deal, stages, accounts.get(deal.account_id or ""), shares[deal.id]),
            told_by=told.get(deal.id, ()),
        )
        for deal in deals
    ]


def _view(
    request: Request, deal: Deal, stages: Stages, account: Account | None, shares: Sequence[tuple[str, int]]
) -> messages.DealView:
    owner = request.session.get_one(Person, (deal.workspace_id, deal.owner_id))
    names = [(request.session.get_one(Person, (deal.workspace_id, id_)).name, percent) for id_, percent in shares]
    value = Money(deal.value_minor, deal.currency) if deal.value_minor is not None else None
    reporting = Money(deal.reporting_minor, request.workspace.currency) if deal.reporting_minor is not None else None
    probability = deal.probability if deal.probability is not None else stages.probability(deal.stage, request.today)
    return messages.DealView(
        id=deal.id,
        number=deal.number,
        stage=deal.stage,
        account=account.name if account else None,
        title=deal.title,
        owner="" if owner.id == request.person.id else owner.name,
        value=value,
        reporting=reporting,
        probability=probability,
        expected_close=deal.expected_close,
        contract_ends_on=deal.contract_ends_on,
        closed_on=deal.closed_on,
        outcome=deal.outcome,
        reason=deal.reason,
        product=deal.product,
        channel=deal.channel,
        deal_type=deal.deal_type,
        shares=names if len(names) > 1 else (),
        next_stage=stages.after(deal.stage),
    )


def pipeline_of(request: Request, person: Person) -> messages.Pipeline:
    """Somebody's open deals now, with their own part of shared ones."""
    value = weighted = Decimal(0)
    without_value = 0
    deals = deals_open_at(request.session, request.workspace.workspace_id, request.today, [person.id])
    for deal in deals:
        if deal.reporting_minor is None:
            without_value += 1
            continue
        part = deal.reporting_minor * Decimal(dict(deal.shares).get(person.id, 0)) / 100
        value += part
        weighted += part * (deal.probability or 0) / 100
    currency = request.workspace.currency
    name = "" if person.id == request.person.id else person.name
    return messages.Pipeline(
        name, len(deals), Money(round(value), currency), Money(round(weighted), currency), without_value
    )


def sales_of(request: Request, person: Person, day: date | None = None) -> messages.Sales | None:
    """What somebody has won in the running period of their target (the week without one), or in that of `day`."""
    standing = standing_of(request.session, person, "sales_by_channel", request.now)
    of = None
    if standing and day and day not in standing.period:
        of = period_of(standing.period_type, day, request.workspace.fiscal_start_month)
        then = datetime.combine(of.last_day, NOON, zone_named(person.zone, request.workspace.zone))
        standing = standing_of(request.session, person, "sales_by_channel", min(then, request.now))
    if standing is None:
        return None
    won = Money.of(Decimal(str(standing.actual or 0)), standing.currency)
    target = None if standing.target is None else Money.of(Decimal(str(standing.target)), standing.currency)
    name = "" if person.id == request.person.id else person.name
    return messages.Sales(name, standing.period_type.value, won, target, of)


def answer(
    request: Request,
    deal: Deal,
    change: DealChange,
    was: messages.DealView | None = None,
    *,
    new_account: bool = False,
    perhaps: Deal | None = None,
) -> Whisper:
    """What was done, and where the deal's owner stands now; `perhaps` it is that deal of an import."""
    owner = request.session.get_one(Person, (deal.workspace_id, deal.owner_id))
    is_won = deal.outcome == Outcome.WON
    done = messages.Done(
        what=change.what,
        deal=deal_view(request, deal),
        change_id=change.id,
        today=request.today,
        was=was,
        standing=sales_of(request, owner, deal.closed_on) if is_won else pipeline_of(request, owner),
        new_account=new_account,
        perhaps=deal_view(request, perhaps) if perhaps else None,
        currency=request.workspace.currency,
        told_in=win_told(request, deal) if is_won and change.what != "edit" else None,
        claim=claim_view(request, claim) if is_won and (claim := open_claim_of(request.session, deal)) else None,
    )
    if owner.id != request.person.id:
        _tell(request, owner, done)
    return Whisper(messages.done(request.language, done))


def _tell(request: Request, owner: Person, done: messages.Done) -> None:
    """The owner hears what somebody else did to their deal."""
    told = messages.told(
        request.language_of(owner), request.person.name, replace(done, deal=replace(done.deal, owner=""))
    )
    post(
        request.session,
        owner.workspace_id,
        recipient=owner.id,
        cadence="deal_changed",
        slot=done.change_id,
        now=request.now,
        message=told,
    )
