"""Taking in what a CRM says: one page in one transaction, together with how far was read.

What is said again changes nothing; in whatever order it comes, the figures are those of what is said last.
"""

from collections import Counter
from collections.abc import Iterable

from models.connections.accounts_in import account_gone, account_moved, take_account
from models.connections.activities_in import activity_gone, activity_moved, take_activity
from models.connections.deals_in import deal_gone, deal_moved, take_deal
from models.connections.remote import Gone, MovedTo, Page, RemoteAccount, RemoteActivity, RemoteDeal, What
from models.connections.taking import Taking
from models.references.links import mark_gone
from models.references.records import Fact

FACT_OF = {What.ACCOUNT: Fact.ACCOUNT, What.DEAL: Fact.DEAL, What.ACTIVITY: Fact.ACTIVITY}


def take_pages(taking: Taking, pages: Iterable[tuple[What, Page]]) -> Counter[str]:
    """Take in pages, in order; how many records were new, changed … by `what:word`."""
    for what, page in pages:
        take_page(taking, what, page)
    return taking.counts


def take_page(taking: Taking, what: What, page: Page) -> None:
    """Take in one page, and settle what follows from it."""

    gone = {What.ACCOUNT: account_gone, What.DEAL: deal_gone, What.ACTIVITY: activity_gone}[what]
    moved = {What.ACCOUNT: account_moved, What.DEAL: deal_moved, What.ACTIVITY: activity_moved}[what]
    for record in page.records:
        match record:
            case Gone():
                link = taking.link(FACT_OF[what], record.id)
                if link is not None and link.gone_at is None:
                    gone(taking, link)
                    mark_gone(link, taking.now)
                    taking.counts[f"{what}:gone"] += 1
            case MovedTo():
                moved(taking, record.id, record.into_id)
            case RemoteAccount():
                take_account(taking, record)
            case RemoteDeal():
                take_deal(taking, record)
            case RemoteActivity():
                take_activity(taking, record)
        taking.counts[f"{what}:read"] += 1
    taking.settle()
