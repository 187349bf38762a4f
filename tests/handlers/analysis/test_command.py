"""`/analysis`: for managers and leaders, of whom they may see, with buttons that say the same again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers.analysis import buttons, feature
from handlers.analysis.command import command
from handlers.door.answers import Answers, OpenModal, Replace, SendFile, Whisper
from handlers.door.request import Press, Request
from messages.blocks import Message
from models.analysis.table import ANALYSES
from models.refusal import Refusal
from models.team.records import Person, Team
from tests.conftest import Cast
from tests.models.scorecard.facts import account, decided

AtTheDoor = Callable[..., Request]


@pytest.fixture
def sold(session: Session, cast: Cast) -> None:
    """Anna and Bram sold something in each of the last fourteen months."""
    customers = [account(session, name) for name in ("Acme", "Globex", "Initech")]
    for at in range(14):
        day = date(2026, 10, 15) - timedelta(days=30 * at)
        seller = (cast.anna, cast.bram)[at % 2]
        decided(session, seller, day, 1_000 + at, account_id=customers[at % 3].id, channel="direct", product="GTX")
    session.flush()


def said(answer: Answers) -> Message:
    assert isinstance(answer, Whisper | Replace)
    return answer.message


def elements(message: Message) -> list[dict[str, Any]]:
    return [one for block in message.blocks if block["type"] == "actions" for one in block["elements"]]


def test_a_rep_is_told_kindly_who_could_help(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        command(request_of(cast.anna), "trend")
    assert refusal.value.reason == "analysis.managers_only"
    assert refusal.value.values["helpers"] == ["Dirk Visser"]


def test_a_rep_reads_the_help(request_of: AtTheDoor, cast: Cast) -> None:
    assert "`/analysis cac Q3 direct`" in said(command(request_of(cast.anna), "help")).text


@pytest.mark.usefixtures("sold")
def test_alone_it_tells_of_all_ten_and_what_is_missing(request_of: AtTheDoor, cast: Cast) -> None:
    message = said(command(request_of(cast.dirk), ""))
    text = "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")
    assert text.count("✓") + text.count("◆") + text.count("○") == len(ANALYSES)
    assert "`/koers cost 12k marketing last month`" in text
    [menu] = elements(message)
    assert len(menu["options"]) == len(ANALYSES)
    opened = buttons.open_another(request_of(cast.dirk), Press("analysis.open", menu["options"][6]["value"]))
    assert said(opened).text.startswith("*Trend* · Noordzee Systems")


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize("key", ANALYSES)
@pytest.mark.parametrize("who", ["dirk", "carla"])
def test_each_of_the_ten_is_told_to_a_leader_and_to_a_manager(
    request_of: AtTheDoor, cast: Cast, key: str, who: str
) -> None:
    request = request_of(getattr(cast, who))
    message = said(command(request, key.replace("_", " ")))
    assert ("Noordzee Systems" if who == "dirk" else "North") in message.text
    shown = {one["action_id"]: one for one in elements(message)}
    assert {"analysis.why", "analysis.pdf", "analysis.csv", "analysis.next"} <= shown.keys()
    assert set(shown) <= set(feature.presses)
    again = Press("analysis.next", shown["analysis.next"]["value"])
    assert said(buttons.open_another(request, again)).text
    assert isinstance(buttons.open_why(request, Press("analysis.why", shown["analysis.why"]["value"])), OpenModal)
    longest = [len(option["value"]) for one in shown.values() for option in one.get("options", [])]
    assert max(longest) <= 150


@pytest.mark.usefixtures("sold")
def test_a_manager_sees_their_people_and_not_the_company(request_of: AtTheDoor, cast: Cast) -> None:
    assert said(command(request_of(cast.carla), "trend my line")).text.startswith("*Trend* · Carla Mulder and their")
    with pytest.raises(Refusal, match=r"access\.leaders_only"):
        command(request_of(cast.carla), "trend all")


@pytest.mark.usefixtures("sold")
def test_of_a_team_with_others_in_it_a_manager_sees_their_own_people(
    request_of: AtTheDoor, session: Session, cast: Cast, joris: Person
) -> None:
    cast.bram.manager_id = joris.id
    session.flush()
    # Anna's seven months of 1,000, 1,002 … 1,012; of the last twelve whole months six: 1,000 to 1,010
    message = said(command(request_of(cast.carla), "trend North"))
    assert "€6,030" in message.text
    assert "€12,066" in said(command(request_of(cast.dirk), "trend North")).text


@pytest.mark.usefixtures("sold")
def test_somebody_elses_team_is_refused(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    session.add(Team(workspace_id="T1", name="South"))
    session.flush()
    with pytest.raises(Refusal, match=r"access\.other_team"):
        command(request_of(cast.carla), "trend South")


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("coverage direct", "analysis.no_channel"),
        ("sellers @anna", "analysis.not_of_one"),
        ("trend 2029", "analysis.ahead"),
        ("pdf", "analysis.what_file"),
        ("trend @nobody", "team.unknown_person"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(request_of: AtTheDoor, cast: Cast, typed: str, reason: str) -> None:
    request = request_of(cast.dirk)
    with pytest.raises(Refusal) as refusal:
        command(request, typed)
    assert refusal.value.reason == reason


def test_a_slip_gets_the_nearest_name(request_of: AtTheDoor, cast: Cast) -> None:
    assert "trend" in said(command(request_of(cast.dirk), "trnd")).text


@pytest.mark.usefixtures("sold")
def test_an_old_button_is_answered(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"analysis\.gone"):
        buttons.open_another(request_of(cast.dirk), Press("analysis.open", "weather||x"))
    with pytest.raises(Refusal, match=r"scorecard\.gone"):
        buttons.open_another(request_of(cast.dirk), Press("analysis.open", "trend||x"))


@pytest.mark.usefixtures("sold")
def test_the_next_one_drops_a_channel_that_it_does_not_have(request_of: AtTheDoor, cast: Cast) -> None:
    request = request_of(cast.dirk)
    message = said(command(request, "products direct"))
    assert "direct" in message.text
    press = next(one["value"] for one in elements(message) if one["action_id"] == "analysis.next")
    assert said(buttons.open_another(request, Press("analysis.next", press))).text.startswith("*Territory coverage*")


@pytest.mark.usefixtures("sold")
def test_a_file_goes_to_the_person_alone(request_of: AtTheDoor, cast: Cast) -> None:
    answers = command(request_of(cast.dirk), "trend csv")
    assert isinstance(answers, list)
    file, told = answers
    assert isinstance(file, SendFile)
    assert isinstance(told, Whisper)
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Month,Sales,A year ago,Difference,Deals"
    assert lines[-1].startswith("Oct 2026,1000.0,1012.0,-1.19,1")
    [pdf] = buttons.send_pdf(request_of(cast.dirk, channel_id="D1"), Press("analysis.pdf", _ref(cast)))  # type: ignore[misc]
    assert isinstance(pdf, SendFile)
    assert pdf.content.startswith(b"%PDF")


def _ref(cast: Cast) -> str:
    return "trend||workspace:T1:2025-11-01:2026-11-01:"


@pytest.mark.usefixtures("sold")
def test_it_is_understood_and_said_in_dutch(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    cast.dirk.language = "nl"
    session.flush()
    message = said(command(request_of(cast.dirk), "grootste klanten vorig jaar"))
    assert message.text.startswith("*Grootste klanten* · Noordzee Systems · 2025")
