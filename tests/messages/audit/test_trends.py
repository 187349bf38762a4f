"""A line over surveys says when it rests on other people each time."""

from datetime import date

import pytest

from messages.audit.trends import trend
from models.audit.results.trends import Point

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "People rated, survey by survey: 3, 8 and 8."),
        ("nl", "Mensen met een cijfer, per vragenlijst: 3, 8 en 8."),
    ],
)
def test_a_line_over_other_people_each_time_says_so(language: str, told: str) -> None:
    days = [date(2026, 8, 28), date(2026, 12, 15), date(2027, 7, 2)]

    def shown(*people: int) -> str:
        points = [
            Point(number, day, {"closing": 4.0}, people=n)
            for number, (day, n) in enumerate(zip(days, people, strict=True), 1)
        ]
        return str(trend(language, 3, points, {"closing": "Closing"}).blocks)

    assert told in shown(3, 8, 8)
    assert told.partition(":")[0] not in shown(8, 8, 8), "the same number each time"
    assert told.partition(":")[0] not in shown(0, 0, 0), "one person, or the functions"
