"""A scorecard of some KPIs alone says of them what the whole one says."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import month_of
from models.scorecard.scope import scope_of_team
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast


@pytest.mark.parametrize("kpi", ["reps_at_target", "cross_upsell", "first_meetings"])
def test_one_kpi_alone_is_what_it_is_on_the_whole(session: Session, cast: Cast, kpi: str) -> None:
    team, month = scope_of_team(session, cast.workspace, cast.team), month_of(date(2026, 11, 12))
    alone = scorecard_of(session, cast.workspace, team, month, NOW, kpis=[kpi]).lines[kpi]
    assert alone == scorecard_of(session, cast.workspace, team, month, NOW).lines[kpi]
