"""Two rows of the roster that are one person: one of them goes up in the other, and can come out again."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.acting import Acting
from models.activity.settling import settle_entries_of
from models.refusal import Refusal
from models.team.moving import Json, as_json, from_json, move_back, move_everything, table_of
from models.team.records import Person
from models.team.reporting_line import people_below
from models.workspace.trail import Did, level, note

FILLED_IN = ("email", "sales_role", "team_id", "manager_id", "country", "region", "zone", "language", "starts_on")
"""What the one who stays takes over where nothing is known of it."""
USUAL = {"working_days": "1111100", "ramp_months": 3}
"""What everybody starts with: taken over where the other has something of its own."""
NAMES_SOMEBODY = ("deputy_id",)
"""It moves with whatever else names one of the two, and goes back with it."""
RIGHTS = ("is_rep", "is_leader", "is_admin", "has_moved")
"""Of these the one has what either had."""

OWN_TO_THEM = ("style", "style_is_plain", "style_hides_hint")
"""Kept in no history: it goes along with the account, and back with it when two are parted."""


def join_people(acting: Acting, goes: Person, stays: Person) -> Json:
    """`goes` is `stays`: entries, deals, shares, targets, goals, leave and whatever else names it move, and its row goes.

    Returns what it takes to part them. Refuses two who stand above each other, what only one of two can have, and the
    one who does it going up in another.
    """
    session = acting.session
    _check(acting, goes, stays)
    gone, was = _kept(goes), _kept(stays)
    brings_style = goes.style is not None and stays.style is None
    what = move_everything(session, goes, stays)
    session.delete(goes)
    session.flush()
    _fill_in(acting, stays, from_json(table_of(Person), gone))
    if brings_style:
        _give_own(goes, stays)
    session.flush()
    settle_entries_of(session, stays, acting.now)
    now = _kept(stays)
    changed = [name for name in now if now[name] != was[name] and name not in NAMES_SOMEBODY]
    _note_rights(acting, stays, was)
    before, after = {name: was[name] for name in changed}, {name: now[name] for name in changed}
    return {**what, "gone": gone, "stays": stays.id, "before": before, "after": after, "brought_style": brings_style}


def part_people(acting: Acting, what: Json) -> None:
    """Take it back: the row is there again with what was its own; what came since stays. Refuses when that is gone."""
    session, workspace_id = acting.session, acting.workspace.workspace_id
    stays = session.get(Person, (workspace_id, what["stays"]))
    if stays is None:
        raise Refusal("team.cannot_part")
    before, had = from_json(table_of(Person), what["before"]), _kept(stays)
    for name, value in before.items():
        if _kept(stays)[name] == what["after"][name]:
            setattr(stays, name, value)
    session.flush()
    _note_rights(acting, stays, had)
    goes = Person(**from_json(table_of(Person), what["gone"]))
    _check_free(session, goes)
    if what.get("brought_style"):
        _give_own(stays, goes)
        stays.style, stays.style_is_plain, stays.style_hides_hint = None, False, False
    session.add(goes)
    session.flush()
    move_back(session, what, goes, stays)
    for person in (goes, stays):
        settle_entries_of(session, person, acting.now)


def _check(acting: Acting, goes: Person, stays: Person) -> None:
    session = acting.session
    if goes.id == acting.by.id:
        raise Refusal("team.somebody_else_decides")
    for one, other in ((goes, stays), (stays, goes)):
        if any(below.id == other.id for below in people_below(session, one)):
            raise Refusal("team.above_each_other", name=goes.name, other=stays.name)
    if _has_private_notes(session, goes) or _is_asked(session, goes) or _have_a_talk(session, goes, stays):
        raise Refusal("team.both_have_one")


def _has_private_notes(session: Session, person: Person) -> bool:
    """They are sealed for their author, and could not be opened by another id."""
    note = SQLModel.metadata.tables["private_note"]
    own = sa.select(note.c.id).where(note.c.workspace_id == person.workspace_id, note.c.author_id == person.id)
    return session.execute(own.limit(1)).first() is not None


def _is_asked(session: Session, person: Person) -> bool:
    """In a survey that runs the ballot of a person is found by their id."""
    invitation, campaign = (SQLModel.metadata.tables[name] for name in ("audit_invitation", "audit_campaign"))
    runs = (
        sa.select(invitation.c.id)
        .join(
            campaign,
            (campaign.c.workspace_id == invitation.c.workspace_id) & (campaign.c.id == invitation.c.campaign_id),
        )
        .where(
            invitation.c.workspace_id == person.workspace_id,
            invitation.c.person_id == person.id,
            campaign.c.status == "open",
        )
    )
    return session.execute(runs.limit(1)).first() is not None


def _have_a_talk(session: Session, goes: Person, stays: Person) -> bool:
    """Nobody coaches themself."""
    for table in SQLModel.metadata.sorted_tables:
        if {"coach_id", "rep_id"} <= set(table.c.keys()):
            pair = table.c.coach_id.in_([goes.id, stays.id]) & table.c.rep_id.in_([goes.id, stays.id])
            of_both = sa.select(table.c.id).where(table.c.workspace_id == goes.workspace_id, pair)
            if session.execute(of_both.limit(1)).first() is not None:
                return True
    return False


def _fill_in(acting: Acting, stays: Person, gone: dict[str, Any]) -> None:
    for name in FILLED_IN:
        if getattr(stays, name) is None:
            setattr(stays, name, gone[name])
    for name, usual in USUAL.items():
        if getattr(stays, name) == usual:
            setattr(stays, name, gone[name])
    for name in RIGHTS:
        setattr(stays, name, getattr(stays, name) or gone[name])
    stays.created_at = min(stays.created_at, gone["created_at"])
    if gone["slack_user_id"]:  # their account in Slack was made anew: the row is theirs, with the new one
        stays.slack_user_id, stays.standing, stays.name = gone["slack_user_id"], gone["standing"], gone["name"]
        stays.ends_on, stays.ended_by_slack = gone["ends_on"], gone["ended_by_slack"]
    elif stays.ends_on is None and gone["ends_on"] and gone["ends_on"] >= acting.today:
        stays.ends_on, stays.ended_by_slack = gone["ends_on"], gone["ended_by_slack"]
    if stays.starts_on and stays.ends_on and stays.ends_on < stays.starts_on:
        stays.starts_on = None


def _note_rights(acting: Acting, stays: Person, was: Json) -> None:
    """With the row they had its rights, and have them no longer when it is parted again."""
    before = level(is_leader=bool(was["is_leader"]), is_admin=bool(was["is_admin"]))
    if (now := level(is_leader=stays.is_leader, is_admin=stays.is_admin)) != before:
        note(
            acting.session,
            stays.workspace_id,
            Did.RIGHTS,
            by=acting.by.id,
            at=acting.now,
            person_id=stays.id,
            detail=f"{before} -> {now}",
        )


def _give_own(giver: Person, taker: Person) -> None:
    for name in OWN_TO_THEM:
        setattr(taker, name, getattr(giver, name))


def _kept(person: Person) -> Json:
    """Everything that the row says, but what is kept in no history."""
    names = [column.name for column in table_of(Person).columns if column.name not in OWN_TO_THEM]
    return as_json({name: getattr(person, name) for name in names})


def _check_free(session: Session, goes: Person) -> None:
    """The address and the Slack user of the row may be somebody else's by now."""
    for name in ("email", "slack_user_id"):
        value = getattr(goes, name)
        same = select(Person.id).where(Person.workspace_id == goes.workspace_id, col(getattr(Person, name)) == value)
        if value and session.exec(same).first() is not None:
            raise Refusal("team.cannot_part")
