"""What an activity of a CRM is in our words: kind and people by their mapping, the day where the person is."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from models.activity.entry import LONGEST_NOTE
from models.activity.kinds import Needs, rules_of
from models.connections.deal_values import whole_percents
from models.connections.mapping import Mapped
from models.connections.remote import RemoteActivity
from models.connections.rereading import Waits
from models.connections.taking import Taking, fingerprint_of
from models.deals.records import Deal
from models.references.records import Fact
from models.team.records import Person
from models.zones import zone_named


@dataclass(frozen=True)
class ActivityValues:
    """The columns of an entry, and who was there: whose it is first."""

    values: dict[str, Any]
    people: tuple[str, ...]
    fingerprint: str | None


def activity_values_of(taking: Taking, record: RemoteActivity, *, is_known: bool) -> ActivityValues | Waits:
    """What the record says; or why it is no entry (yet)."""
    kind, owner_id = taking.kind(record.kind_id), taking.person(record.owner_id)
    if taking.mappings.is_left_out(Mapped.KIND, record.kind_id):
        return Waits.LEFT_OUT
    if not record.is_held:
        return Waits.NOT_HELD
    if kind is None:
        return Waits.KIND
    others = [taking.person(id_) for id_ in record.other_owner_ids]
    people = tuple(dict.fromkeys(person for person in (owner_id, *others) if person is not None))
    if not people:
        return Waits.LEFT_OUT if taking.mappings.is_left_out(Mapped.PERSON, record.owner_id) else Waits.OWNER
    starts, zone = started_at(taking, record), _zone(taking, people[0])
    if starts is None:
        return Waits.DAY
    if starts > taking.now:
        return Waits.PLANNED
    day = record.happened_at.astimezone(zone).date() if isinstance(record.happened_at, datetime) else record.happened_at
    assert day is not None
    if day < taking.oldest and not is_known:
        return Waits.OLDER
    deal, is_deal_known = _deal(taking, record)
    account_id, is_account_known = taking.account_id(record.account_id)
    account_id = account_id or (deal.account_id if deal else None)
    rules = rules_of(kind)
    if Needs.ACCOUNT in rules.needs and account_id is None and is_account_known:
        return Waits.ACCOUNT
    if (Needs.DURATION in rules.needs and not record.minutes) or Needs.SCORE in rules.needs:
        return Waits.KIND
    is_settled = is_account_known and is_deal_known
    if account_id is None and not is_account_known and Needs.ACCOUNT in rules.needs:
        return Waits.UNREAD
    values = {
        "kind": kind,
        "account_id": account_id,
        "deal_id": deal.id if deal else None,
        "happened_on": day,
        "happened_at": record.happened_at if isinstance(record.happened_at, datetime) else None,
        "minutes": record.minutes if record.minutes and 0 < record.minutes <= rules.longest_minutes else None,
        "note": " ".join(record.subject.split())[:LONGEST_NOTE],
    }
    waits = any(person is None for person in (owner_id, *others) if record.owner_id or others)
    told = fingerprint_of({**values, "people": people, "event": record.event_key}, waits_for_owner=waits)
    return ActivityValues(values, people, told if is_settled else None)


def started_at(taking: Taking, record: RemoteActivity) -> datetime | None:
    """The instant from which it may have happened: of a day its midnight, where the person is."""
    said = record.happened_at
    if said is None or isinstance(said, datetime):
        return said
    zone = _zone(taking, taking.person(record.owner_id))
    return datetime.combine(said, time.min, zone)


def shares_of(people: list[str]) -> tuple[tuple[str, int], ...]:
    """The event in equal parts, whole percents; of one person alone nothing is split."""
    return whole_percents({person: Decimal(100) / len(people) for person in people}) if len(people) > 1 else ()


def _deal(taking: Taking, record: RemoteActivity) -> tuple[Deal | None, bool]:
    if not record.deal_id:
        return None, True
    link = taking.link(Fact.DEAL, record.deal_id)
    if link is None:
        taking.know(Fact.DEAL, record.deal_id, "", Waits.UNREAD)
        return None, False
    deal = taking.session.get(Deal, (taking.workspace_id, link.fact_id)) if link.fact_id else None
    is_known = bool(link.fact_id or link.gone_at or link.fingerprint)
    return (deal if deal is not None and deal.removed_at is None else None), is_known


def _zone(taking: Taking, person_id: str | None) -> ZoneInfo:
    person = taking.session.get(Person, (taking.workspace_id, person_id)) if person_id else None
    return zone_named(person.zone if person else None, taking.workspace.zone)
