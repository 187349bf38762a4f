"""At the door: members come in, guests, strangers, bots and people who left do not, and read why."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlmodel import Session, select

from handlers.door.answers import Answers, ShowHome, Whisper
from handlers.door.door import Door
from handlers.door.request import Command, Feature, Press, Request
from messages.blocks import Message, home, rendered, section
from models.database import Database
from models.delivery.records import Delivery
from models.team.enrolment import person_of
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.conftest import Cast

Json = dict[str, Any]
SHOWN = "what nobody else should see"


class Slack:
    """Bolt's part, and a Slack in which one person is new."""

    def __init__(self, **user: Any) -> None:
        self.user = user
        self.acks: list[Json] = []
        self.posts: list[Json] = []
        self.homes: list[Json] = []

    async def ack(self, **body: Any) -> None:
        self.acks.append(body)

    async def users_info(self, user: str, include_locale: bool) -> Json:
        if error := self.user.get("error"):
            raise SlackApiError("refused", {"ok": False, "error": error})
        profile = {"real_name": "Eve Else", "email": "eve@elsewhere.example"}
        return {"user": {"id": user, "team_id": "T1", "tz": "Europe/Brussels", "profile": profile, **self.user}}

    async def chat_postMessage(self, **message: Any) -> Json:  # noqa: N802 - Slack's name
        self.posts.append(message)
        return {"ok": True}

    async def views_publish(self, user_id: str, view: Json) -> Json:
        self.homes.append(view)
        return {"ok": True}

    @property
    def said(self) -> str:
        return str(self.acks) + str(self.posts) + str(self.homes)


def show(request: Request, _: str) -> Answers:
    return Whisper(Message(SHOWN))


def show_home(request: Request, _: str) -> Answers:
    return ShowHome(home(rendered(section(SHOWN))))


def press(request: Request, _: Press) -> Answers:
    return Whisper(Message(SHOWN))


@pytest.fixture
def door(database: Database, cast: Cast) -> Iterator[Door]:
    commands = tuple(Command(word, show, does="Shows", hint="") for word in ("show", "koers"))
    feature = Feature("shows", commands, presses={"show": press}, home=show_home, direct_message=show)
    made = Door(database, [feature], lambda: datetime.now(UTC), secrets=Secrets(["a key for tests only"]))
    yield made
    made.transactions.queue.close()


async def by_command(door: Door, slack: Slack, user: str = "UEVE", **_: str) -> None:
    body = {"command": "/show", "text": "", "team_id": "T1", "user_id": user, "channel_id": "C1", "trigger_id": "1"}
    await door.command(slack.ack, body, slack)  # type: ignore[arg-type]


async def by_press(door: Door, slack: Slack, user: str = "UEVE", team: str = "T1") -> None:
    action = {"action_id": "show", "type": "button", "value": "x"}
    who = {"id": user, "team_id": team}
    body = {"team": {"id": "T1"}, "user": who, "trigger_id": "2", "actions": [action], "type": "block_actions"}
    await door.press(slack.ack, body, slack)  # type: ignore[arg-type]


async def by_home(door: Door, slack: Slack, user: str = "UEVE", **_: str) -> None:
    body = {"team_id": "T1", "event": {"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home"}}
    await door.opened_home(body, slack)  # type: ignore[arg-type]


async def by_message(door: Door, slack: Slack, user: str = "UEVE", team: str = "T1") -> None:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": user, "text": "hi", "user_team": team}
    await door.message({"team_id": "T1", "event_id": "E1", "event": event}, slack)  # type: ignore[arg-type]


WAYS = pytest.mark.parametrize("way", [by_command, by_press, by_home, by_message])
OUTSIDE = pytest.mark.parametrize(
    ("user", "why"),
    [
        ({"is_restricted": True}, "as a guest"),
        ({"is_restricted": True, "is_ultra_restricted": True}, "as a guest"),
        ({"is_stranger": True, "team_id": "T9"}, "from another one"),
        ({"team_id": "T9"}, "from another one"),
        ({"error": "user_not_visible"}, "from another one"),
        ({"is_bot": True}, "not for bots"),
        ({"deleted": True}, "deactivated"),
    ],
)


@WAYS
@OUTSIDE
async def test_who_is_no_member_is_told_why_and_leaves_no_trace(
    door: Door, session: Session, way: Any, user: Json, why: str
) -> None:
    slack = Slack(**user)
    await way(door, slack)
    assert why in slack.said
    assert "an admin of Koers" in slack.said
    assert SHOWN not in slack.said
    assert person_of(session, "T1", "UEVE") is None


async def test_they_are_told_in_their_own_language_else_in_the_workspaces(door: Door, session: Session) -> None:
    dutch = Slack(is_restricted=True, locale="nl-NL")
    await by_command(door, dutch)
    assert "Koers is voor leden van deze workspace" in dutch.said
    session.get_one(Workspace, "T1").language = "nl"
    session.commit()
    french = Slack(is_restricted=True, locale="fr-FR")
    await by_command(door, french)
    assert "Koers is voor leden van deze workspace" in french.said


async def test_slackbot_does_not_say_that_it_is_a_bot_and_is_one(door: Door, session: Session) -> None:
    slack = Slack()
    await by_message(door, slack, "USLACKBOT")
    assert SHOWN not in slack.said
    assert person_of(session, "T1", "USLACKBOT") is None


@WAYS
async def test_a_guest_comes_in_where_the_workspace_takes_guests(door: Door, session: Session, way: Any) -> None:
    session.get_one(Workspace, "T1").enrols_guests = True
    session.commit()
    slack = Slack(is_restricted=True)
    await way(door, slack)
    assert SHOWN in slack.said


@pytest.mark.parametrize("way", [by_press, by_message])
async def test_a_stranger_who_came_in_before_is_kept_out_by_what_arrives(door: Door, way: Any) -> None:
    slack = Slack()
    await way(door, slack, "UANNA", team="T9")
    assert "from another one" in slack.said
    assert SHOWN not in slack.said


@WAYS
async def test_who_has_become_a_guest_sees_nothing_any_more(door: Door, session: Session, cast: Cast, way: Any) -> None:
    cast.anna.standing = "guest"
    session.add(cast.anna)
    session.commit()
    slack = Slack()
    await way(door, slack, "UANNA")
    assert "as a guest" in slack.said
    assert SHOWN not in slack.said


@WAYS
async def test_after_their_last_day_a_leader_and_admin_sees_nothing(
    door: Door, session: Session, cast: Cast, way: Any
) -> None:
    cast.dirk.ends_on = date(2026, 11, 1)
    session.add(cast.dirk)
    session.commit()
    slack = Slack()
    await way(door, slack, "UDIRK")
    assert "Your last day was" in slack.said
    assert SHOWN not in slack.said


async def test_a_name_proposes_and_the_clock_is_woken_for_the_admins(door: Door, session: Session) -> None:
    session.add(Person(workspace_id="T1", name="Eve Else", created_at=datetime.now(UTC)))
    session.commit()
    woken: list[bool] = []
    door.on_news = lambda: woken.append(True)
    slack = Slack()
    await by_command(door, slack)
    assert SHOWN in slack.said
    assert woken == [True]
    assert [delivery.cadence for delivery in session.exec(select(Delivery))] == ["home.welcome", "team.same_person"]


async def test_an_address_that_is_taken_is_told_and_nothing_crashes(door: Door, session: Session, cast: Cast) -> None:
    cast.bram.email = "Eve@Elsewhere.example"
    session.add(cast.bram)
    session.commit()
    slack = Slack()
    await by_command(door, slack)
    await by_command(door, slack)
    assert SHOWN in slack.said
    assert "went wrong" not in slack.said
    new = person_of(session, "T1", "UEVE")
    assert new is not None
    assert {(one.recipient, one.cadence) for one in session.exec(select(Delivery))} == {
        (cast.dirk.id, "team.same_person"),
        (new.id, "team.email_taken"),
        (new.id, "home.welcome"),
    }


async def test_a_name_without_a_visible_character_does_not_come_in(door: Door, session: Session) -> None:
    slack = Slack(profile={"real_name": "\u200b \u3164", "display_name": "  "}, name="eve")
    await by_command(door, slack)
    found = person_of(session, "T1", "UEVE")
    assert found is not None
    assert found.name == "eve"


@WAYS
async def test_who_has_an_unknown_zone_is_answered(door: Door, session: Session, cast: Cast, way: Any) -> None:
    cast.bram.zone = "Europe/Atlantis"
    session.add(cast.bram)
    session.commit()
    slack = Slack()
    await way(door, slack, "UBRAM")
    assert SHOWN in slack.said


async def test_whose_first_requests_come_at_once_comes_in_once(door: Door, session: Session) -> None:
    slacks = [Slack() for _ in range(6)]
    await asyncio.gather(
        *(way(door, slack) for way, slack in zip([by_command, by_home, by_message] * 2, slacks, strict=True))
    )
    assert all("went wrong" not in slack.said for slack in slacks)
    assert len(session.exec(select(Person).where(Person.slack_user_id == "UEVE")).all()) == 1
