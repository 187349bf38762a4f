"""The evidence of a team from its own weeks: what is planted is found, what others did is not counted, too little is said."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlmodel import Session

from models.goals.evidence import Evidence, evidence_of
from models.scorecard.scope import scope_of_team
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, meeting

MONDAY = date(2026, 11, 9)
"""The running week's, with NOW on its Thursday."""
LAG = 6


def week(back: int) -> date:
    return MONDAY - timedelta(weeks=back)


def planted(session: Session, person: Person, random: Random, weeks: int = 80) -> None:
    """None to four first meetings a week; two of three become a deal of €5,000 six weeks later."""
    for back in range(weeks, 0, -1):
        number = random.randint(0, 4)
        if number:
            meeting(session, person, week(back), quantity=number)
        for _ in range(sum(random.random() < 2 / 3 for _ in range(number))):
            if back > LAG:
                decided(session, person, week(back - LAG), 5_000)


def found(session: Session, cast: Cast, *kpis: str) -> Evidence:
    scope = scope_of_team(session, cast.workspace, cast.team)
    return evidence_of(session, cast.workspace, scope, NOW, kpis or ("first_meetings",))


def test_what_was_planted_is_found_with_its_weeks(session: Session, cast: Cast) -> None:
    random = Random(1)
    for person in (cast.anna, cast.bram):
        planted(session, person, random)
    evidence = found(session, cast)
    [of_meetings] = evidence.of_kpis
    assert of_meetings.finding is not None
    assert of_meetings.finding.is_found(evidence.looked_at)
    assert (of_meetings.finding.first_week, of_meetings.finding.last_week) == (5, 8)
    assert (evidence.weeks, of_meetings.finding.weeks, of_meetings.finding.reps) == (80, 67, 2)
    first = of_meetings.weeks[0]
    assert first.first_day.weekday() == 0
    assert first.followed % 5_000 == 0
    assert found(session, cast) == evidence  # the same question has the same answer


def test_the_running_week_another_company_and_what_was_undone_do_not_count(session: Session, cast: Cast) -> None:
    random = Random(1)
    planted(session, cast.anna, random, 50)
    before = found(session, cast)
    meeting(session, cast.anna, MONDAY, quantity=9)
    meeting(session, cast.anna, week(3), quantity=9, undone_at=NOW)
    meeting(session, cast.rival, week(3), quantity=9)
    decided(session, cast.rival, week(2), 90_000)
    assert found(session, cast) == before


@pytest.mark.parametrize(
    ("weeks", "kpi", "reason"), [(20, "first_meetings", "few_weeks"), (60, "proposals", "few_entries")]
)
def test_too_little_is_said(session: Session, cast: Cast, weeks: int, kpi: str, reason: str) -> None:
    planted(session, cast.anna, Random(2), weeks)
    evidence = found(session, cast, "first_meetings", kpi) if kpi == "proposals" else found(session, cast, kpi)
    last = evidence.of_kpis[-1]
    assert (last.finding, last.reason) == (None, reason)
    assert last.has < last.takes


def test_a_team_that_never_logged_anything_has_no_weeks(session: Session, cast: Cast) -> None:
    evidence = found(session, cast)
    assert (evidence.weeks, evidence.of_kpis[0].reason) == (0, "few_weeks")
