"""What is written to Salesforce: its fields, and what its refusals say."""

from datetime import UTC, date, datetime

from jobs.crm import reading
from jobs.crm.calling import Answer
from jobs.crm.reading import inner, text
from jobs.crm.salesforce_session import DATA
from jobs.crm.salesforce_values import VENDOR
from models.connections.remote import Can, Change, Outcome, Pipeline, Refused

REFUSALS = frozenset({400, 403, 404, 409, 412, 422})
BUSY = "UNABLE_TO_LOCK_ROW"
"""Somebody else is writing the same record: nothing was done, and it may be tried later."""

CAN = frozenset({Can.CHANGES, Can.WRITE_ACTIVITY, Can.WRITE_DEAL, Can.REMOVE_ACTIVITY})


def place_of(record_id: str) -> str:
    """The address of an event or a task."""
    return f"{DATA}/sobjects/{'Event' if record_id.startswith('00U') else 'Task'}/{reading.in_path(record_id)}"


def opportunity(change: Change, pipelines: list[Pipeline]) -> dict[str, object] | Refused:
    """The fields of an opportunity that change. Amounts are numbers there; a stage decides what is won."""
    fields, said = change.fields, dict[str, object]()
    stage_id = text(fields.get("stage_id"))
    if not stage_id and fields.get("outcome"):
        wanted = Outcome(str(fields["outcome"]))
        fitting = [stage for line in pipelines for stage in line.stages if stage.outcome is wanted]
        if not fitting:
            return Refused(f"{VENDOR} has no stage for this outcome ({wanted}).", ("StageName",))
        stage_id = min(fitting, key=lambda stage: stage.order).id
    if stage_id:
        said["StageName"] = stage_id
    if "value" in fields:
        value = reading.amount(str(fields["value"])) if fields["value"] is not None else None
        said["Amount"] = None if value is None else float(value)
    if fields.get("currency"):
        said["CurrencyIsoCode"] = str(fields["currency"])
    return said


def activity(change: Change, done: str) -> tuple[str, dict[str, object]]:
    """Which object it is, and its fields. A call is a task that is done (its status has the organisation's own word)."""
    fields, said = change.fields, dict[str, object]()
    kind, _, own = (text(fields.get("kind_id")) or "event").partition("/")
    is_event = kind == "event" if change.id is None else change.id.startswith("00U")
    if fields.get("subject"):
        said["Subject"] = str(fields["subject"])[:255]
    if fields.get("owner_id"):
        said["OwnerId"] = str(fields["owner_id"])
    if about := text(fields.get("deal_id")) or text(fields.get("account_id")):
        said["WhatId"] = about
    if own:
        said["Type"] = own
    minutes, at = reading.whole(fields.get("minutes")), fields.get("happened_at")
    if is_event and isinstance(at, datetime):
        said |= {"StartDateTime": reading.iso(at), "DurationInMinutes": minutes or 30}
    elif is_event and isinstance(at, date):
        said |= {"IsAllDayEvent": True, "ActivityDate": at.isoformat(), "DurationInMinutes": 1440}
    elif isinstance(at, date):
        day = at.astimezone(UTC).date() if isinstance(at, datetime) else at
        said["ActivityDate"] = day.isoformat()
    if not is_event and change.id is None:
        said["Status"] = done
        if kind == "call":
            said["TaskSubtype"] = "Call"
            if minutes:
                said["CallDurationInSeconds"] = minutes * 60
    return "Event" if is_event else "Task", said


def codes(answer: Answer) -> set[str | None]:
    """What kinds of faults it names."""
    return {text(inner(one, "errorCode")) for one in (answer.body if isinstance(answer.body, list) else [])}


def refused(answer: Answer) -> Refused:
    """Salesforce's own words, and the fields that it names."""
    errors = [one for one in (answer.body if isinstance(answer.body, list) else []) if isinstance(one, dict)]
    message = " ".join(said for one in errors if (said := text(one.get("message"))))
    named = [str(name) for one in errors if isinstance(one.get("fields"), list) for name in one["fields"]]
    return Refused(message[:500] or f"{VENDOR} answered {answer.status}.", tuple(dict.fromkeys(named)))
