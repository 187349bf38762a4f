"""What Pipedrive answers, as our values (its interface v2; users and kinds of activities are v1 still)."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from jobs.crm import reading
from jobs.crm.guessing import guess_kind
from jobs.crm.reading import Row, flag, inner, instant, text
from models.connections.remote import (
    ActivityKind,
    Gone,
    MovedTo,
    Outcome,
    Owner,
    Pipeline,
    RemoteAccount,
    RemoteActivity,
    RemoteDeal,
    RemoteRecord,
    RemoteStage,
    What,
)

VENDOR = "Pipedrive"
PLACES: Mapping[What, str] = {What.ACCOUNT: "organizations", What.DEAL: "deals", What.ACTIVITY: "activities"}
OUTCOMES = {"open": Outcome.OPEN, "won": Outcome.WON, "lost": Outcome.LOST}


def people(answered: object) -> list[Owner]:
    """From `/v1/users`: also who was switched off."""
    return [
        Owner(
            user_id := reading.needed_id(row.get("id"), VENDOR),
            text(row.get("name")) or text(row.get("email")) or user_id,
            text(row.get("email")),
            flag(row.get("active_flag")) and not flag(row.get("is_deleted")),
        )
        for row in reading.rows(inner(answered, "data"), VENDOR)
    ]


def pipelines(lines: list[Row], stages: list[Row]) -> list[Pipeline]:
    """The pipelines with their stages. No stage decides anything: a deal's status does."""
    found = []
    for line in lines:
        line_id = reading.needed_id(line.get("id"), VENDOR)
        own = [
            _stage(row) for row in stages if text(row.get("pipeline_id")) == line_id and not flag(row.get("is_deleted"))
        ]
        own.sort(key=lambda stage: stage.order)
        if not flag(line.get("is_deleted")):
            found.append(Pipeline(line_id, text(line.get("name")) or line_id, tuple(own)))
    return found


def _stage(row: Row) -> RemoteStage:
    stage_id = reading.needed_id(row.get("id"), VENDOR)
    share = reading.percent(row.get("deal_probability"))
    return RemoteStage(
        stage_id, text(row.get("name")) or stage_id, reading.whole(row.get("order_nr")) or 0, probability=share
    )


def kinds(answered: object) -> list[ActivityKind]:
    """From `/v1/activityTypes`: activities name a type by its `key_string`, which never changes. Also those switched off."""
    found = []
    for row in reading.rows(inner(answered, "data"), VENDOR):
        key = reading.needed_id(row.get("key_string"), VENDOR)
        label = text(row.get("name")) or key
        found.append(ActivityKind(key, label, guess_kind(label, guess_kind(key))))
    return found


def record(what: What, row: Row, asked_id: str | None = None) -> RemoteRecord | Gone | MovedTo:
    """A row of a list, or what was answered when `asked_id` was asked for.

    How a merged record looks to who asks for it is unverified: another id, `merged_to_id` (as the webhooks have it)
    and `is_deleted` are all understood.
    """
    record_id = reading.needed_id(row.get("id"), VENDOR)
    into = text(row.get("merged_to_id"))
    if into and into != record_id:
        return MovedTo(asked_id or record_id, into)
    if asked_id and record_id != asked_id:
        return MovedTo(asked_id, record_id)
    if flag(row.get("is_deleted")) or text(row.get("status")) == "deleted":
        return Gone(record_id)
    if what is What.ACCOUNT:
        return RemoteAccount(
            record_id,
            text(row.get("name")) or "",
            owner_id=text(row.get("owner_id")),
            domain=reading.host_of(row.get("website")),
            created_at=instant(row.get("add_time")),
            updated_at=instant(row.get("update_time")),
        )
    return deal(record_id, row) if what is What.DEAL else activity(record_id, row)


def deal(record_id: str, row: Row) -> RemoteDeal:
    """A deal. Its times of winning and losing are when that was done."""
    outcome = OUTCOMES.get(text(row.get("status")) or "")
    decided = {Outcome.WON: "won_time", Outcome.LOST: "lost_time"}.get(outcome) if outcome else None
    closed = instant(row.get("close_time")) if decided else None
    return RemoteDeal(
        record_id,
        text(row.get("title")) or "",
        text(row.get("stage_id")) or "",
        owner_id=text(row.get("owner_id")),
        account_id=text(row.get("org_id")),
        outcome=outcome,
        value=reading.amount(row.get("value")),
        currency=text(row.get("currency")),
        created_at=instant(row.get("add_time")),
        decided_at=(instant(row.get(decided)) if decided else None) or closed,
        close_date=reading.day(row.get("expected_close_date")),
        probability=reading.percent(row.get("probability")),
        lost_reason=text(row.get("lost_reason")) or "",
        updated_at=instant(row.get("update_time")),
        is_archived=flag(row.get("is_archived")),
    )


def activity(record_id: str, row: Row) -> RemoteActivity:
    """An activity; whether it was held is whether somebody marked it as done."""
    owner, is_held = text(row.get("owner_id")), flag(row.get("done"))
    at = _due(row)
    done = instant(row.get("marked_as_done_time")) if is_held else None
    if done and (at is None or (at > done if isinstance(at, datetime) else at > done.date())):
        at = done  # nothing is held in the future
    attendees = row.get("attendees")
    users = [
        text(inner(one, "user_id"))
        for one in (attendees if isinstance(attendees, list) else [])
        if text(inner(one, "status")) != "declined"
    ]
    meeting = text(row.get("conference_meeting_id")) or text(row.get("conference_meeting_url"))
    return RemoteActivity(
        record_id,
        text(row.get("type")) or "",
        owner_id=owner,
        other_owner_ids=tuple(dict.fromkeys(user for user in users if user and user != owner)),
        account_id=text(row.get("org_id")),
        deal_id=text(row.get("deal_id")),
        happened_at=at,
        minutes=_minutes(text(row.get("duration"))),
        is_held=is_held and at is not None,
        event_key=f"{meeting}#{at.isoformat()}" if meeting and at else None,
        subject=text(row.get("subject")) or "",
        updated_at=instant(row.get("update_time")),
    )


def _due(row: Row) -> datetime | date | None:
    """An instant where there is a time (it is in UTC), else the day."""
    day = reading.day(row.get("due_date"))
    clock = re.fullmatch(r"(\d\d?):(\d\d)(?::(\d\d))?", text(row.get("due_time")) or "")
    if day is None or clock is None:
        return day
    hour, minute, second = (int(part or 0) for part in clock.groups())
    if hour > 23 or minute > 59 or second > 59:
        return day
    return datetime.combine(day, time(hour, minute, second), UTC)


def _minutes(duration: str | None) -> int | None:
    found = re.fullmatch(r"(\d\d?):(\d\d)(?::\d\d)?", duration or "")
    return (int(found[1]) * 60 + int(found[2]) or None) if found else None


def body_of(what: What, fields: Mapping[str, object], *, is_new: bool) -> dict[str, object]:
    """What is written: numbers as numbers, times in UTC."""
    said: dict[str, object] = {}
    names = {"owner_id": "owner_id", "account_id": "org_id", "deal_id": "deal_id", "stage_id": "stage_id"}
    for ours, theirs in names.items():
        if (number := reading.whole(fields.get(ours))) is not None:
            said[theirs] = number
    if what is What.DEAL:
        if fields.get("outcome"):
            said["status"] = str(fields["outcome"])
        if fields.get("value") is not None and (value := reading.amount(str(fields["value"]))) is not None:
            said["value"] = int(value) if value == value.to_integral_value() else float(value)
        for name in ("currency", "lost_reason"):
            if fields.get(name):
                said[name] = str(fields[name])
        return said
    for ours, theirs in {"kind_id": "type", "subject": "subject"}.items():
        if fields.get(ours):
            said[theirs] = str(fields[ours])
    at = fields.get("happened_at")
    if isinstance(at, datetime):
        utc = at.astimezone(UTC)
        said |= {"due_date": utc.date().isoformat(), "due_time": utc.strftime("%H:%M:%S")}
    elif isinstance(at, date):
        said["due_date"] = at.isoformat()
    if minutes := reading.whole(fields.get("minutes")):
        hours, rest = divmod(min(minutes, 23 * 60 + 59), 60)
        said["duration"] = f"{hours:02d}:{rest:02d}:00"
    return said | ({"done": True} if is_new else {})
