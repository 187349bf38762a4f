"""What admins do with the roster: add, change and end-date people; name teams."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from zoneinfo import available_timezones

import holidays
from sqlmodel import Session, col, select

from models.acting import Acting
from models.permissions import Right
from models.refusal import Refusal
from models.team.leaving import forget_last_day, hand_reports_on, set_last_day
from models.team.moves import move
from models.team.naming import visible_name
from models.team.queries import team_named
from models.team.records import Move, Person, SalesRole, Team
from models.workspace.trail import Did, level, note

NEWCOMERS = "koers_newcomers"
"""Key in `session.info`: Slack users added in this transaction, of whom Slack knows zone and language."""


@dataclass(frozen=True)
class Details:
    """What is to change; None leaves it as it is."""

    sales_role: SalesRole | None = None
    manager: Person | None = None
    team: str | None = None
    access: frozenset[str] | None = None
    """Of `rep`, `manager`, `leader`, `admin`; replaces what the person had. A manager is whoever has reports."""
    country: str | None = None
    region: str | None = None
    zone: str | None = None
    language: str | None = None
    working_days: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ramp_months: int | None = None
    from_day: date | None = None
    """From when team, manager, role, working days and country hold; None leaves it to the rule (`moves.usual_day`)."""


def add_person(acting: Acting, slack_user_id: str | None, name: str, details: Details) -> Person:
    """Add somebody to the roster; who is already there is changed instead. Refuses who may not."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.CHANGE_ROSTER)
    person = None
    if slack_user_id:
        person = session.exec(
            select(Person).where(Person.workspace_id == by.workspace_id, Person.slack_user_id == slack_user_id)
        ).first()
    is_new = person is None
    if person is None:
        shown = visible_name(name, slack_user_id)[:120]
        person = Person(workspace_id=by.workspace_id, name=shown, slack_user_id=slack_user_id, created_at=acting.now)
        session.add(person)
        session.flush()
        if slack_user_id:
            session.info.setdefault(NEWCOMERS, []).append(slack_user_id)
    _apply(acting, person, details, is_new=is_new)
    return person


def change_person(acting: Acting, person: Person, details: Details) -> Move | None:
    """Change what is known of somebody; the move, where it holds from a day on.

    Refuses who may not, a circle in the reporting line, and nothing to change.
    """
    acting.rights.require(Right.CHANGE_ROSTER)
    if all(getattr(details, field.name) is None for field in fields(details) if field.name != "from_day"):
        raise Refusal("team.nothing_to_change", name=person.name)
    return _apply(acting, person, details)


def end_person(acting: Acting, person: Person, last_day: date) -> Person:
    """`last_day` is the person's last day: no prompts after it, reports move up, history stays."""
    acting.rights.require(Right.CHANGE_ROSTER)
    _keeps_an_admin(acting.session, person)
    hand_reports_on(acting.session, person, last_day, acting.now)
    set_last_day(acting.session, person, last_day, acting.now)
    return person


def keep_person(acting: Acting, person: Person, last_day: date | None) -> list[str]:
    """They stay after all, or leave on the day that was named before (`last_day`). Returns who (ids) has to be told."""
    acting.rights.require(Right.CHANGE_ROSTER)
    told = forget_last_day(acting.session, person, acting.now)
    person.ends_on, person.ended_by_slack = last_day, False
    acting.session.flush()
    return told


def _apply(acting: Acting, person: Person, details: Details, *, is_new: bool = False) -> Move | None:
    session = acting.session
    if details.access is not None:
        if "admin" not in details.access:
            _keeps_an_admin(session, person)
        was = level(is_leader=person.is_leader, is_admin=person.is_admin)
        person.is_leader, person.is_admin = "leader" in details.access, "admin" in details.access
        if (held := level(is_leader=person.is_leader, is_admin=person.is_admin)) != was:
            session.flush()
            note(
                session,
                person.workspace_id,
                Did.RIGHTS,
                by=acting.by.id,
                at=acting.now,
                person_id=person.id,
                detail=f"{was} -> {held}",
            )
    _set_zone(person, details)
    if details.ramp_months is not None:
        if not 0 <= details.ramp_months <= 36:
            raise Refusal("team.ramp_out_of_range")
        person.ramp_months = details.ramp_months
    starts_on, ends_on = details.starts_on or person.starts_on, details.ends_on or person.ends_on
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal("team.ends_before_start", starts_on=starts_on, ends_on=ends_on)
    person.starts_on = starts_on
    if details.ends_on is not None:
        _keeps_an_admin(session, person)
        set_last_day(session, person, details.ends_on, acting.now, tells_manager=not is_new)
    moved = move(acting, person, _dated(session, person, details), details.from_day)
    session.flush()
    return moved


def _dated(session: Session, person: Person, details: Details) -> dict[str, Any]:
    """What of it holds from a day on."""
    values: dict[str, Any] = {}
    if details.sales_role is not None:
        values |= {"sales_role": details.sales_role.value, "is_rep": True}
    if details.access is not None:
        values["is_rep"] = "rep" in details.access
    if details.manager is not None:
        values["manager_id"] = details.manager.id
    if details.team is not None:
        values["team_id"] = _find_or_add_team(session, person.workspace_id, details.team).id
    if details.working_days is not None:
        if "1" not in details.working_days:
            raise Refusal("team.no_working_day")
        values["working_days"] = details.working_days
    return values | _place(person, details)


def _place(person: Person, details: Details) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if details.country is not None:
        country = details.country.upper()
        if country not in holidays.list_supported_countries():
            raise Refusal("team.unknown_country", country=details.country)
        values["country"] = country
    if details.region is not None:
        country = values.get("country") or person.country or ""
        regions = holidays.list_supported_countries().get(country, [])
        if details.region.upper() not in regions:
            raise Refusal("team.unknown_region", region=details.region, known=list(regions)[:12])
        values["region"] = details.region.upper()
    return values


def _set_zone(person: Person, details: Details) -> None:
    if details.zone is not None:
        zone = next((name for name in available_timezones() if name.lower() == details.zone.lower()), None)
        if zone is None:
            raise Refusal("team.unknown_zone", zone=details.zone)
        person.zone, person.zone_is_chosen = zone, True
    person.language = details.language or person.language


def _find_or_add_team(session: Session, workspace_id: str, name: str) -> Team:
    team = team_named(session, workspace_id, name)
    if team is None:
        team = Team(workspace_id=workspace_id, name=name.strip()[:80])
        session.add(team)
        session.flush()
    return team


def _keeps_an_admin(session: Session, person: Person) -> None:
    """Somebody has to be able to change the roster."""
    if not person.is_admin:
        return
    others = select(Person.id).where(
        Person.workspace_id == person.workspace_id,
        Person.id != person.id,
        col(Person.is_admin).is_(True),
        col(Person.ends_on).is_(None),
    )
    if session.exec(others).first() is None:
        raise Refusal("team.last_admin", name=person.name)
