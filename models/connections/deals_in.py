"""Deals of a CRM: known ones are changed, with their history; of the others it is found whether somebody told of them already."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from models.activity.records import Source
from models.connections.deal_values import DealValues, values_of
from models.connections.remote import RemoteDeal
from models.connections.removing import BY_THE_CRM
from models.connections.rereading import Waits
from models.connections.taking import OVERRULED, Taking, fingerprint_of, others_tell_of
from models.database import new_id
from models.deals.actions import next_number
from models.deals.history import changing, share_out
from models.deals.leaving import bring_back, move_deal, remove_deal
from models.deals.records import Deal, DealChange, Outcome, StageChange
from models.deals.redating import redate
from models.deals.same_deal import DealTold
from models.deals.stages import OUTCOMES, UNKNOWN_STAGE
from models.references.links import MERGED, is_merged, re_point
from models.references.records import Fact, Link

_OURS_IF_SILENT = {"title", "product", "channel", "deal_type", "reason", "opened_on"}
"""What the CRM leaves out stays as somebody said it here."""


def take_deal(taking: Taking, record: RemoteDeal) -> None:
    """One deal, as the CRM has it now."""
    for old in record.merged_ids:
        _merge(taking, old, record.id)
    link = taking.link(Fact.DEAL, record.id)
    deal = taking.session.get(Deal, (taking.workspace_id, link.fact_id)) if link and link.fact_id else None
    told = values_of(taking, record, deal)
    if isinstance(told, Waits):
        _wait(taking, record, link, deal, told)
        return
    fingerprint = told.fingerprint
    if link is not None and link.fingerprint == fingerprint and link.gone_at is None:
        taking.counts["deal:unchanged"] += 1
        return
    if deal is None:
        deal = _join_or_add(taking, record, link, told)
        link = taking.link(Fact.DEAL, record.id)
    else:
        _change(taking, deal, told)
    assert link is not None
    _in_or_out(taking, deal, is_out=record.is_archived and told.values["outcome"] is None)
    link.fingerprint, link.remote_updated_at, link.gone_at = fingerprint, record.updated_at, None
    taking.session.flush()


def deal_gone(taking: Taking, link: Link) -> None:
    """It is deleted there: it counts in no month any more. What somebody also told here, or another source, stays."""
    deal = taking.session.get(Deal, (taking.workspace_id, link.fact_id)) if link.fact_id else None
    if deal is None or deal.removed_at is not None:
        return
    if deal.source == Source.CRM and not others_tell_of(taking, link):
        remove_deal(taking.session, deal, BY_THE_CRM, taking.now, taking.today)


def deal_moved(taking: Taking, old_id: str, into_id: str) -> None:
    """A deal became part of another; where that was deleted since, neither is a deal any more."""
    into = _merge(taking, old_id, into_id)
    if into is not None and into.gone_at is not None:
        deal_gone(taking, into)
        taking.look_up_again()


def _merge(taking: Taking, old_id: str, into_id: str) -> Link | None:
    """One of the two stays, that which somebody told of here before one that only CRMs know; None: nothing was to be done."""
    old, into = taking.link(Fact.DEAL, old_id), taking.link(Fact.DEAL, into_id)
    if old is None or old_id == into_id or is_merged(old, into):
        return None
    if into is None:
        into = taking.know(Fact.DEAL, into_id, old.fact_id, MERGED if old.fact_id else Waits.UNREAD)
    elif not into.fact_id and old.fact_id:
        into.fact_id, into.reason, into.fingerprint = old.fact_id, MERGED, None
    if old.fact_id:
        taking.touched += move_deal(taking.session, old, into, BY_THE_CRM, taking.now, taking.today)
        taking.look_up_again()
    else:
        re_point(old, into.fact_id, MERGED)
        old.gone_at = taking.now
    taking.counts["deal:merged"] += 1
    taking.session.flush()
    return into


def _wait(taking: Taking, record: RemoteDeal, link: Link | None, deal: Deal | None, why: Waits) -> None:
    """It cannot be taken (yet). One that was a deal, and is now nothing for us, leaves the pipeline."""
    if why is Waits.LEFT_OUT and deal is not None and link is not None and deal.removed_at is None:
        deal_gone(taking, link)
    told = fingerprint_of({"waits": str(why), "record": record})
    known = taking.wait(Fact.DEAL, record.id, why, told)
    known.remote_updated_at = record.updated_at


def _join_or_add(taking: Taking, record: RemoteDeal, link: Link | None, told: DealValues) -> Deal:
    session, values = taking.session, told.values
    about = DealTold(**{name: values[name] for name in DealTold.__dataclass_fields__})
    deal, reason = (None, "")
    if link is None or not link.fact_id:
        deal, reason = taking.deals_of_others.take(about, record.id)
    if link is not None and link.reason in (Waits.OWNER, Waits.LEFT_OUT, Waits.OLDER):
        taking.without_deal.add(values["account_id"])
    if deal is None:
        deal = _add(taking, told)
        _refer(taking, record.id, link, deal, "")
        taking.counts["deal:new"] += 1
        return deal
    with changing(session, deal, "connect", None, taking.now, deal.closed_on or taking.today):
        _refer(taking, record.id, link, deal, reason)
    _change(taking, deal, told)
    taking.counts["deal:joined"] += 1
    return deal


def _refer(taking: Taking, external_id: str, link: Link | None, deal: Deal, reason: str) -> None:
    if link is None:
        taking.know(Fact.DEAL, external_id, deal.id, reason)
    else:
        link.fact_id, link.reason = deal.id, reason
        taking.session.flush()


def _add(taking: Taking, told: DealValues) -> Deal:
    session, values = taking.session, told.values
    deal = Deal(
        **values,
        workspace_id=taking.workspace_id,
        id=new_id(),
        number=next_number(session, taking.workspace_id),
        source=Source.CRM,
        created_at=taking.now,
    )
    session.add(deal)
    session.flush()
    share_out(session, deal, told.shares)
    for place, (stage, day) in enumerate(_path(taking, values)):
        session.add(
            StageChange(
                workspace_id=taking.workspace_id,
                deal_id=deal.id,
                stage=stage,
                happened_on=day,
                value_minor=values["value_minor"],
                reporting_minor=values["reporting_minor"],
                probability=None if stage in OUTCOMES or stage == UNKNOWN_STAGE else values["probability"],
                changed_at=taking.now + timedelta(microseconds=place),
            )
        )
    if deal.account_id:
        taking.accounts.add(deal.account_id)
    session.flush()
    return deal


def _path(taking: Taking, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """Where it stood, as far as the CRM says: it was opened, and it is where it is; between them nobody knows."""
    opened, closed, outcome = values["opened_on"], values["closed_on"], values["outcome"]
    last = (outcome, closed) if outcome else (values["stage"], taking.today)
    return [(UNKNOWN_STAGE, opened), last] if opened and opened < last[1] else [last]


def _change(taking: Taking, deal: Deal, told: DealValues) -> None:
    session = taking.session
    values = {name: value for name, value in told.values.items() if name not in told.own}
    by_hand = _said_here(taking, deal)
    was = deal.opened_on, deal.closed_on, deal.outcome
    overruled: dict[str, Any] = {}
    if deal.outcome == Outcome.WON == told.values["outcome"] and values["owner_id"] != deal.owner_id:
        overruled["owner_id"] = values.pop("owner_id")  # a win is of whoever had the deal on that day
    before = deal.account_id
    day = values.get("closed_on") or taking.today
    with changing(session, deal, BY_THE_CRM, None, taking.now, day) as change:
        for name, value in values.items():
            is_silent = name in told.silent and name in _OURS_IF_SILENT
            if not (is_silent and (deal.source != Source.CRM or name in by_hand)):
                setattr(deal, name, value)
        if (told.says_shares or deal.source == Source.CRM) and not overruled:
            share_out(session, deal, told.shares)
    if not change.new:
        session.delete(change)
    redate(session, deal, *was)
    if overruled:
        _note_overruled(taking, deal, overruled)
    taking.accounts |= {account_id for account_id in (before, deal.account_id) if account_id}
    taking.counts["deal:changed"] += 1


def _note_overruled(taking: Taking, deal: Deal, said: dict[str, Any]) -> None:
    """What the CRM says and we do not take is kept with its time, once."""
    latest = select(DealChange).where(
        DealChange.workspace_id == taking.workspace_id, DealChange.deal_id == deal.id, DealChange.what == OVERRULED
    )
    if any(change.new == said for change in taking.session.exec(latest)):
        return
    with changing(taking.session, deal, OVERRULED, None, taking.now, taking.today) as change:
        pass
    change.old, change.new = {name: getattr(deal, name) for name in said}, said
    taking.session.flush()


def _said_here(taking: Taking, deal: Deal) -> set[str]:
    """The fields that somebody changed in Slack."""
    changes = select(DealChange).where(
        DealChange.workspace_id == taking.workspace_id,
        DealChange.deal_id == deal.id,
        DealChange.changed_by.is_not(None),  # type: ignore[union-attr]
        DealChange.undone_at.is_(None),  # type: ignore[union-attr]
    )
    return {name for change in taking.session.exec(changes) for name in change.new}


def _in_or_out(taking: Taking, deal: Deal, *, is_out: bool) -> None:
    """Archived while it was open: out of the pipeline; back again: in it."""
    if is_out and deal.removed_at is None and deal.source == Source.CRM:
        remove_deal(taking.session, deal, BY_THE_CRM, taking.now, taking.today)
    elif not is_out and deal.removed_at is not None:
        bring_back(taking.session, deal, BY_THE_CRM, taking.now, taking.today)
