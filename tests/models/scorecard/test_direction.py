"""Whether more leads returned to marketing is good or bad is for the workspace to say."""

from datetime import date

from sqlmodel import Session

from models.period import PeriodType, month_of
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import entry, target

NOVEMBER = month_of(date(2026, 11, 12))


def attainment(session: Session, cast: Cast) -> float:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    line = scorecard_of(session, cast.workspace, scope, NOVEMBER, NOW).lines["returned_leads"]
    assert line.pace is not None
    return line.pace.attainment


def test_fewer_is_better_unless_the_workspace_says_that_more_is(session: Session, cast: Cast) -> None:
    target(session, "returned_leads", "4", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    for day in (2, 3):
        entry(session, cast.anna, "returned", date(2026, 11, day))
    # Two of four: target / actual = 2.0 where fewer is better, actual / target = 0.5 where more is.
    assert attainment(session, cast) == 2.0
    cast.workspace.returned_leads_up = True
    assert attainment(session, cast) == 0.5
