"""What a rep should read of themself, line by line: their Monday, their Home, and what their goal asks of each week."""

from collections import Counter
from datetime import date, timedelta
from math import ceil

from tests.figures.by_hand import A_DAY, Books, Days, month, quarter, week, whole
from tests.figures.company import FIRST
from tests.figures.telling import Told

REPS = ["Anna de Vries", "Bram Bakker", "Eva Jansen", "Finn Vos"]
WEEKLY = ("first_meetings", "follow_ups")
MONTHLY = ("proposals", "sales_by_channel")
ENOUGH, FEWEST = 20, 5


def of_monday(books: Books, name: str, monday: date) -> list[Told]:
    """Last week against its targets and what this week asks; then what is missing of the month, and what the goal asks."""
    last, this = week(monday - timedelta(days=7)), week(monday)
    was_there = books.works(name, last) > 0
    lines, later = [], []
    for kpi in WEEKLY:
        done, asked = books.done(kpi, [name], last), whole(books.target(kpi, name, last) or 0)
        before = (done, asked) if was_there else ()
        lines.append(Told("last week", "vorige week", *before, whole(books.target(kpi, name, this) or 0)))
    for kpi in MONTHLY:
        days = of_most_of_the_week(books, name, this)
        ahead = Days(max(monday, days.first), min(this.last, days.last))
        target = books.target(kpi, name, days) or 0
        missing = max(0, target - books.done(kpi, [name], Days(days.first, monday - A_DAY)))
        left = books.works(name, Days(max(monday, days.first), days.last))
        ordinary = target / books.works(name, days) * books.works(name, ahead)
        share = missing / left * books.works(name, ahead)
        asks = share if share <= 2 * ordinary else min(missing, ordinary)
        if kpi == "proposals":
            asks, missing = ceil(asks - 1e-6), ceil(missing - 1e-6)
        done = books.done(kpi, [name], last)
        before = (done,) if was_there or done else ()
        lines.append(Told("last week", "vorige week", *before, *((asks,) if asks else ())))
        later += [Told("to go by", "tot en met", missing)] if missing else []
    asked_of = [(books.done(kpi, [name], last), books.target(kpi, name, last) or 0) for kpi in WEEKLY]
    reached = sum(done >= asked for done, asked in asked_of)
    head = [Told("targets", "targets", reached, 2)] if reached == 1 and was_there else []
    return [*head, *lines, *later, *reversed(chain(books, name, monday))]  # beside the targets it says first what for


def of_most_of_the_week(books: Books, name: str, this: Days) -> Days:
    """The month in which the week begins; the next one, when more of somebody's week lies in that."""
    begins = month(this.first)
    if begins.last >= this.last:
        return begins
    before, after = Days(this.first, begins.last), Days(begins.last + A_DAY, this.last)
    return begins if books.works(name, before) > books.works(name, after) else month(after.first)


def chain(books: Books, name: str, day: date) -> list[Told]:
    """What the quarter's sales target asks of each week: one's own rates from 20 records on, else the team's, if more and
    of at least two others. Nothing in the last two weeks of work of the quarter."""
    days, seen = quarter(day), Days(max(FIRST, day - timedelta(days=89)), day)
    team = [one for one, row in books.people.items() if row["team"] == books.people[name]["team"] and row["is_rep"]]
    to_go = (books.target("sales_by_channel", name, days) or 0) - books.done(
        "sales_by_channel", [name], Days(days.first, day)
    )
    has_others = len(team) > 2
    size, win, proposal = (
        theirs if has_others and own[1] < ENOUGH and theirs[1] > own[1] else own
        for own, theirs in zip(rates(books, [name], seen), rates(books, team, seen), strict=True)
    )
    if to_go <= 0 or min(size[1], win[1]) < FEWEST:
        return []
    proposals = ceil(ceil(to_go / size[0]) / win[0] - 1e-9)
    meetings = [ceil(proposals / proposal[0] - 1e-9)] if proposal[1] >= FEWEST else []
    weeks = books.works(name, Days(day, days.last)) / books.people[name]["working_days"].count("1")
    if weeks < 2:
        return []
    asked = [number / weeks for number in (*meetings, proposals)]
    return [Told("a week", "per week", *asked), Told("for", "voor", books.target("sales_by_channel", name, days) or 0)]


def rates(books: Books, names: list[str], seen: Days) -> list[tuple[float, int]]:
    """The average won deal, the share of deals won, proposals for each first meeting; each with on how many it rests."""
    parts = {
        outcome: [(row["reporting_value"], books.part(row, names)) for row in books.decided(outcome, seen)]
        for outcome in ("won", "lost")
    }
    won, lost = ([one for one in parts[outcome] if one[1]] for outcome in ("won", "lost"))
    won_parts, all_parts = sum(part for _, part in won), sum(part for _, part in (*won, *lost))
    offered, met = (books.done(kpi, names, seen) for kpi in ("proposals", "first_meetings"))
    value = sum(value * part for value, part in won)
    return [
        (value / won_parts if won_parts else 0, len(won)),
        (won_parts / all_parts if all_parts else 0, len(won) + len(lost)),
        (offered / met if met else 0, round(met)),
    ]


def of_home(books: Books, name: str, today: date) -> list[Told]:
    """Today, the running week and month against their targets, the open deals, and what the goal asks of each week."""
    count = Counter(
        row["kind"] for row in books.activities if row["person"] == name and row["date"] == today.isoformat()
    )
    lines = [Told("today", "vandaag", *(number for _, number in count.most_common()))]
    of_week, of_month = week(today - timedelta(days=today.weekday())), month(today)
    for days, kpis in ((of_week, WEEKLY), (of_month, ("sales_by_channel", "proposals", "training_hours"))):
        for kpi in kpis:
            target = books.target(kpi, name, days)
            if target is not None:
                lines.append(Told("", "", books.done(kpi, [name], Days(days.first, today)), read_as(kpi, target)))
    mine = [row for row in books.deals if row["owner"] == name and row["stage"] not in ("won", "lost")]
    lines.append(Told("open deals", "open deals", *((len(mine),) if len(mine) != 1 else ())))
    for row in sorted(mine, key=lambda row: (row["expected_close"], row["number"]))[:4]:
        lines.append(Told(row["account"], row["account"], row["number"], row["reporting_value"]))
        lines.append(Told("expected", "verwacht", row["probability"]))
    lines.append(Told("no goal yet", "nog geen doel", 60))
    return [*lines, *chain(books, name, today)]


def read_as(kpi: str, target: float) -> float:
    return target if kpi in ("sales_by_channel", "training_hours") else whole(target)
