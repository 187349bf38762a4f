"""What everybody in the company read on four Mondays and a Thursday, each with the export of that moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers import home
from handlers.door.answers import ShowHome
from handlers.door.request import Request
from jobs.cadence import Occasion
from jobs.prompts import digest, nudges
from messages.blocks import Message
from models.database import Database
from models.delivery.records import Delivery
from models.exports.run import export
from models.scorecard.scope import scope_of_workspace
from tests.conftest import SECRETS
from tests.figures.by_hand import Books, quarter, week
from tests.figures.company import FIRST, Company, at, company_of, grow

MONDAYS = [date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)]
THURSDAYS = [date(2026, 11, 26), date(2026, 12, 10)]
LANGUAGES = ("en", "nl")


@dataclass
class Moment:
    """What everybody read, in which language, and the export of then."""

    day: date
    books: Books
    read: dict[str, tuple[Message | None, str]] = field(default_factory=dict)
    homes: dict[str, tuple[list[Any], str]] = field(default_factory=dict)


@pytest.fixture(scope="package")
def moments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[date, Moment]]:
    """One company that works on from day to day."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('figures')}/koers.db")
    database.metadata.create_all(database.engine)
    with Session(database.engine, expire_on_commit=False) as session:
        company, since, found = company_of(session), FIRST, {}
        for number, day in enumerate(sorted([*MONDAYS, *THURSDAYS])):
            until = day if day in MONDAYS else day + timedelta(days=1)
            grow(session, company, since, until)
            since = until
            moment = found[day] = Moment(day, _books(session, company, day))
            for place, person in enumerate(company.people.values()):
                person.language = LANGUAGES[(number + place) % 2]
            (_monday if day in MONDAYS else _thursday)(session, company, moment, number)
        yield found
    database.close()


def _books(session: Session, company: Company, day: date) -> Books:
    def exported(what: str, as_of: date | None) -> str:
        scope = scope_of_workspace(session, company.workspace)
        return "".join(export(session, company.workspace, what, scope, None, as_of, "json", at(day, 17)))

    last = week(day - timedelta(days=day.weekday() + 7))
    return Books(exported("everything", None), exported("deals", min(last.last, quarter(last.first).last)))


def _monday(session: Session, company: Company, moment: Moment, number: int) -> None:
    for first_name, person in company.people.items():
        compose = nudges.last_week_and_this if person.is_rep else digest.to_manager
        cadence = "nudge.week" if person.is_rep else "digest.manager"
        message = compose(_occasion(session, company, moment.day, person.id, cadence, first_name))
        moment.read[first_name] = message, person.language
        if not person.is_rep:
            moment.homes[first_name] = _home(session, company, first_name, moment.day, 9)
    for place, team in enumerate(company.teams.values()):
        team.language = LANGUAGES[(number + place) % 2]
        occasion = _occasion(session, company, moment.day, team.channel_id or "", "digest.team", "", team.id)
        moment.read[team.name] = digest.to_channel(occasion), team.language


def _thursday(session: Session, company: Company, moment: Moment, number: int) -> None:
    for first_name, person in company.people.items():
        if person.is_rep:
            moment.homes[first_name] = _home(session, company, first_name, moment.day, 17)


def _home(session: Session, company: Company, name: str, day: date, hour: int) -> tuple[list[Any], str]:
    shown = home.show(Request(session, company.workspace, company[name], at(day, hour), SECRETS), "")
    assert isinstance(shown, ShowHome)
    blocks: list[Any] = shown.view.json["blocks"]
    return blocks, company[name].language


def _occasion(
    session: Session, company: Company, monday: date, recipient: str, cadence: str, name: str, team: str = ""
) -> Occasion:
    now = at(monday, 9)
    due = {"due_at": now, "expires_at": now + timedelta(hours=3), "created_at": now, "about": {"team_id": team}}
    row = Delivery(workspace_id="T1", recipient=recipient, cadence=cadence, slot=monday.isoformat(), **due)
    return Occasion(session, company.workspace, row, now, company.people.get(name))
