"""What comes in the form of a style says the same figures, and nothing that must be said is lost: it is behind a button."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from handlers.activity import command as activity
from handlers.digest import command as digest
from handlers.door.answers import Whisper
from handlers.door.request import Press, Request
from handlers.home import show
from handlers.preferences import command as me
from handlers.scorecard import command as scorecard
from handlers.style import buttons
from jobs.cadence import Occasion
from jobs.prompts import coaching, nudges
from jobs.prompts import digest as digests
from messages.blocks import Message
from messages.digest import weekly
from messages.digest.examples import BEHIND, ON_COURSE, TEAM
from messages.scorecard import short
from messages.scorecard.examples import BOARD
from messages.style import digest as styled_digest
from messages.style import scorecard as styled_scorecard
from models.coaching.records import Talk
from models.delivery.records import Delivery
from models.period import PeriodType
from models.prepared import Prepared
from models.style.preference import Style, be_plain, choose, hide_hint
from models.team.leave import take_leave
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import meeting, target

AtTheDoor = Callable[..., Request]
TODAY = NOW.date()
NUMBER = re.compile(r"\d+")


def all_text(message: Message) -> str:
    return json.dumps([message.text, message.blocks, message.plain_blocks], ensure_ascii=False)


def without_ids(message: Message) -> Message:
    """Slack wants an id for each block, and each time it is another one."""

    def bare(blocks: list[Any] | None) -> list[Any]:
        return [{key: value for key, value in block.items() if key != "block_id"} for block in blocks or []]

    return Message(message.text, bare(message.blocks), bare(message.plain_blocks))


def said(message: Message) -> str:
    """What people read of it: no ids, no values of buttons."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(str(value["text"]) for _ in [0] if isinstance(value.get("text"), str))
            for key, item in value.items():
                if key not in ("action_id", "value"):
                    walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(message.blocks)
    return "\n".join(found)


@pytest.fixture
def a_target(session: Session, cast: Cast) -> None:
    """Anna is to have eight first meetings a week, and has had two; Bram as well, and has had none."""
    for person in (cast.anna, cast.bram):
        target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 1, 1), person_id=person.id)
    for _ in range(2):
        meeting(session, cast.anna, TODAY - timedelta(days=1))


# --- each in the form of each -----------------------------------------------------------------------------


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("week", [TEAM, ON_COURSE])
def test_no_figure_of_a_digest_is_another_one(language: str, style: Style, week: Any) -> None:
    """Every number in a form stands in the whole digest too (beside the numbers of steps, and how many lines wait)."""
    whole = said(weekly.to_manager(language, week))
    form = said(styled_digest.to_manager(language, week, style))
    added = {"1", "2", "3", "4", "5", "12", "60"}
    assert set(NUMBER.findall(form)) - set(NUMBER.findall(whole)) <= added


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_figure_of_a_scorecard_is_another_one(language: str, style: Style) -> None:
    whole = said(short.everything(language, BOARD)) + said(short.short(language, BOARD))
    form = said(styled_scorecard.of_person(language, BOARD, style))
    added = {"1", "2", "3", "5", "60", "100"}
    assert set(re.findall(r"\d+", form)) - set(re.findall(r"\d+", whole)) <= added


@pytest.mark.parametrize("style", [Style.DRIVER, Style.INFLUENCER, Style.SUPPORTER])
def test_whose_figures_are_wrong_is_said_and_the_rest_is_one_button_away(style: Style) -> None:
    week = replace(TEAM, left_out={"p9": "Wrong Data"})
    message = styled_digest.to_manager("en", week, style)
    assert "Wrong Data" in said(message)
    assert styled_digest.EVERYTHING in all_text(message)
    board = styled_scorecard.of_person("en", BOARD, style)
    assert short.EVERYTHING in all_text(board)


def test_a_driver_has_three_bullets_and_a_next_step() -> None:
    for week in (TEAM, BEHIND):
        message = said(styled_digest.to_manager("en", week, Style.DRIVER))
        assert 1 <= message.count("•") <= 3
        assert message.count("*Next:*") == 1
    board = said(styled_scorecard.of_person("en", BOARD, Style.DRIVER))
    assert board.count("•") == 3
    assert board.count("*Next:*") == 1
    lines = [line for line in board.split("\n") if line.startswith("•")]
    assert len(set(lines)) == 3, "nothing is said twice"


def test_an_influencer_reads_of_people_before_figures() -> None:
    message = said(styled_digest.to_manager("en", TEAM, Style.INFLUENCER))
    assert message.index("Deserve praise" if "Deserve praise" in message else "praise") < message.index(
        "first meetings"
    )


def test_who_wants_it_exactly_reads_how_each_figure_is_counted() -> None:
    for message in (
        styled_digest.to_manager("en", TEAM, Style.CORRECTNESS),
        styled_scorecard.of_person("en", BOARD, Style.CORRECTNESS),
    ):
        assert "*How it is counted*" in said(message)
        assert len(message.blocks) <= 50
    whole = without_ids(weekly.to_manager("en", TEAM)).blocks
    mine = without_ids(styled_digest.to_manager("en", TEAM, Style.CORRECTNESS)).blocks
    assert [block for block in mine if block in whole] == whole, "all of it is there"


# --- through the doors ------------------------------------------------------------------------------------


def told(answer: object) -> Message:
    assert isinstance(answer, Whisper)
    return without_ids(answer.message)


FORM_OF_LOG = {
    Style.DRIVER: ("• *3* of 8 first sales meetings this week", "*Next:* 5 to go"),
    Style.INFLUENCER: ("*Good that you spoke with Initech.*",),
    Style.SUPPORTER: ("1. It stands in your log.", "3. There is time until"),
    Style.CORRECTNESS: ("*How it is counted*", "Meetings and visits with an account"),
}


@pytest.mark.usefixtures("a_target")
@pytest.mark.parametrize("style", Style)
def test_the_answer_to_a_log_takes_the_form(request_of: AtTheDoor, cast: Cast, session: Session, style: Style) -> None:
    """Two meetings, and this is the third of eight: five to go."""
    choose(session, cast.anna, style)
    message = told(activity.command(request_of(cast.anna), "meeting Initech"))
    for part in FORM_OF_LOG[style]:
        assert part in said(message), said(message)
    assert "activity.undo" in all_text(message)
    assert "Initech" in said(message)


@pytest.mark.parametrize("line", ["returned Initech", "proposal Initech 5k", "visit Initech tomorrow"])
def test_nobody_is_praised_for_what_they_did_not_do(
    request_of: AtTheDoor, cast: Cast, session: Session, line: str
) -> None:
    """A lead that goes back, a proposal that was sent, a visit that is still to come: nobody spoke, and fewer is better."""
    choose(session, cast.anna, Style.INFLUENCER)
    message = said(told(activity.command(request_of(cast.anna), line)))
    assert "spoke with" not in message
    assert "going well" not in message


@pytest.mark.usefixtures("a_target")
def test_in_dutch_the_answer_to_a_log_takes_the_form(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    choose(session, cast.bram, Style.DRIVER)
    message = said(told(activity.command(request_of(cast.bram), "gesprek Initech")))
    assert "• *1* van 8" in message
    assert "*Nu:* Nog 7 te gaan" in message


@pytest.mark.usefixtures("a_target")
def test_plain_please_is_the_same_as_without_a_style(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    before = told(scorecard.command(request_of(cast.anna), "this week"))
    choose(session, cast.anna, Style.DRIVER)
    styled = told(scorecard.command(request_of(cast.anna), "this week"))
    be_plain(session, cast.anna, is_plain=True)
    assert told(scorecard.command(request_of(cast.anna), "this week")) == before != styled


@pytest.mark.usefixtures("a_target")
@pytest.mark.parametrize("style", Style)
def test_a_managers_digest_takes_their_form_and_the_button_shows_all(
    request_of: AtTheDoor, cast: Cast, session: Session, style: Style
) -> None:
    plain = told(digest.command(request_of(cast.carla), "this week"))
    choose(session, cast.carla, style)
    message = told(digest.command(request_of(cast.carla), "this week"))
    assert message.blocks != plain.blocks
    if style is not Style.CORRECTNESS:
        [value] = re.findall(r'"value": "(\d{4}-\d\d-\d\d)"', all_text(message))
        assert told(buttons.whole_digest(request_of(cast.carla), Press("style.digest", value))) == plain


@pytest.mark.usefixtures("a_target")
def test_a_style_of_somebody_else_changes_nothing_for_the_reader(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    def read(reader: Person) -> list[Message]:
        request = request_of(reader)
        return [told(scorecard.command(request, "@Anna this week")), told(digest.command(request, "this week"))]

    before = read(cast.carla)
    choose(session, cast.anna, Style.DRIVER)
    assert read(cast.carla) == before


def occasion(
    session: Session, cast: Cast, person: Person, cadence: str, slot: str = TODAY.isoformat(), **about: object
) -> Occasion:
    due = {"due_at": NOW, "expires_at": NOW + timedelta(hours=3), "created_at": NOW}
    delivery = Delivery(workspace_id="T1", recipient=person.id, cadence=cadence, slot=slot, about=about, **due)
    return Occasion(session, cast.workspace, delivery, NOW, person)


@pytest.mark.usefixtures("a_target")
@pytest.mark.parametrize("style", Style)
def test_monday_takes_the_form_and_the_button_shows_all(
    request_of: AtTheDoor, cast: Cast, session: Session, style: Style
) -> None:
    plain = nudges.last_week_and_this(occasion(session, cast, cast.anna, "nudge.week"))
    choose(session, cast.anna, style)
    message = nudges.last_week_and_this(occasion(session, cast, cast.anna, "nudge.week"))
    assert plain is not None
    assert message is not None
    assert message.text == plain.text, "what a notification says is the same for all"
    assert without_ids(message).blocks != without_ids(plain).blocks
    if style is Style.DRIVER:
        assert told(buttons.whole_monday(request_of(cast.anna), Press("style.monday"))) == without_ids(plain)


@pytest.mark.usefixtures("a_target")
def test_who_stands_in_reads_the_digest_of_another_one_as_everybody(
    cast: Cast, session: Session, joris: Person
) -> None:
    choose(session, joris, Style.DRIVER)
    mine = digests.to_manager(occasion(session, cast, joris, "digest.manager", **{"for": cast.carla.id}))
    assert mine is not None
    assert "style." not in all_text(mine)


# --- the tip before a 1-2-1 -------------------------------------------------------------------------------


@pytest.fixture
def talk(session: Session, cast: Cast) -> Talk:
    planned = NOW + timedelta(hours=20)
    talk = Talk(
        workspace_id="T1", coach_id=cast.carla.id, rep_id=cast.anna.id, planned_at=planned, created_at=NOW
    )  # fmt: skip
    session.add(talk)
    session.flush()
    return talk


TIP = "A tip for Anna de Vries"


def agenda(session: Session, cast: Cast, reader: Person, talk: Talk, **about: object) -> Message:
    slot = f"{talk.id}@{talk.planned_at:%Y-%m-%dT%H:%M}"
    message = coaching.agenda(occasion(session, cast, reader, "coaching.agenda", slot, talk_id=talk.id, **about))
    assert message is not None
    return message


def test_only_the_manager_has_the_tip_and_no_notification(session: Session, cast: Cast, talk: Talk) -> None:
    assert TIP not in all_text(agenda(session, cast, cast.carla, talk))
    choose(session, cast.anna, Style.SUPPORTER)
    choose(session, cast.carla, Style.DRIVER)
    carlas, annas = agenda(session, cast, cast.carla, talk), agenda(session, cast, cast.anna, talk)
    assert TIP in said(carlas)
    assert TIP not in carlas.text
    assert "tip" not in said(annas).lower(), "nor has Anna one about Carla"
    hide_hint(session, cast.anna, hides=True)
    assert TIP not in all_text(agenda(session, cast, cast.carla, talk))


def test_a_named_deputy_has_it_while_the_manager_is_away(
    session: Session, cast: Cast, talk: Talk, joris: Person
) -> None:
    choose(session, cast.anna, Style.SUPPORTER)
    assert TIP not in all_text(agenda(session, cast, joris, talk, **{"for": cast.carla.id}))
    cast.carla.deputy_id = joris.id
    take_leave(session, cast.carla, TODAY, TODAY, NOW)
    assert TIP in said(agenda(session, cast, joris, talk, **{"for": cast.carla.id}))


# --- doors, and speed -------------------------------------------------------------------------------------


def test_there_is_a_door_on_koers_me_and_on_home(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    choose(session, cast.anna, Style.INFLUENCER)
    page = told(me(request_of(cast.anna), ""))
    assert "I · Influencer" in said(page)
    assert "style.open" in all_text(page)
    home: Any = show(request_of(cast.bram), "")
    assert "style.open" in json.dumps(home.view.json)
    assert "Mijn stijl" in json.dumps(home.view.json)


@pytest.mark.usefixtures("a_target")
def test_a_log_asks_no_more_of_the_database_with_a_style(
    request_of: AtTheDoor, cast: Cast, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    execute = Prepared.execute

    def prepared(self: Prepared, *how: Any) -> Any:
        asked.append(self)
        return execute(self, *how)

    def otherwise(*what: object) -> None:
        asked.append(what[2])

    monkeypatch.setattr(Prepared, "execute", prepared)
    event.listen(session.get_bind(), "before_cursor_execute", otherwise)

    def statements_of(line: str) -> int:
        asked.clear()
        told(activity.command(request_of(cast.anna), line))
        return len(asked)

    counts = [statements_of("meeting Initech")]  # the first one opens an account and warms what is read once
    counts = [statements_of("meeting Umbrella")]
    for number, style in enumerate(Style):
        choose(session, cast.anna, style)
        session.flush()
        counts.append(statements_of(f"meeting Hooli{number}"))
    event.remove(session.get_bind(), "before_cursor_execute", otherwise)
    assert set(counts) == {counts[0]}, counts
