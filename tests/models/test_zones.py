"""A time zone that this machine does not know is refused where it comes in, and takes nobody along where it is stored."""

import logging
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from models.digest.reading import week_before, week_of_manager
from models.period import month_of
from models.scorecard.scope import scope_of_team
from models.scorecard.scorecard import group_scorecard_of
from models.scorecard.standing import standing_of
from models.team.enrolment import Profile, enrol
from models.team.leaving import follow_slack
from models.zones import is_zone, zone_named
from tests.conftest import NOW, Cast

UNKNOWN = ("Europe/Atlantis", "Europe", "../etc/passwd", "/etc/localtime", "Mars\x00", "é", "", "x" * 5000)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_no_zone_falls_back(name: str) -> None:
    assert not is_zone(name)
    assert zone_named(name, "Asia/Tokyo").key == "Asia/Tokyo"
    assert zone_named(name, None).key == "UTC"


def test_what_is_a_zone_is_taken() -> None:
    assert zone_named("America/New_York", "Asia/Tokyo").key == "America/New_York"
    assert zone_named(None, "Asia/Tokyo").key == "Asia/Tokyo"


def test_it_is_said_in_the_log_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for _ in range(3):
        zone_named("Europe/Numenor", "UTC")
    assert [record.message for record in caplog.records if "Numenor" in record.message] == [
        "'Europe/Numenor' is no time zone: the one before, or the workspace's, is used"
    ]


def test_slack_does_not_bring_one_in(session: Session, cast: Cast) -> None:
    follow_slack(session, "T1", Profile("UBRAM", "Bram Bakker", zone="Europe/Atlantis"), NOW)
    assert cast.bram.zone == "Europe/Amsterdam", "the one before is kept"
    new = enrol(session, "T1", Profile("UNEW", "Eva", zone="Europe/Atlantis"), NOW)
    assert new.zone is None


def test_one_that_is_stored_takes_nobody_along(session: Session, cast: Cast) -> None:
    """From older data: Bram's, the team's and, to be sure, the workspace's."""
    cast.bram.zone = cast.team.zone = cast.workspace.zone = "Europe/Atlantis"
    session.flush()
    now = datetime(2026, 11, 12, 10, tzinfo=UTC)
    scope = scope_of_team(session, cast.workspace, cast.team)
    group = group_scorecard_of(session, cast.workspace, scope, month_of(now.date()), now)
    assert [rep.scope.name for rep in group.reps] == ["Anna de Vries", "Bram Bakker"]
    assert standing_of(session, cast.bram, "first_meetings", now) is not None
    week = week_of_manager(session, cast.workspace, cast.carla, week_before(now.date()), now)
    assert len(week.reps) == 2
