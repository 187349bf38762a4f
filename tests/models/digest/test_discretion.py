"""No rep is named to a leader before their own manager could read the same week: zones, holidays, wishes."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from handlers.digest.command import command
from handlers.door.answers import Whisper
from handlers.door.request import Request
from handlers.home import show
from messages.digest.company import to_leader
from models.delivery.records import DeliveryPreference
from models.digest.company_reading import company_week
from models.digest.discretion import not_to_be_named
from models.period import week_of
from models.team.leave import take_leave
from models.team.records import Person, Team
from tests.conftest import LONG_AGO, Cast
from tests.models.scorecard.facts import decided, goal, opened

WEEK = week_of(date(2026, 8, 24))
"""Its digest comes on Monday 31 August: a holiday in England, an ordinary day in Amsterdam."""
MONDAY = date(2026, 8, 31)


@pytest.fixture
def grace(session: Session, cast: Cast) -> Person:
    """Oliver sells in London for Grace, whose manager is Dirk in Amsterdam."""
    britain = Team(workspace_id="T1", name="Britain", zone="Europe/London")
    session.add(britain)
    session.flush()
    london = {"workspace_id": "T1", "zone": "Europe/London", "team_id": britain.id, "created_at": LONG_AGO}
    grace = Person(name="Grace Thompson", is_rep=False, manager_id=cast.dirk.id, **london)
    session.add(grace)
    session.flush()
    oliver = Person(name="Oliver Hughes", sales_role="account", manager_id=grace.id, **london)
    session.add(oliver)
    session.flush()
    decided(session, oliver, date(2026, 8, 26), 9000)
    decided(session, cast.anna, date(2026, 8, 27), 4000)
    return grace


def hidden(session: Session, cast: Cast, now: datetime) -> set[str]:
    people = list(session.exec(Person.__table__.select()))  # type: ignore[attr-defined]
    everybody = [session.get_one(Person, ("T1", row.id)) for row in people if row.workspace_id == "T1"]
    ids = not_to_be_named(session, cast.workspace, cast.dirk, everybody, WEEK, now)
    return {person.name for person in everybody if person.id in ids}


def test_half_past_eight_in_london_is_an_hour_later(session: Session, cast: Cast, grace: Person) -> None:
    assert hidden(session, cast, datetime(2026, 8, 31, 6, 30, tzinfo=UTC)) == {"Oliver Hughes"}, "08:30 in Amsterdam"
    assert hidden(session, cast, datetime(2026, 8, 31, 7, 30, tzinfo=UTC)) == set(), "08:30 in London"


def test_a_holiday_of_the_manager_is_a_day_longer(session: Session, cast: Cast, grace: Person) -> None:
    grace.country, grace.region = "GB", "ENG"
    session.flush()
    assert hidden(session, cast, datetime(2026, 8, 31, 15, 0, tzinfo=UTC)) == {"Oliver Hughes"}
    assert hidden(session, cast, datetime(2026, 9, 1, 7, 30, tzinfo=UTC)) == set()


def test_who_wants_theirs_at_ten_has_it_at_ten(session: Session, cast: Cast, grace: Person) -> None:
    wish = DeliveryPreference(workspace_id="T1", person_id=grace.id, cadence="digest", at_minute=600)
    session.add(wish)
    session.flush()
    assert hidden(session, cast, datetime(2026, 8, 31, 8, 59, tzinfo=UTC)) == {"Oliver Hughes"}
    assert hidden(session, cast, datetime(2026, 8, 31, 9, 0, tzinfo=UTC)) == set()


def test_until_then_the_leader_reads_the_name_of_the_team(session: Session, cast: Cast, grace: Person) -> None:
    early, later = (
        str(to_leader("en", company_week(session, cast.workspace, cast.dirk, WEEK, now)).blocks)
        for now in (datetime(2026, 8, 31, 6, 30, tzinfo=UTC), datetime(2026, 8, 31, 7, 30, tzinfo=UTC))
    )
    assert "*Won in the week:* Britain €9,000 and Anna de Vries €4,000" in early
    assert "Oliver" not in early
    assert "*Won in the week:* Oliver Hughes €9,000 and Anna de Vries €4,000" in later


@pytest.mark.parametrize(("has_team", "told"), [(True, "Britain"), (False, "Without a team")])
def test_no_part_of_it_names_them(session: Session, cast: Cast, grace: Person, *, has_team: bool, told: str) -> None:
    # A goal without a KPI, a week off, a late deal, a win; and Oscar, whose figures cannot be computed.
    oliver = session.exec(select(Person).where(Person.name == "Oliver Hughes")).one()
    oscar = Person(workspace_id="T1", name="Oscar Wilde", manager_id=grace.id, team_id=grace.team_id)
    oscar.created_at, oscar.working_days = LONG_AGO, ""
    session.add(oscar)
    if not has_team:
        oliver.team_id = oscar.team_id = None
    goal(session, oliver.id, oliver, starts_on=date(2026, 8, 1))
    opened(session, oliver, date(2026, 8, 3), 50_000)
    take_leave(session, oliver, MONDAY, date(2026, 9, 4), EARLY)
    company = company_week(session, cast.workspace, cast.dirk, WEEK, EARLY)
    assert company.week.weak_goals
    assert company.week.away
    assert [deal.owner for deal in company.deals] == ["Britain" if has_team else ""]
    said = str(to_leader("en", company).blocks)
    assert "Oliver" not in said
    assert "Oscar" not in said
    assert f"something is wrong with their data: {told}." in said
    assert f"*Won in the week:* {told} €9,000" in said


def test_a_button_leads_to_nobody_who_may_not_be_named(session: Session, cast: Cast, grace: Person) -> None:
    early = company_week(session, cast.workspace, cast.dirk, WEEK, datetime(2026, 8, 31, 6, 30, tzinfo=UTC)).week
    oliver = next(rep for rep in early.reps if rep.name == "Britain")
    assert (oliver.person_id, oliver.slack_user_id) == ("", None)


EARLY, LATER = datetime(2026, 8, 31, 6, 30, tzinfo=UTC), datetime(2026, 8, 31, 8, 0, tzinfo=UTC)
"""08:30 and 10:00 in Amsterdam, where Carla wants her digest at ten."""


def at_ten(session: Session, cast: Cast) -> None:
    session.add(DeliveryPreference(workspace_id="T1", person_id=cast.carla.id, cadence="digest", at_minute=600))
    decided(session, cast.anna, date(2026, 8, 27), 4000)


@pytest.mark.parametrize("typed", ["now", "this week", "team North"])
def test_who_leads_one_manager_reads_no_name_before_them(
    request_of: Callable[..., Request], session: Session, cast: Cast, typed: str
) -> None:
    at_ten(session, cast)
    told = command(request_of(cast.dirk, EARLY), typed)
    assert isinstance(told, Whisper)
    assert "Anna" not in told.message.text + str(told.message.blocks)
    assert "Bram" not in told.message.text + str(told.message.blocks)
    if typed != "this week":
        later = command(request_of(cast.dirk, LATER), typed)
        assert isinstance(later, Whisper)
        assert "Anna de Vries" in str(later.message.blocks)


def test_nor_on_home(request_of: Callable[..., Request], session: Session, cast: Cast) -> None:
    at_ten(session, cast)
    assert "Anna" not in str(show(request_of(cast.dirk, EARLY), ""))
    assert "Anna" in str(show(request_of(cast.dirk, LATER), ""))


def test_the_team_itself_reads_what_its_channel_gets(
    request_of: Callable[..., Request], session: Session, cast: Cast
) -> None:
    at_ten(session, cast)
    for person in (cast.carla, cast.anna):
        told = command(request_of(person, EARLY), "team")
        assert isinstance(told, Whisper)
        assert "Anna de Vries" in str(told.message.blocks)
