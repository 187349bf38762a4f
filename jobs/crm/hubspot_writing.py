"""What is written to HubSpot: its properties, and what its refusals say."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from jobs.crm import reading
from jobs.crm.calling import Answer
from jobs.crm.hubspot_values import VENDOR, Known
from jobs.crm.reading import inner, text
from models.connections.remote import OUR_MARK, Change, Outcome, Refused, RemoteDeal

REFUSALS = frozenset({400, 403, 404, 409, 422})
ASSOCIATIONS: Mapping[tuple[str, str], int] = {
    ("meetings", "account_id"): 188,
    ("meetings", "deal_id"): 212,
    ("calls", "account_id"): 182,
    ("calls", "deal_id"): 206,
}
"""HubSpot's own association types."""


def number(value: object) -> str:
    """An amount as HubSpot takes it."""
    return format(Decimal(str(value)), "f")


def start_of(value: object, now: datetime) -> datetime:
    """When it was; of a day, noon in UTC, which is that day nearly everywhere, but nothing that is still to come."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    assert isinstance(value, date)
    return min(datetime.combine(value, time(12), UTC), max(now.astimezone(UTC), datetime.combine(value, time(0), UTC)))


def deal_properties(change: Change, now: RemoteDeal | None, known: Known) -> dict[str, str | None] | Refused:
    """The properties of a deal that change. A win without a stage is the won stage of the deal's own pipeline."""
    fields, said = change.fields, dict[str, str | None]()
    stage_id = text(fields.get("stage_id"))
    if not stage_id and fields.get("outcome"):
        pipeline = known.pipeline_of.get(now.stage_id) if now else None
        wanted = Outcome(str(fields["outcome"]))
        fitting = [s for s in known.stages.values() if s.outcome is wanted and known.pipeline_of[s.id] == pipeline]
        if not fitting:
            return Refused(f"HubSpot has no stage for this outcome in the deal's pipeline ({wanted}).", ("dealstage",))
        if now is None or now.stage_id not in {stage.id for stage in fitting}:
            stage_id = min(fitting, key=lambda stage: stage.order).id
    if stage_id:
        said["dealstage"] = stage_id
        if stage_id in known.pipeline_of:
            said["pipeline"] = known.pipeline_of[stage_id]
    if "value" in fields:
        said["amount"] = None if fields["value"] is None else number(fields["value"])
    for ours, theirs in {"currency": "deal_currency_code", "lost_reason": "closed_lost_reason"}.items():
        if fields.get(ours):
            said[theirs] = str(fields[ours])
    return said


def engagement_of(change: Change, now: datetime) -> tuple[str, dict[str, object]]:
    """Which object it is, and the body that makes or changes it."""
    fields, said = change.fields, dict[str, str]()
    kind, _, own_type = (text(fields.get("kind_id")) or "meeting").partition("/")
    if change.id:
        kind = change.id.partition(":")[0]
    part = "calls" if kind == "call" else "meetings"
    if own_type:
        said["hs_activity_type"] = own_type
    if fields.get("owner_id"):
        said["hubspot_owner_id"] = str(fields["owner_id"])
    if fields.get("subject"):
        said[f"hs_{kind}_title"] = str(fields["subject"])
    minutes = reading.whole(fields.get("minutes"))
    if fields.get("happened_at"):
        start = start_of(fields["happened_at"], now)
        said["hs_timestamp"] = reading.iso(start)
        if part == "meetings":
            said["hs_meeting_start_time"] = reading.iso(start)
            said["hs_meeting_end_time"] = reading.iso(start + timedelta(minutes=minutes or 0))
    if part == "calls" and minutes:
        said["hs_call_duration"] = str(minutes * 60_000)
    if change.id is None:
        said["hs_meeting_outcome" if part == "meetings" else "hs_call_status"] = "COMPLETED"
        if part == "meetings" and fields.get("our_id"):
            said["hs_meeting_external_url"] = f"{OUR_MARK}{fields['our_id']}"
    body: dict[str, object] = {"properties": said}
    if change.id is None:
        body["associations"] = [
            {"to": {"id": str(fields[name])}, "types": [_type(number)]}
            for (of, name), number in ASSOCIATIONS.items()
            if of == part and fields.get(name)
        ]
    return part, body


def _type(number: int) -> dict[str, object]:
    return {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": number}


def refused(answer: Answer, known: Known) -> Refused:
    """HubSpot's own words, and the properties that it names: apart, in its list of faults, or in its sentence."""
    message = text(inner(answer.body, "message")) or f"{VENDOR} answered {answer.status}."
    named: list[str] = []
    errors = inner(answer.body, "errors")
    for error in errors if isinstance(errors, list) else []:
        for found in (inner(error, "context", "propertyName"), inner(error, "in"), inner(error, "name")):
            named += [name for name in (found if isinstance(found, list) else [found]) if isinstance(name, str)]
    if (start := message.find("[{")) >= 0:
        with suppress(ValueError):
            faults = json.loads(message[start : message.rindex("]") + 1])
            named += [str(fault["name"]) for fault in faults if isinstance(fault, dict) and fault.get("name")]
            said = [str(fault["message"]) for fault in faults if isinstance(fault, dict) and fault.get("message")]
            message = " ".join(said) or message
    named += [
        word for word in re.findall(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*\b", message) if "_" in word or word in known.types
    ]
    return Refused(message[:500], tuple(dict.fromkeys(named)))
