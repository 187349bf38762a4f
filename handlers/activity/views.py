"""The log as it is shown: entries as values, and where the person stands after one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from handlers.door.answers import Whisper
from handlers.door.request import Visit
from messages.activity import answers as messages
from messages.activity import questions
from models.activity.actions import AccountUnclear, Outcome
from models.activity.kinds import KINDS, kpi_of
from models.activity.queries import Noted, count_this_week, credit_of, own_kinds_of
from models.activity.records import Activity, Kind
from models.activity.storing import Logged
from models.money import Money
from models.period import week_of
from models.scorecard.kpis import Kind as KpiKind
from models.scorecard.kpis import Unit
from models.scorecard.standing import standing_of

MOST_STANDINGS = 2


def answer(visit: Visit, outcome: Outcome) -> Whisper:
    """What was stored and where the person now stands; or the question that comes first."""
    if isinstance(outcome, Logged):
        return Whisper(messages.logged(visit.language, _logged(visit, outcome)))
    if isinstance(outcome, AccountUnclear):
        nearest = [(account.id, account.name) for account in outcome.nearest]
        return Whisper(questions.which_account(visit.language, outcome.draft_id, outcome.typed, nearest))
    earlier = [
        Noted(activity, outcome.accounts.get(str(activity.account_id))) for activity in outcome.earlier
    ]
    entries = shown(visit, earlier)
    return Whisper(questions.logged_already(visit.language, outcome.draft_id, entries, visit.today))


def shown(visit: Visit, entries: Sequence[Noted], *, may_be_shared: bool = True) -> list[messages.Entry]:
    """Entries of the log as values for a message."""
    ids = [noted.activity.id for noted in entries]
    credit = credit_of(visit.session, visit.workspace.workspace_id, ids) if may_be_shared and ids else {}
    own = _own_labels(visit, entries)
    return [_entry(visit, noted, own, credit.get(noted.activity.id, [])) for noted in entries]


def _logged(visit: Visit, logged: Logged) -> messages.Answer:
    noted = [Noted(row, logged.accounts.get(str(row.account_id))) for row in logged.entries]
    entries = shown(visit, noted, may_be_shared=logged.is_shared)
    return messages.Answer(
        batch_id=logged.batch_id,
        entries=[replace(entry, previous=logged.orders.previous.get(entry.id)) for entry in entries],
        today=visit.today,
        standings=_standings(visit, logged.entries),
        new_accounts=[account.name for account in logged.opened],
        moved=[
            (logged.accounts[str(meeting.account_id)].name, meeting.happened_on, bool(meeting.is_first))
            for meeting in logged.orders.changed
        ],
        currency=visit.workspace.currency,
    )


def _entry(
    visit: Visit, noted: Noted, own: dict[str, str], shares: Sequence[tuple[str, int]]
) -> messages.Entry:
    row = noted.activity
    amount = Money(row.amount_minor, row.currency) if row.amount_minor is not None and row.currency else None
    return messages.Entry(
        id=row.id, kind=row.kind, happened_on=row.happened_on,
        account=noted.account.name if noted.account else None, own_label=own.get(row.kind),
        is_first=row.is_first, order_is_said=row.order_is_said,
        is_planned=row.kind == Kind.VISIT and row.happened_on > visit.today,
        is_revision=row.quantity == 0, quantity=row.quantity, minutes=row.minutes, amount=amount,
        rate_is_missing=amount is not None and row.reporting_minor is None, score=row.score, topic=row.topic,
        contact=row.contact, due_on=row.due_on, note=row.note, shares=shares,
    )  # fmt: skip


def _own_labels(visit: Visit, entries: Sequence[Noted]) -> dict[str, str]:
    """The names of the workspace's own kinds, asked for only when there is one among the entries."""
    if all(noted.activity.kind in KINDS for noted in entries):
        return {}
    own = own_kinds_of(visit.session, visit.workspace.workspace_id)
    return {kind.key: kind.label_nl if visit.language == "nl" else kind.label_en for kind in own}


def _standings(visit: Visit, rows: Sequence[Activity]) -> list[messages.Shown]:
    """Where the person stands on each figure that these entries feed, two at most."""
    feeds = {
        (row.kind, kpi_of(row.kind, row.is_first)): row.happened_on
        for row in rows
        if row.happened_on <= visit.today and row.quantity
    }
    return [_standing(visit, kind, kpi, day) for (kind, kpi), day in list(feeds.items())[:MOST_STANDINGS]]


def _standing(visit: Visit, kind: str, kpi: str | None, day: date) -> messages.Shown:
    standing = (
        standing_of(visit.session, visit.person, kpi, visit.now, only_with_target=True) if kpi else None
    )
    period = standing.period if standing else week_of(visit.today)
    if day not in period:
        return messages.CountsElsewhere(standing.period_type if standing else "week")
    if standing is None or standing.target is None:
        count = count_this_week(visit.session, visit.person, kind, visit.today)
        return messages.CountedOnly(count, kpi)
    missing = standing.target - (standing.actual or 0)
    return messages.Standing(
        label=within_sentence(standing.kpi.label(visit.language)),
        unit=standing.kpi.unit,
        actual=standing.actual,
        target=standing.target,
        period=standing.period_type,
        is_reached=standing.is_met,
        status=standing.status,
        adds_up=standing.kpi.kind is KpiKind.FLOW,
        to_go=max(0.0, ceil(missing) if standing.kpi.unit is Unit.COUNT else missing),
        last_day=standing.last_working_day,
        currency=standing.currency,
    )


def within_sentence(label: str) -> str:
    """A label in the middle of a sentence: `First meetings` becomes `first meetings`, `NPS` stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
