"""Activities of a CRM: each engagement that was held is an entry, and the log finds which of them are one event."""

from typing import Any

from sqlmodel import col, select

from models.activity.measuring import MEASURED, as_told_of
from models.activity.records import OF_THE_EVENT, Activity, ActivityChange, Source
from models.activity.settling import place_of, settle_sources
from models.activity.sharing import share_out_entry
from models.connections.activity_values import ActivityValues, activity_values_of, shares_of, started_at
from models.connections.echo import columns_of_ours, is_our_mark, known_again
from models.connections.remote import RemoteActivity
from models.connections.removing import BY_THE_CRM, undo_activity
from models.connections.rereading import Waits
from models.connections.taking import OVERRULED, Taking, fingerprint_of
from models.database import new_id
from models.references.links import MERGED, event_key_of, links_of, name_event, re_point
from models.references.records import WRITTEN, Fact, Link

_OF_THE_PERSON = frozenset({"kind", "account_id", "deal_id", "note", "happened_on", "person_id"})
"""What stays as somebody said it in Slack; the start and the minutes are measured, and come from the CRM."""


def take_activity(taking: Taking, record: RemoteActivity) -> None:
    """One engagement: what was held becomes an entry; what is planned, or was not held after all, does not (any more)."""
    link = taking.link(Fact.ACTIVITY, record.id)
    if link is None or not link.fact_id:
        link = known_again(taking, record, link) or link
    told = activity_values_of(taking, record, is_known=bool(link and link.fact_id))
    if isinstance(told, Waits) and link is not None and link.reason == WRITTEN:
        link.gone_at = None  # what we wrote is no less of a fact, whatever the CRM makes of it
        taking.counts["activity:unchanged"] += 1
        return
    if isinstance(told, Waits):
        _wait(taking, record, link, told)
        return
    if link is not None and link.fingerprint == told.fingerprint and link.gone_at is None:
        taking.counts["activity:unchanged"] += 1
        return
    activity = taking.session.get(Activity, (taking.workspace_id, link.fact_id)) if link and link.fact_id else None
    if activity is None:
        activity, what = _new(taking, told), "new"
    else:
        own = columns_of_ours(taking, record, link) if link else frozenset[str]()
        values = {name: value for name, value in told.values.items() if name not in own}
        what = "changed" if _change(taking, activity, told, values) else "seen"
    link = _refer(taking, record.id, link, activity)
    _name_event(taking, activity, None if is_our_mark(record.event_key) else record.event_key)
    taking.touched.append(activity)
    if activity.account_id:
        taking.accounts.add(activity.account_id)
    link.fingerprint, link.remote_updated_at, link.gone_at = told.fingerprint, record.updated_at, None
    taking.counts[f"activity:{what}"] += 1
    taking.session.flush()


def activity_gone(taking: Taking, link: Link) -> None:
    """It is deleted there. What was logged in Slack is an entry of its own, or only loses its reference."""
    activity = taking.session.get(Activity, (taking.workspace_id, link.fact_id)) if link.fact_id else None
    if activity is None or activity.undone_at is not None:
        return
    if activity.source == Source.CRM and not _is_by_hand(taking, activity):
        taking.places.append(place_of(activity))
        undo_activity(taking.session, activity, taking.now)
        taking.touched.append(activity)
        taking.session.flush()


def activity_moved(taking: Taking, old_id: str, into_id: str) -> None:
    """An engagement became part of another: one entry of it stays."""
    old, into = taking.link(Fact.ACTIVITY, old_id), taking.link(Fact.ACTIVITY, into_id)
    if old is None or old_id == into_id or (old.gone_at and old.reason == MERGED):
        return
    if into is None:
        into = taking.know(Fact.ACTIVITY, into_id, old.fact_id, MERGED if old.fact_id else Waits.UNREAD)
    elif not into.fact_id:
        into.fact_id, into.reason, into.fingerprint = old.fact_id, MERGED, None
    elif old.fact_id != into.fact_id:
        activity_gone(taking, old)
    re_point(old, into.fact_id, MERGED)
    old.gone_at = taking.now
    if into.gone_at is not None and into.fact_id:
        activity_gone(taking, into)  # it was merged, and then deleted
    taking.session.flush()


def _wait(taking: Taking, record: RemoteActivity, link: Link | None, why: Waits) -> None:
    if link is not None:
        activity_gone(taking, link)
    told = None if why in (Waits.PLANNED, Waits.UNREAD) else fingerprint_of({"waits": str(why), "record": record})
    known = taking.wait(Fact.ACTIVITY, record.id, why, told)
    known.reason = why if why is Waits.PLANNED else known.reason
    known.remote_updated_at = started_at(taking, record) if why is Waits.PLANNED else record.updated_at


def _refer(taking: Taking, external_id: str, link: Link | None, activity: Activity) -> Link:
    if link is None:
        return taking.know(Fact.ACTIVITY, external_id, activity.id)
    link.fact_id = activity.id
    if link.reason in set(Waits):
        link.reason = ""
    return link


def _name_event(taking: Taking, activity: Activity, key: str | None) -> None:
    """What every calendar calls it; a key that it no longer has is forgotten."""
    known = links_of(taking.session, taking.workspace_id, Fact.EVENT, [activity.id]).get(activity.id, [])
    for link in known:
        if link.origin == taking.origin and (key is None or not key.startswith(event_key_of(link))):
            taking.session.delete(link)
    taking.session.flush()
    if key:
        name_event(taking.session, taking.workspace_id, taking.origin, key, activity.id, taking.now)


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
    share_out_entry(taking.session, activity, shares_of(list(told.people)))
    return activity


def _change(taking: Taking, activity: Activity, told: ActivityValues, says: dict[str, Any]) -> bool:
    """Let the entry say what its engagement says now; what somebody said in Slack stays, and theirs is kept in its history."""
    session = taking.session
    was_there, whose, stood = activity.undone_at is None, (activity.person_id, activity.happened_on), place_of(activity)
    by_hand = _is_by_hand(taking, activity)
    as_told = as_told_of(session, taking.workspace_id, [activity])
    own = as_told.own.get(activity.id, {})
    values = {**says, "person_id": told.people[0]} if "kind" in says else says
    kept = {name: value for name, value in values.items() if by_hand and name in _OF_THE_PERSON}
    old: dict[str, object] = {}
    new: dict[str, object] = {}
    for name, value in values.items():
        said = own.get(name, getattr(activity, name))
        if name not in kept and said != value:
            old[name], new[name] = _plain(said), _plain(value)
            setattr(activity, name, value)
    if not by_hand:
        activity.undone_at = None
        shares = shares_of(list(told.people))
        if set(shares) != set(as_told.shares.get(activity.id, ())):
            share_out_entry(session, activity, shares)
            said_now: dict[str, object] = {"shares": [[who, part] for who, part in shares]}
            _note(taking, activity, MEASURED, said_now, said_now)  # what was measured before is not what it says now
    if new and was_there:
        _note(taking, activity, BY_THE_CRM, old, new)
    overruled = {name: _plain(value) for name, value in kept.items() if getattr(activity, name) != value}
    if overruled:
        _note(taking, activity, OVERRULED, {name: _plain(getattr(activity, name)) for name in overruled}, overruled)
    session.flush()
    taking.places.append(stood)
    if whose != (activity.person_id, activity.happened_on):
        taking.touched += settle_sources(session, taking.workspace_id, {whose}, now=taking.now)
    return bool(new) or not was_there


def _is_by_hand(taking: Taking, activity: Activity) -> bool:
    """Whether somebody logged or changed it in Slack."""
    if activity.source == Source.SLACK:
        return True
    changes = select(ActivityChange.id).where(
        ActivityChange.workspace_id == taking.workspace_id,
        ActivityChange.activity_id == activity.id,
        col(ActivityChange.changed_by).is_not(None),
        col(ActivityChange.what).not_in(OF_THE_EVENT),
    )
    return taking.session.exec(changes.limit(1)).first() is not None


def _note(taking: Taking, activity: Activity, what: str, old: dict[str, object], new: dict[str, object]) -> None:
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
