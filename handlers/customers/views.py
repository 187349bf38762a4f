"""Customers as values for the messages."""

from dataclasses import replace

from handlers.deals.pipeline import name_of
from handlers.deals.views import deal_views
from handlers.door.request import Request
from handlers.scorecard.views import record
from messages.customers import views
from messages.customers.views import CustomersView, WhyView
from models.analysis.evidence import behind
from models.analysis.question import Question
from models.analysis.table import ANALYSES
from models.customers.book import BY
from models.customers.renewals import ContractEnding, RenewalDue
from models.customers.report import CustomersReport
from models.customers.silent import SilentCustomer
from models.deals.queries import deal_with_id
from models.deals.records import Deal

MOST_RECORDS = 20


def customers_view(request: Request, question: Question, report: CustomersReport) -> CustomersView:
    """The customers as a value for the messages."""
    past = report.renewals.past
    return CustomersView(
        name=name_of(request, question.scope),
        currency=request.workspace.currency,
        customers=len(report.customers),
        active=report.active,
        sales=report.sales,
        by=report.by,
        segments=report.segments,
        scores=report.scores,
        key=report.key.top,
        key_share=report.key.share,
        key_of=report.key.customers,
        silent=[_silent(one) for one in report.silent],
        silent_days=report.silent_days,
        due=_by_day(
            [_due(request, one) for one in report.renewals.due]
            + [_contract(request, one) for one in report.renewals.contracts]
        ),
        later=report.renewals.later,
        renewed=past.beside.get("renewal_rate"),
        were_due=past.beside.get("renewals_due", 0),
        gaps=[
            views.GapRow(
                gap.bought,
                gap.lacks,
                gap.both,
                gap.buyers,
                sorted(report.customers[id_].account.name for id_ in gap.accounts),
            )
            for gap in report.gaps
        ],
        per_customer=report.products_per_customer,
    )


def why_view(request: Request, question: Question, report: CustomersReport, which: str) -> WhyView:
    """What stands behind a table."""
    view = WhyView(
        which, name_of(request, question.scope), request.workspace.currency, report.silent_days, today=question.today
    )
    if which == "silent":
        return replace(view, contacts=[_silent(one) for one in report.silent[:MOST_RECORDS]])
    if which == "renewals":
        renewals = report.renewals
        due = [_deal(request, one.signs.open.deal.deal_id) for one in renewals.due]
        due += [_deal(request, one.contract.deal_id) for one in renewals.contracts]
        return replace(view, deals=deal_views(request, due[:MOST_RECORDS]))
    of_the_year = replace(question, period=question.year)
    sales = [record(one) for one in behind(of_the_year, ANALYSES["key_accounts"]).records]
    if which not in BY:
        return replace(view, sales=sales)
    scores = [record(one) for one in behind(of_the_year, ANALYSES["satisfaction"]).records]
    return replace(view, sales=sales, scores=scores)


def _silent(one: SilentCustomer) -> views.SilentRow:
    customer = one.customer
    return views.SilentRow(customer.account.name, customer.this_year, customer.ever, one.last_contact, one.days)


def _due(request: Request, one: RenewalDue) -> views.RenewalRow:
    signs = one.signs
    [deal] = deal_views(request, [_deal(request, signs.open.deal.deal_id)])
    silent = signs.silent_days if signs.is_silent else 0
    return views.RenewalRow(deal, one.days, one.is_at_risk, signs.pushes, silent)


def _contract(request: Request, one: ContractEnding) -> views.RenewalRow:
    [deal] = deal_views(request, [_deal(request, one.contract.deal_id)])
    return views.RenewalRow(deal, one.days, one.is_at_risk, contract_ends_on=one.contract.ends_on)


def _by_day(rows: list[views.RenewalRow]) -> list[views.RenewalRow]:
    """Overdue first; those without a day last."""
    return sorted(rows, key=lambda row: (row.days is None, row.days or 0, row.deal.number))


def _deal(request: Request, deal_id: str) -> Deal:
    deal = deal_with_id(request.session, request.workspace.workspace_id, deal_id)
    assert deal is not None
    return deal
