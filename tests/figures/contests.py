"""How a competition should stand, from an export by hand: what was done in its fortnight, by the target of its start."""

from datetime import date, timedelta

from tests.figures.by_hand import Books, Days
from tests.figures.company import WEEKLY
from tests.figures.telling import Told

FIRST_DAY = date(2026, 11, 23)
FORTNIGHT = Days(FIRST_DAY, FIRST_DAY + timedelta(days=13))
KPIS = {"share": "first_meetings", "improved": "follow_ups"}
LENT = {"first_meetings": 4, "follow_ups": 4}
"""What Guus had a week when he joined, and has no longer."""


def joined(books: Books, boss: str) -> dict[str, tuple[str, ...]]:
    """Who takes part, by kind of competition."""
    everybody = tuple(books.sellers(boss))
    return {"share": everybody, "improved": everybody} if boss == "Carla Mulder" else {"share": everybody}


def value(books: Books, kind: str, name: str) -> float:
    """What of their target they did, or did more than in the fortnight before."""
    kpi = KPIS[kind]
    target = 2 * (LENT[kpi] if name == "Guus Smit" else float(WEEKLY[kpi]))
    before = books.done(kpi, [name], _earlier(1)) if kind == "improved" else 0
    return (books.done(kpi, [name], FORTNIGHT) - before) / target


def standing(books: Books, boss: str, kind: str, reader: str | None) -> list[Told]:
    """The top by name, as long as two stay unnamed; then the reader's own place, unless it would tell who is last."""
    names = joined(books, boss)[kind]
    values = {name: value(books, kind, name) for name in names}
    place = {name: 1 + sum(other > mine for other in values.values()) for name, mine in values.items()}
    top: list[str] = []
    for number in (1, 2, 3):
        together = sorted(name for name in names if place[name] == number and values[name] > 0)
        if len(top) + len(together) > len(names) - 2:
            break
        top += together
    lines = [Told(name, name, place[name], 100 * values[name]) for name in top]
    if reader in names:
        assert reader is not None
        hides = reader not in top and len(names) - len(top) == 2
        of = () if hides else (place[reader], len(names))
        share = abs(100 * values[reader])
        lines.append(Told("You", "Jij", *of, *(() if kind == "improved" and share == 0 else (share,))))
    return lines


def asked(books: Books, boss: str, reader: str) -> list[Told]:
    """What is read while they run."""
    lines: list[Told] = []
    for kind, names in joined(books, boss).items():
        lines += [Told("take part", "doen mee", len(names)), *standing(books, boss, kind, reader)]
    return [*lines, *record(books, boss, is_over=False)] if boss == "Carla Mulder" else lines


def record(books: Books, boss: str, *, is_over: bool) -> list[Told]:
    """The proposals of the team, and its best of the eight fortnights before."""
    names = books.sellers(boss)
    best = max(books.done("proposals", names, _earlier(back)) for back in range(1, 9))
    against = Told("best", "record", books.done("proposals", names, FORTNIGHT), best)
    return [against] if is_over else [Told("its own best", "eigen record", best), against]


def _earlier(back: int) -> Days:
    days = timedelta(days=14 * back)
    return Days(FORTNIGHT.first - days, FORTNIGHT.last - days)
