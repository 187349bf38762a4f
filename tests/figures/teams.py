"""A week of some people, and what the digests should say of it: from an export, by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.figures.by_hand import DIGEST_KPIS, QUADRANTS, WEEK_KPIS, WEIGHTS, Books, Days, month, week, whole
from tests.figures.telling import Told

LABELS = {
    "first_meetings": ("first meetings", "eerste gesprekken"),
    "follow_ups": ("follow-up", "vervolg"),
    "proposals": ("proposals", "voorstellen"),
    "sales_by_channel": ("sales", "omzet"),
}
WON = ("Won", "Gewonnen")
QUADRANT_NAMES = {"find": ("Find", "Vinden"), "close": ("Close", "Binnenhalen"), "develop": ("Develop", "Ontwikkelen")}


@dataclass(frozen=True)
class Part:
    """One KPI of one person or of all: what was done, what was asked, and what was to be expected by now."""

    kpi: str
    done: float
    target: float | None = None
    expected: float | None = None
    others: float = 0
    """Done by people without a target; not in `done`."""

    @property
    def reached(self) -> float | None:
        return None if not self.expected else self.done / self.expected

    def told(self, *, alone: bool = False) -> Told:
        """`3 of 8 first meetings`, and what others added."""
        target = () if self.target is None or alone else (whole(self.target),)
        return Told(*LABELS[self.kpi], self.done, *target, *((self.others,) if self.others and not alone else ()))


@dataclass(frozen=True)
class Standing:
    """One rep."""

    name: str
    parts: list[Part]
    won: float
    works: int
    is_judged: bool

    @property
    def score(self) -> float | None:
        reached = [min(part.reached, 1.5) for part in self.parts if part.reached is not None]
        return sum(reached) / len(reached) if reached else None

    @property
    def why(self) -> list[Part]:
        """The two things in which they are furthest behind."""
        below = [part for part in self.parts if part.reached is not None and part.reached < 1]
        return sorted(below, key=lambda part: part.reached or 0)[:2]

    @property
    def strength(self) -> Part | None:
        good = [part for part in self.parts if part.kpi in WEEK_KPIS and part.done >= 3 and (part.reached or 0) >= 1]
        return max(good, key=lambda part: part.reached or 0) if good and self.works >= 3 else None


class Weeks:
    """The week before a Monday of the people below somebody, and the month beside it."""

    def __init__(self, books: Books, names: list[str], monday: date) -> None:
        self.books, self.names, self.today = books, names, monday
        self.days = week(monday - timedelta(days=7))
        self.before = week(monday - timedelta(days=14))
        self.month = month(self.days.first)
        self.until = min(self.days.last, self.month.last)
        self.reps = [self._standing(name) for name in names]
        self.totals = [self._together(kpi) for kpi in DIGEST_KPIS]

    def period(self, kpi: str) -> Days:
        """Proposals and sales are asked by the month."""
        return self.days if kpi in ("first_meetings", "follow_ups") else self.month

    def _part(self, kpi: str, name: str) -> Part:
        days = self.period(kpi)
        if self.books.target(kpi, name, days) is None and kpi == "proposals":
            days = self.days
        target = self.books.target(kpi, name, days)
        done = self.books.done(kpi, [name], Days(days.first, min(days.last, self.until)))
        if days is self.days:
            done = self.books.done(kpi, [name], days)
        expected = self.books.expected(kpi, name, days, self.days.last if days is self.days else self.until)
        return Part(kpi, done, target, expected)

    def _standing(self, name: str) -> Standing:
        works = self.books.works(name, self.days)
        usual = self.books.usual(name, self.days)
        was_away = self.books.usual(name, self.before) > 0 and self.books.works(name, self.before) == 0
        won = self.books.done("sales_by_channel", [name], self.days)
        parts = [self._part(kpi, name) for kpi in DIGEST_KPIS]
        return Standing(name, parts, won, works, works >= min(3, usual) > 0 and not was_away)

    def _together(self, kpi: str) -> Part:
        days = self.period(kpi)
        until = Days(days.first, self.days.last if days is self.days else self.until)
        having = [name for name in self.names if self.books.target(kpi, name, days) is not None]
        others = self.books.done(kpi, [name for name in self.names if name not in having], until)
        target = sum(self.books.target(kpi, name, days) or 0 for name in having)
        expected = sum(self.books.expected(kpi, name, days, until.last) or 0 for name in having)
        return Part(kpi, self.books.done(kpi, having, until), target, expected, others)

    # --- who ---

    @property
    def measured(self) -> list[Standing]:
        return [rep for rep in self.reps if rep.is_judged and rep.score is not None]

    @property
    def need_help(self) -> list[Standing]:
        below = [rep for rep in self.measured if (rep.score or 0) < 0.95]
        return sorted(below, key=lambda rep: (rep.score or 0, rep.name))

    @property
    def on_course(self) -> int:
        return len(self.measured) - len(self.need_help)

    @property
    def winners(self) -> list[Standing]:
        return sorted((rep for rep in self.reps if rep.won), key=lambda rep: (-rep.won, rep.name))

    @property
    def praised(self) -> list[Standing]:
        good = [rep for rep in self.reps if rep.works and (rep.score or 0) >= 1.1 and rep.strength]
        return sorted(good, key=lambda rep: (-(rep.score or 0), rep.name))[:3]

    @property
    def together(self) -> float | None:
        """The mean of what all reached of what was to be expected of them."""
        reached = [min(total.reached, 1.5) for total in self.totals if total.reached is not None]
        return sum(reached) / len(reached) if reached else None

    @property
    def is_on_course(self) -> bool:
        return (self.together or 0) >= 0.95 and self.on_course * 2 >= len(self.measured)

    @property
    def behind_with(self) -> list[Part]:
        below = [total for total in self.totals if total.reached is not None and total.reached < 0.95]
        return sorted(below, key=lambda total: total.reached or 0)[:2]

    # --- what should be read ---

    def headline(self) -> Told:
        """How many are on course, and with whom to begin."""
        if not self.need_help:
            weakest = min(self.totals, key=lambda one: one.reached or 9)
            figures = weakest.told().figures if (weakest.reached or 9) < 0.85 else ()
            of = (len(self.measured),) if len(self.measured) != 1 else ()
            return Told("", "", *of, *figures)
        first = self.need_help[0]
        why = [figure for part in first.why for figure in part.told().figures]
        sales = next(one for one in self.totals if one.kpi == "sales_by_channel")
        if not self.on_course and (sales.reached or 0) >= 0.95:
            return Told(first.name, first.name, *why)
        course = (self.on_course, len(self.measured)) if self.on_course else ()
        return Told(first.name, first.name, *course, *why)

    def week_lines(self) -> list[Told]:
        """Done, asked (of the week, when everybody has a target), and the difference with the week before."""
        lines = []
        for kpi, total in zip(DIGEST_KPIS, self.totals, strict=True):
            now, was = (self.books.done(kpi, self.names, days) for days in (self.days, self.before))
            of_week = self.period(kpi) is self.days and total.target and not total.others
            asked = (whole(total.target or 0),) if of_week else ()
            gap = (abs(now - was),) if abs(now - was) >= 0.005 else ()
            lines.append(Told(*(WON if kpi == "sales_by_channel" else LABELS[kpi]), now, *asked, *gap))
        return lines

    def month_lines(self) -> list[Told]:
        """What is asked by the month; then what others added to what is asked by the week."""
        monthly = [total for total in self.totals if self.period(total.kpi) is self.month]
        weekly = [total for total in self.totals if self.period(total.kpi) is self.days and total.others]
        return [total.told() for total in (*monthly, *weekly)]

    def quadrant_lines(self) -> list[Told]:
        """The weighted mean of what was reached of the month's targets, beside what it would be exactly on pace."""
        lines = []
        for quadrant, kpis in QUADRANTS.items():
            weights = score = by_now = 0.0
            for kpi in kpis:
                having = [name for name in self.names if self.books.target(kpi, name, self.month) is not None]
                if not having:
                    continue
                asked = sum(self.books.target(kpi, name, self.month) or 0 for name in having)
                done = self.books.done(kpi, having, Days(self.month.first, self.until))
                expected = sum(
                    (self.books.target(kpi, name, self.month) or 0)
                    * self.books.works(name, Days(self.month.first, self.until))
                    / self.books.works(name, self.month)
                    for name in having
                )
                weights += WEIGHTS[kpi]
                score += WEIGHTS[kpi] * min(done / asked, 1.5)
                by_now += WEIGHTS[kpi] * expected / asked
            if weights:
                is_over = self.until == self.month.last
                shares = (score / weights,) if is_over else (score / weights, by_now / weights)
                lines.append(Told(*QUADRANT_NAMES[quadrant], *(100 * share for share in shares)))
        return lines

    def praise_lines(self, *, in_channel: bool = False) -> list[Told]:
        """What somebody did best, then what they won: each on a line of its own."""
        lines = []
        praised = self.praised
        for rep in (*praised, *(rep for rep in self.winners if rep not in praised)):
            if rep in praised and rep.strength:
                lines.append(rep.strength.told(alone=in_channel))
            if rep.won:
                lines.append(Told("won", "binnengehaald", rep.won))
        return lines

    def deals_at_stake(self) -> list[Told]:
        """The three largest open deals that are late, to be decided this month, or did not move for a fortnight."""
        found = []
        for row in sorted(self.books.deals, key=lambda row: (-row["reporting_value"], row["number"])):
            if row["stage"] in ("won", "lost") or row["owner"] not in self.names:
                continue
            quiet = (self.today - date.fromisoformat(row["moved"])).days
            is_due = row["expected_close"] <= month(self.today).last.isoformat()
            if (is_due or quiet >= 14) and len(found) < 3:
                found.append((row, quiet))
        lines = []
        for row, quiet in found:
            lines.append(Told(row["account"], row["account"], row["reporting_value"]))
            lines.append(Told("quiet", "stil", *((quiet,) if quiet >= 14 else ())))
        return lines

    def score_lines(self) -> list[Told]:
        """The chart: how much of their targets each rep reached, the furthest behind first."""
        scored = sorted(self.measured, key=lambda rep: (rep.score or 0, rep.name))
        if len(scored) < 2:
            return []
        return [Told(rep.name.split()[0], rep.name.split()[0], 100 * (rep.score or 0)) for rep in scored]
