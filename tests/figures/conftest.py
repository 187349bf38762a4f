"""What everybody in the company read on three Mondays and a Thursday, each with the export of that moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers import contests, home
from handlers.activity import talk
from handlers.door.answers import ShowHome, Whisper
from handlers.door.request import Press, Request
from handlers.goals import command as goals
from jobs.cadence import Occasion
from jobs.prompts import contests as contest_prompts
from jobs.prompts import digest, nudges
from messages.blocks import Message, rendered
from messages.month_figures import figures_section
from messages.words import words
from models.contests.records import Contest
from models.database import Database
from models.delivery.records import Delivery
from models.exports.run import export
from models.period import PeriodType
from models.reviews.month import figures_of_month
from models.scorecard.scope import scope_of_workspace
from models.team.records import Team
from tests.conftest import SECRETS
from tests.figures.by_hand import Books, quarter, week
from tests.figures.company import FIRST, Company, at, company_of, grow
from tests.models.scorecard import facts

MONDAYS = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)]
THURSDAYS = [date(2026, 12, 10)]
LANGUAGES = ("en", "nl")
GOAL, QUESTION = "/goal", "/goal Q4"
COMPETITIONS = {
    "Carla": ("first meetings 2 weeks", "follow ups 2 weeks improved", "proposals 2 weeks best"),
    "Joris": ("first meetings 2 weeks",),
}
"""Started on the first Monday, by who leads a team; everybody in it joins those that are not against a record."""


@dataclass
class Moment:
    """What everybody read, in which language, and the export of then."""

    day: date
    books: Books
    read: dict[str, tuple[Message | None, str]] = field(default_factory=dict)
    homes: dict[str, tuple[list[Any], str]] = field(default_factory=dict)
    reviews: dict[str, tuple[list[Any], str]] = field(default_factory=dict)
    """The figures in the review of the month before."""
    answers: dict[str, tuple[Message, str]] = field(default_factory=dict)
    """To one more meeting and proposal, which stand in `after`."""
    after: Books | None = None
    contests: dict[str, list[tuple[Message | None, str]]] = field(default_factory=dict)
    """What each reads when they ask; of a result, what comes to their channel (by team) and to each alone."""


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
        _one_more(session, company, moment)
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
        if person.is_rep:
            moment.reviews[first_name] = _review(session, company, first_name, moment.day)
        else:
            moment.homes[first_name] = _home(session, company, first_name, moment.day, 9)
    _compete(session, company, moment)
    for place, team in enumerate(company.teams.values()):
        team.language = LANGUAGES[(number + place) % 2]
        occasion = _occasion(
            session, company, moment.day, team.channel_id or "", "digest.team", "", {"team_id": team.id}
        )
        moment.read[team.name] = digest.to_channel(occasion), team.language


def _thursday(session: Session, company: Company, moment: Moment, number: int) -> None:
    for first_name, person in company.people.items():
        if person.is_rep:
            moment.homes[first_name] = _home(session, company, first_name, moment.day, 17)
            request = Request(session, company.workspace, person, at(moment.day, 17), SECRETS)
            for asked, line in ((QUESTION, "Q4 80k"), (GOAL, '"Sales" Q4 sales_by_channel=80k proposals=30')):
                answer = goals.command(request, line)
                assert isinstance(answer, Whisper)
                moment.answers[f"{first_name}: {asked}"] = answer.message, person.language
            listed = goals.command(request, "list")
            assert isinstance(listed, Whisper)
            moment.answers[f"{first_name}: {GOAL} list"] = listed.message, person.language


def _compete(session: Session, company: Company, moment: Moment) -> None:
    """Started on the first Monday, asked about on the second, over on the third."""
    if moment.day == MONDAYS[0]:
        return _start_contests(session, company)
    for first_name, person in company.people.items():
        if moment.day == MONDAYS[1] and person.team_id:
            answer = contests.command(Request(session, company.workspace, person, at(moment.day, 9), SECRETS), "")
            assert isinstance(answer, Whisper)
            moment.contests[first_name] = [(answer.message, person.language)]
    if moment.day == MONDAYS[2]:
        for contest in session.exec(select(Contest).order_by(col(Contest.id))):
            team = session.get_one(Team, ("T1", contest.team_id))
            about = {"contest_id": contest.id}
            occasion = _occasion(session, company, moment.day, team.channel_id or "", "contests.result", "", about)
            moment.contests.setdefault(team.name, []).append((contest_prompts.result(occasion), team.language or "en"))
            for first_name, person in company.people.items():
                if person.is_rep and person.team_id == team.id and contest.kind != "record":
                    own = _occasion(session, company, moment.day, person.id, "contests.own", first_name, about)
                    found = contest_prompts.own_result(own), person.language
                    moment.contests.setdefault(first_name, []).append(found)
    return None


def _start_contests(session: Session, company: Company) -> None:
    now = at(MONDAYS[0], 9)
    guus = {"person_id": company["Guus"].id}
    lent = [facts.target(session, kpi, "4", PeriodType.WEEK, FIRST, **guus) for kpi in ("first_meetings", "follow_ups")]
    for boss, lines in COMPETITIONS.items():
        for line in lines:
            contests.command(Request(session, company.workspace, company[boss], now, SECRETS), f"start {line}")
    for contest in session.exec(select(Contest).where(Contest.kind != "record")):
        for person in company.people.values():
            if person.is_rep and person.team_id == contest.team_id:
                request = Request(session, company.workspace, person, now, SECRETS)
                contests.take_part(request, Press("contests.join", contest.id))
    for target in lent:  # what becomes of it later changes nothing: they are measured by what it was
        session.delete(target)
    session.flush()


def _one_more(session: Session, company: Company, moment: Moment) -> None:
    for first_name, person in company.people.items():
        if person.is_rep:
            request = Request(session, company.workspace, person, at(moment.day, 17), SECRETS)
            for line in ("meeting acme first", "proposal globex 9k"):
                answer = talk.direct_message(request, line)
                assert isinstance(answer, Whisper)
                moment.answers[f"{first_name}: {line}"] = answer.message, person.language
                session.flush()
    moment.after = _books(session, company, moment.day)


def _review(session: Session, company: Company, name: str, day: date) -> tuple[list[Any], str]:
    before = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    figures = figures_of_month(session, company.workspace, company[name], before, at(day, 9))
    language = company[name].language
    return rendered(figures_section(words(language), figures, "november")), language


def _home(session: Session, company: Company, name: str, day: date, hour: int) -> tuple[list[Any], str]:
    shown = home.show(Request(session, company.workspace, company[name], at(day, hour), SECRETS), "")
    assert isinstance(shown, ShowHome)
    blocks: list[Any] = shown.view.json["blocks"]
    return blocks, company[name].language


def _occasion(
    session: Session, company: Company, monday: date, recipient: str, cadence: str, name: str, about: object = None
) -> Occasion:
    now = at(monday, 9)
    due = {"due_at": now, "expires_at": now + timedelta(hours=3), "created_at": now, "about": about or {}}
    row = Delivery(workspace_id="T1", recipient=recipient, cadence=cadence, slot=monday.isoformat(), **due)
    return Occasion(session, company.workspace, row, now, company.people.get(name))
