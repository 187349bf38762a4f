"""Every figure of a month's messages, recomputed from the export: none is there of which the export knows nothing."""

import re
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest

from tests.figures.by_hand import QUADRANTS, WEIGHTS, month, week, whole
from tests.figures.conftest import GOAL, MONDAYS, QUESTION, THURSDAYS, Moment
from tests.figures.contests import asked, joined, record, standing
from tests.figures.digests import of_channel, of_leader, of_manager
from tests.figures.goals import of_goal, of_list, takes
from tests.figures.own import REPS, of_home, of_monday, read_as
from tests.figures.telling import Told, both_forms, compare, figures_in, lines_of


def check(moment: Moment, who: str, *told_in: list[Told]) -> None:
    """The message with native tables and charts, and that without; the same stands in both, or in each its own."""
    message, language = moment.read[who]
    assert message is not None
    for blocks, told in zip(both_forms(message), cycle(told_in), strict=False):
        assert not compare(blocks, told, language), f"{who}, {moment.day}, {language}"


@pytest.mark.parametrize("monday", MONDAYS, ids=str)
@pytest.mark.parametrize("manager", ["Carla Mulder", "Joris Claes"])
def test_every_figure_of_a_managers_digest_is_in_the_export(
    moments: dict[date, Moment], manager: str, monday: date
) -> None:
    moment = moments[monday]
    check(moment, manager.split()[0], of_manager(moment.books, manager, monday))


@pytest.mark.parametrize("monday", MONDAYS, ids=str)
def test_every_figure_of_a_leaders_digest_is_in_the_export(moments: dict[date, Moment], monday: date) -> None:
    books = moments[monday].books
    check(moments[monday], "Dirk", *(of_leader(books, monday, has_chart=has_chart) for has_chart in (True, False)))


@pytest.mark.parametrize("monday", MONDAYS, ids=str)
@pytest.mark.parametrize(("team", "boss"), [("North", "Carla Mulder"), ("South", "Joris Claes")])
def test_every_figure_in_a_teams_channel_is_in_the_export(
    moments: dict[date, Moment], team: str, boss: str, monday: date
) -> None:
    check(moments[monday], team, of_channel(moments[monday].books, boss, monday))


def test_each_figure_that_is_off_and_each_line_too_many_is_found(moments: dict[date, Moment]) -> None:
    moment = moments[MONDAYS[1]]
    message, language = moment.read["Carla"]
    assert message is not None
    told = of_manager(moment.books, "Carla Mulder", moment.day)
    lines = [line for line in lines_of(message.plain_blocks or ()) if any(sign.isdigit() for sign in line)]
    assert len(lines) > 20
    for number, line in enumerate(lines):
        off = re.sub(r"\d(?=\D*$)", lambda last: str((int(last[0]) + 1) % 10), line)
        blocks = [section_of(off if place == number else one) for place, one in enumerate(lines)]
        assert bool(compare(blocks, told, language)) == bool(figures_in(line, language)), line
        assert compare([*blocks, section_of("7 visits")], told, language)


def section_of(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize("monday", MONDAYS, ids=str)
@pytest.mark.parametrize("name", REPS)
def test_every_figure_of_a_reps_monday_is_in_the_export(moments: dict[date, Moment], name: str, monday: date) -> None:
    message, language = moments[monday].read[name.split()[0]]
    books = moments[monday].books
    if not books.works(name, week(monday)):
        assert message is None
        return
    assert message is not None
    assert not compare(message.blocks, of_monday(books, name, monday), language), language


@pytest.mark.parametrize("today", THURSDAYS, ids=str)
@pytest.mark.parametrize("name", [*REPS, "Guus Smit"])
def test_every_figure_of_a_reps_home_is_in_the_export(moments: dict[date, Moment], name: str, today: date) -> None:
    moment = moments[today]
    blocks, language = moment.homes[name.split()[0]]
    assert not compare(blocks, of_home(moment.books, name, today), language), language


@pytest.mark.parametrize("monday", MONDAYS, ids=str)
@pytest.mark.parametrize("name", ["Carla Mulder", "Joris Claes", "Dirk Visser"])
def test_the_home_of_who_leads_has_the_figures_of_the_digest(
    moments: dict[date, Moment], name: str, monday: date
) -> None:
    moment = moments[monday]
    blocks, language = moment.homes[name.split()[0]]
    is_leader = name == "Dirk Visser"
    books = moment.books
    told = of_leader(books, monday, has_chart=False) if is_leader else of_manager(books, name, monday)[:-1]
    assert not compare(blocks, told, language), language


@pytest.mark.parametrize("name", REPS)
def test_every_figure_of_a_review_is_in_the_export(moments: dict[date, Moment], name: str) -> None:
    """The month as it ended, and its score: the mean of the quadrants, each a weighted mean, each part at most 150%."""
    moment = moments[MONDAYS[-1]]
    books, november = moment.books, month(date(2026, 11, 1))
    asked = {kpi: books.target(kpi, name, november) for kpi in WEIGHTS}
    done = {kpi: books.done(kpi, [name], november) for kpi in WEIGHTS}
    lines = [Told("", "", done[kpi], read_as(kpi, target)) for kpi, target in asked.items() if target is not None]
    reached = {kpi: min(done[kpi] / target, 1.5) for kpi, target in asked.items() if target}
    quadrants = [[kpi for kpi in kpis if kpi in reached] for kpis in QUADRANTS.values()]
    scores = [
        sum(WEIGHTS[kpi] * reached[kpi] for kpi in kpis) / sum(WEIGHTS[kpi] for kpi in kpis)
        for kpis in quadrants
        if kpis
    ]
    lines.append(Told("", "", 100 * sum(scores) / len(scores), len(reached)))
    blocks, language = moment.reviews[name.split()[0]]
    assert not compare(blocks, lines, language), language


@pytest.mark.parametrize("name", REPS)
def test_the_answer_to_an_entry_has_the_figures_of_the_export(moments: dict[date, Moment], name: str) -> None:
    moment = moments[THURSDAYS[-1]]
    books, today = moment.after, moment.day
    assert books is not None
    of_week = week(today - timedelta(days=today.weekday()))
    for line, kpi, days in (
        ("meeting acme first", "first_meetings", of_week),
        ("proposal globex 9k", "proposals", month(today)),
    ):
        message, language = moment.answers[f"{name.split()[0]}: {line}"]
        done, target = books.done(kpi, [name], days), whole(books.target(kpi, name, days) or 0)
        told = [Told("", "", *((9000,) if kpi == "proposals" else ())), Told(" of ", " van ", done, target)]
        assert not compare(message.blocks, told, language), language


@pytest.mark.parametrize(("number", "name"), list(enumerate([*REPS[:2], "Guus Smit", *REPS[2:]], start=1)))
def test_what_a_goal_takes_and_how_far_it_is_come_from_the_export(
    moments: dict[date, Moment], number: int, name: str
) -> None:
    """Asked without a goal, set as one, and listed."""
    moment = moments[THURSDAYS[-1]]
    books, today = moment.books, moment.day
    for line, told in (
        (QUESTION, takes(books, name, today)),
        (GOAL, of_goal(books, name, number, today)),
        (f"{GOAL} list", of_list(books, name, number, today)),
    ):
        message, language = moment.answers[f"{name.split()[0]}: {line}"]
        assert not compare(message.blocks, told, language), f"{line}, {language}"


@pytest.mark.parametrize(
    ("name", "boss"),
    [(name, "Carla Mulder") for name in ("Carla Mulder", "Anna de Vries", "Bram Bakker", "Guus Smit")]
    + [(name, "Joris Claes") for name in ("Joris Claes", "Eva Jansen", "Finn Vos")],
)
def test_how_a_competition_stands_comes_from_the_export(moments: dict[date, Moment], name: str, boss: str) -> None:
    """While they run, and when they are over: to who took part, alone."""
    half, over = moments[MONDAYS[1]], moments[MONDAYS[2]]
    [(message, language)] = half.contests[name.split()[0]]
    assert message is not None
    assert not compare(message.blocks, asked(half.books, boss, name), language)
    if name != boss:
        for (result, language), kind in zip(over.contests[name.split()[0]], joined(over.books, boss), strict=True):
            assert result is not None
            assert not compare(result.blocks, standing(over.books, boss, kind, name)[-1:], language), kind


def test_the_result_in_the_channel_has_the_top_and_nobody_else(moments: dict[date, Moment]) -> None:
    moment = moments[MONDAYS[2]]
    books = moment.books
    share, improved, best = moment.contests["North"]
    for (message, language), told in (
        (share, standing(books, "Carla Mulder", "share", None)),
        (improved, standing(books, "Carla Mulder", "improved", None)),
        (best, record(books, "Carla Mulder", is_over=True)),
    ):
        assert (message is None) == (not told)
        assert message is None or not compare(message.blocks, told, language)
    assert moment.contests["South"] == [(None, "en")], "of two nobody is named"
