"""Who is who: admins change the roster, everybody can read it."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from handlers.team import command, questions, say_same, say_two, undo
from models.refusal import Refusal
from models.team.actions import NEWCOMERS
from models.team.enrolment import Profile, Standing, enrol, person_of
from models.team.leaving import follow_slack
from models.team.proposals import open_proposals
from models.team.records import Person
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
    assert follow_slack(session, "T1", Profile("UANNA", "Anna de Vries", standing=Standing.GONE), NOW)
    assert cast.anna.ends_on == date(2026, 11, 12)


def test_a_zone_that_was_chosen_here_stays(request_of: Callable[..., Request], cast: Cast) -> None:
    command(request_of(cast.dirk), "change <@UANNA> zone=Europe/London")
    follow_slack(request_of(cast.anna).session, "T1", Profile("UANNA", "Anna", zone="Asia/Tokyo"), NOW)
    assert cast.anna.zone == "Europe/London"


def two_of_a_name(request: Request) -> tuple[Person, Person, str]:
    """Eva from a file, Eva from Slack, and the question whether they are one."""
    there = Person(workspace_id="T1", name="Eva Bos", email=None, created_at=NOW, team_id=request.person.team_id)
    request.session.add(there)
    request.session.flush()
    new = enrol(request.session, "T1", Profile("UEVA", "Eva Bos", email="eva@example.com"), NOW)
    [proposal] = open_proposals(request.session, "T1")
    return there, new, proposal.id


def test_an_admin_sees_on_the_roster_who_may_be_one_and_a_rep_does_not(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    two_of_a_name(request_of(cast.dirk))
    assert "1 question:" in said(command(request_of(cast.dirk), ""))
    assert "1 question:" not in said(command(request_of(cast.anna), ""))
    shown = said(questions(request_of(cast.dirk), Press("team.questions")))
    assert "eva@example.com" in shown
    assert "no e-mail address" in shown
    assert "0 entries · 0 deals" in shown
    with pytest.raises(Refusal, match="not_allowed"):
        questions(request_of(cast.anna), Press("team.questions"))


def test_one_press_makes_one_person_of_two_and_another_undoes_it(
    request_of: Callable[..., Request], cast: Cast
) -> None:
    at_the_door = request_of(cast.dirk)
    there, _, proposal_id = two_of_a_name(at_the_door)
    there_id = there.id
    answer = say_same(at_the_door, Press(f"team.same:{proposal_id}", proposal_id))
    assert isinstance(answer, Replace)
    assert "*Eva Bos* and *Eva Bos* are one person now." in answer.message.text
    assert at_the_door.session.get(Person, ("T1", there_id)) is None
    answer = undo(at_the_door, Press("team.undo", proposal_id))
    assert isinstance(answer, Replace)
    assert "The question stands again" in answer.message.text
    assert at_the_door.session.get(Person, ("T1", there_id)) is not None


def test_what_another_admin_has_decided_is_said(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.dirk)
    _, _, proposal_id = two_of_a_name(at_the_door)
    assert "are two people" in str(say_two(at_the_door, Press("team.two", proposal_id)))
    with pytest.raises(Refusal, match="decided_already") as refused:
        say_same(at_the_door, Press("team.same", proposal_id))
    assert refused.value.values == {"by": "Dirk Visser"}
