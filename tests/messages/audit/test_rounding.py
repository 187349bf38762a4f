"""One way to write a rating, wherever it stands."""

import csv
from dataclasses import replace

import pytest

from messages.audit import pdf, table
from messages.audit.results import headline, stage_text
from messages.audit.results_examples import FULL, view_in
from messages.audit.skills import direction
from messages.audit.views import ObstacleView, StageView
from messages.words import words
from models.audit.results.earlier import SkillChange, TeamChange
from models.audit.results.skills import SkillLine
from models.audit.rounding import moved, tenths
from models.maturity.next_stage import Obstacle
from tests.messages.pdf_reading import lines_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3.55, 3.6),
        (3.45, 3.5),
        (3.449, 3.4),
        (4, 4.0),
        (2.25, 2.3),
        (-0.25, -0.3),
        (-0.04, 0.0),
        (3.5500000000000003, 3.6),
    ],
)
def test_a_half_goes_away_from_zero(value: float, written: float) -> None:
    assert str(tenths(value)) == str(written)


@pytest.mark.parametrize(
    ("language", "short", "clear"),
    [("en", "*Strategy* just below 3", "Technology∗ 2.6"), ("nl", "*Strategy* net onder 3", "Technology∗ 2,6")],
)
def test_a_function_that_falls_short_is_not_written_as_what_it_falls_short_of(
    language: str, short: str, clear: str
) -> None:
    # stage 4 wants no function below 3: 2.96 is written as 3.0 elsewhere, and 2.6 as 2.6
    low = [ObstacleView("Technology", 2.6, True), ObstacleView("Strategy", 2.96, True)]
    told = stage_text(words(language), StageView(3, next_value=4, next_name="Managed", mean=3.2, obstacles=low))
    assert clear in told
    assert short in told
    in_the_plan = words(language)(
        "plan.obstacle", number=2, label="Strategy", one=Obstacle("strategy", 2.96, 3), value=4
    )
    assert in_the_plan.startswith(f"2. {short}: ")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_fall_keeps_its_decimal_as_a_rise_does(language: str) -> None:
    say, line = words(language), SkillLine("closing", 3, 3, 4.5)
    for since, moved_how, told in ((1.0, "risen", "▲ 1.0"), (-1.0, "fallen", "▼ 1.0")):
        text = say("audit_results.skill_line", bar="", label="Closing", line=line, since=since, moved=moved_how)
        assert told.replace(".", "," if language == "nl" else ".") in text


def test_a_rise_is_the_difference_of_what_stands_on_the_page() -> None:
    assert moved(3.44, 3.46) == 0.1  # 3.4 and 3.5, although they are 0.02 apart
    assert moved(3.46, 3.54) == 0.0  # 3.5 and 3.5
    assert moved(4.1, 3.3) == -0.8
    assert moved(None, 3.3) is None


@pytest.mark.parametrize("kind", ["one", "several"])
def test_a_skill_has_moved_where_the_two_figures_that_are_written_differ(kind: str) -> None:
    """3.24 is 3.2 and 3.26 is 3.3; 3.16 and 3.24 are both 3.2, although they are further apart."""

    def change(then: float, now: float) -> SkillChange | TeamChange:
        return SkillChange("closing", then, now) if kind == "one" else TeamChange("closing", 5, then, now)

    assert (change(3.24, 3.26).since, direction(change(3.24, 3.26).since)) == (0.1, "risen")
    assert (change(3.26, 3.24).since, direction(change(3.26, 3.24).since)) == (-0.1, "fallen")
    assert (change(3.16, 3.24).since, direction(change(3.16, 3.24).since)) == (0.0, "")
    assert direction(None) == ""


@pytest.mark.parametrize(("language", "comma"), [("en", "."), ("nl", ",")])
def test_text_chart_table_and_pdf_say_the_same(language: str, comma: str) -> None:
    """3.55 is 3.6 and 3.45 is 3.5 everywhere; 4 is 4.0, since it stands beside them."""
    means = {"strategy": 3.55, "channels": 3.45, "customers": 4.0}
    functions = {key: replace(one, mean=means[key]) for key, one in FULL.functions.items() if key in means}
    view = view_in(language, replace(FULL, functions=functions, before=None))
    want = {"strategy": "3.6", "channels": "3.5", "customers": "4.0"}
    message = headline(language, view)
    [chart] = [
        one["chart"]
        for one in message.blocks
        if one["type"] == "data_visualization" and len(one["chart"]["series"]) == 1
    ]
    assert [str(point["value"]) for point in chart["series"][0]["data"]] == list(want.values())
    lines = str(message.plain_blocks)
    assert [f"*{one.replace('.', comma)}* · {view.areas[key]}" in lines for key, one in want.items()] == [True] * 3
    rows = list(csv.DictReader(table.results(language, view).decode("utf-8-sig").splitlines()))
    means_of = {row["function"]: row["mean"] for row in rows if not row["statement"] and row["group"] == "all"}
    assert means_of == {view.areas[key]: one for key, one in want.items()}
    first = lines_of(pdf.results(language, "Noorderlicht", view), page=1)
    assert all(f"{view.areas[key]}\n{one.replace('.', comma)}\n" in first for key, one in want.items())
