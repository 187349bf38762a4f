"""`/scorecard` through the handler: who sees what, in both languages, and why a number is what it is."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Press, Request
from handlers.scorecard import command as handler
from handlers.scorecard.subject import Subject
from models.period import PeriodType, month_of
from models.refusal import Refusal
from models.scorecard.scope import ScopeKind
from models.team.leave import take_leave
from models.team.records import Person, Team
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, meeting, target

AtTheDoor = Callable[..., Request]
NOVEMBER = month_of(date(2026, 11, 12))


def seen(answer: object) -> str:
    assert isinstance(answer, Whisper | Replace), answer
    return answer.message.text + json.dumps(answer.message.blocks, ensure_ascii=False)


def value_of(person: Person, key: str = "") -> str:
    return f"{Subject(ScopeKind.PERSON, person.id, NOVEMBER)}" + (f"|{key}" if key else "")


def test_ones_own_month_is_what_a_bare_command_shows(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    for day in (2, 3, 4):
        meeting(session, cast.anna, date(2026, 11, day))
    answer_shown = seen(handler.command(request_of(cast.anna), ""))
    assert "Anna de Vries · November 2026" in answer_shown
    assert "▼ First sales meetings: *3* of 34 · behind" in answer_shown  # 21 days × 8/5 = 33.6
    assert "8 of 21 working days" in answer_shown


def test_it_speaks_dutch_to_bram(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    meeting(session, cast.bram, date(2026, 11, 2))
    answer_shown = seen(handler.command(request_of(cast.bram), "deze maand"))
    assert "Eerste gesprekken: *1* van 8,4" in answer_shown
    assert "8 van 21 werkdagen" in answer_shown


def test_a_manager_who_does_not_sell_gets_the_team(request_of: AtTheDoor, cast: Cast) -> None:
    answer_shown = seen(handler.command(request_of(cast.carla), ""))
    assert "Scorecard · North" in answer_shown
    assert "Anna de Vries" in answer_shown


def test_on_the_first_days_there_is_no_score_where_every_line_is_too_early(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    # Tuesday 3 November: 1 of 21 working days is over, less than a tenth, and all targets are of what adds up.
    early = datetime(2026, 11, 3, 10, tzinfo=UTC)
    cast.anna.sales_role = cast.bram.sales_role = None
    for person in (cast.anna, cast.bram):
        target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 1, 1), person_id=person.id)
    meeting(session, cast.anna, date(2026, 10, 2))
    shown = seen(handler.command(request_of(cast.anna, now=early), ""))
    assert "*Too early for a score:*" in shown
    assert "too early to say" in shown
    assert "Score so far" not in shown
    assert "score −" not in shown, "nor a change of one"
    of_team = seen(handler.command(request_of(cast.carla, now=early), ""))
    assert "Too early for a score" in of_team
    assert "Score so far" in seen(handler.command(request_of(cast.anna), "")), "a week later there is one"


def two_teams(session: Session, cast: Cast) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    cast.bram.team_id = south.id
    session.flush()


@pytest.mark.parametrize("text", ["my line", "mijn mensen", "", "last month my line"])
def test_a_manager_of_two_teams_gets_everybody_below_as_one(
    request_of: AtTheDoor, cast: Cast, session: Session, text: str
) -> None:
    two_teams(session, cast)
    for person in (cast.anna, cast.bram):
        decided(session, person, date(2026, 11, 2), 500)
    view = seen(handler.command(request_of(cast.carla), text))
    assert "Scorecard · everybody below Carla Mulder" in view
    assert ("*€1,000*" in view) is ("last month" not in text)
    assert "Anna de Vries" in view
    assert "Bram Bakker" in view


def test_who_has_nobody_below_has_no_line(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"scorecard\.no_line"):
        handler.command(request_of(cast.anna), "my line")


def test_a_team_says_what_those_without_the_target_added(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 2000)
    decided(session, cast.bram, date(2026, 11, 4), 20_000)
    view = seen(handler.command(request_of(cast.carla), "team"))
    assert "Sales by channel: *€2,000* of €10,000 · behind" in view
    assert "€22,000 in all, €20,000 of it from people without a target" in view
    # Anna may not see Bram's sales, and he is the only one of the others: 20,000 would be his figure.
    for_anna = seen(handler.command(request_of(cast.anna), "team"))
    assert "Sales by channel: *€2,000* of €10,000 · behind" in for_anna
    assert "20,000" not in for_anna
    assert "people without a target" not in for_anna


def test_why_a_teams_number_stands_against_its_target(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    # Anna has 21,000 for November's 21 working days, eight of which are over; Bram is away for half the month.
    target(session, "sales_by_channel", "21000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    take_leave(session, cast.bram, date(2026, 11, 2), date(2026, 11, 13), NOW)
    decided(session, cast.anna, date(2026, 11, 3), 2000)
    decided(session, cast.bram, date(2026, 11, 4), 20_000)
    subject = Subject(ScopeKind.TEAM, cast.team.id, NOVEMBER)
    answer = handler.open_why(request_of(cast.carla), Press("scorecard.why", f"{subject}|sales_by_channel"))
    assert isinstance(answer, OpenModal)
    view = json.dumps(answer.view.json, ensure_ascii=False)
    assert "Compared with it: €2,000, of the people who have the target." in view
    assert "Expected to date: €8,000 (38% of the working days are over)." in view


def test_a_rate_of_those_with_the_target_says_what_it_is_over_everybody(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    # Anna won 1 of 4 with a target of 30 %; Bram, an SDR without one, 6 of 6: 7 of 10 together.
    cast.bram.sales_role = "sdr"
    for day, outcome in ((2, "won"), (3, "lost"), (4, "lost"), (5, "returned")):
        decided(session, cast.anna, date(2026, 11, day), 100, outcome)
    for _ in range(6):
        decided(session, cast.bram, date(2026, 11, 2), 100)
    view = seen(handler.command(request_of(cast.carla), "team"))
    assert "Close rate: *25%* of 30% · behind" in view
    assert "70% together with the people without a target" in view


def test_a_team_with_a_target_of_its_own_says_what_its_peoples_come_to(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    target(session, "sales_by_channel", "50000", PeriodType.MONTH, date(2026, 1, 1), team_id=cast.team.id)
    view = seen(handler.command(request_of(cast.carla), "team"))
    assert "a target of its own; the people’s targets come to €10,000" in view


def test_what_is_still_to_be_done_is_said_in_words_that_fit(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    # Two coaching talks … never "0.1 a day": of 8.4 first meetings in November one is done, so 7.4, in whole ones 8.
    meeting(session, cast.anna, date(2026, 11, 2))
    assert "*1* of 8.4 · behind · 8 to go this month" in seen(handler.command(request_of(cast.anna), ""))
    saturday = request_of(cast.anna, NOW.replace(day=14))
    # D13: on Saturday no working day of the week is left.
    assert "First sales meetings: *0* of 2 · behind · the week is over" in seen(handler.command(saturday, "this week"))


def test_a_missing_rate_is_said_on_the_scorecard(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    decided(session, cast.anna, date(2026, 11, 3), 400)
    dollars = decided(session, cast.anna, date(2026, 11, 4), 5000)
    dollars.currency, dollars.reporting_minor = "USD", None
    session.flush()
    view = seen(handler.command(request_of(cast.anna), ""))
    assert "for want of an exchange rate: 1 in sales by channel and 1 in average deal size" in view


def test_sales_stand_beside_the_score_with_the_change(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 5), 1900)
    decided(session, cast.anna, date(2026, 10, 8), 2500)
    view = seen(handler.command(request_of(cast.anna), ""))
    # No first meetings at all: 3 × 100 %; sales, 1,900 of 3,810 expected by now: 4 × 50 %.
    assert "weakest: *first sales meetings*" in view
    assert "Sales: *€1,900* of €10,000, 19%" in view
    assert "Against October 2026 up to 12 Oct: score −" in view
    assert "sales −€600" in view
    assert "sales +" not in seen(handler.command(request_of(cast.anna), "sales_by_channel"))
    cast.anna.language = "nl"
    assert "(oktober 2026 t/m 12 okt)" in seen(handler.command(request_of(cast.anna), "")), "small within a sentence"
    assert "(week 45 (" in seen(handler.command(request_of(cast.anna), "deze week"))


def test_who_did_not_work_here_then_has_no_score(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    decided(session, cast.anna, date(2026, 9, 20), 2800)
    cast.anna.starts_on = date(2026, 11, 2)
    session.flush()
    assert "No score: Anna de Vries did not work here in this period." in seen(
        handler.command(request_of(cast.carla), "@anna 2026-09")
    )


def test_a_leader_gets_the_company(request_of: AtTheDoor, cast: Cast) -> None:
    assert "Scorecard · Noordzee Systems" in seen(handler.command(request_of(cast.dirk), ""))


def test_a_rep_sees_the_teams_total_and_no_colleague_in_it(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    decided(session, cast.bram, date(2026, 11, 3), 1000)
    answer_shown = seen(handler.command(request_of(cast.anna), "team"))
    assert "€1,000" in answer_shown
    assert "Bram" not in answer_shown
    assert "You see the total of the team" in answer_shown


def test_a_manager_who_asks_for_one_figure_is_not_told_that_persons_are_hidden(
    request_of: AtTheDoor, cast: Cast
) -> None:
    assert "You see the total of the team" not in seen(handler.command(request_of(cast.carla), "team close_rate"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@bram", "access.not_below"),
        ("all", "access.leaders_only"),
        ("team Oost", "team.no_such_team"),
        ("@nobody", "team.unknown_person"),
    ],
)
def test_what_a_rep_may_not_see_is_refused(request_of: AtTheDoor, cast: Cast, text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        handler.command(request_of(cast.anna), text)


def test_a_manager_opens_a_rep_of_the_team(request_of: AtTheDoor, cast: Cast) -> None:
    assert "Bram Bakker" in seen(handler.open_one(request_of(cast.carla), Press("scorecard.rep", value_of(cast.bram))))
    with pytest.raises(Refusal, match=r"access\.not_below"):
        handler.open_one(request_of(cast.anna), Press("scorecard.rep", value_of(cast.bram)))


def test_a_leader_sees_the_company_by_team_and_opens_one(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    two_teams(session, cast)
    # Anna, of North, has won 1,000 of 10,000 this month; Bram, of South, nothing of 30,000. Nothing else was
    # done, so that each team has the score of its only rep.
    for person, value in ((cast.anna, "10000"), (cast.bram, "30000")):
        target(session, "sales_by_channel", value, PeriodType.MONTH, date(2026, 1, 1), person_id=person.id)
    decided(session, cast.anna, date(2026, 11, 3), 1000)
    answer = handler.command(request_of(cast.dirk), "all")
    assert isinstance(answer, Whisper)
    told = seen(answer).partition("*By team*")[2]
    lines = re.findall(r"\*(North|South)\* (\d+)% · (€\S+ of €\S+) sold", told)
    assert [(name, sold) for name, _, sold in lines] == [("South", "€0 of €30,000"), ("North", "€1,000 of €10,000")]
    assert lines[0][1] == "0", "who needs help most comes first"
    assert f"Score so far {lines[1][1]}%" in seen(handler.command(request_of(cast.dirk), "team North")).replace("*", "")
    choices = [each for block in answer.message.blocks if block["type"] == "actions" for each in block["elements"]]
    menu = next(each for each in choices if each["action_id"] == "scorecard.team")
    north = next(option["value"] for option in menu["options"] if option["text"]["text"] == "North")
    assert "Scorecard · North" in seen(handler.open_one(request_of(cast.dirk), Press("scorecard.team", north)))
    assert "By team" not in seen(handler.command(request_of(cast.dirk), "team North"))
    cast.dirk.language = "nl"
    assert "€1.000 van €10.000 verkocht" in seen(handler.command(request_of(cast.dirk), "alles")).replace("\xa0", "")


def test_another_workspace_is_not_there(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="gone"):
        handler.open_one(request_of(cast.dirk), Press("scorecard.rep", value_of(cast.rival)))


@pytest.mark.parametrize(
    "value", ["", "rubbish", "person:x:2026-13-01:2026-12-01:m", "team:x:2026-11-01:2026-12-01:m|nope"]
)
def test_an_old_or_broken_menu_is_refused_kindly(request_of: AtTheDoor, cast: Cast, value: str) -> None:
    with pytest.raises(Refusal, match="gone"):
        handler.open_why(request_of(cast.anna), Press("scorecard.why", value))


@pytest.mark.parametrize("text", ["last week", "Q3", "2026", "30d", "2026-10-01..2026-10-15", "2026-10"])
def test_every_kind_of_period_can_be_asked_for(request_of: AtTheDoor, cast: Cast, text: str) -> None:
    assert "Scorecard · Anna de Vries" in seen(handler.command(request_of(cast.anna), text))


def test_one_kpi_is_shown_with_its_channels(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    decided(session, cast.anna, date(2026, 8, 3), 1000, channel="partner")
    answer_shown = seen(handler.command(request_of(cast.anna), "Q3 omzet"))
    assert "partner €1,000" in answer_shown
    assert "First sales meetings" not in answer_shown.partition("weakest")[0]


def test_what_cannot_be_read_is_said_with_an_example(request_of: AtTheDoor, cast: Cast) -> None:
    answer_shown = seen(handler.command(request_of(cast.anna), "klose_rate"))
    assert "klose" in answer_shown
    assert "/scorecard" in answer_shown


def test_what_was_understood_is_said_in_words(request_of: AtTheDoor, cast: Cast) -> None:
    answer_shown = seen(handler.command(request_of(cast.carla), "team North last month first_meetings blurb"))
    assert "for: North · period: October 2026 · figure: First sales meetings" in answer_shown


def test_why_this_number_shows_records_formula_and_what_was_left_out(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    acme = account(session, "Acme <!channel> *_~")
    meeting(session, cast.anna, date(2026, 11, 3), account_id=acme.id)
    meeting(session, cast.anna, date(2026, 11, 4), undone_at=NOW)
    answer = handler.open_why(request_of(cast.anna), Press("scorecard.why", value_of(cast.anna, "first_meetings")))
    assert isinstance(answer, OpenModal)
    answer_shown = json.dumps(answer.view.json, ensure_ascii=False)
    assert "*First sales meetings: 1*" in answer_shown
    assert "3 Nov · first meeting · Acme &lt;!channel&gt;" in answer_shown
    assert "<!channel>" not in answer_shown
    assert "1 entry that was undone does not count" in answer_shown
    assert "twelve months before" in answer_shown


def test_forty_reps_fit_in_one_message(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    for number in range(45):
        person = Person(
            workspace_id="T1",
            name=f"{number} Ünal <!channel> *_~ 🚀 {'x' * 60}",
            team_id=cast.team.id,
            sales_role="sdr",
            manager_id=cast.carla.id,
            created_at=NOW,
        )
        session.add(person)
    session.flush()
    answer = handler.command(request_of(cast.carla), "team")
    assert isinstance(answer, Whisper)
    message = answer.message
    assert message.plain_blocks is not None
    assert len(message.blocks) <= 50
    assert len(message.plain_blocks) <= 50
    table = next(block for block in message.blocks if block["type"] == "data_table")
    assert len(table["rows"]) == 41
    assert "and 7 more" in json.dumps(message.blocks)
    assert all(len(b["text"]["text"]) <= 3000 for b in message.plain_blocks if b["type"] == "section")


def test_a_leader_of_several_teams_is_asked_which(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    cast.bram.team_id = south.id
    with pytest.raises(Refusal, match=r"team\.which_team"):
        handler.command(request_of(cast.dirk), "team")


def test_help_is_there(request_of: AtTheDoor, cast: Cast) -> None:
    assert "/scorecard team North" in seen(handler.command(request_of(cast.anna), "help"))


def test_a_quadrant_has_the_name_that_the_company_gave_it(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    cast.workspace.quadrant_labels = {"find_en": "Prospecting", "find_nl": "Jagen"}
    meeting(session, cast.anna, date(2026, 11, 2))
    assert "*Prospecting*" in seen(handler.command(request_of(cast.anna), ""))
    cast.anna.language = "nl"
    assert "*Jagen*" in seen(handler.command(request_of(cast.anna), "deze maand"))


def test_a_persons_scorecard_fits_a_phone_and_the_rest_is_behind_a_button(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    meeting(session, cast.anna, NOW.date())
    short = handler.command(request_of(cast.anna), "")
    assert isinstance(short, Whisper)
    kinds = [block["type"] for block in short.message.blocks]
    assert kinds.count("data_visualization") == 1
    assert short.message.plain_blocks is not None
    assert "data_visualization" not in [block["type"] for block in short.message.plain_blocks]
    text = json.dumps(short.message.blocks, ensure_ascii=False)
    assert "First sales meetings: *1*" in text
    assert "0 so far, without a target" not in text
    buttons = [one for block in short.message.blocks for one in block.get("elements", ()) if one["type"] == "button"]
    whole = handler.open_everything(request_of(cast.anna), Press(buttons[0]["action_id"], buttons[0]["value"]))
    assert isinstance(whole, Replace)
    assert "0 so far, without a target" in json.dumps(whole.message.blocks, ensure_ascii=False)
    [back] = [one for block in whole.message.blocks for one in block.get("elements", ()) if one["type"] == "button"]
    assert back["action_id"] == "scorecard.in_short"
    again = handler.open_another(request_of(cast.anna), Press(back["action_id"], back["value"]))
    assert isinstance(again, Replace)
    assert [block["type"] for block in again.message.blocks] == kinds
