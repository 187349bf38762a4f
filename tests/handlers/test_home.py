"""The Home tab shows a person what concerns them, and its buttons do what the commands do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from bot import features
from handlers import home
from handlers.door.answers import ShowHome, Whisper
from handlers.door.request import Press, Request
from messages import home as messages
from models.activity.records import Activity
from models.reviews.records import Review, ReviewState
from models.team.records import Person, Team
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]


def tab_of(request: Request) -> dict[str, Any]:
    answer = home.show(request, "")
    assert isinstance(answer, ShowHome)
    return answer.view.json


def buttons_on(tab: dict[str, Any]) -> set[str]:
    rows = [block["elements"] for block in tab["blocks"] if block["type"] == "actions"]
    return {element["action_id"] for row in rows for element in row}


def test_a_rep_is_greeted_by_first_name_in_their_own_language(request_of: AtTheDoor, cast: Cast) -> None:
    english, dutch = tab_of(request_of(cast.anna)), tab_of(request_of(cast.bram))
    assert "Anna" in str(english)
    assert "Bram" in str(dutch)
    assert str(english).replace("Anna", "Bram") != str(dutch)


def test_only_who_leads_finds_the_team_and_its_roster(request_of: AtTheDoor, cast: Cast) -> None:
    rep, manager = (buttons_on(tab_of(request_of(one))) for one in (cast.anna, cast.carla))
    assert {messages.TEAM_SCORECARD, messages.ROSTER} & rep == set()
    assert {messages.TEAM_SCORECARD, messages.ROSTER} <= manager


def test_a_manager_reads_the_headline_where_each_stands_and_what_waits(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    # Manager 9: Thursday 12 Nov. Anna met two new customers this week, of the 2 a week that an account manager has: by Thursday
    # 3 of 5 working days are over; but no proposal of her 6 a month. Bram has logged nothing, no talk is planned, Anna's review
    # is in, so that Carla can write hers.
    for day in (9, 10):
        session.add(
            Activity(
                workspace_id="T1",
                person_id=cast.anna.id,
                kind="meeting",
                is_first=True,
                happened_on=date(2026, 11, day),
                created_at=NOW,
            )
        )
    session.add(
        Review(
            workspace_id="T1",
            person_id=cast.anna.id,
            month=date(2026, 10, 1),
            state=ReviewState.REFLECTED,
            opened_on=date(2026, 11, 2),
            reflected_on=date(2026, 11, 3),
        )
    )
    session.flush()
    tab = str(tab_of(request_of(cast.carla))["blocks"])
    assert "on course.*" in tab, "the digest's headline"
    assert "Bram Bakker: nothing logged yet" in tab
    assert "% Anna de Vries" in tab
    assert "Mon 9 Nov – Sun 15 Nov" in tab
    assert "reviews to write: Anna de Vries" in tab
    assert "coaching talks to plan this month: Anna de Vries and Bram Bakker" in tab
    assert "No goal yet" not in tab, "a manager's Home is about the people"
    assert "What waits for you" not in str(tab_of(request_of(cast.anna)))


def test_on_monday_morning_the_week_that_is_over_stands_there(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    tab = str(tab_of(request_of(cast.carla, now=datetime(2026, 11, 16, 7, tzinfo=UTC)))["blocks"])
    assert "Mon 9 Nov – Sun 15 Nov" in tab


def test_who_leads_two_managers_reads_a_line_a_team(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    frank = Person(workspace_id="T1", name="Frank Mol", is_rep=False, manager_id=cast.dirk.id, created_at=NOW)
    session.add(frank)
    session.flush()
    eva = Person(
        workspace_id="T1", name="Eva Bos", sales_role="account", manager_id=frank.id, team_id=south.id, created_at=NOW
    )
    session.add(eva)
    session.flush()
    tab = str(tab_of(request_of(cast.dirk))["blocks"])
    assert "*South* (Frank Mol)" in tab
    assert "*North* (Carla Mulder)" in tab
    assert "Anna de Vries" not in tab, "another manager's people are not listed"


def test_every_button_of_the_tab_is_answered(request_of: AtTheDoor, cast: Cast) -> None:
    answered = {press for feature in features() for press in feature.presses}
    pressed = {id_.partition(":")[0] for id_ in buttons_on(tab_of(request_of(cast.dirk)))}
    assert pressed <= answered


def test_the_help_button_says_what_koers_says(request_of: AtTheDoor, cast: Cast) -> None:
    request = replace(request_of(cast.anna), features=features())
    answer = home.feature.presses[messages.HELP](request, Press(messages.HELP))
    assert isinstance(answer, Whisper)
    assert "`/log meeting Acme`" in str(answer.message.blocks)
