"""Examples of nudges."""

from collections.abc import Iterator
from datetime import date, time

from messages import nudges
from messages.blocks import Message, View
from messages.goals.needed import this_week
from messages.goals.needed_examples import NEEDED
from messages.nudges import DueAccount, Quarterly, Review, Talk, Today
from messages.words import words
from models.digest.own import OwnLine, OwnWeek
from models.period import quarter, week_of
from models.scorecard.kpis import KPIS
from models.scorecard.role_figures import Handovers

DAY = date(2026, 11, 16)
NASTY = "Bo *the_closer* ~`<!channel>` 🚀 " + "x" * 40
SALES = OwnLine(KPIS["sales_by_channel"], 8_250.0, None, 9_500.0, 17_500.0, date(2026, 11, 30))
LINES = (
    OwnLine(KPIS["first_meetings"], 6.0, 8.0, 8.0),
    OwnLine(KPIS["follow_ups"], 5.0, 4.0, 4.0),
    OwnLine(KPIS["proposals"], 2.0, None, 1.0, 2.0, date(2026, 11, 30)),
    SALES,
)
REACHED = OwnLine(KPIS["sales_by_channel"], 42_000.0, None, 0.0, 0.0, date(2026, 11, 30))
LAST = week_of(date(2026, 11, 9))


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The end of a day, Monday, and a morning."""
    kinds = ["meeting", "call", "stand_talk"]
    yield "end_of_day", nudges.end_of_day(language, "Anna", DAY, kinds, {"stand_talk": NASTY})
    yield "nothing_today", nudges.nothing_today(language, DAY)
    yield "monday", nudges.monday(language, "Anna", OwnWeek(LAST, 5, LINES, "EUR"), offer="day")
    figures = Handovers(12, 6, 2)
    yield (
        "monday_of_a_role",
        nudges.monday(language, "Anna", OwnWeek(LAST, 5, LINES, "EUR"), figures, offer="morning"),
    )
    weeks = {
        "all": (OwnLine(KPIS["first_meetings"], 9.0, 8.0, 8.0), OwnLine(KPIS["follow_ups"], 4.0, 4.0, 4.0), REACHED),
        "one": (OwnLine(KPIS["first_meetings"], 9.0, 8.0, 8.0),),
        "none": (OwnLine(KPIS["first_meetings"], 0.0, 8.0, 8.0),),
        "away": (OwnLine(KPIS["first_meetings"], None, None, 8.0), SALES),
    }
    for name, lines in weeks.items():
        yield f"monday_{name}", nudges.monday(language, "Anna", OwnWeek(LAST, 5, lines, "EUR"))
    ended = OwnLine(KPIS["proposals"], 1.0, None, 1.0, 1.0, None)
    takes = this_week(words(language), NEEDED, beside_targets=True)
    with_goal = nudges.monday(language, "Anna", OwnWeek(LAST, 5, (ended,), "EUR"), goal=takes)
    yield "monday_with_goal", with_goal
    talks = (Talk("Carla Mulder", "planned", time(14)), Talk(NASTY, "planned", time(9, 30)))
    open_talks = (Talk("Bram Bakker", "to_record"), Talk("Carla Mulder", "to_confirm"))
    reviews = tuple(Review("Bram Bakker", date(2026, 10, 1), turn) for turn in ("reflect", "write", "sign"))
    yield "morning", nudges.morning(language, Today(DAY, talks, open_talks, reviews))
    asked = (("", "reflect"), ("North", "reflect"), (NASTY, "write"), ("", "sign"), ("North", "sign"))
    quarterly = tuple(Quarterly(name, quarter(2026, 3), turn) for name, turn in asked)
    yield "morning_of_a_quarter", nudges.morning(language, Today(DAY, quarterly=quarterly))
    due = (DueAccount(NASTY, "A", 29), DueAccount("Globex", "B", 1), DueAccount("Initech", "C", 0))
    visits = (NASTY, "Globex")
    yield "morning_in_the_field", nudges.morning(language, Today(DAY, talks[:1], visits=visits, due=due, more_due=4))
    yield "morning_with_a_visit", nudges.morning(language, Today(DAY, visits=visits[:1]))
    yield "morning_with_one_talk", nudges.morning(language, Today(DAY, talks[:1]))
