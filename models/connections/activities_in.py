"""Activities of a CRM: what was held, once. Several engagements of one event are one entry, with everybody who was there."""

from typing import Any

from sqlmodel import col, select

from models.activity.records import Activity, ActivityChange, Source
from models.activity.settling import place_of, settle_sources
from models.connections.activity_values import ActivityValues, activity_values_of, started_at
from models.connections.engagements import engagements_of, in_order, share_among, take_part
from models.connections.remote import RemoteActivity
from models.connections.removing import BY_THE_CRM, undo_activity
from models.connections.rereading import Waits
from models.connections.taking import Taking, fingerprint_of
from models.database import new_id
from models.references.links import name_event, re_point
from models.references.records import Fact, Link

SAME_EVENT, MERGED = "same_event", "merged"
_OF_THE_PERSON = frozenset({"kind", "account_id", "deal_id", "note", "happened_on", "person_id"})
"""What stays as somebody said it in Slack; the start and the minutes are measured, and come from the CRM."""


def take_activity(taking: Taking, record: RemoteActivity) -> None:
    """One engagement: what was held becomes an entry; what is planned, or was not held after all, does not (any more)."""
    link = taking.link(Fact.ACTIVITY, record.id)
    told = activity_values_of(taking, record, is_known=bool(link and link.fact_id))
    if isinstance(told, Waits):
        _wait(taking, record, link, told)
        return
    if link is not None and link.fingerprint == told.fingerprint and link.gone_at is None:
        taking.counts["activity:unchanged"] += 1
        return
    activity = _entry_of(taking, record, link)
    is_new = activity is None
    activity = activity or _new(taking, told)
    link = _refer(taking, record, link, activity)
    take_part(taking, link, told.people)
    is_changed = _say(taking, activity, link, told)
    link.fingerprint, link.remote_updated_at, link.gone_at = told.fingerprint, record.updated_at, None
    if record.event_key:
        name_event(taking.session, taking.workspace_id, taking.origin, record.event_key, activity.id, taking.now)
    taking.counts["activity:new" if is_new else "activity:changed" if is_changed else "activity:joined"] += 1
    taking.session.flush()


def activity_gone(taking: Taking, link: Link) -> None:
    """It is deleted there. What was logged in Slack is an entry of its own, and stays."""
    _withdraw(taking, link)


def activity_moved(taking: Taking, old_id: str, into_id: str) -> None:
    """An engagement became part of another."""
    old, into = taking.link(Fact.ACTIVITY, old_id), taking.link(Fact.ACTIVITY, into_id)
    if old is None or old_id == into_id or (old.gone_at and old.reason == MERGED):
        return
    if into is None:
        into = taking.know(Fact.ACTIVITY, into_id, "", Waits.UNREAD)
    _withdraw(taking, old)
    if old.fact_id and not into.fact_id:
        into.fact_id, into.reason, into.fingerprint = old.fact_id, MERGED, None
    re_point(old, into.fact_id, MERGED)
    old.gone_at = taking.now
    taking.session.flush()


def _wait(taking: Taking, record: RemoteActivity, link: Link | None, why: Waits) -> None:
    if link is not None and link.fact_id:
        _withdraw(taking, link)
    told = None if why is Waits.PLANNED else fingerprint_of({"waits": str(why), "record": record})
    known = taking.wait(Fact.ACTIVITY, record.id, why, told)
    known.reason = why if why is Waits.PLANNED else known.reason
    known.remote_updated_at = started_at(taking, record) if why is Waits.PLANNED else record.updated_at


def _entry_of(taking: Taking, record: RemoteActivity, link: Link | None) -> Activity | None:
    """The entry that the engagement is known to be, else that of the same event."""
    session = taking.session
    event = taking.link(Fact.EVENT, record.event_key[:160]) if record.event_key else None
    fact_id = link.fact_id if link else ""
    if event is not None and event.fact_id != fact_id:
        if link is not None and fact_id:
            _withdraw(taking, link)
            link.fact_id = event.fact_id
        fact_id = event.fact_id
    return session.get(Activity, (taking.workspace_id, fact_id)) if fact_id else None


def _refer(taking: Taking, record: RemoteActivity, link: Link | None, activity: Activity) -> Link:
    if link is None:
        others = engagements_of(taking, activity)
        return taking.know(Fact.ACTIVITY, record.id, activity.id, SAME_EVENT if others else "")
    link.fact_id = activity.id
    if link.reason in set(Waits):
        link.reason = ""
    taking.session.flush()
    return link


def _new(taking: Taking, told: ActivityValues) -> Activity:
    activity = Activity(
        **told.values,
        workspace_id=taking.workspace_id,
        id=new_id(),
        person_id=told.people[0],
        source=Source.CRM,
        created_at=taking.now,
    )
    taking.session.add(activity)
    taking.session.flush()
    return activity


def _say(taking: Taking, activity: Activity, link: Link, told: ActivityValues) -> bool:
    """Let the entry say what its first engagement says, and be of everybody who was there; whether that changed it."""
    session = taking.session
    was_there = activity.undone_at is None
    before = (activity.person_id, activity.happened_on, place_of(activity))
    engagements = engagements_of(taking, activity)
    leads = link.external_id == min(engagements, key=in_order)
    by_hand = _is_by_hand(taking, activity)
    values: dict[str, Any] = dict(told.values) if leads else {}
    people = list(dict.fromkeys(person for id_ in sorted(engagements, key=in_order) for person in engagements[id_]))
    values["person_id"] = people[0]
    kept = {name: value for name, value in values.items() if name in _OF_THE_PERSON} if by_hand else {}
    old, new = {}, {}
    for name, value in values.items():
        if name not in kept and getattr(activity, name) != value:
            old[name], new[name] = _plain(getattr(activity, name)), _plain(value)
            setattr(activity, name, value)
    if not by_hand:
        activity.undone_at = None
        share_among(taking, activity, people)
    overruled = {name: value for name, value in kept.items() if getattr(activity, name) != value}
    if old and was_there:
        _note(taking, activity, BY_THE_CRM, old, new)
    if overruled:
        ours = {name: _plain(getattr(activity, name)) for name in overruled}
        _note(taking, activity, "overruled", ours, {name: _plain(value) for name, value in overruled.items()})
    session.flush()
    taking.touched.append(activity)
    taking.places.append(before[2])
    if before[0] != activity.person_id:
        taking.touched += settle_sources(session, taking.workspace_id, {before[:2]})
    if activity.account_id:
        taking.accounts.add(activity.account_id)
    return bool(old) or not was_there


def _withdraw(taking: Taking, link: Link) -> None:
    """The engagement tells of no held event any more; the entry goes, or is of the others who were there."""
    session = taking.session
    activity = session.get(Activity, (taking.workspace_id, link.fact_id)) if link.fact_id else None
    take_part(taking, link, ())
    if activity is None or activity.undone_at is not None:
        return
    left = engagements_of(taking, activity)
    taking.places.append(place_of(activity))
    taking.touched.append(activity)
    if not left:
        if activity.source == Source.CRM and not _is_by_hand(taking, activity):
            undo_activity(session, activity, taking.now)
    else:
        _read_again(taking, activity, left)
        if not _is_by_hand(taking, activity):
            people = list(dict.fromkeys(person for id_ in sorted(left, key=in_order) for person in left[id_]))
            was = activity.person_id, activity.happened_on
            activity.person_id = people[0]
            share_among(taking, activity, people)
            session.flush()
            taking.touched += settle_sources(session, taking.workspace_id, {was})
    session.flush()


def _read_again(taking: Taking, activity: Activity, ids: dict[str, list[str]]) -> None:
    for external_id in ids:
        link = taking.link(Fact.ACTIVITY, external_id)
        if link is not None and link.fact_id == activity.id:
            link.fingerprint = None


def _is_by_hand(taking: Taking, activity: Activity) -> bool:
    """Whether somebody logged or changed it in Slack."""
    if activity.source == Source.SLACK:
        return True
    changes = select(ActivityChange.id).where(
        ActivityChange.workspace_id == taking.workspace_id,
        ActivityChange.activity_id == activity.id,
        col(ActivityChange.changed_by).is_not(None),
        col(ActivityChange.what).not_in(("split", "join")),
    )
    return taking.session.exec(changes.limit(1)).first() is not None


def _note(taking: Taking, activity: Activity, what: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    taking.session.add(
        ActivityChange(
            workspace_id=taking.workspace_id,
            activity_id=activity.id,
            changed_at=taking.now,
            what=what,
            old=old,
            new=new,
        )
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
