"""Silent customers: who has bought, and with whom nobody has had contact for so many days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.analysis.question import Question
from models.analysis.silence import SILENT_DAYS, counts_since, is_silent, last_contacts, last_signs
from models.customers.book import Customer


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
    contacts = last_contacts(question, sorted(customers))
    bought = {id_: customer.last_bought for id_, customer in customers.items()}
    found = [
        SilentCustomer(customers[id_], contacts.get(id_), (question.today - since).days)
        for id_, since in last_signs(contacts, bought, counts_since(question), customers).items()
        if is_silent(since, question.today, days)
    ]
    return sorted(
        found, key=lambda one: (-one.customer.this_year, -one.customer.ever, -one.days, one.customer.account.id)
    )
