"""`/koers contest`: joined and left by a press, measured by rules that stand still, and without a last place for others."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from handlers import contests
from handlers.door.answers import Replace, Whisper, WithdrawMessage
from handlers.door.request import Press, Request
from models.contests.records import Contest, Entrant
from models.delivery.records import Delivery, DeliveryState
from models.period import PeriodType
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import LONG_AGO, Cast
from tests.models.scorecard.facts import meeting, target

AtTheDoor = Callable[..., Request]
SINCE = date(2026, 1, 1)
WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=UTC)
"""In the first week of a competition that was started on Thursday 12 November."""


@pytest.fixture(autouse=True)
def team(session: Session, cast: Cast) -> list[Person]:
    """Four who sell in North, each to have 4 first meetings a week; the channel of the team."""
    cast.team.channel_id = "C0NORTH"
    more = {"team_id": cast.team.id, "manager_id": cast.carla.id, "created_at": LONG_AGO, "sales_role": "account"}
    others = [
        Person(workspace_id="T1", name=name, slack_user_id=f"U{name.upper()}", language="en", **more)  # type: ignore[arg-type]
        for name in ("Eva", "Finn")
    ]
    session.add_all(others)
    session.flush()
    for person in (people := [cast.anna, cast.bram, *others]):
        target(session, "first_meetings", "4", PeriodType.WEEK, SINCE, person_id=person.id)
    return people


def says(answer: object) -> str:
    assert isinstance(answer, Whisper | Replace), answer
    return str(answer.message.blocks)


def started(request: Request, line: str = "start first meetings 2 weeks") -> Contest:
    contests.command(request, line)
    return request.session.exec(select(Contest).order_by(Contest.id.desc())).first()  # type: ignore[return-value, attr-defined]


def press(contest: Contest) -> Press:
    return Press("contests.join", contest.id)


def test_it_runs_from_next_monday_and_the_channel_is_invited(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    contest = started(request_of(cast.carla))
    assert (contest.first_day, contest.last_day) == (date(2026, 11, 16), date(2026, 11, 29))
    [invitation] = session.exec(select(Delivery))
    assert invitation.recipient == "channel:C0NORTH"
    assert "Mon 16 Nov to Sun 29 Nov" in str(invitation.message)
    assert "contests.join" in str(invitation.message)


def test_top_by_name_own_place_alone_and_nobody_elses(
    request_of: AtTheDoor, cast: Cast, session: Session, team: list[Person]
) -> None:
    contest = started(request_of(cast.carla))
    for person, done in zip(team, (4, 2, 1, 0), strict=True):
        contests.take_part(request_of(person), press(contest))
        for _ in range(done):
            meeting(session, person, date(2026, 11, 17))
    to_finn = says(contests.command(request_of(team[3], WEDNESDAY), ""))
    # Of four two are named: 4 and 2 of 8 in two weeks.
    assert "1. *Anna de Vries*: 50% of the target" in to_finn
    assert "2. *Bram Bakker*: 25% of the target" in to_finn
    # Told “4 of 4”, or Eva “3 of 4”, would say who is last.
    assert "You: 0% of the target" in to_finn
    assert "Eva" not in to_finn
    to_eva = says(contests.command(request_of(team[2], WEDNESDAY), ""))
    assert "You: 12% of the target" in to_eva or "You: 13% of the target" in to_eva
    assert "You: place 1 of 4, 50%" in says(contests.command(request_of(cast.anna, WEDNESDAY), ""))
    to_carla = says(contests.command(request_of(cast.carla, WEDNESDAY), ""))
    assert "You:" not in to_carla
    assert "Finn" not in to_carla


def test_a_target_that_changes_later_changes_no_rule(
    request_of: AtTheDoor, cast: Cast, session: Session, team: list[Person]
) -> None:
    contest = started(request_of(cast.carla))
    contests.take_part(request_of(cast.anna), press(contest))
    target(session, "first_meetings", "1", PeriodType.WEEK, date(2026, 11, 16), person_id=cast.anna.id)
    meeting(session, cast.anna, date(2026, 11, 17))
    mine = says(contests.command(request_of(cast.anna, WEDNESDAY), ""))
    assert "You: place 1 of 1, 12% of the target" in mine or "You: place 1 of 1, 13% of the target" in mine  # 1 of 8


def test_leaving_is_one_press_and_nobody_is_told(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    contest = started(request_of(cast.carla))
    contests.take_part(request_of(cast.anna), press(contest))
    before = len(session.exec(select(Delivery)).all())
    assert "Nobody is told" in says(contests.leave_it(request_of(cast.anna, WEDNESDAY), press(contest)))
    assert len(session.exec(select(Delivery)).all()) == before
    with pytest.raises(Refusal, match="not_in_it"):
        contests.leave_it(request_of(cast.anna), press(contest))
    with pytest.raises(Refusal, match="too_late"):
        contests.take_part(request_of(cast.anna, WEDNESDAY), press(contest))
    contests.take_part(request_of(cast.anna), press(contest))
    assert session.exec(select(Entrant)).one().left_at is None


def test_most_improved_is_against_oneself(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    """1 in the two weeks before and 3 now, of 8: a quarter of the target more."""
    meeting(session, cast.anna, date(2026, 11, 3))
    contest = started(request_of(cast.carla), "start eerste gesprekken 2 weken vooruitgang")
    contests.take_part(request_of(cast.anna), press(contest))
    for _ in range(3):
        meeting(session, cast.anna, date(2026, 11, 17))
    assert "25% of the target more than before" in says(contests.command(request_of(cast.anna, WEDNESDAY), ""))


def test_a_team_against_its_own_record_names_nobody_and_nobody_joins(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    for _ in range(3):
        meeting(session, cast.anna, date(2026, 11, 3))
    contest = started(request_of(cast.carla), "start first meetings one week record")
    assert contest.record == "3.0"
    meeting(session, cast.bram, date(2026, 11, 17))
    told = says(contests.command(request_of(cast.anna, WEDNESDAY), ""))
    assert "*1* now; 3 stays the best." in told
    with pytest.raises(Refusal, match="too_late"):
        contests.take_part(request_of(cast.anna), press(contest))


def test_undo_takes_the_invitation_out_of_the_channel(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    contest = started(request_of(cast.carla))
    [invitation] = session.exec(select(Delivery))
    invitation.state, invitation.channel_id, invitation.ts = DeliveryState.SENT, "C0NORTH", "1.1"
    answers = contests.stop_it(request_of(cast.carla), press(contest))
    assert isinstance(answers, list)
    assert answers[0] == WithdrawMessage("C0NORTH", "1.1")
    with pytest.raises(Refusal, match="over"):
        contests.take_part(request_of(cast.anna), press(contest))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("start", "which_kpi"),
        ("start omzet 2 weeks", "no_lead_kpi"),
        ("start first meetings 40 weeks", "how_long"),
        ("start proposals record", "no_record"),
    ],
)
def test_what_cannot_be_started_is_refused(request_of: AtTheDoor, cast: Cast, line: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        contests.command(request_of(cast.carla), line)


def test_who_may_not_start_or_join_is_told(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    with pytest.raises(Refusal, match="not_your_team"):
        contests.command(request_of(cast.anna), "start first meetings")
    contest = started(request_of(cast.carla))
    with pytest.raises(Refusal, match="runs_already"):
        contests.command(request_of(cast.carla), "start first meetings")
    with pytest.raises(Refusal, match="other_team"):
        contests.take_part(request_of(cast.carla), press(contest))
    with pytest.raises(Refusal, match="not_your_team"):
        contests.stop_it(request_of(cast.anna), press(contest))
    cast.team.channel_id = None
    with pytest.raises(Refusal, match="no_channel"):
        contests.command(request_of(cast.carla), "start follow-ups")


def test_without_any_it_says_so(request_of: AtTheDoor, cast: Cast) -> None:
    assert "Er loopt nu geen wedstrijd." in says(contests.command(request_of(cast.bram), ""))
    assert "first meetings 2 weeks" in says(contests.command(request_of(cast.carla), "help"))
