"""Home tabs stay fresh: after each stored change those that show it are published again, and nobody waits for it."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlmodel import Session, col, select

from bot import features
from handlers.door import homes as homes_module
from handlers.door.door import Door
from models.activity.records import Activity
from models.database import Database
from models.goals.records import Goal
from models.team.concerned import concerned_by
from models.team.home_tabs import note_opened, tabs_on_screens, tabs_that_show
from models.team.records import Person
from models.workspace.secrets import Secrets
from tests.conftest import NOW, Cast

Json = dict[str, Any]


class Slack:
    """What Slack was asked for: the tabs that were published, by user, and what was written."""

    def __init__(self) -> None:
        self.acks: list[Json] = []
        self.tabs: list[tuple[str, str]] = []
        self.views: list[Json] = []
        self.at: list[float] = []
        self.posts: list[Json] = []
        self.modals: list[Json] = []
        self.errors: list[str] = []

    async def ack(self, **body: Any) -> None:
        self.acks.append(body)

    async def views_publish(self, user_id: str, view: Json) -> Json:
        if self.errors:
            response: Any = type("Response", (dict,), {"headers": {"Retry-After": "0"}})(error=self.errors.pop())
            raise SlackApiError("no", response)
        self.views.append(view)
        self.tabs.append((user_id, str(view["blocks"])))
        self.at.append(time.monotonic())
        return {"ok": True}

    async def views_open(self, trigger_id: str, view: Json) -> Json:
        self.modals.append(view)
        return {"ok": True}

    async def views_update(self, view_id: str, view: Json) -> Json:
        self.modals.append(view)
        return {"ok": True}

    async def chat_postMessage(self, **message: Any) -> Json:  # noqa: N802 - Slack's name
        self.posts.append(message)
        return {"ok": True}

    def users(self) -> list[str]:
        return [user for user, _ in self.tabs]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same order of things, a hundred times as fast."""
    monkeypatch.setattr(homes_module, "GATHERED_FOR", 0.01)
    monkeypatch.setattr(homes_module, "ABOVE_AFTER", 0.15)
    monkeypatch.setattr(homes_module, "ABOVE_EVERY", 0.3)


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
async def door(database: Database, cast: Cast) -> AsyncIterator[Door]:
    made = Door(database, features(), lambda: NOW, secrets=Secrets(["a key for tests only"]))
    yield made
    await made.homes.stop()
    made.transactions.queue.close()


def command(text: str, user: str = "UANNA", trigger: str = "0.1", word: str = "/log") -> Json:
    body = {"command": word, "text": text, "team_id": "T1", "user_id": user, "user": {"id": user}}
    return {**body, "channel_id": "C1", "trigger_id": trigger}


def pressed(action: str, value: str, view: Json, user: str = "UANNA", trigger: str = "9.9") -> Json:
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": user, "team_id": "T1"},
        "trigger_id": trigger,
        "view": {"id": "V1", "private_metadata": "", **view},
        "container": {"type": "view"},
        "actions": [{"action_id": action, "block_id": "pressed", "type": "button", "value": value}],
    }


async def opens(door: Door, slack: Slack, user: str) -> None:
    event = {"type": "app_home_opened", "user": user, "tab": "home"}
    await door.opened_home({"team_id": "T1", "event": event}, slack)  # type: ignore[arg-type]


async def logs(door: Door, slack: Slack, text: str, user: str = "UANNA", trigger: str = "0.1") -> None:
    await door.command(slack.ack, command(text, user, trigger), slack)  # type: ignore[arg-type]


async def until(slack: Slack, count: int) -> None:
    for _ in range(400):
        if len(slack.tabs) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{len(slack.tabs)} of {count} tabs were published")


async def test_a_log_shows_on_the_home_of_who_has_opened_it_within_a_second(door: Door, slack: Slack) -> None:
    await opens(door, slack, "UANNA")
    assert "Globex" not in slack.tabs[0][1]
    await logs(door, slack, "meeting Globex")
    logged_at = time.monotonic()
    assert slack.acks, "the answer does not wait for it"
    await until(slack, 2)
    assert slack.at[1] - logged_at < 1
    assert slack.tabs[1][0] == "UANNA"
    assert "Globex" in slack.tabs[1][1]


async def test_who_never_opened_home_gets_none(door: Door, slack: Slack) -> None:
    await logs(door, slack, "meeting Acme")
    await asyncio.sleep(0.1)
    assert slack.tabs == []


async def test_many_changes_at_once_are_shown_once(door: Door, slack: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes_module, "GATHERED_FOR", 0.5)
    await opens(door, slack, "UANNA")
    for n in range(5):
        await logs(door, slack, f"meeting Acme{n}", trigger=f"{n}.5")
    await until(slack, 2)
    await asyncio.sleep(0.1)
    assert len(slack.tabs) == 2, "coalesced"
    assert "Acme4" in slack.tabs[-1][1], "the last one stands there"


async def test_a_manager_sees_it_move_some_seconds_later_and_not_at_each_log(door: Door, slack: Slack) -> None:
    await opens(door, slack, "UCARLA")
    for n in range(3):
        await logs(door, slack, f"meeting Acme{n}", trigger=f"{n}.5")
    assert slack.users() == ["UCARLA"]
    await until(slack, 2)
    await asyncio.sleep(0.2)
    assert slack.users() == ["UCARLA", "UCARLA"]
    await logs(door, slack, "meeting Globex", trigger="7.5")
    await until(slack, 3)
    assert slack.at[2] - slack.at[1] >= 0.29, "not more often than that"


async def test_what_is_not_theirs_to_see_publishes_nothing(door: Door, slack: Slack) -> None:
    await opens(door, slack, "UBRAM")
    await logs(door, slack, "meeting Acme")
    await asyncio.sleep(0.25)
    assert slack.users() == ["UBRAM"]


async def test_who_lost_the_rep_or_has_left_keeps_nothing_of_it_on_the_screen(
    door: Door, slack: Slack, database: Database, cast: Cast
) -> None:
    await logs(door, slack, "meeting Globex", trigger="1.5")
    await opens(door, slack, "UCARLA")
    assert "Anna" in slack.tabs[0][1]
    line = "change <@UANNA> manager=<@UDIRK> from=2026-11-09"
    await door.command(slack.ack, command(line, "UDIRK", "2.5", "/team"), slack)  # type: ignore[arg-type]
    await until(slack, 2)
    assert slack.tabs[1][0] == "UCARLA"
    assert "Anna" not in slack.tabs[1][1]
    assert "Bram" in slack.tabs[1][1]
    line = "change <@UCARLA> end=2026-11-01"
    await door.command(slack.ack, command(line, "UDIRK", "3.5", "/team"), slack)  # type: ignore[arg-type]
    await until(slack, 3)
    assert slack.tabs[2][0] == "UCARLA"
    assert "Bram" not in slack.tabs[2][1]
    assert "1 Nov" in slack.tabs[2][1], "why there is nothing to see"


async def test_slack_asking_to_wait_is_waited_for_and_a_refusal_harms_nobody(door: Door, slack: Slack) -> None:
    await opens(door, slack, "UANNA")
    slack.errors = ["ratelimited"]
    await logs(door, slack, "meeting Acme")
    await until(slack, 2)
    slack.errors = ["internal_error"]
    await logs(door, slack, "meeting Globex", trigger="2.5")
    await asyncio.sleep(0.1)
    await logs(door, slack, "meeting Initech", trigger="3.5")
    await until(slack, 3)
    assert "Initech" in slack.tabs[-1][1]


async def test_after_a_restart_the_tabs_that_may_be_open_are_shown_anew(
    door: Door, slack: Slack, session: Session, cast: Cast
) -> None:
    cast.anna.home_opened_at = NOW - timedelta(hours=1)
    cast.bram.home_opened_at = NOW - timedelta(days=2)
    session.commit()

    async def client_of(workspace_id: str) -> Any:
        assert workspace_id == "T1"
        return slack

    await door.homes.catch_up(client_of)
    await until(slack, 1)
    await asyncio.sleep(0.2)
    assert slack.users() == ["UANNA"]


async def test_a_workspace_publishes_no_more_than_slack_takes(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    door.homes.sleep = sleep
    for _ in range(homes_module.AT_ONCE):
        await door.homes._turn("T1")
    assert waited == []
    for _ in range(3):
        await door.homes._turn("T1")
    # One more every 60 / 90 = 0.67 seconds.
    assert [round(seconds, 1) for seconds in waited] == [0.7, 1.3, 2.0]
    await door.homes._turn("T2")
    assert len(waited) == 3, "another workspace is not held back"


# --- pressed on Home ---------------------------------------------------------------------------------------


async def test_an_undo_on_home_is_told_on_home_and_can_be_put_back_there(
    door: Door, slack: Slack, session: Session
) -> None:
    await opens(door, slack, "UANNA")
    await logs(door, slack, "meeting Acme")
    await until(slack, 2)
    [entry] = session.exec(select(Activity)).all()
    published = len(slack.tabs)
    body = pressed("activity.undo", str(entry.batch_id), {"type": "home"})
    await door.press(slack.ack, body, slack)  # type: ignore[arg-type]
    assert slack.posts == [], "nothing in the conversation that nobody looks at"
    assert "Undone" in slack.tabs[-1][1]
    assert "activity.put_back" in slack.tabs[-1][1]
    session.rollback()
    assert session.exec(select(Activity).where(col(Activity.undone_at).is_(None))).all() == []
    await until(slack, published + 2)  # the answer to the press, and the tab that follows each change
    assert "activity.put_back" in slack.tabs[-1][1], "it stays on top when the tab is published again"
    again = pressed("activity.undo", "nothing", {"type": "home"}, trigger="9.10")
    await door.press(slack.ack, again, slack)  # type: ignore[arg-type]
    assert "not there" in slack.tabs[-1][1], "a refusal is told there too"
    await opens(door, slack, "UANNA")
    assert "not there" not in slack.tabs[-1][1], "who comes back later finds it tidy"


async def test_two_taps_log_and_the_answer_stands_where_it_was_pressed(
    door: Door, slack: Slack, session: Session
) -> None:
    await logs(door, slack, "call Acme")
    await door.press(slack.ack, pressed("activity.quick:meeting", "meeting", {"type": "home"}), slack)  # type: ignore[arg-type]
    [choose] = slack.modals
    [row] = [block for block in choose["blocks"] if block["type"] == "actions"]
    acme = row["elements"][0]
    assert acme["text"]["text"] == "Acme"
    second = pressed(acme["action_id"], acme["value"], {**choose, "type": "modal"}, trigger="9.11")
    await door.press(slack.ack, second, slack)  # type: ignore[arg-type]
    assert "First meeting with Acme" in str(slack.modals[-1]["blocks"])
    assert slack.posts == []
    assert {entry.kind for entry in session.exec(select(Activity))} == {"call", "meeting"}
    undo = next(
        element
        for block in slack.modals[-1]["blocks"]
        for element in block.get("elements", ())
        if str(element.get("action_id", "")).startswith("activity.undo")
    )
    third = pressed(undo["action_id"], undo["value"], {**slack.modals[-1], "type": "modal"}, trigger="9.12")
    await door.press(slack.ack, third, slack)  # type: ignore[arg-type]
    assert "Undone" in str(slack.modals[-1]["blocks"])


async def test_it_is_told_where_it_was_pressed_however_far_down(door: Door, slack: Slack, session: Session) -> None:
    await opens(door, slack, "UANNA")
    await logs(door, slack, "meeting Acme")
    await until(slack, 2)
    [entry] = session.exec(select(Activity)).all()
    blocks = [{"type": "section", "block_id": f"b{n}"} for n in range(6)]
    blocks[5]["block_id"] = "pressed"
    body = pressed("activity.undo", str(entry.batch_id), {"type": "home", "blocks": blocks})
    await door.press(slack.ack, body, slack)  # type: ignore[arg-type]
    shown = slack.views[-1]["blocks"]
    assert "Undone" in str(shown[6]), "after a line, in the place of the entry that is gone"
    assert "Undone" not in str(shown[:6])
    # What is pressed below that: its place is counted without what stands there only for a minute (a line, two, a line).
    plain = [block for block in shown if block not in shown[5:9]]
    further = {"type": "home", "blocks": [*shown[:12], {"type": "section", "block_id": "pressed"}]}
    again = pressed("activity.undo", "nothing", further, trigger="9.13")
    await door.press(slack.ack, again, slack)  # type: ignore[arg-type]
    now = [str(block.get("text")) for block in slack.views[-1]["blocks"]]
    assert len(slack.views[-1]["blocks"]) == len(plain) + 3
    assert "not there" in now[9], "12 − 4, and a line above it"


# --- whom a change concerns -------------------------------------------------------------------------------


def test_a_change_concerns_everybody_whom_a_row_names(session: Session, cast: Cast) -> None:
    session.info.clear()
    about: Json = {"horizon": "60d", "starts_on": NOW.date(), "ends_on": NOW.date(), "title": "More", "created_at": NOW}
    session.add(
        Goal(workspace_id="T1", number=1, scope_kind="person", scope_id=cast.bram.id, set_by=cast.carla.id, **about)
    )
    assert {cast.bram.id, cast.carla.id} <= concerned_by(session)
    assert cast.anna.id not in concerned_by(session)
    cast.anna.ramp_months = 1
    assert cast.anna.id in concerned_by(session)


def test_and_everybody_whom_it_named_before(session: Session, cast: Cast, joris: Person) -> None:
    session.commit()
    session.info.clear()
    cast.anna.manager_id = joris.id
    assert {cast.anna.id, cast.carla.id} <= concerned_by(session)
    goal = Goal(workspace_id="T1", number=1, scope_kind="person", scope_id=cast.bram.id, set_by=cast.carla.id, title="")
    goal.horizon, goal.starts_on, goal.ends_on, goal.created_at = "60d", NOW.date(), NOW.date(), NOW
    session.add(goal)
    session.commit()
    session.info.clear()
    goal.scope_id = cast.anna.id
    assert cast.bram.id in concerned_by(session)


def test_the_tabs_that_show_it_are_theirs_and_those_above(session: Session, cast: Cast) -> None:
    assert tabs_that_show(session, "T1", {cast.anna.id}, NOW) == []
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.home_opened_at = NOW - timedelta(days=1)
    session.flush()
    shown = {(tab.slack_user_id, tab.is_own) for tab in tabs_that_show(session, "T1", {cast.anna.id}, NOW)}
    assert shown == {("UANNA", True), ("UCARLA", False), ("UDIRK", False)}
    cast.carla.home_opened_at = cast.anna.home_opened_at = NOW - timedelta(days=30)
    session.flush()
    shown = {(tab.slack_user_id, tab.is_own) for tab in tabs_that_show(session, "T1", {cast.anna.id}, NOW)}
    assert shown == {("UANNA", True), ("UDIRK", False)}, "one's own always, of people below to who looks at it"
    assert tabs_that_show(session, "T2", {cast.anna.id}, NOW) == []
    cast.anna.ends_on = NOW.date() + timedelta(days=40)
    session.flush()
    assert "UANNA" in {tab.slack_user_id for tab in tabs_that_show(session, "T1", {cast.anna.id}, NOW)}, "until then"
    cast.dirk.ends_on = NOW.date() - timedelta(days=8)
    session.flush()
    assert "UDIRK" not in {tab.slack_user_id for tab in tabs_that_show(session, "T1", {cast.anna.id}, NOW)}


def test_opening_is_noted_some_hours_apart(session: Session, cast: Cast) -> None:
    def noted() -> datetime | None:
        session.expire_all()
        return session.get_one(Person, ("T1", cast.anna.id)).home_opened_at

    note_opened(session, "T1", "UANNA", NOW)
    note_opened(session, "T1", "UANNA", NOW + timedelta(hours=1))
    assert noted() == NOW
    note_opened(session, "T1", "UANNA", NOW + timedelta(hours=7))
    assert noted() == NOW + timedelta(hours=7)
    assert tabs_on_screens(session, datetime(2026, 11, 20, tzinfo=UTC)) == []
