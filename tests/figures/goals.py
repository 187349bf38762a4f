"""What the answer of `/goal` should say: how far the goal is, and what it takes of each week, from an export by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, floor, sqrt
from statistics import median, variance

from tests.figures.by_hand import Books, Days, quarter
from tests.figures.company import FIRST
from tests.figures.telling import Told

SALES, PROPOSALS = 80_000, 30
"""The goal that everybody sets, for the quarter."""
ENOUGH, FEWEST = 20, 5
STEPS = ("deal", "win", "proposal", "follow_up")


@dataclass(frozen=True)
class Rate:
    """One rate with on how many records it rests, and the square of its relative error."""

    value: float
    n: int
    error: float
    of_team: bool = False


def of_goal(books: Books, name: str, number: int, today: date) -> list[Told]:
    """A goal that was just set: its steps, what it takes, and that it is far above what was ever done."""
    lines = [Told("Goal", "Doel", number), *steps(books, name, today), *takes(books, name, today)]
    best = max(books.done("proposals", [name], days) for days in four_before(today))
    if 0 < 2 * best < PROPOSALS:
        lines.append(Told("best of the last four", "beste van de laatste vier", PROPOSALS, best))
    return lines


def of_list(books: Books, name: str, number: int, today: date) -> list[Told]:
    """The open goals."""
    return [Told("open goal", "open doel", 1), Told("Sales", "Sales", number), *steps(books, name, today)]


def steps(books: Books, name: str, today: date) -> list[Told]:
    """What there is of each milestone since the quarter began."""
    days = Days(quarter(today).first, today)
    return [
        Told("Sales by channel", "Omzet per kanaal", books.done("sales_by_channel", [name], days), SALES),
        Told("Qualified proposals", "Gekwalificeerde voorstellen", books.done("proposals", [name], days), PROPOSALS),
    ]


def takes(books: Books, name: str, today: date) -> list[Told]:
    """€80,000 = so many wins = proposals = first meetings = so many a week; each step rounded up before the next."""
    days = quarter(today)
    done = books.done("sales_by_channel", [name], Days(days.first, today))
    weeks = books.works(name, Days(today, days.last)) / books.people[name]["working_days"].count("1")
    lines = [Told("what it takes", "wat daarvoor nodig is", SALES)]
    lines += [Told("to go", "te gaan", done, SALES - done)] if done else []
    found = rates(books, name, today)
    counts: dict[str, int] = {}
    number, exact, error = float(SALES - done), float(SALES - done), 0.0
    for step, noun in (("deal", ("win", "deal")), ("win", ("proposal", "voorstel")), ("proposal", ("first", "eerste"))):
        rate = found[step]
        if rate.n < FEWEST:
            lines.append(Told("cannot be said", "niet te zeggen", rate.n, 90, FEWEST))
            break
        number, exact, error = ceil(number / rate.value - 1e-9), exact / rate.value, error + rate.error
        counts[step] = number
        lines.append(Told(*noun, *_with_range(number, exact, error)))
    if "proposal" in counts:
        lines.append(Told("a week", "per week", counts["proposal"] / weeks))
    lines.append(Told("working weeks", "werkweken", *_beside(counts, found, weeks)))
    return [*lines, *_rests_on(found), *_later(books, name, today)]


def _with_range(number: int, exact: float, error: float) -> tuple[int, ...]:
    factor = exp(1.28 * sqrt(error))
    low, high = min(number, floor(exact / factor + 1e-9)), max(number, ceil(exact * factor - 1e-9))
    return (number,) if low == high else (number, low, high)


def _beside(counts: dict[str, int], found: dict[str, Rate], weeks: float) -> tuple[float, ...]:
    """Follow-ups and proposals a week, and the weeks."""
    if "win" not in counts:
        return (weeks,)
    has_follow_ups = found["follow_up"].n >= FEWEST
    follow_ups = (ceil(counts["win"] * found["follow_up"].value - 1e-9) / weeks,) if has_follow_ups else ()
    return (*follow_ups, counts["win"] / weeks, weeks)


def _rests_on(found: dict[str, Rate]) -> list[Told]:
    """The rates, one's own and the team's, and which of them are rough."""
    lines = []
    for of_team in (False, True):
        figures: list[float] = []
        for step, rate in found.items():
            if rate.n >= FEWEST and rate.of_team is of_team:
                match step:
                    case "win":
                        figures += [100 * rate.value, rate.n]
                    case "proposal":
                        figures += [10 * rate.value, 10, rate.n]
                    case _:
                        figures += [rate.value, rate.n]
        if figures:
            words = ("Of team", "Van team") if of_team else ("Own figures", "Eigen cijfers")
            lines.append(Told(*words, ENOUGH if of_team else 90, *figures))
    is_rough = any(FEWEST <= rate.n < ENOUGH for rate in found.values())
    return [*lines, Told("rough guess", "schatting", *((ENOUGH,) if is_rough else ()))]


def _later(books: Books, name: str, today: date) -> list[Told]:
    """The open deals by their chances, and how long a deal takes."""
    still = [row for row in books.deals if row["stage"] not in ("won", "lost")]
    weighted = sum(row["reporting_value"] * row["probability"] / 100 * books.part(row, [name]) for row in still)
    seen = _seen(today)
    took = [
        (date.fromisoformat(row["closed"]) - date.fromisoformat(row["opened"])).days
        for row in books.decided("won", seen)
        if books.part(row, [name])
    ]
    cycle = (round(median(took)),) if len(took) >= FEWEST else ()
    return [Told("open deals", "open deals", *((weighted,) if weighted else ())), Told("won", "binnen", *cycle)]


# --- the rates -------------------------------------------------------------------------------------------


def rates(books: Books, name: str, today: date) -> dict[str, Rate]:
    """One's own from 20 records on; else the team's, where it rests on more and on at least two others."""
    own = _rates_of(books, [name], today)
    team = [one for one, row in books.people.items() if row["team"] == books.people[name]["team"] and row["is_rep"]]
    theirs = _rates_of(books, team, today, of_team=True)
    return {
        step: theirs[step] if len(team) > 2 and own[step].n < ENOUGH and theirs[step].n > own[step].n else own[step]
        for step in STEPS
    }


def _rates_of(books: Books, names: list[str], today: date, *, of_team: bool = False) -> dict[str, Rate]:
    seen = _seen(today)
    won, lost = (
        [(row["reporting_value"], books.part(row, names)) for row in books.decided(outcome, seen)]
        for outcome in ("won", "lost")
    )
    won, lost = ([one for one in rows if one[1]] for rows in (won, lost))
    of_won, of_all = sum(part for _, part in won), sum(part for _, part in (*won, *lost))
    values = [value for value, _ in won]
    offered, met, followed = (books.done(kpi, names, seen) for kpi in ("proposals", "first_meetings", "follow_ups"))

    def ratio(top: float, bottom: float) -> Rate:
        error = 1 / top + 1 / bottom if top and bottom else 0
        return Rate(top / bottom if bottom else 0, round(bottom) if top else 0, error, of_team)

    share = of_won / of_all if of_all else 0
    spread = variance(values) / (sum(values) / len(values)) ** 2 / len(values) if len(values) > 1 else 0
    size = sum(value * part for value, part in won) / of_won if of_won else 0
    decided = len(won) + len(lost)
    return {
        "deal": Rate(size, len(won), spread, of_team),
        "win": Rate(share, decided, (1 - share) / (share * decided) if share else 0, of_team),
        "proposal": ratio(offered, met),
        "follow_up": ratio(followed, offered),
    }


def _seen(today: date) -> Days:
    return Days(max(FIRST, today - timedelta(days=89)), today)


def four_before(today: date) -> list[Days]:
    """The four stretches before the quarter that are as long as it."""
    days = quarter(today)
    length = timedelta(days=(days.last - days.first).days + 1)
    return [Days(days.first - length * back, days.last - length * back) for back in range(1, 5)]
