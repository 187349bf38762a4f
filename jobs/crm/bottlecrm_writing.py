"""What is written to BottleCRM: interactions and deals, and what its refusals say."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

from jobs.crm import reading
from jobs.crm.calling import Answer
from jobs.crm.reading import Row, inner, text
from models.connections.remote import OUR_MARK, Change, Outcome, Refused

VENDOR = "BottleCRM"
REFUSALS = frozenset({400, 403, 404, 409, 422})
LONGEST_SUBJECT = 200


def interaction_of(change: Change, now: datetime) -> dict[str, object]:
    """The body that makes or changes an interaction. It stands on one record there: the deal, or else the company.

    Who logged it is whose token it is: BottleCRM lets nobody log for somebody else.
    """
    fields = change.fields
    home, record_id = ("opportunity", fields.get("deal_id")) if fields.get("deal_id") else ("account", None)
    said: dict[str, object] = {
        "kind": text(fields.get("kind_id")) or "meeting",
        home: str(record_id or fields.get("account_id")),
        "subject": str(fields.get("subject") or "")[:LONGEST_SUBJECT],
    }
    if at := fields.get("happened_at"):
        said["occurred_at"] = reading.iso(_start(at, now))
    minutes = reading.whole(fields.get("minutes"))
    said["duration_seconds"] = minutes * 60 if minutes else None
    if change.id is None and fields.get("our_id"):
        said["body"] = f"{OUR_MARK}{fields['our_id']}"
    return said


def stage_of(change: Change, deal: Row, pipelines: object) -> str | Refused | None:
    """The stage to move a deal to; None when it stays. A win without a stage is the won stage of the deal's own pipeline."""
    if stage_id := text(change.fields.get("stage_id")):
        return stage_id
    if not change.fields.get("outcome"):
        return None
    wanted, own = Outcome(str(change.fields["outcome"])), inner(deal, "pipeline")
    own_id = text(inner(own, "id") if isinstance(own, Mapping) else own)
    here = [one for one in reading.rows(pipelines, VENDOR) if own_id in (None, text(one.get("id")))]
    stages = [stage for one in here for stage in reading.rows(one.get("stages"), VENDOR) if stage.get("kind") == wanted]
    if not stages:
        return Refused(f"{VENDOR} has no stage for this outcome in the deal's pipeline ({wanted}).", ("stage",))
    return text(min(stages, key=lambda stage: reading.whole(stage.get("order")) or 0).get("code"))


def amount_of(change: Change) -> dict[str, object]:
    """The fields of a deal besides its stage; a reason for losing has no place there."""
    said: dict[str, object] = {}
    if "value" in change.fields:
        value = change.fields["value"]
        said["amount"] = None if value is None else format(Decimal(str(value)), "f")
    if change.fields.get("currency"):
        said["currency"] = str(change.fields["currency"])
    return said


def refused(answer: Answer) -> Refused:
    """BottleCRM's own words, and the fields that it names."""
    body = answer.body
    errors = inner(body, "errors") or inner(body, "error") or inner(body, "detail") or inner(body, "message") or ""
    if not isinstance(errors, Mapping):
        said = [errors] if isinstance(errors, str) else errors if isinstance(errors, list) else []
        return Refused(" ".join(map(str, said))[:500] or f"{VENDOR} answered {answer.status}.")
    sentences = [str(part) for one in errors.values() for part in (one if isinstance(one, list) else [one])]
    return Refused(" ".join(sentences)[:500], tuple(str(name) for name in errors if name != "non_field_errors"))


def _start(value: object, now: datetime) -> datetime:
    """When it was; of a day, noon in UTC, but nothing that is still to come: it takes no such thing."""
    if isinstance(value, datetime):
        return min(value.astimezone(UTC), now.astimezone(UTC))
    assert isinstance(value, date)
    return min(datetime.combine(value, time(12), UTC), now.astimezone(UTC))
