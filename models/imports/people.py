"""People with their managers and teams, from an HR or CRM export."""

from dataclasses import replace
from datetime import date
from typing import Any

from models.imports.csv_file import Row
from models.imports.dates import DateColumn
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.naming import People, Teams
from models.imports.person_names import called
from models.imports.report import SkipRow
from models.team.membership import DATED
from models.team.moves import A_DAY, makes_a_circle, move_at, usual_day
from models.team.naming import visible_name
from models.team.records import Person, SalesRole

ROLES: dict[str, SalesRole] = {
    "sdr": SalesRole.SDR,
    "salesdevelopmentrep": SalesRole.SDR,
    "salesdevelopmentrepresentative": SalesRole.SDR,
    "presales": SalesRole.PRESALES,
    "presalesengineer": SalesRole.PRESALES,
    "technischepresales": SalesRole.PRESALES,
    "bdr": SalesRole.BDR,
    "businessdevelopmentrep": SalesRole.BDR,
    "businessdevelopmentrepresentative": SalesRole.BDR,
    "inside": SalesRole.INSIDE,
    "insidesales": SalesRole.INSIDE,
    "binnendienst": SalesRole.INSIDE,
    "account": SalesRole.ACCOUNT,
    "accountmanager": SalesRole.ACCOUNT,
    "accountexecutive": SalesRole.ACCOUNT,
    "ae": SalesRole.ACCOUNT,
    "field": SalesRole.FIELD,
    "fieldsales": SalesRole.FIELD,
    "buitendienst": SalesRole.FIELD,
    "channel": SalesRole.CHANNEL,
    "channelmanager": SalesRole.CHANNEL,
    "partnermanager": SalesRole.CHANNEL,
    "channelsalesmanager": SalesRole.CHANNEL,
}
"""How the sales roles are called elsewhere, folded."""

MANAGING = frozenset({"manager", "teammanager", "salesmanager", "director", "salesdirector", "teamleider"})
"""Roles of people who lead and have no figures of their own."""


def import_people(intake: Intake) -> None:
    """Take everybody. Managers and teams that are not known yet are added; empty cells leave things as they are.

    Who is new is where the row says since ever. Of anybody else it holds from the row's `from`, or from tomorrow.
    """
    intake = replace(intake, file=replace(intake.file, rows=list(map(_with_name, intake.file.rows))))
    people, teams = People(intake), Teams(intake)
    starts, ends, froms = intake.dates("start"), intake.dates("end"), intake.dates("from")
    lines: dict[str, int] = {}
    handles = _handles(intake)

    def take(row: Row) -> None:
        facts = _said(row, starts, ends)
        person = _known(people, row)
        if person is not None and person.id in lines:
            raise SkipRow("same_person", name=row["name"][:60], line=lines[person.id])
        from_day = froms(row["from"]) if person is not None else None
        if row["manager"] and row["manager"] != row["name"]:
            said = handles.get(folded(row["manager"]), ("", ""))
            manager = people.find_or_add(row["manager"], is_rep=False, said=said)
            if person is not None and (person.has_moved or person.manager_id != manager.id):
                _check_line(intake, person, manager, from_day or intake.today + A_DAY)
            facts["manager_id"] = manager.id
        if row["team"]:
            facts["team_id"] = teams.find_or_add(row["team"]).id
        if person is None:
            person = people.add(row["name"])
            intake.report.added["people"].remove(person.name)
            intake.report.taken += 1
            _change(person, facts)
        elif _change_known(intake, person, facts, from_day):
            intake.report.changed += 1
        else:
            intake.report.unchanged += 1
        people.know(person)
        lines[person.id] = row.line
        intake.session.flush()

    intake.each(take)


def _with_name(row: Row) -> Row:
    """The row with one name, first name first, where the file has the parts of it in columns of their own."""
    parts = " ".join(filter(None, (row["given_name"], row["infix"], row["family_name"])))
    name = parts if row["family_name"] else called(row["name"]).name
    return row if name == row["name"] else replace(row, texts=row.texts | {"name": name})


def _handles(intake: Intake) -> dict[str, tuple[str, str]]:
    """Address and Slack id by name, of those who have a row of their own: the manager of another row is that one.

    Else somebody in Slack who took the manager's name would be taken for them.
    """
    found: dict[str, tuple[str, str]] = {}
    for row in intake.file.rows:
        if not row.has_too_many and (row["email"] or row["slack_id"]):
            name, handles = folded(row["name"]), (row["email"], row["slack_id"])
            found[name] = handles if found.get(name, handles) == handles else ("", "")  # two of one name: nobody's
    return found


def _known(people: People, row: Row) -> Person | None:
    """By Slack id, e-mail, or name. Raises SkipRow when these point at different people.

    A name is not enough where the address or the Slack id says that it is somebody else of that name.
    """
    if not visible_name(row["name"]):
        raise SkipRow("no_name")
    handles = {
        found.id: found
        for handle in (row["slack_id"], row["email"])
        if (found := people.with_handle(handle)) is not None
    }
    if len(handles) > 1:
        raise SkipRow("handles_differ", email=row["email"][:60], slack_id=row["slack_id"][:20])
    return next(iter(handles.values()), None) or people.find(row["name"], said=(row["email"], row["slack_id"]))


def _said(row: Row, starts: DateColumn, ends: DateColumn) -> dict[str, Any]:
    """What the row says of a person, without its empty cells."""
    start, end = starts(row["start"]), ends(row["end"])
    if start and end and end < start:
        raise SkipRow("ends_before_start", start=start, end=end)
    email = row["email"].lower()
    if email and ("@" not in email or len(email) > 254):
        raise SkipRow("not_an_email", value=email[:60])
    said: dict[str, str | date | bool | None] = {
        "email": email or None,
        "slack_user_id": row["slack_id"] or None,
        "starts_on": start,
        "ends_on": end,
    }
    role = folded(row["role"])
    if role in MANAGING:
        said["is_rep"] = False
    elif role:
        if role not in ROLES:
            raise SkipRow("unknown_role", role=row["role"][:40], roles=tuple(map(str, SalesRole)))
        said |= {"sales_role": str(ROLES[role]), "is_rep": True}
    return {name: value for name, value in said.items() if value is not None}


def _change(person: Person, said: dict[str, Any]) -> bool:
    """Set what differs; whether anything did."""
    different = {name: value for name, value in said.items() if getattr(person, name) != value}
    for name, value in different.items():
        setattr(person, name, value)
    if "ends_on" in said:
        person.ended_by_slack = False  # a file says so too: it stays when Slack activates them again
    return bool(different)


def _change_known(intake: Intake, person: Person, said: dict[str, Any], from_day: date | None) -> bool:
    """The same of somebody who was there: what holds from a day on is moved, so that what is over stays as it was."""
    dated = {name: value for name, value in said.items() if name in DATED}
    is_changed = _change(person, {name: value for name, value in said.items() if name not in DATED})
    day = from_day or usual_day(intake.session, person, dated, intake.now, intake.today)
    moved = move_at(intake.session, person, dated, day, (intake.now, None, intake.today)) if dated else None
    return is_changed or moved is not None


def _check_line(intake: Intake, person: Person, manager: Person, day: date) -> None:
    """Nobody stands above themself from that day on, after the rows before either, whose moves hold from tomorrow."""
    if makes_a_circle(intake.session, person, manager.id, day):
        raise SkipRow("manages_in_a_circle", name=person.name, manager=manager.name)
