"""Since when nothing was heard of a customer: no contact with anybody in the workspace, and no deal that was won.

Nothing before the log begins is called silent (domain, 1): of who was never spoken to, the days count from there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, func, select

from models.activity.records import Activity
from models.analysis.question import Question
from models.analysis.sales import ACCOUNT, DAY, shared_here, won_in
from models.deals.records import Deal
from models.period import Period
from models.scorecard.reading.beginnings import joined_on
from models.team.records import Person
from models.territories.coverage import last_contacts as contacts_of

SILENT_DAYS = 90
"""Days without a sign after which a customer is silent; the widest cadence of an A or B account is 60."""


def is_silent(since: date, today: date, days: int = SILENT_DAYS) -> bool:
    """Whether the last sign is `days` ago, or longer."""
    return since <= today - timedelta(days=days)


def last_signs(
    contacts: Mapping[str, date], bought: Mapping[str, date], begins: date, accounts: Collection[str]
) -> dict[str, date]:
    """By account what is latest: the last contact, the last deal that was won, or the day on which the log begins."""
    return {id_: max(day for day in (contacts.get(id_), bought.get(id_), begins) if day) for id_ in accounts}


def last_contacts(question: Question, accounts: Sequence[str]) -> dict[str, date]:
    """The last day on which anybody in the workspace had contact with each of these accounts."""
    workspace_id = question.workspace.workspace_id
    return contacts_of(question.session, workspace_id, question.last_day, accounts)


def last_bought(question: Question, since: date) -> dict[str, date]:
    """The day of the last deal that the scope won of each account, of those won from `since` on, by whichever channel."""
    every = replace(question, channel=None)
    latest: Any = shared_here(every, select(ACCOUNT, func.max(DAY)).select_from(Deal))
    until_now = Period(since, max(since, question.last_day) + timedelta(days=1))
    asked = latest.where(*won_in(every, until_now), ACCOUNT.is_not(None)).group_by(ACCOUNT)
    return dict(question.session.execute(asked).all())


def counts_since(question: Question) -> date:
    """The day from which the log tells of contacts: the first entry, or that of the first person, whichever is earlier."""
    workspace = question.workspace
    told = select(col(Activity.happened_on)).where(
        Activity.workspace_id == workspace.workspace_id, col(Activity.undone_at).is_(None)
    )
    first = told.order_by(col(Activity.happened_on)).limit(1)  # a minimum would go through the whole log
    people = select(Person).where(Person.workspace_id == workspace.workspace_id)
    earliest = people.order_by(col(Person.created_at)).limit(1)
    joined = [joined_on(person, workspace) for person in question.session.exec(earliest)]
    days = [day for day in (question.session.exec(first).first(), *joined) if day]
    return min(days, default=question.today)
