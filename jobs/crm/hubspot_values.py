"""What HubSpot answers, as our values. All its values are strings or null (checked against its documents of 2026-09)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from jobs.crm import reading
from jobs.crm.reading import Row, inner, text
from models.connections.remote import (
    OUR_MARK,
    Outcome,
    Pipeline,
    RemoteAccount,
    RemoteActivity,
    RemoteDeal,
    RemoteStage,
    What,
)

VENDOR = "HubSpot"
PARTS: Mapping[What, tuple[str, ...]] = {
    What.ACCOUNT: ("companies",),
    What.DEAL: ("deals",),
    What.ACTIVITY: ("meetings", "calls"),
}
COMPANY = ("name", "domain", "createdate", "hubspot_owner_id", "hs_merged_object_ids", "hs_lastmodifieddate")
DEAL = [
    "dealname",
    "dealstage",
    "pipeline",
    "amount",
    "deal_currency_code",
    "closedate",
    "createdate",
    "hubspot_owner_id",
    "hs_is_closed_won",
    "hs_is_closed",
    "hs_deal_stage_probability",
    "dealtype",
    "closed_lost_reason",
    "hs_merged_object_ids",
    "hs_lastmodifieddate",
    "hs_v2_date_entered_current_stage",
]
ENGAGEMENT = ["hs_timestamp", "hubspot_owner_id", "hs_activity_type", "hs_lastmodifieddate"]
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "companies": COMPANY,
    "deals": tuple(DEAL),
    "meetings": (
        *ENGAGEMENT,
        "hs_meeting_title",
        "hs_meeting_outcome",
        "hs_meeting_start_time",
        "hs_meeting_end_time",
        "hs_meeting_external_url",
        "hs_attendee_owner_ids",
    ),
    "calls": (*ENGAGEMENT, "hs_call_title", "hs_call_status", "hs_call_duration"),
}
KIND_OF = {"meetings": "meeting", "calls": "call"}
NOT_HELD = ("SCHEDULED", "NO_SHOW", "NO SHOW", "CANCEL", "RESCHEDUL")
"""In the outcome of a meeting; a portal may add outcomes of its own (unverified how those are written)."""
CALLS_THAT_WERE = ("COMPLETED", "")
"""Of a call that somebody noted, HubSpot keeps no status (unverified: it may be null)."""


@dataclass(frozen=True)
class Known:
    """What has to be known of an account to understand its deals."""

    stages: Mapping[str, RemoteStage] = field(default_factory=dict)
    pipeline_of: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    """Of the properties of deals: `date` is a day, `datetime` an instant, whatever a value looks like."""
    currency: str | None = None

    def entered(self, stage_id: str) -> str:
        """The property that says when the stage was entered. Dashes of an id become underscores there (observed)."""
        return self._stamp("hs_v2_date_entered_", stage_id)

    def left(self, stage_id: str) -> str:
        """The property that says when it was left."""
        return self._stamp("hs_v2_date_exited_", stage_id)

    def _stamp(self, prefix: str, stage_id: str) -> str:
        name = prefix + stage_id.replace("-", "_").lower()
        return next((found for found in self.types if found == name or found.startswith(f"{name}_")), name)

    def deal_properties(self) -> list[str]:
        """What is asked of a deal: when each deciding stage was entered is a property of its own."""
        closed = [stage_id for stage_id, stage in self.stages.items() if stage.outcome is not Outcome.OPEN]
        stamps = [stamp(stage_id) for stage_id in closed for stamp in (self.entered, self.left)]
        return [*DEAL, *(name for name in stamps if not self.types or name in self.types)]


def pipelines(answered: object) -> list[Pipeline]:
    """From `/crm/pipelines/2026-09/deals`. An archived stage is kept: deals may be in it."""
    found = []
    for pipeline in reading.rows(inner(answered, "results"), VENDOR):
        stages = [_stage(row) for row in reading.rows(pipeline.get("stages"), VENDOR)]
        stages.sort(key=lambda stage: stage.order)
        pipeline_id = reading.needed_id(pipeline.get("id"), VENDOR)
        found.append(Pipeline(pipeline_id, text(pipeline.get("label")) or pipeline_id, tuple(stages)))
    return found


def _stage(stage: Row) -> RemoteStage:
    probability = reading.amount(inner(stage, "metadata", "probability"))
    share = None if probability is None or not 0 <= probability <= 1 else round(probability * 100)
    outcome = Outcome.OPEN
    if reading.flag(inner(stage, "metadata", "isClosed")):
        outcome = Outcome.WON if share == 100 else Outcome.LOST
    stage_id = reading.needed_id(stage.get("id"), VENDOR)
    order = reading.whole(stage.get("displayOrder")) or 0
    return RemoteStage(stage_id, text(stage.get("label")) or stage_id, order, outcome, share)


def merged_ids(properties: Row) -> tuple[str, ...]:
    """What became part of it, `;` between."""
    return tuple(
        part.strip() for part in (text(properties.get("hs_merged_object_ids")) or "").split(";") if part.strip()
    )


def company(row: Row) -> RemoteAccount:
    """A company."""
    record_id, said = reading.needed_id(row.get("id"), VENDOR), reading.row(row.get("properties") or {}, VENDOR)
    return RemoteAccount(
        record_id,
        text(said.get("name")) or text(said.get("domain")) or "",
        owner_id=text(said.get("hubspot_owner_id")),
        domain=reading.host_of(said.get("domain")),
        created_at=reading.instant(said.get("createdate")) or reading.instant(row.get("createdAt")),
        merged_ids=merged_ids(said),
        updated_at=_updated(row, said),
    )


def deal(row: Row, known: Known, account_id: str | None, shares: tuple = ()) -> RemoteDeal:  # type: ignore[type-arg]
    """A deal, its company and its split already looked up."""
    record_id, said = reading.needed_id(row.get("id"), VENDOR), reading.row(row.get("properties") or {}, VENDOR)
    stage_id = text(said.get("dealstage")) or ""
    outcome = None
    if reading.flag(said.get("hs_is_closed_won")):
        outcome = Outcome.WON
    elif reading.flag(said.get("hs_is_closed")):
        outcome = Outcome.LOST
    probability = reading.amount(said.get("hs_deal_stage_probability"))
    return RemoteDeal(
        record_id,
        text(said.get("dealname")) or "",
        stage_id,
        owner_id=text(said.get("hubspot_owner_id")),
        account_id=account_id,
        outcome=outcome,
        value=reading.amount(said.get("amount")),
        currency=text(said.get("deal_currency_code")) or known.currency,
        created_at=reading.instant(said.get("createdate")) or reading.instant(row.get("createdAt")),
        decided_at=_decided(said, stage_id, outcome, known),
        close_date=typed(said, "closedate", known),
        probability=round(probability * 100) if probability is not None and 0 <= probability <= 1 else None,
        lost_reason=text(said.get("closed_lost_reason")) or "",
        deal_type=text(said.get("dealtype")),
        shares=shares,
        merged_ids=merged_ids(said),
        updated_at=_updated(row, said),
        is_archived=False,
    )


def typed(properties: Row, name: str, known: Known) -> date | datetime | None:
    """A property that is a day or an instant, by its type and never by its look."""
    value = properties.get(name)
    return reading.day(value) if known.types.get(name) == "date" else reading.instant(value)


def _decided(said: Row, stage_id: str, outcome: Outcome | None, known: Known) -> datetime | None:
    """When it was won or lost: since then it only went from one stage of that outcome into another."""
    stage = known.stages.get(stage_id)
    meaning = outcome or (stage.outcome if stage else Outcome.OPEN)
    if meaning is Outcome.OPEN:
        return None
    entered = reading.instant(said.get(known.entered(stage_id)))
    entered = entered or reading.instant(said.get("hs_v2_date_entered_current_stage"))
    same = [other for other, found in known.stages.items() if found.outcome is meaning and other != stage_id]
    for _ in same:
        for other in same:
            came, left = (reading.instant(said.get(name(other))) for name in (known.entered, known.left))
            if entered and came and left and came < entered and abs(left - entered) <= timedelta(seconds=2):
                entered = came
    return entered


def engagement(part: str, row: Row, account_id: str | None, deal_id: str | None, now: datetime) -> RemoteActivity:
    """A meeting or a call. Its id says which: they are two sorts of objects, whose numbers might be the same."""
    record_id, said = reading.needed_id(row.get("id"), VENDOR), reading.row(row.get("properties") or {}, VENDOR)
    at = reading.instant(said.get("hs_timestamp")) or reading.instant(said.get("hs_meeting_start_time"))
    updated = _updated(row, said)
    kind, owner = KIND_OF[part], text(said.get("hubspot_owner_id"))
    if part == "meetings":
        outcome = (text(said.get("hs_meeting_outcome")) or "").upper()
        is_held = not any(word in outcome for word in NOT_HELD)
        minutes = reading.minutes_between(at, reading.instant(said.get("hs_meeting_end_time")))
    else:
        outcome = (text(said.get("hs_call_status")) or "").upper()
        is_held = outcome in CALLS_THAT_WERE
        lasted = reading.whole(said.get("hs_call_duration"))  # milliseconds
        minutes = -(-lasted // 60_000) if lasted and lasted > 0 else None
    if outcome != "COMPLETED" and at is not None and at > now:
        is_held = False
    if outcome == "COMPLETED" and at and updated and updated < at:
        at = updated  # nobody completes what is still to come: it was held when that was said
    others = [part.strip() for part in (text(said.get("hs_attendee_owner_ids")) or "").split(";")]
    own_type = text(said.get("hs_activity_type"))
    return RemoteActivity(
        f"{kind}:{record_id}",
        f"{kind}/{own_type}" if own_type else kind,
        owner_id=owner,
        other_owner_ids=tuple(dict.fromkeys(other for other in others if other and other != owner)),
        account_id=account_id,
        deal_id=deal_id,
        happened_at=at,
        minutes=minutes,
        is_held=is_held and at is not None,
        event_key=_event_key(text(said.get("hs_meeting_external_url")), at),
        subject=text(said.get(f"hs_{kind}_title")) or "",
        updated_at=updated,
    )


def _event_key(url: str | None, at: datetime | None) -> str | None:
    """The address of the event; with its start, for every occurrence of a series may have the same one."""
    if not url or url.startswith(OUR_MARK) or at is None:
        return url
    return f"{url}#{reading.iso(at)}"


def _updated(row: Row, said: Row) -> datetime | None:
    return reading.instant(said.get("hs_lastmodifieddate")) or reading.instant(row.get("updatedAt"))
