"""Who is who: admins change the roster, everybody can read it."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.door.answers import Whisper
from handlers.door.request import Request
from handlers.team import command
from models.refusal import Refusal
from models.team.actions import NEWCOMERS
from models.team.enrolment import Profile, enrol, person_of
from models.team.leaving import follow_slack
from tests.conftest import NOW, Cast


def said(answer: object) -> str:
    assert isinstance(answer, Whisper)
    return str(answer.message.text) + str(answer.message.blocks)


def test_an_admin_adds_somebody_whom_slack_mentions(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.dirk)
    answer = said(command(at_the_door, "add <@UNEW|eva> role=field manager=<@UCARLA> team=South days=mon-thu"))
    assert "field sales" in answer
    eva = person_of(at_the_door.session, "T1", "UNEW")
    assert eva is not None
    assert (eva.sales_role, eva.manager_id, eva.working_days, eva.is_rep) == ("field", cast.carla.id, "1111000", True)
    assert at_the_door.session.info[NEWCOMERS] == ["UNEW"]


@pytest.mark.parametrize(
    "text", ["add <@UNEW|eva> role=field", "change <@UBRAM> role=field", "leave <@UBRAM> 2026-12-31"]
)
def test_a_rep_changes_nothing_on_the_roster(request_of: Callable[..., Request], cast: Cast, text: str) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        command(request_of(cast.anna), text)


def test_whoever_leaves_hands_their_people_to_their_own_manager(request_of: Callable[..., Request], cast: Cast) -> None:
    answer = said(command(request_of(cast.dirk), "leave <@UCARLA> 2026-12-31"))
    assert "Anna de Vries and Bram Bakker" in answer
    assert cast.carla.ends_on == date(2026, 12, 31)


def test_a_circle_in_the_reporting_line_is_refused(request_of: Callable[..., Request], cast: Cast) -> None:
    with pytest.raises(Refusal, match="circle"):
        command(request_of(cast.dirk), "change <@UDIRK> manager=<@UANNA>")


def test_the_last_admin_stays_admin(request_of: Callable[..., Request], cast: Cast) -> None:
    with pytest.raises(Refusal, match="last_admin"):
        command(request_of(cast.dirk), "change <@UDIRK> access=leader")


def test_a_name_that_means_several_people_is_asked_about(request_of: Callable[..., Request], cast: Cast) -> None:
    cast.bram.name = "Anna Bakker"
    request_of(cast.dirk).session.flush()
    with pytest.raises(Refusal, match="several_people"):
        command(request_of(cast.dirk), "change @anna role=field")


def test_everybody_reads_the_roster_in_their_language(request_of: Callable[..., Request], cast: Cast) -> None:
    assert "valt onder Carla Mulder" in said(command(request_of(cast.bram), ""))


def test_the_other_company_is_not_on_the_roster(request_of: Callable[..., Request], cast: Cast) -> None:
    assert "Rita" not in said(command(request_of(cast.dirk), ""))
    with pytest.raises(Refusal, match="unknown_person"):
        command(request_of(cast.dirk), "change <@URITA> role=field")


def test_the_first_owner_becomes_admin_and_leader_and_the_second_does_not(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    session = request_of(cast.anna).session
    owner = enrol(session, "T2", Profile("UOWNER", "Olga Owner", is_owner=True), NOW)
    second = enrol(session, "T2", Profile("UOTHER", "Otto Owner", is_owner=True), NOW)
    assert (owner.is_admin, owner.is_leader, owner.is_rep) == (True, True, False)
    assert not second.is_admin


def test_slack_tells_a_new_zone_and_a_departure(request_of: Callable[..., Request], cast: Cast) -> None:
    session = request_of(cast.anna).session
    assert follow_slack(session, "T1", Profile("UANNA", "Anna de Vries", zone="America/New_York"), NOW)
    assert cast.anna.zone == "America/New_York"
    assert follow_slack(session, "T1", Profile("UANNA", "Anna de Vries", is_gone=True), NOW)
    assert cast.anna.ends_on == date(2026, 11, 12)


def test_a_zone_that_was_chosen_here_stays(request_of: Callable[..., Request], cast: Cast) -> None:
    command(request_of(cast.dirk), "change <@UANNA> zone=Europe/London")
    follow_slack(request_of(cast.anna).session, "T1", Profile("UANNA", "Anna", zone="Asia/Tokyo"), NOW)
    assert cast.anna.zone == "Europe/London"
