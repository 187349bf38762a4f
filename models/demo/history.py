"""A year of plausible work for the demo company. Deterministic: the same day gives the same history."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from models.demo.activities import activities_of
from models.demo.agreements import agree
from models.demo.audit import hold_audit
from models.demo.company import NAME, PEOPLE, TEAMS, WORKSPACE_ID
from models.demo.deals import deals_of
from models.demo.development import develop
from models.demo.market import markets_of
from models.demo.meeting import go_through_reviews, pairs_of
from models.demo.pace import DAYS
from models.demo.plan import take_up_the_plan
from models.demo.qbr import go_through_quarters, settle_decisions
from models.demo.reviews import hold_reviews
from models.demo.rows import Work
from models.demo.skills import survey_skills
from models.demo.territories import name_the_accounts
from models.period import Period, quarter_of
from models.team.calendar import calendars_of
from models.team.records import Leave, Person, Team
from models.workspace.records import Workspace
from models.workspace.setting_table import GUESSED
from models.workspace.settings import CHOSEN


def seed(session: Session, today: date) -> None:
    """Fill an empty workspace with the company and its history up to and including the day before `today`."""
    now = datetime.combine(today, time(7), UTC)
    settled = dict.fromkeys(GUESSED, CHOSEN)
    begun = now - timedelta(days=DAYS)
    workspace = Workspace(
        workspace_id=WORKSPACE_ID, name=NAME, created_at=begun, settled=settled, first_steps_closed=True
    )
    session.add(workspace)
    session.flush()
    people = _people(session, today, now)
    markets = markets_of(session, people, today, now)
    work = Work()
    numbers = iter(range(1, 100_000))
    for colleague in PEOPLE:
        if colleague.team and colleague.meetings:
            market = markets[colleague.slack_user_id]
            person = people[colleague.slack_user_id]
            work.entries += activities_of(colleague, person, market, today)
            deals_of(colleague, person, market, today, numbers, work)
    work.store(session)
    name_the_accounts(session, people, markets, today)
    agree(session, people, today)
    hold_audit(session, people, today)
    survey_skills(session, people, today)
    hold_reviews(session, workspace, people, today)
    this_month = today.replace(day=1)
    if this_month < today:  # what is under way of last month's
        go_through_reviews(
            session, people, calendars_of(session, workspace, list(people.values())), Period(this_month, today)
        )
    calendars = calendars_of(session, workspace, list(people.values()))
    since = quarter_of(today - timedelta(days=28)).start  # so that one is there that was signed, on any day
    go_through_quarters(session, workspace, pairs_of(people), calendars, Period(since, today))
    settle_decisions(session, workspace, today)
    take_up_the_plan(session, people, today)
    develop(session, people, today)


def _people(session: Session, today: date, now: datetime) -> dict[str, Person]:
    teams = {}
    for team in TEAMS:
        teams[team.name] = Team(
            workspace_id=WORKSPACE_ID,
            name=team.name,
            zone=team.zone,
            channel_id=team.channel_id,
            language=team.language,
        )
    session.add_all(teams.values())
    session.flush()
    people: dict[str, Person] = {}
    for one in PEOPLE:
        person = Person(
            workspace_id=WORKSPACE_ID,
            name=one.name,
            slack_user_id=one.slack_user_id,
            email=one.email,
            sales_role=one.sales_role,
            team_id=teams[one.team].id if one.team else None,
            manager_id=people[one.manager].id if one.manager else None,
            is_rep=one.sales_role is not None,
            is_leader=one.is_leader,
            is_admin=one.is_leader,
            zone=one.zone,
            language=one.language,
            country=one.country,
            region=one.region,
            working_days=one.working_days,
            starts_on=today - timedelta(days=round(one.months_here * 30.4)),
            created_at=max(now - timedelta(days=DAYS), now - timedelta(days=round(one.months_here * 30.4))),
        )
        session.add(person)
        session.flush()
        people[one.slack_user_id] = person
        for ago, length in one.leave:
            first = today - timedelta(days=ago)
            session.add(
                Leave(
                    workspace_id=WORKSPACE_ID,
                    person_id=person.id,
                    first_day=first,
                    last_day=first + timedelta(days=length - 1),
                    created_at=now,
                )
            )
    return people
