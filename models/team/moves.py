"""Moving somebody: another team, manager, role, working pattern or country from a day on. Undo takes it back.

What was before that day stays as it was. A day that is over is allowed, and the move says which days it restates.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.acting import Acting
from models.activity.records import Activity
from models.deals.records import Deal
from models.period import month_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.membership import BEGINNING, DATED, line_on, stays_of
from models.team.moving import as_json, from_json, table_of
from models.team.records import Membership, Move, Person
from models.workspace.trail import Did, Way, note
from models.zones import zone_named

A_DAY = timedelta(days=1)
NEW_FOR = timedelta(days=14)
"""So long what was not known of somebody is filled in, and no move."""

Values = Mapping[str, Any]
Told = tuple[datetime, Person | None, date]


def usual_day(session: Session, person: Person, values: Values, now: datetime, today: date) -> date:
    """From when a change holds when nobody said: tomorrow. What was not known of somebody new holds since ever."""
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    is_filled_in = all(getattr(person, name) in (None, False) for name in changed)
    joined = now - person.created_at
    if joined < A_DAY or (is_filled_in and (joined < NEW_FOR or not _has_facts(session, person))):
        return BEGINNING
    return today + A_DAY


def move(acting: Acting, person: Person, values: Values, from_day: date | None = None) -> Move | None:
    """`values` (of `DATED`) hold from that day on, or from the usual one; None when they held already.

    Changes that were made for later days stay. Refuses a circle in the reporting line.
    """
    day = from_day or usual_day(acting.session, person, values, acting.now, acting.today)
    if values.get("manager_id"):
        _check_line(acting.session, person, str(values["manager_id"]), day)
    return move_at(acting.session, person, values, day, (acting.now, acting.by, acting.today))


def move_at(session: Session, person: Person, values: Values, day: date, told: Told) -> Move | None:
    """The same without a check of the line; `told` is when and by whom, and what day it was there."""
    now, by, today = told
    before = _rows(session, person)
    rows = [dict(row) for row in before] or [{"from_day": BEGINNING, **{name: getattr(person, name) for name in DATED}}]
    at = max(n for n, row in enumerate(rows) if row["from_day"] <= day)
    old = {name: rows[at][name] for name, value in values.items() if rows[at][name] != value}
    if not old:
        return None
    new = {name: values[name] for name in old}
    if rows[at]["from_day"] < day:
        at += 1
        rows.insert(at, {**rows[at - 1], "from_day": day})
    for name, value in new.items():
        for row in rows[at:]:
            if row[name] != old[name]:
                break
            row[name] = value
    _store(session, person, rows, today)
    yesterday = today - A_DAY
    moved = Move(
        workspace_id=person.workspace_id,
        person_id=person.id,
        from_day=day,
        old=old,
        new=new,
        rows=[as_json(row) for row in before],
        moved_by=by.id if by else None,
        moved_at=now,
        first_day=day if day <= yesterday else None,
        last_day=yesterday if day <= yesterday else None,
    )
    session.add(moved)
    session.flush()
    if "manager_id" in new:
        _note_manager(session, person, f"{new['manager_id'] or '-'} from {day}", by, now)
    return moved


def undo_move(acting: Acting, move_id: str) -> tuple[Move, Person]:
    """Take a move back. Refuses who may not, one that is undone, and one after which the person was moved again."""
    acting.rights.require(Right.CHANGE_ROSTER)
    session, workspace_id = acting.session, acting.workspace.workspace_id
    moved = session.get(Move, (workspace_id, move_id))
    if moved is None or moved.undone_at is not None:
        raise Refusal("team.move_undone")
    person = session.get_one(Person, (workspace_id, moved.person_id))
    later = select(Move.id).where(
        Move.workspace_id == workspace_id,
        Move.person_id == person.id,
        col(Move.undone_at).is_(None),
        col(Move.id) > moved.id,
    )
    if session.exec(later.limit(1)).first() is not None:
        raise Refusal("team.moved_since", name=person.name)
    rows = [from_json(table_of(Membership), row) for row in moved.rows]
    if not rows:
        was = {name: getattr(person, name) for name in DATED} | moved.old
        if kept := _rows(session, person):
            was = {name: kept[0][name] for name in DATED}
            was |= moved.old if moved.from_day == BEGINNING else {}
        rows = [{"from_day": BEGINNING, **was}]
    if manager := rows[-1]["manager_id"]:
        _check_line(session, person, str(manager), BEGINNING)
    _store(session, person, rows, acting.today)
    moved.undone_at = acting.now
    session.flush()
    if "manager_id" in moved.old:
        _note_manager(session, person, f"{moved.old['manager_id'] or '-'} again", acting.by, acting.now)
    return moved, person


def _note_manager(session: Session, person: Person, detail: str, by: Person | None, now: datetime) -> None:
    note(
        session,
        person.workspace_id,
        Did.MANAGER,
        by=by.id if by else None,
        at=now,
        person_id=person.id,
        detail=detail,
        way=None if by else Way.BY_ITSELF,
    )


def makes_a_circle(session: Session, person: Person, manager_id: str, day: date) -> bool:
    """Whether somebody with that manager stands above themself on any day from then on."""
    everybody = session.exec(select(Person).where(Person.workspace_id == person.workspace_id)).all()
    stays = stays_of(session, everybody)
    turns = {day} | {stay.first for own in stays.values() for stay in own if stay.first > day}
    return manager_id == person.id or any(manager_id in line_on(stays, person.id, turn) for turn in turns)


def follow_moves(session: Session, workspace_id: str, today: date) -> int:
    """Let the rows of people say where they are today; returns of how many they said something else."""
    movers = select(Person).where(Person.workspace_id == workspace_id, col(Person.has_moved).is_(True))
    people = list(session.exec(movers))
    followed = 0
    for stays in stays_of(session, people).values():
        stay = next(stay for stay in stays if stay.covers(today))
        different = {
            name: value for name in DATED if (value := getattr(stay.place, name)) != getattr(stay.person, name)
        }
        for name, value in different.items():
            setattr(stay.person, name, value)
        followed += bool(different)
    session.flush()
    return followed


def months_restated(moved: Move) -> list[date]:
    """The first days of the months of which a move has changed figures; none when it holds from today, or later."""
    if moved.first_day is None or moved.last_day is None:
        return []
    months, month = [], month_of(moved.first_day)
    while month.start <= moved.last_day:
        months.append(month.start)
        month = month_of(month.end)
    return months


def today_in(workspace_zone: str, now: datetime) -> date:
    """The date on which moves take effect: that of the workspace's zone."""
    return now.astimezone(zone_named(workspace_zone)).date()


def _rows(session: Session, person: Person) -> list[dict[str, Any]]:
    if not person.has_moved:
        return []
    rows = select(Membership).where(Membership.workspace_id == person.workspace_id, Membership.person_id == person.id)
    in_order = session.exec(rows.order_by(col(Membership.from_day)))
    return [{"from_day": row.from_day, **{name: getattr(row, name) for name in DATED}} for row in in_order]


def _store(session: Session, person: Person, rows: Sequence[dict[str, Any]], today: date) -> None:
    """Neighbours that say the same are one; who is in one place all along has no rows."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        if not kept or any(kept[-1][name] != row[name] for name in DATED):
            kept.append(row)
    old = select(Membership).where(Membership.workspace_id == person.workspace_id, Membership.person_id == person.id)
    for gone in session.exec(old).all() if person.has_moved else ():
        session.delete(gone)
    session.flush()
    person.has_moved = len(kept) > 1
    if person.has_moved:
        session.add_all(Membership(workspace_id=person.workspace_id, person_id=person.id, **row) for row in kept)
    present = [row for row in kept if row["from_day"] <= today][-1]
    for name in DATED:
        setattr(person, name, present[name])
    session.flush()


def _check_line(session: Session, person: Person, manager_id: str, day: date) -> None:
    """Nobody stands above themself."""
    if makes_a_circle(session, person, manager_id, day):
        manager = session.get_one(Person, (person.workspace_id, manager_id))
        raise Refusal("team.circle", name=person.name, manager=manager.name)


def _has_facts(session: Session, person: Person) -> bool:
    for table, owner in ((Activity, Activity.person_id), (Deal, Deal.owner_id)):
        found = select(table.id).where(table.workspace_id == person.workspace_id, owner == person.id)
        if session.exec(found.limit(1)).first() is not None:
            return True
    return False
