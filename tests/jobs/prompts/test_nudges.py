"""Who is nudged and who is not; nothing comes twice, nor about what is done; what waits comes as one."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session

from jobs.cadence import Occasion, Window
from jobs.prompts import nudges
from messages.blocks import Message
from models.coaching.records import Talk
from models.deals.records import StageChange
from models.delivery.preferences import come_at, come_every, come_on, turn_off, turn_on
from models.delivery.records import Delivery
from models.digest.own import own_week
from models.exports.run import export
from models.period import PeriodType, week_of
from models.reviews.records import ReviewState
from models.scorecard.scope import scope_of_person
from models.team.leave import take_leave
from models.team.records import DayPart, Person
from tests.conftest import NOW, Cast
from tests.models.goals.test_back_solver import history
from tests.models.scorecard.facts import decided, entry, meeting, opened, review, target

THURSDAY, MONDAY = date(2026, 11, 12), date(2026, 11, 16)
AFTER_WORK = datetime(2026, 11, 12, 15, 45, tzinfo=UTC)
"""16:45 in Amsterdam."""
MONDAY_MORNING = datetime(2026, 11, 16, 7, 40, tzinfo=UTC)
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)


def window(session: Session, cast: Cast, now: datetime = AFTER_WORK) -> Window:
    return Window(session, cast.workspace, now - timedelta(hours=26), now)


def asked(session: Session, cast: Cast, now: datetime = AFTER_WORK) -> list[str]:
    names = {person.id: person.name.split()[0] for person in (cast.anna, cast.bram, cast.carla, cast.dirk)}
    return sorted(names[due.recipient] for due in nudges.after_a_day_without_entries(window(session, cast, now)))


def occasion(session: Session, cast: Cast, person: Person, cadence: str, day: date, now: datetime) -> Occasion:
    due = {"due_at": now, "expires_at": now + timedelta(hours=3), "created_at": now}
    delivery = Delivery(workspace_id="T1", recipient=person.id, cadence=cadence, slot=day.isoformat(), **due)
    return Occasion(session, cast.workspace, delivery, now, person)


def both_want_it(session: Session, cast: Cast) -> None:
    for person in (cast.anna, cast.bram, cast.carla):
        turn_on(session, person, "day", BEFORE)


# --- the end of a day ------------------------------------------------------------------------------------


def test_nobody_is_asked_who_did_not_want_it(session: Session, cast: Cast) -> None:
    assert asked(session, cast) == []
    turn_on(session, cast.anna, "day", BEFORE)
    assert asked(session, cast) == ["Anna"]
    turn_off(session, cast.anna, "day")
    assert asked(session, cast) == []


def test_a_role_only_offers_what_is_opt_in_until_a_leader_gives_it_and_a_wish_goes_before(
    session: Session, cast: Cast
) -> None:
    """From Thursday the 12th on account managers (Anna) are asked; Bram's role is not, and a no is a no."""
    cast.bram.sales_role = "sdr"
    wednesday = AFTER_WORK - timedelta(days=1)
    cast.workspace.role_lists = [["account", "@prompts", "week,day", "2026-11-12"]]
    assert asked(session, cast, wednesday) == []
    assert asked(session, cast) == ["Anna"]
    entry(session, cast.anna, "call", date(2026, 11, 2))
    turn_off(session, cast.anna, "day")
    assert asked(session, cast) == []


def test_monday_does_not_come_to_a_role_from_which_a_leader_took_it(session: Session, cast: Cast) -> None:
    at = window(session, cast, MONDAY_MORNING)
    assert cast.anna.id in [due.recipient for due in nudges.on_monday(at)]
    cast.workspace.role_lists = [["account", "@prompts", "none", "2026-11-16"]]
    assert cast.anna.id not in [due.recipient for due in nudges.on_monday(at)]
    turn_on(session, cast.anna, "week", BEFORE)
    at = window(session, cast, MONDAY_MORNING)  # the next look: wishes are asked once in each
    assert cast.anna.id in [due.recipient for due in nudges.on_monday(at)]


def test_who_logged_or_moved_a_deal_is_not_asked(session: Session, cast: Cast) -> None:
    both_want_it(session, cast)
    assert asked(session, cast) == ["Anna", "Bram"], "Carla sells nothing"
    entry(session, cast.anna, "call", THURSDAY)
    assert asked(session, cast) == ["Bram"]
    moved = {"deal_id": opened(session, cast.bram, date(2026, 11, 1), 5_000).id, "changed_by": cast.bram.id}
    session.add(StageChange(workspace_id="T1", stage="proposal", happened_on=THURSDAY, changed_at=NOW, **moved))
    session.flush()
    assert asked(session, cast) == []


@pytest.mark.parametrize("part", list(DayPart))
def test_who_is_away_also_half_the_day_is_not_asked(session: Session, cast: Cast, part: DayPart) -> None:
    both_want_it(session, cast)
    take_leave(session, cast.anna, THURSDAY, THURSDAY, NOW, part)
    assert asked(session, cast) == ["Bram"]
    cast.bram.working_days = "1110100"
    assert asked(session, cast) == []


def test_it_comes_at_the_hour_and_on_the_days_that_were_wished(session: Session, cast: Cast) -> None:
    come_at(session, cast.anna, "day", 17 * 60, BEFORE)
    assert asked(session, cast) == []
    assert asked(session, cast, AFTER_WORK + timedelta(minutes=20)) == ["Anna"]
    come_on(session, cast.anna, "day", "1110100", BEFORE)
    assert asked(session, cast, AFTER_WORK + timedelta(minutes=20)) == []


def test_the_question_offers_what_they_usually_do(session: Session, cast: Cast) -> None:
    for _ in range(3):
        entry(session, cast.anna, "demo", date(2026, 11, 3))
    message = nudges.what_did_you_do(occasion(session, cast, cast.anna, "nudge.day", THURSDAY, AFTER_WORK))
    assert message is not None
    labels = [e["text"]["text"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
    assert labels == ["Demo", "Meeting", "Call", "Nothing today", "Not at work today", "Change or stop"]


def test_it_is_not_sent_when_something_came_in_between_or_the_day_is_over(session: Session, cast: Cast) -> None:
    due = occasion(session, cast, cast.anna, "nudge.day", THURSDAY, AFTER_WORK)
    assert (
        nudges.what_did_you_do(occasion(session, cast, cast.anna, "nudge.day", date(2026, 11, 11), AFTER_WORK)) is None
    )
    leave = take_leave(session, cast.anna, THURSDAY, THURSDAY, NOW)
    assert nudges.what_did_you_do(due) is None
    session.delete(leave)
    entry(session, cast.anna, "call", THURSDAY)
    assert nudges.what_did_you_do(due) is None


# --- Monday ----------------------------------------------------------------------------------------------


def monday(session: Session, cast: Cast, now: datetime = MONDAY_MORNING) -> Message | None:
    return nudges.last_week_and_this(occasion(session, cast, cast.anna, "nudge.week", MONDAY, now))


def test_a_rep_reads_last_week_and_what_this_week_asks(session: Session, cast: Cast) -> None:
    target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    target(session, "follow_ups", "2", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    target(session, "proposals", "4", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    for day in (9, 10, 11):
        meeting(session, cast.anna, date(2026, 11, day))
    meeting(session, cast.anna, date(2026, 11, 12), is_first=False)
    message = monday(session, cast)
    assert message is not None
    assert message.text.startswith("*Good morning, Anna.* You reached 1 of 2 targets last week.")
    # Proposals: 4 missing, 11 working days from 16 to 30 November: 4 / 11 × 5 = 1.8, so 2 this week.
    # Renewals, which an account manager sees first: 4 a month, none yet: 4 / 11 × 5 = 1.8, so 2 as well.
    asks = "contract renewals 2, follow-up meetings 2, qualified proposals 2 and first sales meetings 3"
    assert f"This week asks: {asks}." in message.text
    assert "Qualified proposals: 4 to go by Mon 30 Nov." in str(message.blocks)
    assert "3 of 3" in str(message.blocks)
    assert "1 of 2" in str(message.blocks)


@pytest.mark.parametrize(
    ("monday_", "asks", "to_go"),
    [
        # Five of the last six of 21 working days; 21,000 is missing. An ordinary week is 5,000: 17,500 is more than twice.
        (date(2026, 11, 23), "€5,000", "€21,000 to go by Mon 30 Nov"),
        # Monday is November's last day, the other four are December's: 21,000 over its 22 working days, times four.
        (date(2026, 11, 30), "€3,818", "€21,000 to go by Thu 31 Dec"),
        # 16 working days are left of November from the 9th on: 21,000 / 16 × 5 = 6,562.50.
        (date(2026, 11, 9), "€6,562", "€21,000 to go by Mon 30 Nov"),
    ],
)
def test_what_a_week_asks_of_a_month(session: Session, cast: Cast, monday_: date, asks: str, to_go: str) -> None:
    """Nobody is asked to make up for a month in a week, nor for one that is all but over."""
    entry(session, cast.anna, "call", date(2026, 11, 3))
    target(session, "sales_by_channel", "21000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    at = datetime.combine(monday_, time(7, 40), tzinfo=UTC)
    message = nudges.last_week_and_this(occasion(session, cast, cast.anna, "nudge.week", monday_, at))
    assert message is not None
    assert message.text.endswith(f"and sales by channel {asks}.")
    assert f"Sales by channel: {to_go}." in message.blocks[2]["elements"][0]["text"]


def test_the_figures_are_those_of_the_export(session: Session, cast: Cast) -> None:
    for day, count in ((9, 2), (11, 1)):
        for _ in range(count):
            meeting(session, cast.anna, date(2026, 11, day))
    decided(session, cast.anna, date(2026, 11, 10), 12_000)
    target(session, "sales_by_channel", "21000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    week = own_week(session, cast.workspace, cast.anna, MONDAY, MONDAY_MORNING)
    assert week is not None
    scope = scope_of_person(session, cast.workspace, cast.anna)
    written = "".join(
        export(session, cast.workspace, "scorecard", scope, week_of(date(2026, 11, 9)), None, "json", MONDAY_MORNING)
    )
    kpis = json.loads(written)["kpis"]
    assert {line.kpi.key: line.last for line in week.lines} == {
        line.kpi.key: kpis[line.kpi.key]["value"] for line in week.lines
    }
    assert [line.last for line in week.lines if line.kpi.key in ("first_meetings", "sales_by_channel")] == [3, 12_000]


def test_who_came_in_the_course_of_last_week_is_held_to_nothing_of_it(session: Session, cast: Cast) -> None:
    cast.anna.created_at = datetime(2026, 11, 12, 9, tzinfo=UTC)
    target(session, "follow_ups", "5", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    meeting(session, cast.anna, date(2026, 11, 12), is_first=False)
    message = monday(session, cast)
    assert message is not None
    assert "of 2" not in str(message.blocks)
    assert "last week 1 · this week *5*" in str(message.blocks).replace(r"\xa0", " ")


def test_without_a_target_of_last_week_it_says_once_what_this_week_asks(session: Session, cast: Cast) -> None:
    cast.anna.created_at = datetime(2026, 11, 12, 9, tzinfo=UTC)
    target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    entry(session, cast.anna, "call", date(2026, 11, 12))
    message = monday(session, cast)
    assert message is not None
    assert message.text.startswith("*Good morning, Anna.* This week asks: contract renewals 2, ")
    assert "This is what your week asks." in str(message.blocks[0])


def test_what_is_reached_is_not_asked_of_the_week(session: Session, cast: Cast) -> None:
    target(session, "proposals", "1", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    entry(session, cast.anna, "proposal", date(2026, 11, 3))
    message = monday(session, cast)
    assert message is not None
    assert "roposals" not in message.text
    assert "reached ✓" in str(message.blocks)


def test_it_says_what_the_goal_asks_of_each_week(session: Session, cast: Cast) -> None:
    history(session, cast.anna, won=24, lost=36, proposals=30, meetings=100)
    target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    # The quarter has €384,000 (24 × 16,000) of the 684,000: 300,000 to go / 16,000 -> 19 wins / 40% -> 48 proposals / 0.3 ->
    # 160 first meetings, in the weeks from Monday 16 November on: 33 working days (Christmas is off) / 5 = 6.6: 24.2 and 7.3.
    target(session, "sales_by_channel", "684000", PeriodType.QUARTER, date(2026, 7, 1), person_id=cast.anna.id)
    message = monday(session, cast)
    assert message is not None
    assert "*24 first meetings and 7.3 proposals* a week" in str(message.blocks).replace(r"\xa0", " ")


def test_monday_moves_over_a_day_off_and_comes_as_often_as_wished(session: Session, cast: Cast) -> None:
    take_leave(session, cast.anna, MONDAY, MONDAY, NOW)
    come_every(session, cast.bram, "week", 2, date(2026, 11, 12))

    def who(day: int) -> set[tuple[str, str]]:
        now = MONDAY_MORNING + timedelta(days=day)
        dues = nudges.on_monday(window(session, cast, now))
        return {(due.recipient, due.slot) for due in dues if due.at > now - timedelta(hours=1)}

    assert who(0) == {(cast.bram.id, "2026-11-16")}
    assert who(1) == {(cast.anna.id, "2026-11-16")}
    assert who(7) == {(cast.anna.id, "2026-11-23")}


def test_nothing_for_who_never_logged_or_has_no_target(session: Session, cast: Cast) -> None:
    assert monday(session, cast) is None
    target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    assert monday(session, cast) is None
    entry(session, cast.anna, "call", THURSDAY)
    assert monday(session, cast) is not None


def test_what_a_role_is_offered_is_what_somebody_never_chose(session: Session, cast: Cast) -> None:
    """An account manager is offered the morning list, then the question of an empty day; each until they said yes or no."""
    target(session, "first_meetings", "3", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    entry(session, cast.anna, "call", THURSDAY)
    assert "Send me the morning list" in str(monday(session, cast).blocks)  # type: ignore[union-attr]
    turn_on(session, cast.anna, "morning", BEFORE)
    assert "Remind me on empty days" in str(monday(session, cast).blocks)  # type: ignore[union-attr]
    turn_on(session, cast.anna, "day", BEFORE)
    turn_off(session, cast.anna, "day")
    assert "Remind me on empty days" not in str(monday(session, cast).blocks)  # type: ignore[union-attr]


# --- a morning -------------------------------------------------------------------------------------------


def test_the_morning_list_has_talks_and_reviews_and_is_never_empty(session: Session, cast: Cast) -> None:
    at_eight = datetime(2026, 11, 12, 7, 20, tzinfo=UTC)
    due = occasion(session, cast, cast.anna, "nudge.morning", THURSDAY, at_eight)
    assert nudges.what_today_asks(due) is None
    about = {"workspace_id": "T1", "coach_id": cast.carla.id, "rep_id": cast.anna.id, "created_at": NOW}
    session.add(Talk(planned_at=datetime(2026, 11, 12, 13, 0, tzinfo=UTC), **about))
    session.add(Talk(planned_at=datetime(2026, 11, 13, 13, 0, tzinfo=UTC), **about))
    review(session, cast.anna, ReviewState.SHARED, opened_on=date(2026, 11, 2), shared_at=NOW - timedelta(days=1))
    session.flush()
    message = nudges.what_today_asks(due)
    assert message is not None
    assert message.text.count("•") == 2
    assert "14:00 talk with Carla Mulder" in message.text
    assert "Read and sign your review of October" in message.text
