"""What Salesforce answers, as our values."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from jobs.crm import reading
from jobs.crm.reading import Row, flag, instant, text
from models.connections.remote import (
    Gone,
    MovedTo,
    Outcome,
    RemoteAccount,
    RemoteActivity,
    RemoteDeal,
    RemoteRecord,
    RemoteStage,
    What,
)

VENDOR = "Salesforce"
OBJECTS: Mapping[What, tuple[str, ...]] = {
    What.ACCOUNT: ("Account",),
    What.DEAL: ("Opportunity",),
    What.ACTIVITY: ("Event", "Task"),
}
_EVERY = ("Id", "OwnerId", "IsDeleted", "SystemModstamp")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "Account": (*_EVERY, "Name", "Website", "CreatedDate", "MasterRecordId"),
    "Opportunity": (
        *_EVERY,
        *("Name", "StageName", "Amount", "CurrencyIsoCode", "CloseDate", "IsWon", "IsClosed", "AccountId"),
        *("Probability", "Type", "LeadSource", "CreatedDate", "LastStageChangeDate"),
    ),
    "Event": (
        *_EVERY,
        *("Subject", "AccountId", "WhatId", "StartDateTime", "EndDateTime", "ActivityDateTime", "ActivityDate"),
        *("DurationInMinutes", "IsAllDayEvent", "IsChild", "IsRecurrence", "IsRecurrence2", "IsRecurrence2Exception"),
        *("RecurrenceActivityId", "GroupEventType", "IsGroupEvent", "IsArchived", "Type", "EventSubtype"),
    ),
    "Task": (
        *_EVERY,
        *("Subject", "AccountId", "WhatId", "ActivityDate", "CompletedDateTime", "IsClosed", "CallDurationInSeconds"),
        *("IsRecurrence", "IsArchived", "Type", "TaskSubtype"),
    ),
}
"""What is asked of each object, of what the key may see: an organisation hides fields, and has others only with a setting."""
PREFIXES: Mapping[str, str] = {"Event": "00U", "Task": "00T"}
"""What their ids begin with (documented)."""
OPPORTUNITY_IDS = "006"
"""What ids of opportunities begin with (documented)."""
SERIES = "3"
"""`GroupEventType` of the master of a series in Lightning (documented)."""


def stage(row: Row) -> RemoteStage:
    """A stage, by its API name, which deals carry. Its label may be another word, and histories may have either."""
    name = text(row.get("ApiName")) or reading.needed_id(row.get("MasterLabel"), VENDOR)
    label = text(row.get("MasterLabel")) or name
    outcome = Outcome.OPEN
    if flag(row.get("IsClosed")):
        outcome = Outcome.WON if flag(row.get("IsWon")) else Outcome.LOST
    return RemoteStage(
        name,
        label,
        reading.whole(row.get("SortOrder")) or 0,
        outcome,
        reading.percent(row.get("DefaultProbability")),
        tuple(other for other in (label, text(row.get("Id"))) if other and other != name),
    )


def departed(row: Row) -> Gone | MovedTo | None:
    """What became of a deleted record: a merged account says into which."""
    record_id = reading.needed_id(row.get("Id"), VENDOR)
    if not flag(row.get("IsDeleted")):
        return None
    into = text(row.get("MasterRecordId"))
    return MovedTo(record_id, into) if into and into != record_id else Gone(record_id)


def account(row: Row) -> RemoteAccount:
    """An account."""
    return RemoteAccount(
        reading.needed_id(row.get("Id"), VENDOR),
        text(row.get("Name")) or "",
        owner_id=_user(row),
        domain=reading.host_of(row.get("Website")),
        created_at=instant(row.get("CreatedDate")),
        updated_at=instant(row.get("SystemModstamp")),
    )


def _user(row: Row) -> str | None:
    """The owner, unless it is a queue."""
    owner = text(row.get("OwnerId"))
    return None if owner and owner.startswith("00G") else owner


def deal(
    row: Row,
    stages: Sequence[RemoteStage],
    history: Sequence[Row],
    currency: str | None,
    shares: tuple[tuple[str, Decimal], ...] = (),
) -> RemoteDeal:
    """An opportunity. CloseDate is what people typed, also of a won one."""
    said = text(row.get("StageName")) or ""
    stage_id = next((s.id for s in stages if s.id == said), None)
    stage_id = stage_id or next((s.id for s in stages if said in s.other_names), said)
    outcome = Outcome.OPEN
    if flag(row.get("IsClosed")):
        outcome = Outcome.WON if flag(row.get("IsWon")) else Outcome.LOST
    decided = None
    if outcome is not Outcome.OPEN:
        decided = _decided(outcome, stages, history) or instant(row.get("LastStageChangeDate"))
    return RemoteDeal(
        reading.needed_id(row.get("Id"), VENDOR),
        text(row.get("Name")) or "",
        stage_id,
        owner_id=_user(row),
        account_id=text(row.get("AccountId")),
        outcome=outcome if outcome is not Outcome.OPEN else None,
        value=reading.amount(row.get("Amount")),
        currency=text(row.get("CurrencyIsoCode")) or currency,
        created_at=instant(row.get("CreatedDate")),
        decided_at=decided,
        close_date=reading.day(row.get("CloseDate")),
        probability=reading.percent(row.get("Probability")),
        deal_type=text(row.get("Type")),
        channel=text(row.get("LeadSource")),
        shares=shares,
        updated_at=instant(row.get("SystemModstamp")),
    )


def _decided(outcome: Outcome, stages: Sequence[RemoteStage], history: Sequence[Row]) -> datetime | None:
    """Since when it is won (or lost): the first of the rows at the end of its history that say so.

    A stage that was renamed keeps its old name in histories. As every change of a stage makes a row, the name in the
    last row is the deal's present stage, whatever it is called now.
    """
    rows = sorted((at, text(row.get("StageName"))) for row in history if (at := instant(row.get("CreatedDate"))))
    if not rows:
        return None
    names = {name for s in stages if s.outcome is outcome for name in (s.id, *s.other_names)} | {rows[-1][1]}
    since = rows[-1][0]
    for at, name in reversed(rows):
        if name not in names:
            break
        since = at
    return since


def is_no_event(row: Row) -> bool:
    """The invitation of a guest (it is the same event), or the pattern of a series (its occurrences are events).

    Of a series in Lightning the master says so by its `GroupEventType`; where that is hidden, an event that repeats and
    hangs on no other one is taken for the master (unverified).
    """
    if flag(row.get("IsChild")) or flag(row.get("IsRecurrence")):
        return True
    if (group := text(row.get("GroupEventType"))) is not None:
        return group == SERIES
    hangs_on = text(row.get("RecurrenceActivityId")) or flag(row.get("IsRecurrence2Exception"))
    return flag(row.get("IsRecurrence2")) and not hangs_on


def event(row: Row, others: Sequence[str], now: datetime) -> RemoteActivity:
    """An event: held once it is over, for nobody marks it."""
    at = instant(row.get("StartDateTime")) or instant(row.get("ActivityDateTime"))
    day = reading.day(row.get("ActivityDate")) or (at.date() if at else None)
    minutes = reading.whole(row.get("DurationInMinutes"))
    ends = instant(row.get("EndDateTime")) or (at + timedelta(minutes=minutes or 0) if at else None)
    is_whole_day = flag(row.get("IsAllDayEvent")) or at is None
    owner, about = _user(row), text(row.get("WhatId")) or ""
    held = day is not None and day <= now.date() if is_whole_day else ends is not None and ends <= now
    own = text(row.get("Type"))
    return RemoteActivity(
        reading.needed_id(row.get("Id"), VENDOR),
        f"event/{own}" if own else "event",
        owner_id=owner,
        other_owner_ids=tuple(dict.fromkeys(other for other in others if other != owner)),
        account_id=text(row.get("AccountId")),
        deal_id=about if about.startswith(OPPORTUNITY_IDS) else None,
        happened_at=day if is_whole_day else at,
        minutes=None if is_whole_day else minutes,
        is_held=held,
        subject=text(row.get("Subject")) or "",
        updated_at=instant(row.get("SystemModstamp")),
    )


def task(row: Row) -> RemoteActivity:
    """A task: held once it is closed. Its day is a day in every zone; it is not after the day on which it was closed."""
    day, closed = reading.day(row.get("ActivityDate")), instant(row.get("CompletedDateTime"))
    is_held = flag(row.get("IsClosed"))
    at: object = day
    if is_held and closed and (day is None or day > closed.date()):
        at = closed
    seconds = reading.whole(row.get("CallDurationInSeconds"))
    about, own = text(row.get("WhatId")) or "", text(row.get("Type"))
    subtype = (text(row.get("TaskSubtype")) or "").lower()
    kind = {"call": "call", "email": "email", "listemail": "email"}.get(subtype, "task")
    return RemoteActivity(
        reading.needed_id(row.get("Id"), VENDOR),
        f"task/{own}" if own and kind == "task" else kind,
        owner_id=_user(row),
        account_id=text(row.get("AccountId")),
        deal_id=about if about.startswith(OPPORTUNITY_IDS) else None,
        happened_at=at,  # type: ignore[arg-type]
        minutes=-(-seconds // 60) if seconds and seconds > 0 else None,
        is_held=is_held and at is not None,
        subject=text(row.get("Subject")) or "",
        updated_at=instant(row.get("SystemModstamp")),
    )


def activity(name: str, row: Row, others: Sequence[str], now: datetime) -> RemoteRecord | Gone:
    """An event or a task; a row that is none of both is no fact, and if it was one, is none any more."""
    if name == "Event":
        return Gone(reading.needed_id(row.get("Id"), VENDOR)) if is_no_event(row) else event(row, others, now)
    return Gone(reading.needed_id(row.get("Id"), VENDOR)) if flag(row.get("IsRecurrence")) else task(row)
