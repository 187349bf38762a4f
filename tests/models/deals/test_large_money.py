"""Thirty million is three billion cents, more than 32 bits hold: it is stored and added up like any other amount."""

from datetime import date

from sqlmodel import Session

from models.activity.records import Activity
from models.costs.records import Cost
from models.deals.records import Deal, Outcome
from models.period import quarter_of
from models.pipeline.report import pipeline_report
from models.scorecard.reading.season import monthly_sales
from models.scorecard.scope import scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.pipeline.deals import TODAY, decided, opened

MINOR = 3_000_000_000


def test_three_billion_cents_are_in_every_sum(session: Session, cast: Cast) -> None:
    for number in (1, 2):
        opened(session, cast.anna, date(2026, 11, number), 30_000_000)
        won = opened(session, cast.anna, date(2026, 10, number), 30_000_000)
        decided(session, cast.anna, won, Outcome.WON, TODAY)
    money = {
        "workspace_id": "T1",
        "amount_minor": MINOR,
        "reporting_minor": MINOR,
        "currency": "EUR",
        "created_at": NOW,
    }
    session.add(Cost(**money, day=TODAY, kind="sales"))
    session.add(Activity(**money, person_id=cast.anna.id, kind="proposal", happened_on=TODAY))
    session.flush()
    session.expire_all()
    scope = scope_of_workspace(session, cast.workspace)
    report = pipeline_report(session, cast.workspace, scope, quarter_of(TODAY), NOW)
    assert report.total.value == 2 * MINOR
    assert report.total.weighted == 2 * MINOR * 0.1  # both are qualified: 10 %
    assert report.forecasts[3].won == 2 * MINOR  # of November
    card = scorecard_of(session, cast.workspace, scope, quarter_of(TODAY), NOW)
    assert card.sales.figure.value == 60_000_000
    assert card.lines["pipeline"].figure.value == 60_000_000
    assert monthly_sales(session, "T1", None) == {(2026, 11): 2 * MINOR}
    assert session.get_one(Deal, ("T1", won.id)).value_minor == MINOR
