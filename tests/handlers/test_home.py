"""The Home tab shows a person what concerns them, and its buttons do what the commands do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot import features
from handlers import home
from handlers.activity import command as activity
from handlers.door.answers import ShowHome, Whisper
from handlers.door.request import Press, Request
from jobs.cadence import Occasion
from jobs.prompts.home import welcome
from messages.home import tab as messages
from models.accounts.records import Account
from models.activity.actions import log_activities
from models.activity.entry import NewActivity
from models.activity.records import Activity
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal
from models.delivery.records import Delivery
from models.reviews.records import Review, ReviewState
from models.team.enrolment import Profile, enrol
from models.team.records import Person, PersonProposal, Team
from tests.conftest import LONG_AGO, NOW, Cast

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
    assert {messages.TEAM_SCORECARD, messages.PEOPLE} & rep == set()
    assert {messages.TEAM_SCORECARD, messages.PEOPLE} <= manager


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
    assert "Logged nothing, though at work: Bram Bakker" in tab
    assert "Mon 9 Nov – Sun 15 Nov" in tab
    assert "Review of October: Anna de Vries" in tab
    assert "Talk to plan this month: Bram Bakker" in tab
    assert "No goal yet" not in tab, "a manager's Home is about the people"
    assert "What waits for you" not in str(tab_of(request_of(cast.anna)))


def test_on_monday_morning_the_week_that_is_over_stands_there(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    tab = str(tab_of(request_of(cast.carla, now=datetime(2026, 11, 16, 7, tzinfo=UTC)))["blocks"])
    assert "Mon 9 Nov – Sun 15 Nov" in tab


def test_after_a_day_off_it_stands_there_a_day_longer(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    # Two days of the week of 16 November are over on Wednesday, for the Monday was off; three on Thursday.
    cast.workspace.own_days = {"2026-11-16": "off"}
    session.flush()
    wednesday, thursday = (
        str(tab_of(request_of(cast.carla, now=datetime(2026, 11, day, 7, tzinfo=UTC)))["blocks"]) for day in (18, 19)
    )
    assert "Mon 9 Nov – Sun 15 Nov" in wednesday
    assert "Mon 16 Nov – Sun 22 Nov" in thursday


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


# --- a rep's own day ---------------------------------------------------------------------------------------

THURSDAY = NOW
TUESDAY = datetime(2026, 11, 10, 10, tzinfo=UTC)


def texts(tab: dict[str, Any]) -> str:
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in tab["blocks"])


def labels(tab: dict[str, Any]) -> list[str]:
    rows = [block["elements"] for block in tab["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def an_entry(person: Person, kind: str, day: date, **more: Any) -> Activity:
    values = {"workspace_id": "T1", "person_id": person.id, "kind": kind, "happened_on": day, "created_at": NOW}
    return Activity(**{**values, **more})


def test_the_kinds_that_somebody_logs_most_are_one_tap_away(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    assert labels(tab_of(request_of(cast.anna)))[:5] == ["Meeting", "Call", "Proposal", "Visit", "Something else"]
    session.add_all(an_entry(cast.anna, "demo", date(2026, 11, 9)) for _ in range(3))
    session.add(an_entry(cast.anna, "visit", date(2026, 11, 9)))
    session.add(an_entry(cast.anna, "email", date(2026, 6, 1)))
    session.flush()
    tab = tab_of(request_of(cast.anna))
    assert labels(tab)[:5] == ["Demo", "Visit", "Meeting", "Call", "Something else"], "of the last 60 days"


def test_today_and_what_was_logged_last_stand_there_each_with_its_undo(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    assert "nothing logged so far" in texts(tab_of(request_of(cast.anna)))
    log_activities(request_of(cast.anna).acting, [NewActivity(kind="call", happened_on=NOW.date(), account="Acme")])
    session.add(an_entry(cast.bram, "call", NOW.date()))
    session.flush()
    tab = tab_of(request_of(cast.anna))
    assert "*Today:* 1 call" in texts(tab)
    undo = [
        b["accessory"]
        for b in tab["blocks"]
        if str(b.get("accessory", {}).get("action_id")).startswith("activity.undo:")
    ]
    [entry] = session.exec(select(Activity).where(Activity.person_id == cast.anna.id)).all()
    assert [one["value"] for one in undo] == [entry.batch_id]


def test_what_was_logged_in_one_go_is_undone_in_one_go_and_says_so(request_of: AtTheDoor, cast: Cast) -> None:
    calls = NewActivity(kind="call", happened_on=NOW.date(), quantity=3)
    meeting = NewActivity(kind="meeting", happened_on=date(2026, 11, 11), account="Acme")
    log_activities(request_of(cast.anna).acting, [calls, meeting])
    [row] = [b for b in tab_of(request_of(cast.anna))["blocks"] if "and 1 more" in str(b)]
    assert row["text"]["text"] == "*3 calls* and 1 more"
    assert row["accessory"]["text"]["text"] == "↩ Undo all"


def test_a_day_off_asks_for_nothing(request_of: AtTheDoor, cast: Cast) -> None:
    sunday = datetime(2026, 11, 15, 10, tzinfo=UTC)
    assert "is a day off" in texts(tab_of(request_of(cast.anna, now=sunday)))


def test_each_figure_stands_in_the_period_of_its_target_and_none_is_the_managers(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    # An account manager's usual targets: 2 first meetings and 6 follow-ups a week; proposals, training, sales a month.
    # Coaching is what Carla does.
    week, month = texts(tab_of(request_of(cast.anna))).split("*This month*")
    assert "First sales meetings" in week.split("*This week*")[1]
    assert "Training" not in week
    assert "Proposals" not in week
    assert "Qualified proposals" in month
    assert "Coaching sessions" not in week + month


def test_the_beginning_of_a_week_accuses_nobody(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    # Tuesday: one of five working days is over, so 2 × 1/5 = 0.4 first meetings were to be expected, and none is there.
    tuesday, thursday = (texts(tab_of(request_of(cast.anna, now=now))) for now in (TUESDAY, THURSDAY))
    quiet, plain = (text.split("*This week*")[1].split("*This month*")[0] for text in (tuesday, thursday))
    assert "behind" not in quiet
    assert "· First sales meetings" in quiet
    assert "*0*\u00a0of\u00a02" in quiet
    assert "▼ First sales meetings" in plain
    assert "behind" in plain


def test_no_phone_breaks_a_figure(request_of: AtTheDoor, cast: Cast) -> None:
    for line in texts(tab_of(request_of(cast.bram))).splitlines():
        if "▱" in line:
            bar, rest = line.split(" ", 1)
            figure = rest.split(" · ")[0]
            assert " " not in figure, "bar, figure and word: nothing else to break at"
            assert len(bar) == 6


def test_open_deals_can_be_moved_won_and_lost_with_the_thumb_and_sixty_of_them_fit(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    account = Account(workspace_id="T1", name="Acme", key="acme", opened_on=date(2026, 1, 1), created_at=NOW)
    session.add(account)
    session.flush()
    for n in range(60):
        session.add(
            Deal(
                workspace_id="T1",
                number=n + 1,
                account_id=account.id,
                owner_id=cast.anna.id,
                stage="discovery",
                expected_close=date(2026, 12, 1) + timedelta(days=n),
                currency="EUR",
                created_at=NOW,
            )
        )
    session.flush()
    tab = tab_of(request_of(cast.anna))
    assert "*Open deals* · 60" in texts(tab)
    assert texts(tab).index("#1 ") < texts(tab).index("#2 ")
    assert labels(tab).count("Won") == labels(tab).count("Lost") == labels(tab).count("→ Proposal made") == 4
    assert len(tab["blocks"]) <= 100


def test_a_review_that_is_due_and_a_talk_that_was_noted_wait_on_top(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    talk: dict[str, Any] = {"coach_id": cast.carla.id, "rep_id": cast.anna.id, "created_at": NOW}
    held = Talk(workspace_id="T1", planned_at=NOW, state=TalkState.RECORDED, held_on=date(2026, 11, 10), **talk)
    coming = Talk(workspace_id="T1", planned_at=NOW + timedelta(days=5), state=TalkState.PLANNED, **talk)
    session.add_all([held, coming])
    session.flush()
    tab = tab_of(request_of(cast.anna))
    assert "*Your look back on October* waits for you" in texts(tab), "also when nobody has opened it yet"
    assert "Did your talk with Carla Mulder on Tue 10 Nov take place?" in texts(tab)
    assert "Talk with Carla Mulder: Tue 17 Nov, 11:00" in texts(tab)
    assert labels(tab)[5:7] == ["Yes, it did", "No, it did not"]


# --- who leads ----------------------------------------------------------------------------------------------


def test_a_review_of_an_earlier_month_waits_until_it_is_written(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    for month, state in ((8, ReviewState.REFLECTED), (9, ReviewState.SIGNED), (10, ReviewState.REFLECTED)):
        session.add(
            Review(
                workspace_id="T1",
                person_id=cast.anna.id,
                month=date(2026, month, 1),
                state=state,
                opened_on=date(2026, month + 1, 2),
                reflected_on=date(2026, month + 1, 3),
            )
        )
    session.flush()
    tab = tab_of(request_of(cast.carla))
    assert "Review of August: Anna de Vries" in texts(tab)
    assert "Review of September" not in texts(tab)
    assert texts(tab).index("Review of August") < texts(tab).index("Review of October"), "the oldest first"
    writes = [b["accessory"]["action_id"] for b in tab["blocks"] if "Review of" in str(b.get("text"))]
    assert all(one.startswith("reviews.write:") for one in writes)


def test_a_manager_of_forty_who_sells_has_a_home_that_slack_takes(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    for n in range(38):
        session.add(
            Person(
                workspace_id="T1",
                name=f"Rep {n:02d}",
                sales_role="account",
                manager_id=cast.carla.id,
                created_at=LONG_AGO,
            )
        )
    cast.carla.is_rep, cast.carla.sales_role = True, "account"
    session.flush()
    tab = tab_of(request_of(cast.carla))
    assert len(tab["blocks"]) <= 100
    assert "And talks to plan: " in texts(tab)
    assert "All commands" in str(tab["blocks"][-1]), "nothing was cut off"


def test_a_leader_finds_who_has_no_manager_and_who_may_be_there_already(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    eva = Person(workspace_id="T1", name="Eva Smit", sales_role="account", created_at=LONG_AGO)
    session.add(eva)
    session.flush()
    session.add(
        PersonProposal(workspace_id="T1", person_id=eva.id, other_id=cast.bram.id, reason="name", proposed_at=NOW)
    )
    session.flush()
    tab = texts(tab_of(request_of(cast.dirk)))
    assert "No manager yet, so for now you write their reviews: Eva Smit" in tab
    assert "Somebody new may be on the roster already" in tab
    assert "Without a manager" not in texts(tab_of(request_of(cast.carla)))


# --- newcomers -----------------------------------------------------------------------------------------------


@pytest.fixture
def eva(session: Session, cast: Cast) -> Person:
    """Somebody who came in on this day, known to nobody yet."""
    return enrol(session, "T1", Profile("UEVA", "Eva Smit", zone="Europe/Amsterdam", language="nl"), NOW)


def test_a_newcomer_finds_three_things_to_do_and_who_can_help(
    request_of: AtTheDoor, cast: Cast, session: Session, eva: Person
) -> None:
    tab = texts(tab_of(request_of(eva)))
    assert "Welkom! Drie dingen om mee te beginnen" in tab
    assert "1. Log het eerste" in tab
    assert "je manager" not in tab.lower(), "there is none"
    assert "Wie je in een team kan zetten: Dirk Visser" in str(tab_of(request_of(eva)))
    eva.manager_id = cast.carla.id
    session.add(an_entry(eva, "call", NOW.date()))
    session.flush()
    tab = str(tab_of(request_of(eva))["blocks"])
    assert "✅ Log het eerste" in tab
    assert "Je manager in Koers is Carla Mulder" in tab
    later = request_of(eva, now=NOW + timedelta(days=14))
    assert "Drie dingen" not in texts(tab_of(later))


def test_the_welcome_comes_once_in_their_language_and_not_at_night(session: Session, cast: Cast, eva: Person) -> None:
    enrol(session, "T1", Profile("UEVA", "Eva Smit"), NOW)
    [delivery] = session.exec(select(Delivery).where(Delivery.recipient == eva.id)).all()
    assert (delivery.cadence, delivery.at_own_time) == ("home.welcome", False), "quiet hours hold it back"
    message = welcome(Occasion(session, cast.workspace, delivery, NOW, eva))
    assert message is not None
    assert message.text.startswith("Welkom bij Koers, Eva!")
    assert sum("accessory" in block for block in message.blocks) == 3
    eva.is_leader = True
    assert welcome(Occasion(session, cast.workspace, delivery, NOW, eva)) is None, "who leads finds other things to do"


def test_who_was_here_before_is_not_welcomed(session: Session, cast: Cast) -> None:
    [delivery] = [
        Delivery(
            workspace_id="T1",
            recipient=cast.anna.id,
            cadence="home.welcome",
            slot="once",
            due_at=NOW,
            expires_at=NOW,
            created_at=NOW,
        )
    ]
    assert welcome(Occasion(session, cast.workspace, delivery, NOW, cast.anna)) is None


def test_who_has_no_manager_is_not_told_what_theirs_can_do(cast: Cast, request_of: AtTheDoor, session: Session) -> None:
    cast.anna.sales_role = cast.bram.sales_role = None  # no usual targets
    cast.bram.manager_id = None
    session.flush()
    told = {
        person.name: str(
            activity.command(request_of(person), "call Acme 20m" if person is cast.anna else "gesprek Acme")
        )
        for person in (cast.anna, cast.bram)
    }
    assert "je manager" not in told[cast.bram.name]
    with_one = str(activity.command(request_of(cast.anna), "meeting Globex"))
    assert "your manager can set one" in with_one
