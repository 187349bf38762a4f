"""What stands out, with its thresholds and why they are what they are. Correct it here: nothing else knows them.

| kind         | what it is                                                    | asked when                                |
|--------------|---------------------------------------------------------------|-------------------------------------------|
| `bulk`       | a month's entries put in at its end                           | 10 on a day, and 4 times the usual        |
| `repeats`    | the same entry over and over for one customer                 | 5 alike in 14 days; 3 with an amount      |
| `no_outcome` | many meetings, and nothing that came of them                  | 30 in 8 weeks, and no lead, proposal, step |
| `taken_out`  | a close rate that rose because deals were taken out of it     | 3 deals, and 10 points or more            |

Each may be right: a month typed up at once, a customer seen each day. So it is a question, put to the person alone. The
thresholds are wide on purpose: a false alarm costs trust, and a case that is missed costs one question.
`tests/models/demo/test_anomalies.py` plants cases in the demo's year and counts what is found.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from models.period import Period, month_of, months_after, quarter_of
from models.team.calendar import Calendar

BULK_ON_A_DAY = 10
"""Entries put in on one day. Who logs each day puts in two or three; ten of a long day happen, so the next one too."""
BULK_TIMES_USUAL = 4
"""Times what they usually put in on a working day: of 2.5 a day by chance (Poisson), ten come once in 3,600 days."""
USUAL_OVER = 60
"""Days before the end of the month that say what is usual."""
FEWEST_WORKED = 10
"""Working days among them; with fewer nothing is usual yet."""
DAYS_BEFORE_END, DAYS_AFTER_END = 3, 2
"""Working days around the end of a month: when a month is “still to be put in”."""

ALIKE = 5
"""Entries with the same kind, customer, contact, length and note. A visit every other day to one site is four in two weeks."""
ALIKE_WITH_AMOUNT = 3
"""Of what has an amount: nobody sends one customer the same proposal three times in two weeks."""
ALIKE_WITHIN = 14
"""Days."""
ALIKE_LOOKS_BACK = 28
"""Days, so that two weeks that end between two looks are seen."""

MEETINGS_WITHOUT = 30
"""Meetings, visits and demos: about four a week."""
WITHOUT_OVER = 56
"""Days: eight weeks. Of one outcome a week by chance (Poisson), eight weeks have none once in 3,000 times."""

TAKEN_OUT = 3
"""Deals; one or two are slips."""
POINTS = 0.10
"""By how much the close rate would be lower with them as lost."""


Facts: TypeAlias = dict[str, str | int | float]
"""What the sentence about it says; days in ISO 8601, rates from 0 to 1."""


class Kind(StrEnum):
    """What can stand out."""

    BULK = "bulk"
    REPEATS = "repeats"
    NO_OUTCOME = "no_outcome"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True)
class Entered:
    """An entry that somebody put in themselves; what a file or a calendar brought is nobody's doing."""

    id: str
    happened_on: date
    entered_on: date
    """Where the person is."""
    account_id: str | None = None
    has_amount: bool = False
    alike: Hashable = None
    """Kind, account and everything else that was said: equal for entries that say the same."""


@dataclass(frozen=True)
class Found:
    """Something that stands out: `slot` is what makes it the same case when it is seen again."""

    kind: Kind
    slot: str
    records: tuple[str, ...]
    facts: Facts = field(default_factory=dict)


def bulk_at_the_end(entries: Sequence[Entered], calendar: Calendar, today: date) -> Iterator[Found]:
    """The day around the end of the last month or of this one on which most of that month was put in, if it stands out.

    Around the end: its last three working days and the first two after it. Usual: what was put in a working day (half
    days as halves) over the 60 days before, from the first entry on.
    """
    first = min((entry.entered_on for entry in entries), default=today)
    for month in (month_of(months_after(today.replace(day=1), -1)), month_of(today)):
        days = _around_the_end(month, calendar)
        before = Period(min(days) - timedelta(days=USUAL_OVER), min(days)).overlap(first, min(days)) if days else None
        worked = calendar.capacity(before) if before else 0
        if before is None or worked < FEWEST_WORKED:
            continue
        usual = sum(entry.entered_on in before for entry in entries) / worked
        by_day = {
            day: [entry.id for entry in entries if entry.entered_on == day and entry.happened_on in month]
            for day in days
            if day <= today
        }
        day = max(by_day, key=lambda one: len(by_day[one]), default=None)
        if day and len(by_day[day]) >= max(BULK_ON_A_DAY, BULK_TIMES_USUAL * usual):
            facts: Facts = {
                "count": len(by_day[day]),
                "usual": round(usual, 1),
                "day": day.isoformat(),
                "month": month.start.isoformat(),
            }
            yield Found(Kind.BULK, month.name, tuple(by_day[day]), facts)


def repeated(entries: Sequence[Entered], today: date) -> Iterator[Found]:
    """Entries about one customer that say exactly the same, too many within 14 days; once a customer and quarter."""
    alike: defaultdict[Hashable, list[Entered]] = defaultdict(list)
    for entry in entries:
        if entry.account_id is not None and 0 <= (today - entry.happened_on).days < ALIKE_LOOKS_BACK:
            alike[entry.alike].append(entry)
    for same in alike.values():
        same.sort(key=lambda entry: (entry.happened_on, entry.id))
        fewest = ALIKE_WITH_AMOUNT if same[0].has_amount else ALIKE
        for place in range(len(same) - fewest + 1):
            start = same[place].happened_on
            these = [entry for entry in same[place:] if (entry.happened_on - start).days < ALIKE_WITHIN]
            if len(these) >= fewest:
                slot = f"{same[0].account_id}:{quarter_of(start).name}"
                facts: Facts = {
                    "count": len(these),
                    "account_id": str(same[0].account_id),
                    "first": start.isoformat(),
                    "last": these[-1].happened_on.isoformat(),
                }
                yield Found(Kind.REPEATS, slot, tuple(entry.id for entry in these), facts)
                break


def without_outcome(
    meetings: Sequence[str], outcomes: int, calendar: Calendar, first_entry: date, today: date
) -> Iterator[Found]:
    """Thirty meetings or more in the 56 days up to and including `today`, and nothing that came of them; once a quarter.

    `outcomes` are leads, proposals, renewals, and deals opened or moved, of the person or by anybody at a customer they met:
    who hands over has an outcome too. Who has not been logging all that time is left alone.
    """
    start = today - timedelta(days=WITHOUT_OVER - 1)
    if len(meetings) >= MEETINGS_WITHOUT and not outcomes and first_entry <= start and calendar.is_with_us(start):
        facts: Facts = {"count": len(meetings), "weeks": WITHOUT_OVER // 7}
        yield Found(Kind.NO_OUTCOME, quarter_of(today).name, tuple(meetings), facts)


def taken_out(won: int, decided: int, out: Sequence[str], month: Period) -> Iterator[Found]:
    """Deals that the person took out of a month's close rate (removed, or lost and made open again) and what that did to it.

    Close rate = won / decided (KPI 15). With what was taken out as lost: won / (decided + taken out).
    """
    if len(out) < TAKEN_OUT or not won:
        return
    shown, whole = won / decided, won / (decided + len(out))
    if shown - whole >= POINTS:
        facts: Facts = {
            "count": len(out),
            "won": won,
            "decided": decided,
            "rate": shown,
            "whole": whole,
            "month": month.start.isoformat(),
        }
        yield Found(Kind.TAKEN_OUT, month.name, tuple(out), facts)


def _around_the_end(month: Period, calendar: Calendar) -> list[date]:
    """The last three working days of the month and the first two after it."""
    last: list[date] = []
    day = month.last_day
    while day in month and len(last) < DAYS_BEFORE_END:
        if calendar.works_on(day) > 0:
            last.append(day)
        day -= timedelta(days=1)
    after = [month.end + timedelta(days=ahead) for ahead in range(DAYS_AFTER_END * 7)]
    return last + [day for day in after if calendar.works_on(day) > 0][:DAYS_AFTER_END]
