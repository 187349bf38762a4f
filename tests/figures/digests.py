"""What the digests of a Monday should say, line by line: of a manager, of a leader, in a team's channel."""

from datetime import date, timedelta

from tests.figures.by_hand import Books, month, three_figures, week, whole
from tests.figures.teams import Weeks
from tests.figures.telling import Told


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
    head = {0: why, 1: (1, 2, *why), 2: (2,)}[on_course]  # “No team is on course” is no figure
    shares = [100 * (teams[boss].together or 0) for boss in by_score]
    lines = [Told("", "", *head), *(Told("", "", share) for share in shares if has_chart)]
    for boss, share in zip(by_score, shares, strict=True):
        team = teams[boss]
        lines.append(Told("", "", *(() if has_chart else (share,)), team.on_course, len(team.measured)))
        lines += [total.told() for total in team.totals if total.kpi == "sales_by_channel"]
    lines += [*everybody.week_lines(), *everybody.month_lines(), *everybody.quadrant_lines()]
    lines += [*forecast_lines(books, everybody), *manager_lines(books, everybody), *everybody.deals_at_stake()]
    won = [figure for rep in everybody.winners for figure in (rep.won,)]
    return [*lines, Told("Won in the week", "Gewonnen in de week", *won), Told("2 teams", "2 teams", 2, 150)]


def forecast_lines(books: Books, weeks: Weeks) -> list[Told]:
    said = books.forecast(weeks.names, weeks.days.last)
    expected, low, high = (three_figures(said[which]) for which in ("expected", "low", "high"))
    return [
        Told("heading for", "op weg naar", expected, said["target"]),
        Told("%", "%", 100 * said["expected"] / said["target"]),
        Told("between", "tussen", low, high, said["won"], said["deals"]),
        Told("still open", "nog open", said["slipped"], said["before"]),
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
        found.append((share, boss, [Told("coaching", "coaching", *talks), Told("review", "maandgesprek", *reviews)]))
    return [told for _, _, both in sorted(found, key=lambda one: one[:2]) for told in both]


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
