"""Examples of the plan of a month, of series and of what is called off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from messages.blocks import Message, View
from messages.coaching import planning
from messages.coaching.parts import TalkView
from messages.reviews.examples import NASTY
from models.coaching.month_plan import RepToPlan

DECEMBER = date(2026, 12, 1)
AT = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
ANNA = RepToPlan("1", "Anna de Vries", 0, 2, 0, None, AT, ZONE)
OLIVER = RepToPlan("2", NASTY, 1, 2, 1, AT, AT + timedelta(days=14, hours=5), "America/New_York")
ELS = RepToPlan("3", "Els Smit", 0, 2, 0, None, None, ZONE)
TALKS = [
    TalkView(str(number), "Anna de Vries", AT + timedelta(weeks=2 * number), ZONE, is_coach=True, in_series=True)
    for number in range(12)
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Suggestions, other times, all at once; a series planned and called off."""
    reps = [ANNA, OLIVER, ELS]
    yield "plan_prompt", planning.month_plan(language, DECEMBER, reps, ZONE, by_itself=True)
    yield "plan_prompt_many", planning.month_plan(language, DECEMBER, reps * 14, ZONE, by_itself=True)
    done = planning.planned_all(language, 80, 40)
    yield "plan_all_done", planning.month_plan(language, DECEMBER, [], ZONE, done=done)
    one = planning.planned_all(language, 1, 1)
    yield "plan_one_done", planning.month_plan(language, DECEMBER, [ELS], ZONE, done=one)
    moments = [AT + timedelta(days=days) for days in (1, 2, 5)]
    yield "other_times", planning.others(language, ANNA, moments, ZONE)
    yield "other_times_none", planning.others(language, replace(OLIVER, suggested=None), [], ZONE)
    yield "series", planning.planned_several(language, "Anna de Vries", TALKS, put_off=1, left_out=2)
    yield "series_as_said", planning.planned_several(language, NASTY, TALKS[:3], put_off=2, left_out=1)
    yield "series_for_you", planning.planned_several_for_you(language, NASTY, TALKS)
    yield (
        "several_for_you",
        planning.planned_several_for_you(language, "Carla Mulder", [replace(TALKS[0], in_series=False)]),
    )
    yield "series_called_off", planning.series_called_off(language, "Anna de Vries", TALKS)
    yield "series_called_off_for_you", planning.series_called_off(language, NASTY, TALKS[:1], for_you=True)
