"""`/deal pipeline` and `/deal stale`, from the line to the answer, by who asks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.deals import feature
from handlers.deals.command import command, looks
from handlers.door.answers import OpenModal, Refresh, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.door.transaction import only_reads
from models.deals.records import Deal, Outcome
from models.delivery.records import Delivery
from models.pipeline.records import DealConfirmation
from models.refusal import Refusal
from tests.conftest import NOW, Cast
from tests.models.pipeline.deals import TODAY, decided, expected, opened

AtTheDoor = Callable[..., Request]


def whispered(answer: Any) -> Whisper:
    assert isinstance(answer, Whisper)
    return answer


def everything(answer: Any) -> str:
    """All the words of an answer."""
    return str(answer.message.blocks)


def elements(answer: Any) -> list[dict[str, Any]]:
    blocks = answer.message.blocks
    found = [e for b in blocks for e in [*b.get("elements", []), b.get("accessory")] if e and "action_id" in e]
    return list(found)


def tap(request: Request, answer: Any, action: str, number: int, value: str | None = None) -> Any:
    """Press the button of a deal in a list."""
    [element] = [e for e in elements(answer) if e["action_id"].startswith(f"deals.stale_{action}:{number}~")]
    pressed = Press(element["action_id"], element.get("value", "") if value is None else value)
    return feature.presses[f"deals.stale_{action}"](request, pressed)


def table(answer: Any) -> list[list[str]]:
    [rows] = [block["rows"] for block in answer.message.blocks if block["type"] == "data_table"]
    return [[cell["text"] for cell in row] for row in rows]


def show(request: Request, answer: Any, which: str) -> Any:
    [menu] = [e for e in elements(answer) if e["action_id"] == "deals.pipeline_table"]
    [option] = [o["value"] for o in menu["options"] if o["value"].startswith(which)]
    shown = feature.presses["deals.pipeline_table"](request, Press("deals.pipeline_table", option))
    assert isinstance(shown, Replace)
    return shown


def test_the_pipeline_says_what_is_open_and_shows_it_by_stage(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    opened(session, cast.anna, date(2026, 11, 2), 10_000, stage="proposal", expected_close=date(2026, 12, 1))
    opened(session, cast.anna, date(2026, 11, 3), 20_000, stage="negotiation", expected_close=date(2026, 11, 20))
    answer = whispered(command(request_of(cast.anna), "pipeline"))
    # 10,000 × 50 % + 20,000 × 75 % = 20,000
    assert "*€30,000* open in 2 deals, weighted €20,000" in answer.message.text
    assert "no deal was decided" in answer.message.text
    assert table(answer)[1:] == [
        ["Proposal made", "1", "€10,000", "€5,000"],
        ["Negotiation", "1", "€20,000", "€15,000"],
    ]
    months = table(show(request_of(cast.anna), answer, "months"))
    assert months[1:] == [["Nov 2026", "1", "€20,000", "€15,000"], ["Dec 2026", "1", "€10,000", "€5,000"]]
    forecast = table(show(request_of(cast.anna), answer, "forecast"))
    assert [row[:4] for row in forecast[-3:-1]] == [
        ["Nov 2026", "€0", "€20,000", "€20,000"],
        ["Dec 2026", "€0", "€0", "€10,000"],
    ]
    assert table(show(request_of(cast.anna), answer, "pace"))[0][1] == "Goes on"


def test_in_dutch_it_speaks_and_hears_dutch(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    opened(session, cast.bram, date(2026, 11, 2), 10_000)
    answer = whispered(command(request_of(cast.bram), "pijplijn dit kwartaal"))
    assert "*€ 10.000* open in 1 deal, gewogen € 1.000".replace("€ ", "€\u00a0") in answer.message.text
    assert "Van je 1" not in everything(command(request_of(cast.bram), "stil"))


def test_an_empty_quarter_says_what_to_do(request_of: AtTheDoor, cast: Cast) -> None:
    answer = whispered(command(request_of(cast.anna), "pipeline Q1"))
    assert "Nothing is open. Add a deal" in answer.message.text
    assert "data_table" not in everything(answer)


def test_a_manager_sees_people_and_a_rep_their_colleagues_together(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    opened(session, cast.anna, date(2026, 11, 2), 10_000)
    opened(session, cast.bram, date(2026, 11, 2), 30_000)
    carlas = whispered(command(request_of(cast.carla), "pipeline team North"))
    assert [row[0] for row in table(show(request_of(cast.carla), carlas, "people"))] == [
        "Person",
        "Bram Bakker",
        "Anna de Vries",
    ]
    annas = whispered(command(request_of(cast.anna), "pipeline team"))
    assert "€40,000" in annas.message.text
    assert [row[0] for row in table(show(request_of(cast.anna), annas, "people"))] == ["Person", "Anna de Vries"]


@pytest.mark.parametrize("line", ["pipeline @bram Q1", "stale @bram", "pipeline all"])
def test_nobody_sees_what_is_not_theirs(request_of: AtTheDoor, cast: Cast, line: str) -> None:
    with pytest.raises(Refusal, match="access"):
        command(request_of(cast.anna), line)
    assert command(request_of(cast.dirk), line)


def test_what_cannot_be_read_is_answered_with_an_example(request_of: AtTheDoor, cast: Cast) -> None:
    answer = whispered(command(request_of(cast.anna), "pipeline 12 fish"))
    assert "/deal pipeline" in answer.message.text


def test_it_only_reads_so_that_nobody_who_logs_waits() -> None:
    assert only_reads(command, "pipeline @bram")
    assert only_reads(command, "Stil")
    assert not only_reads(command, "won Acme")
    assert not only_reads(command, "")
    assert looks("pijplijn")


def test_a_deal_that_stands_still_is_answered_with_a_tap_and_the_message_says_so(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    asleep = opened(session, cast.anna, TODAY - timedelta(days=40), 9_000, expected_close=TODAY - timedelta(days=5))
    quiet = opened(session, cast.anna, TODAY - timedelta(days=20), 8_000)
    opened(session, cast.anna, TODAY - timedelta(days=1), 7_000)
    request = request_of(cast.anna)
    answer = whispered(command(request, "stale"))
    assert answer.message.text == "2 of your deals stand still"
    assert re.findall(r"#(\d+) ", everything(answer)) == [str(asleep.number), str(quiet.number)]
    assert "its date passed 5 days ago · silent for 40 days" in everything(answer)
    said = tap(request, answer, "alive", asleep.number)
    assert isinstance(said, Replace)
    assert said.message.text == "1 of your deals stands still"
    assert "still alive. Its date has passed" in everything(said)
    moved = tap(request, said, "date", quiet.number, "2026-11-26")
    assert moved.message.text == "All answered, thank you"
    assert quiet.expected_close == date(2026, 11, 26)
    assert "Of your 3 open deals none" in whispered(command(request, "stale")).message.text
    back = tap(request, tap(request, moved, "undo", quiet.number), "undo", asleep.number)
    assert back.message.text == "2 of your deals stand still"
    assert quiet.expected_close is None
    assert all(one.undone_at for one in session.exec(select(DealConfirmation)))


def test_lost_says_why_with_one_tap_or_in_the_form(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, TODAY - timedelta(days=40))
    request = request_of(cast.anna)
    answer = whispered(command(request, "stale"))
    assert isinstance(tap(request, answer, "lost", deal.number, "other"), OpenModal)
    lost = tap(request, answer, "lost", deal.number, "price")
    assert (deal.outcome, deal.reason) == ("lost", "Price")
    assert "Lost: Price" in everything(lost)
    again = tap(request, lost, "undo", deal.number)
    assert deal.outcome is None
    assert again.message.text == "1 of your deals stands still"


def test_a_date_that_has_passed_is_refused(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, TODAY - timedelta(days=40))
    answer = whispered(command(request_of(cast.anna), "stale"))
    opens = tap(request_of(cast.anna), answer, "date", deal.number, "other")
    assert isinstance(opens, OpenModal)
    asked = opens.view.json["private_metadata"]
    with pytest.raises(Refusal, match="date_has_passed"):
        feature.forms["deals.stale_day"](request_of(cast.anna), Form({"day": "2026-11-11"}, asked))
    shown = feature.forms["deals.stale_day"](request_of(cast.anna), Form({"day": "2026-11-12"}, asked))
    assert session.get_one(Deal, ("T1", deal.id)).expected_close == TODAY
    assert isinstance(shown, Refresh)
    assert shown.message.text == "All answered, thank you"


def test_lost_for_another_reason_by_form_shows_in_the_list_with_undo(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    deal = opened(session, cast.anna, TODAY - timedelta(days=40))
    opened(session, cast.anna, TODAY - timedelta(days=30), 20_000)
    listed = whispered(command(request_of(cast.anna), "stale"))
    opens = tap(request_of(cast.anna), listed, "lost", deal.number, "other")
    assert isinstance(opens, OpenModal)
    view = opens.view.json
    filled = Form({"date": "2026-11-12", "reason": "their plant closed"}, view["private_metadata"])
    shown = feature.forms[view["callback_id"]](request_of(cast.anna), filled)
    assert isinstance(shown, Refresh)
    assert session.get_one(Deal, ("T1", deal.id)).reason == "their plant closed"
    assert "1 of your deals stands still" in shown.message.text  # of two: the other one still asks
    undone = tap(request_of(cast.anna), shown, "undo", deal.number)
    assert isinstance(undone, Replace)
    assert session.get_one(Deal, ("T1", deal.id)).outcome is None
    assert "2 of your deals stand still" in undone.message.text


def test_a_manager_answers_for_a_rep_who_hears_of_it(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, TODAY - timedelta(days=40))
    annas = whispered(command(request_of(cast.anna), "stale"))
    answer = whispered(command(request_of(cast.carla), "stale my line"))
    assert "stands still" in answer.message.text
    tap(request_of(cast.carla), answer, "date", deal.number, "2026-12-31")
    assert [delivery.recipient for delivery in session.exec(select(Delivery))] == [cast.anna.id]
    later = request_of(cast.anna, NOW + timedelta(hours=1))
    shown = tap(later, annas, "alive", deal.number)  # her message of before: Carla has answered meanwhile
    assert "✓" in everything(shown)


def test_a_rep_sees_of_a_team_only_their_own_sleeping_deals(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    opened(session, cast.bram, TODAY - timedelta(days=40))
    own = opened(session, cast.anna, TODAY - timedelta(days=30))
    answer = whispered(command(request_of(cast.anna), "stale team"))
    assert re.findall(r"#(\d+) ", everything(answer)) == [str(own.number)]


def test_more_than_eight_come_in_turns(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    deals = [opened(session, cast.anna, TODAY - timedelta(days=60 - n), 1_000 + n) for n in range(10)]
    request = request_of(cast.anna)
    answer = whispered(command(request, "stale"))
    assert len(re.findall(r"#\d+ ", everything(answer))) == 8
    said = tap(request, answer, "alive", deals[0].number)
    assert "The next 2" in everything(said)
    [button] = [e for e in elements(said) if e["action_id"] == "deals.stale_next"]
    shown = feature.presses["deals.stale_next"](request, Press("deals.stale_next", button["value"]))
    assert isinstance(shown, Replace)
    assert len(re.findall(r"#\d+ ", everything(shown))) == 8
    assert f"#{deals[0].number} " not in everything(shown)
    # First the two that did not stand there: who answers nothing comes to the end of the list, too.
    listed = [int(number) for number in re.findall(r"#(\d+) ", everything(shown))]
    assert listed == [deals[n].number for n in (8, 9, 1, 2, 3, 4, 5, 6)]


def test_one_day_is_one_day(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    cast.anna.created_at = NOW - timedelta(days=200)
    for n in range(5):
        won = opened(session, cast.anna, TODAY - timedelta(days=20), 1_000 + n)
        decided(session, cast.anna, won, Outcome.WON, TODAY - timedelta(days=19))
    deal = opened(session, cast.anna, TODAY - timedelta(days=3), 10, expected_close=TODAY + timedelta(days=1))
    expected(session, cast.anna, deal, TODAY + timedelta(days=2), TODAY - timedelta(days=2))
    # 1 open × 1,002 × 5 of 5 ÷ 1 day
    told = whispered(command(request_of(cast.anna), "pipeline")).message.text
    assert "Velocity *€1,002 a day*: 1 open × €1,002 × 100% won ÷ 1 day" in told
    assert "1 days" not in told
    assert "moved later once, by 1 day" in everything(command(request_of(cast.anna), "stale"))
    cast.anna.language = "nl"
    session.flush()
    assert "÷ 1 dag" in whispered(command(request_of(cast.anna), "pipeline")).message.text
    assert "één keer naar later verzet, 1 dag" in everything(command(request_of(cast.anna), "stale"))
