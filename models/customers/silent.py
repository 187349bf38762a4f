"""Silent customers: who has bought, and with whom nobody has had contact for so many days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, func, select

from models.activity.records import Activity
from models.analysis.key_accounts import SILENT_DAYS, last_contacts
from models.analysis.question import Question
from models.customers.book import Customer
from models.scorecard.reading.beginnings import joined_on
from models.team.records import Person

__all__ = ["SILENT_DAYS", "SilentCustomer", "counts_since", "silent_customers"]


@dataclass(frozen=True, slots=True)
class SilentCustomer:
    """A customer without contact."""

    customer: Customer
    last_contact: date | None
    """None: the log tells of none."""
    days: int
    """Since the last contact, the last deal that was won, or since the log begins: what is latest."""


def silent_customers(
    question: Question, customers: Mapping[str, Customer], days: int = SILENT_DAYS
) -> list[SilentCustomer]:
    """Who had no contact with anybody in the workspace in the last `days` days; who bought most in the last year first.

    Contact is what the key accounts' analysis counts. To win a deal is contact too. Nothing before the log begins is
    called silent: of who was never spoken to, the days count from there.
    """
    contacts, begins = last_contacts(question, sorted(customers)), counts_since(question)
    found = []
    for id_, customer in customers.items():
        contact = contacts.get(id_)
        since = max(day for day in (contact, customer.last_bought, begins) if day)
        if since <= question.today - timedelta(days=days):
            found.append(SilentCustomer(customer, contact, (question.today - since).days))
    return sorted(
        found, key=lambda one: (-one.customer.this_year, -one.customer.ever, -one.days, one.customer.account.id)
    )


def counts_since(question: Question) -> date:
    """The day from which the log tells of contacts: the first entry, or that of the first person, whichever is earlier."""
    workspace = question.workspace
    first = select(func.min(col(Activity.happened_on))).where(
        Activity.workspace_id == workspace.workspace_id, col(Activity.undone_at).is_(None)
    )
    people = select(Person).where(Person.workspace_id == workspace.workspace_id)
    earliest = people.order_by(col(Person.created_at)).limit(1)
    joined = [joined_on(person, workspace) for person in question.session.exec(earliest)]
    days = [day for day in (question.session.exec(first).one(), *joined) if day]
    return min(days, default=question.today)
