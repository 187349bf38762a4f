"""Sums over an export of everything, by plain arithmetic: nothing here calls a formula of the product."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, sqrt
from typing import Any

DAYS_OFF = {"2026-12-25", "2026-12-26", "2027-01-01"}
"""Public holidays of the Netherlands in the months of these tests."""
A_DAY = timedelta(days=1)
WEEK_KPIS = ("first_meetings", "follow_ups", "proposals")
DIGEST_KPIS = (*WEEK_KPIS, "sales_by_channel")
WEIGHTS = {"first_meetings": 3, "follow_ups": 3, "proposals": 3, "sales_by_channel": 4, "training_hours": 0.5}
QUADRANTS = {
    "find": ("first_meetings",),
    "close": ("follow_ups", "proposals", "sales_by_channel"),
    "develop": ("training_hours",),
}


@dataclass(frozen=True)
class Days:
    """From `first` up to and with `last`."""

    first: date
    last: date

    def __iter__(self) -> Any:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def week(monday: date) -> Days:
    """Monday to Sunday."""
    return Days(monday, monday + timedelta(days=6))


def month(day: date) -> Days:
    """The month of a day."""
    first = day.replace(day=1)
    return Days(first, (first + timedelta(days=31)).replace(day=1) - A_DAY)


def quarter(day: date) -> Days:
    """The quarter of a day, in a year that begins in January."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Days(first, month(first + timedelta(days=62)).last)


class Books:
    """The records of an export of everything (JSON), by the names that stand in it."""

    def __init__(self, everything: str, deals_then: str) -> None:
        data = json.loads(everything)
        self.people = {row["name"]: row for row in data["people"]}
        self.ids = {row["name"]: row["id"] for row in data["people"]}
        self.activities, self.deals, self.targets = data["activities"], data["deals"], data["targets"]
        self.leave, self.talks, self.reviews = data["leave"], data["coaching"], data["reviews"]
        self.deals_then = json.loads(deals_then)
        """As they stood at the end of the last day that a digest tells of."""

    # --- who ---

    def sellers(self, under: str) -> list[str]:
        """Who sells below somebody, also further down, by name."""
        below = [name for name, row in self.people.items() if row["manager"] == under]
        found = [name for name in below if self.people[name]["is_rep"]]
        return sorted(found + [name for boss in below for name in self.sellers(boss)])

    def is_away(self, name: str, day: date) -> bool:
        """On leave."""
        mine = (row for row in self.leave if row["person"] == name)
        return any(row["first"] <= day.isoformat() <= row["last"] for row in mine)

    def is_asked(self, name: str, day: date) -> bool:
        """A day on which somebody usually works: no holiday, leave or not."""
        pattern: str = self.people[name]["working_days"]
        return pattern[day.weekday()] == "1" and day.isoformat() not in DAYS_OFF

    def works(self, name: str, days: Days) -> int:
        """Days at work."""
        return sum(self.is_asked(name, day) and not self.is_away(name, day) for day in days)

    def usual(self, name: str, days: Days) -> int:
        """Days at work and on leave."""
        return sum(self.is_asked(name, day) for day in days)

    # --- what was done ---

    def entries(self, name: str, days: Days) -> int:
        """Of any kind."""
        return sum(row["person"] == name and _within(row["date"], days) for row in self.activities)

    def done(self, kpi: str, names: list[str], days: Days) -> float:
        """By these people, in these days: of shared deals their parts."""
        if kpi == "sales_by_channel":
            return sum(row["reporting_value"] * self.part(row, names) for row in self.decided("won", days))
        mine = [row for row in self.activities if row["person"] in names and _within(row["date"], days)]
        match kpi:
            case "proposals":
                return sum(row["quantity"] for row in mine if row["kind"] == "proposal")
            case "training_hours":
                return sum(row["minutes"] for row in mine if row["kind"] == "training") / 60
        order = "first" if kpi == "first_meetings" else "follow-up"
        return sum(row["quantity"] for row in mine if row["kind"] == "meeting" and row["order"] == order)

    def decided(self, outcome: str, days: Days) -> list[dict[str, Any]]:
        """The deals that were won (or lost) in these days."""
        return [row for row in self.deals if row["stage"] == outcome and _within(row["closed"], days)]

    @staticmethod
    def part(deal: dict[str, Any], names: list[str]) -> float:
        """How much of a deal is theirs; 0 to 1."""
        shares = {one["name"]: one["percent"] for one in deal["shares"]} or {deal["owner"]: 100}
        return float(sum(percent for name, percent in shares.items() if name in names)) / 100

    # --- what was asked ---

    def target(self, kpi: str, name: str, days: Days) -> float | None:
        """What the targets of somebody come to: a week's by the working days of it that lie in these days."""
        row = next((one for one in self.targets if one["kpi"] == kpi and one["person_id"] == self.ids[name]), None)
        if row is None:
            return None
        of_one = self._of_week if row["period_type"] == "week" else self._of_month
        spans = {(span.first, span.last): span for span in map(of_one, days)}.values()
        parts = (
            self.usual(name, Days(max(span.first, days.first), min(span.last, days.last))) / self.usual(name, span)
            for span in spans
        )
        return float(row["value"]) * sum(parts)

    @staticmethod
    def _of_week(day: date) -> Days:
        return week(day - timedelta(days=day.weekday()))

    @staticmethod
    def _of_month(day: date) -> Days:
        return month(day)

    def expected(self, kpi: str, name: str, days: Days, until: date) -> float | None:
        """To the end of the day `until`: the target's share of the days at work. None before a tenth of them is over."""
        target, all_of_it = self.target(kpi, name, days), self.works(name, days)
        over = self.works(name, Days(days.first, min(until, days.last)))
        return None if not target or not all_of_it or over / all_of_it < 0.1 else target * over / all_of_it

    # --- later ---

    def forecast(self, names: list[str], until: date) -> dict[str, float]:
        """The quarter: won, and each open deal that closes in it by its chance, give or take 1.2816 standard deviations.

        At its low end deals slip as those of the four quarters before did: not decided in that of their first day.
        """
        days = quarter(until)
        won = self.done("sales_by_channel", names, Days(days.first, until))
        due = [
            (row["reporting_value"], row["probability"] / 100)
            for row in self.deals_then
            if row["stage"] not in ("won", "lost") and row["expected_close"] <= days.last.isoformat()
        ]
        promised = [(date.fromisoformat(row["first_expected_close"]), row["closed"]) for row in self.deals]
        year = Days(date(days.first.year - 1, days.first.month, 1), days.first - A_DAY)
        before = [(day, closed) for day, closed in promised if year.first <= day <= year.last]
        slipped = sum(closed is None or closed > quarter(day).last.isoformat() for day, closed in before)
        slow = 1 - slipped / len(before)

        def end(which: int, by: float) -> float:
            mean = sum(value * chance * by for value, chance in due)
            return mean + which * 1.2816 * sqrt(
                sum(value**2 * chance * by * (1 - chance * by) for value, chance in due)
            )

        return {
            "won": won,
            "expected": won + sum(value * chance for value, chance in due),
            "low": won + max(0, min(end(-1, 1), end(-1, slow))),
            "high": won + min(sum(value for value, _ in due), end(1, 1)),
            "target": sum(self.target("sales_by_channel", name, days) or 0 for name in names),
            "deals": len(due),
            "slipped": slipped,
            "before": len(before),
        }

    def talks_held(self, coach: str, days: Days) -> int:
        """Coaching talks."""
        return sum(
            row["coach"] == coach and row["held"] is not None and _within(row["held"], days) for row in self.talks
        )

    def talks_due(self, coach: str, names: list[str], days: Days, today: date) -> int:
        """Two a month for each rep, as far as the days before today on which both were at work allow: the sum rounded down."""
        due = 0.0
        for name in names:
            both = sum(
                self.is_asked(coach, day) and self.is_asked(name, day) and not self.is_away(name, day)
                for day in days
                if day < today
            )
            due += 2 * both / self.usual(name, days)
        return floor(due + 1e-9)

    def reviews_shared(self, names: list[str], of: date) -> int:
        """Of the month that begins on `of`."""
        mine = (row for row in self.reviews if row["person"] in names and row["month"][:7] == of.isoformat()[:7])
        return sum(row["state"] in ("shared", "signed") for row in mine)

    def reviews_due(self, names: list[str], of: date, today: date) -> int:
        """Whose turn was the manager's before today: three of the rep's working days after their first of the month."""
        due = 0
        for name in names:
            after = [day for day in Days(month(of).last + A_DAY, today) if self.works(name, Days(day, day))]
            due += bool(self.reviews_shared([name], of)) or (len(after) >= 4 and after[3] < today)
        return due


def whole(target: float) -> int:
    """A target of something that is counted, as it is read."""
    return max(1, ceil(target - 0.005))


def three_figures(value: float) -> float:
    """Of a range three figures count."""
    return float(f"{value:.3g}")


def _within(day: str | None, days: Days) -> bool:
    return day is not None and days.first.isoformat() <= day[:10] <= days.last.isoformat()
