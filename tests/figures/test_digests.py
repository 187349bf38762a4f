"""Every figure of a month's digests, recomputed from the export: none is there of which the export knows nothing."""

import re
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest

from tests.figures.by_hand import Books, month, three_figures, week, whole
from tests.figures.conftest import MONDAYS, Moment
from tests.figures.teams import Weeks
from tests.figures.telling import Told, both_forms, compare, figures_in, lines_of

# --- what each should read -------------------------------------------------------------------------------


def of_manager(books: Books, name: str, monday: date) -> list[Told]:
    weeks = Weeks(books, books.sellers(name), monday)
    lines = [weeks.headline(), *weeks.week_lines(), *weeks.month_lines(), *weeks.quadrant_lines(), *weeks.score_lines()]
    for rep in weeks.need_help:
        lines += [part.told() for part in rep.why]
    return [*lines, *weeks.praise_lines(), *weeks.deals_at_stake(), Told("reps", "verkopers", len(weeks.reps))]


def of_leader(books: Books, monday: date, *, has_chart: bool) -> list[Told]:
    everybody = Weeks(books, books.sellers("Dirk Visser"), monday)
    teams = {boss: Weeks(books, books.sellers(boss), monday) for boss in ("Carla Mulder", "Joris Claes")}
    by_score = sorted(teams, key=lambda boss: teams[boss].together or 0)
    first = teams[by_score[0]]
    on_course = sum(team.is_on_course for team in teams.values())
    why = [figure for part in first.behind_with for figure in (part.done, whole(part.target or 0))]
    head = (on_course, 2, *why) if on_course < 2 else (2,)
    shares = [100 * (teams[boss].together or 0) for boss in by_score]
    lines = [Told("", "", *head), *(Told("", "", share) for share in shares if has_chart)]
    for boss, share in zip(by_score, shares, strict=True):
        team = teams[boss]
        lines.append(Told("", "", *(() if has_chart else (share,)), team.on_course, len(team.measured)))
        lines += [total.told() for total in team.totals if total.kpi == "sales_by_channel"]
    lines += [*everybody.week_lines(), *everybody.month_lines(), *everybody.quadrant_lines()]
    lines += [*forecast_lines(books, everybody), *manager_lines(books, everybody), *everybody.deals_at_stake()]
    won = [figure for rep in everybody.winners for figure in (rep.won,)]
    return [*lines, Told("Won in the week", "Gewonnen in de week", *won), Told("2 teams", "2 teams", 2)]


def forecast_lines(books: Books, weeks: Weeks) -> list[Told]:
    said = books.forecast(weeks.names, weeks.days.last)
    expected, low, high = (three_figures(said[which]) for which in ("expected", "low", "high"))
    return [
        Told("heading for", "op weg naar", expected, said["target"]),
        Told("%", "%", 100 * said["expected"] / said["target"]),
        Told("between", "tussen", low, high, said["won"], said["deals"]),
    ]


def manager_lines(books: Books, weeks: Weeks) -> list[Told]:
    """Who did least of what was due comes first; the reviews of October until any of November could have been held."""
    reviewed = month(weeks.month.first if weeks.today.month > weeks.month.first.month else date(2026, 10, 1)).first
    found = []
    for boss in ("Carla Mulder", "Joris Claes"):
        names = books.sellers(boss)
        held = books.talks_held(boss, weeks.month), books.talks_due(boss, names, weeks.month, weeks.today)
        reviews = books.reviews_shared(names, reviewed), books.reviews_due(names, reviewed, weeks.today)
        share = (min(*held) + reviews[0]) / (held[1] + reviews[1])
        talks = held if held[1] else tuple(one for one in held[:1] if one != 1)  # "one coaching talk" is no figure
        found.append((share, boss, Told("coaching", "coaching", *talks, *reviews)))
    return [told for _, _, told in sorted(found, key=lambda one: one[:2])]


def of_channel(books: Books, boss: str, monday: date) -> list[Told]:
    weeks = Weeks(books, books.sellers(boss), monday)
    lines = []
    for total in sorted(weeks.totals, key=lambda one: weeks.period(one.kpi) is weeks.month):
        reached = (whole(total.target or 0),) if total.target and total.done >= total.target else ()
        if total.done:
            lines.append(Told(*total.told().words, total.done, *reached))
    back = [week(monday - timedelta(weeks=weeks_ago)) for weeks_ago in range(6, 0, -1)]
    trend = [books.done("first_meetings", weeks.names, days) for days in back]
    if trend[-1] >= sum(trend[:-1]) / 5:
        lines += [Told("", "", value) for value in trend]
    return [*lines, *weeks.praise_lines(in_channel=True)]


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
