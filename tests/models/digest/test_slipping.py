"""How deals slipped in the year before, and what the low end of the forecast makes of it."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from messages.digest.company import to_leader
from models.deals.records import Deal, DealChange
from models.digest.company_reading import company_week
from models.digest.slipping import Slips, slips_before
from models.digest.stakes import forecast_in, quarter_of_sales
from models.period import quarter, week_of
from models.scorecard.look import reading_for
from models.scorecard.scope import scope_of_workspace
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import decided, opened

Q4, DAY = quarter(2026, 4), date(2026, 11, 8)


def moved(session: Session, deal: Deal, was: date, **more: object) -> None:
    """The day on which it should close was another one before."""
    old, new = {"expected_close": was.isoformat()}, {"expected_close": str(deal.expected_close)}
    about = {"deal_id": deal.id, "changed_at": NOW, "what": "edit", **more}
    session.add(DealChange(workspace_id="T1", old=old, new=new, **about))
    session.flush()


@pytest.fixture
def a_year(session: Session, cast: Cast) -> None:
    """Ten deals of the four quarters before Q4 of 2026 that should have closed in one of them; three slipped."""
    for month in range(1, 8):  # on time; two weeks late, but in its quarter, is no slip
        decided(session, cast.anna, date(2026, month, 20), outcome="lost", expected_close=date(2026, month, 6))
    decided(
        session, cast.anna, date(2026, 10, 2), outcome="lost", expected_close=date(2026, 9, 30)
    )  # two days late: Q4
    decided(session, cast.bram, date(2026, 7, 1), outcome="lost", expected_close=date(2026, 6, 30))
    again = opened(session, cast.bram, date(2026, 3, 1), 0, expected_close=date(2027, 2, 1))
    moved(session, again, date(2026, 12, 1))  # and before that, first of all, in June:
    moved(session, again, date(2026, 6, 1), changed_at=datetime(2026, 5, 20, tzinfo=UTC))
    # These say nothing: decided on a day that nobody knows, due before or after those quarters, without a day, moved by mistake.
    decided(session, cast.anna, None, outcome="lost", expected_close=date(2026, 5, 1))
    decided(session, cast.anna, date(2025, 12, 1), outcome="lost", expected_close=date(2025, 9, 30))
    decided(session, cast.anna, date(2026, 10, 9), outcome="lost", expected_close=date(2026, 10, 1))
    decided(session, cast.anna, date(2026, 5, 1), outcome="lost")
    mistake = decided(session, cast.anna, date(2026, 11, 2), outcome="lost", expected_close=date(2026, 11, 2))
    moved(session, mistake, date(2026, 5, 1), undone_at=NOW)


@pytest.mark.usefixtures("a_year")
def test_a_deal_slips_when_its_quarter_ends_before_it_is_decided(session: Session, cast: Cast) -> None:
    assert slips_before(session, "T1", None, Q4, 1) == Slips(10, 3)
    assert slips_before(session, "T1", [cast.bram.id], Q4, 1) == Slips(2, 2)
    assert slips_before(session, "T1", [cast.bram.id], Q4, 1).share is None, "two deals are no share"
    # With quarters from February on, 30 June and 1 July lie in one: only what was moved, and 30 September and 2 October do too.
    assert slips_before(session, "T1", None, quarter(2026, 4, 2), 2).slipped == 1
    assert slips_before(session, "T2", None, Q4, 1) == Slips()


def four_open(session: Session, who: Person) -> None:
    for _ in range(4):
        opened(session, who, date(2026, 11, 2), 10_000, "proposal", expected_close=date(2026, 12, 31))


@pytest.mark.usefixtures("a_year")
def test_the_low_end_reckons_with_deals_that_slip_as_they_did(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 11, 3), 20_000)
    four_open(session, cast.anna)
    look = quarter_of_sales(cast.workspace, scope_of_workspace(session, cast.workspace), DAY, NOW)
    forecast = forecast_in(reading_for(session, cast.workspace, [look]), look)
    # At one in two, four of 10,000 bring 20,000 on average, with √(4 × 10,000² × 0.5 × 0.5) = 10,000 of spread: 20,000 that
    # are won + 20,000 ± 12,816. Three of ten slip: one in two becomes 0.35, which brings 14,000 with √(4 × 10,000² × 0.35 × 0.65)
    # = 9,539 of spread: at least 20,000 + 14,000 − 1.2816 × 9,539 = 21,774. At most what it is when none slips: 52,816.
    assert (forecast.expected, round(forecast.low), round(forecast.high)) == (40_000, 21_774, 52_816)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "3 of 10 deals due in"), ("nl", "3 van de 10 deals van de laatste")]
)
@pytest.mark.usefixtures("a_year")
def test_the_leader_reads_for_what_the_range_holds(session: Session, cast: Cast, language: str, says: str) -> None:
    four_open(session, cast.anna)
    company = company_week(session, cast.workspace, cast.dirk, week_of(date(2026, 11, 2)), NOW)
    assert says in str(to_leader(language, company).blocks)
    assert "if no deal slips" not in str(to_leader(language, company).blocks)


def test_without_a_year_on_record_it_says_that_no_deal_may_slip(session: Session, cast: Cast) -> None:
    four_open(session, cast.anna)
    company = company_week(session, cast.workspace, cast.dirk, week_of(date(2026, 11, 2)), NOW)
    assert company.forecast.slips.share is None
    assert "in eight of ten cases, if no deal slips" in str(to_leader("en", company).blocks)
