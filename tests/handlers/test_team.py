"""Who is who: admins change the roster, everybody can read it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from handlers.team import command, questions, say_same, say_two, undo, undo_a_move, undo_leaving
from messages import team as messages
from models.refusal import Refusal
from models.team.actions import NEWCOMERS
from models.team.enrolment import Profile, Standing, enrol, person_of
from models.team.leaving import follow_slack
from models.team.proposals import open_proposals
from models.team.records import Move, Person
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


@pytest.mark.parametrize("change", ["access=leader", "end=2026-12-31"])
def test_the_last_admin_stays_admin(request_of: Callable[..., Request], cast: Cast, change: str) -> None:
    with pytest.raises(Refusal, match="last_admin"):
        command(request_of(cast.dirk), f"change <@UDIRK> {change}")


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
    assert "The question is open again" in answer.message.text
    assert at_the_door.session.get(Person, ("T1", there_id)) is not None


def test_what_another_admin_has_decided_is_said(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.dirk)
    _, _, proposal_id = two_of_a_name(at_the_door)
    assert "are two people" in str(say_two(at_the_door, Press("team.two", proposal_id)))
    with pytest.raises(Refusal, match="decided_already") as refused:
        say_same(at_the_door, Press("team.same", proposal_id))
    assert refused.value.values == {"by": "Dirk Visser"}


def known_for_long(request: Request) -> Request:
    """The people have been with Koers for years, so that a change is a move."""
    for person in request.session.exec(select(Person)):
        person.created_at = datetime(2024, 1, 1, tzinfo=UTC)
    request.session.flush()
    return request


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("change <@UANNA> team=South", date(2026, 11, 13)),
        ("change <@UANNA> team=South from 2026-12-01", date(2026, 12, 1)),
        ("change <@UANNA> team=South from=2026-12-01", date(2026, 12, 1)),
        ("change <@UANNA> team=South from now", date(2026, 11, 12)),
        ("wijzig <@UANNA> team=South vanaf 1 dec", date(2026, 12, 1)),
        ("wijzig <@UANNA> vanaf vandaag team=South", date(2026, 11, 12)),
        ("wijzig <@UANNA> team=South vandaag", date(2026, 11, 12)),
        ("change <@UANNA> team=South from 1 nov", date(2026, 11, 1)),
    ],
)
def test_a_move_says_from_when_and_one_tap_takes_it_back(
    request_of: Callable[..., Request], cast: Cast, text: str, day: date
) -> None:
    request = known_for_long(request_of(cast.dirk))
    said(command(request, text))
    [moved] = request.session.exec(select(Move)).all()
    assert moved.from_day == day
    assert (cast.anna.team_id == cast.team.id) is (day > NOW.date())
    undone = undo_a_move(request, Press(messages.UNDO_MOVE, moved.id))
    assert isinstance(undone, Replace)
    assert "Undone" in str(undone.message.text)
    assert (cast.anna.team_id, cast.anna.has_moved) == (cast.team.id, False)


def test_a_move_on_a_day_that_is_over_names_the_months(request_of: Callable[..., Request], cast: Cast) -> None:
    request = known_for_long(request_of(cast.dirk))
    answer = said(command(request, "change <@UANNA> team=South from 2026-10-15"))
    assert "from Thu 15 October 2026: team South (was North)" in answer
    assert "figures of October 2026 and November 2026 change" in answer


def test_who_has_just_been_added_is_where_they_are_since_ever(request_of: Callable[..., Request], cast: Cast) -> None:
    request = request_of(cast.dirk)
    command(request, "add <@UNEW|eva> role=field team=North")
    answer = said(command(request, "change <@UNEW> team=South"))
    assert "Undo" not in answer
    eva = person_of(request.session, "T1", "UNEW")
    assert eva is not None
    assert not eva.has_moved


def test_a_last_day_is_taken_back_with_one_press(request_of: Callable[..., Request], cast: Cast) -> None:
    at_the_door = request_of(cast.dirk)
    answer = command(at_the_door, "leave @anna 31 dec")
    assert isinstance(answer, Whisper)
    assert f"{cast.carla.name} is told what is still open" in str(answer.message.blocks)
    [button] = [block["accessory"] for block in answer.message.blocks if "accessory" in block]
    with pytest.raises(Refusal):
        undo_leaving(request_of(cast.carla), Press(button["action_id"], button["value"]))
    taken_back = undo_leaving(at_the_door, Press(button["action_id"], button["value"]))
    assert isinstance(taken_back, Replace)
    assert (cast.anna.ends_on, taken_back.message.text) == (None, f"Undone: *{cast.anna.name}* stays.")
