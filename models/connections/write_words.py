"""What is written, in the words of a CRM: pure, from what stands here and what its record says now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.connections.remote import Change, Outcome, RemoteDeal, What
from models.deals.records import Outcome as Decided
from models.money import Money

NO_STAGE = "no_stage"
"""The reason of a refusal that is ours: the CRM has no stage that is ours."""
TOO_LONG_AWAY = "too_long_away"
"""And this: it could not be reached for a week."""
PAUSED_TOO_LONG = "paused_too_long"
"""And this: it was paused for so long that a week has passed."""


@dataclass(frozen=True)
class StageThere:
    """A stage of the CRM, and what it is here."""

    id: str
    local: str | None
    outcome: str | None
    pipeline: str
    order: int


def deal_change(
    record: RemoteDeal, changed: Mapping[str, Any], currency: str, stages: Sequence[StageThere]
) -> Change | str | None:
    """What to write so that the record says what `changed` (columns of the deal) says; None when it does already.

    An open stage is that of the record's own pipeline. A win needs none: the adapter takes the one that decides there.
    Returns NO_STAGE where the CRM has none.
    """
    fields: dict[str, object] = {}
    if "stage" in changed:
        said = _stage(record, str(changed["stage"]), stages)
        if said == NO_STAGE:
            return NO_STAGE
        assert isinstance(said, dict)
        fields |= said
    if "value_minor" in changed or "currency" in changed:
        minor = changed.get("value_minor")
        value = None if minor is None else Money(minor, currency).amount
        if value != record.value or (value is not None and record.currency not in (None, currency)):
            fields |= {"value": value}
            if value is not None and record.currency not in (None, currency):
                fields["currency"] = currency
    is_lost = changed.get("stage") in (Decided.LOST, Decided.RETURNED)
    if changed.get("reason") and (is_lost or "stage" not in changed) and changed["reason"] != record.lost_reason:
        fields["lost_reason"] = changed["reason"]
    return Change(What.DEAL, record.id, fields) if fields else None


def _stage(record: RemoteDeal, wanted: str, stages: Sequence[StageThere]) -> dict[str, object] | str:
    by_id = {stage.id: stage for stage in stages}
    there = by_id.get(record.stage_id)
    now = record.outcome or (there.outcome if there else None) or Outcome.OPEN
    if wanted in (Decided.WON, Decided.LOST, Decided.RETURNED):
        decided = Outcome.WON if wanted == Decided.WON else Outcome.LOST
        return {} if now == decided else {"outcome": decided}
    if now == Outcome.OPEN and there is not None and there.local == wanted:
        return {}
    fitting = [stage for stage in stages if stage.local == wanted and stage.outcome in (None, Outcome.OPEN)]
    own = [stage for stage in fitting if there is not None and stage.pipeline == there.pipeline]
    if not fitting:
        return NO_STAGE
    chosen = min(own or fitting, key=lambda stage: (stage.order, stage.id))
    return {"stage_id": chosen.id} if now == Outcome.OPEN else {"stage_id": chosen.id, "outcome": Outcome.OPEN}


def as_stored(fields: Mapping[str, object]) -> dict[str, Any]:
    """Fields of a `Change` as JSON holds them."""
    return {name: _plain(value) for name, value in fields.items()}


def as_fields(stored: Mapping[str, Any]) -> dict[str, object]:
    """And back: instants and days, which an adapter tells apart."""
    fields: dict[str, object] = dict(stored)
    if isinstance(at := stored.get("happened_at"), str):
        fields["happened_at"] = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    return fields


def is_same(name: str, sent: Any, said: object) -> bool:
    """Whether a CRM says of an activity what we wrote. A day comes back as an instant of it (in UTC), where it wants one."""
    now = _plain(said)
    if name == "happened_at" and isinstance(sent, str) and isinstance(now, str) and "T" not in sent:
        return now[:10] == sent
    return bool(now == sent or (not now and not sent))


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if value is None or isinstance(value, int | bool) else str(value)
