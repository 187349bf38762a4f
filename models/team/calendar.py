"""A person's working calendar: working weekdays, public holidays, leave, and the days they are with us.

Half days count for a half. Public holidays come from the `holidays` library for the person's country and
region; a country that the library does not know has none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.period import Period
from models.prepared import PreparedForSome, fetch_some
from models.team.membership import Stay, stays_of
from models.team.records import DayPart, Leave, Person
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace

OFF, WORKED = "off", "worked"
"""The marks of `Workspace.own_days`."""
LONG_ABSENCE = 5
"""Working days in a row. An absence of more also lowers the target itself, not only the pace."""
_LONGEST_SEARCH = 800
"""Days; nobody is away longer than a year (see `take_leave`), so a working day is found before this."""


@dataclass(frozen=True, slots=True)
class Away:
    """A stretch of leave, both ends included; `part` is 1 for full days and 0.5 for mornings or afternoons."""

    first_day: date
    last_day: date
    part: float = 1.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which days are working days from a day on, for somebody whose pattern or country was once another."""

    first: date
    working_days: str
    country: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When one person works. `working_days` is the part-time pattern: Monday to Sunday, 1 for a working day."""

    working_days: str = "1111100"
    country: str = ""
    region: str | None = None
    away: tuple[Away, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    days_off: frozenset[date] = frozenset()
    """The company's own, beside public holidays."""
    worked: frozenset[date] = frozenset()
    """Public holidays on which the company works."""
    patterns: tuple[Pattern, ...] = ()
    """In order of day, where they changed: instead of working days, country and region."""

    @classmethod
    def of(cls, session: Session, person: Person, workspace: Workspace | None = None) -> "Calendar":
        """The person's calendar, with all their leave; country and region fall back on the workspace's."""
        workspace = workspace or workspace_of(session, person.workspace_id)
        return calendars_of(session, workspace, [person])[person.id]

    def works_on(self, day: date) -> float:
        """How much of `day` the person works: 0, 0.5 or 1."""
        if not self.is_with_us(day) or not (full := self.pattern_on(day)):
            return 0.0
        return max(0.0, full - sum(a.part for a in self.away if a.first_day <= day <= a.last_day))

    def pattern_on(self, day: date) -> float:
        """1 on a working weekday that is no holiday, else 0: leave and employment left out."""
        working_days, country, region = self.working_days, self.country, self.region
        if self.patterns:
            pattern = next((one for one in reversed(self.patterns) if one.first <= day), self.patterns[0])
            working_days, country, region = pattern.working_days, pattern.country, pattern.region
        if working_days[day.weekday()] != "1" or day in self.days_off:
            return 0.0
        is_holiday = day in public_holidays(country, region, day.year) and day not in self.worked
        return 0.0 if is_holiday else 1.0

    def why_free(self, day: date) -> str:
        """Why nobody expects the person on a day on which they do not work: `leave`, `holiday`, or `off` (no working day)."""
        if any(away.first_day <= day <= away.last_day for away in self.away):
            return "leave"
        country, region = self.country, self.region
        if self.patterns:
            pattern = next((one for one in reversed(self.patterns) if one.first <= day), self.patterns[0])
            country, region = pattern.country, pattern.region
        return "holiday" if day in public_holidays(country, region, day.year) else "off"

    def is_with_us(self, day: date) -> bool:
        """Whether the person is employed on `day`."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def in_long_absence(self, day: date) -> bool:
        """Whether `day` lies in an absence of more than five of the person's working days in a row."""
        return any(first <= day <= last for first, last in long_absences(self))

    def capacity(self, period: Period) -> float:
        """Working days of the person in `period`, halves included."""
        return sum(self.works_on(day) for day in days_of(period))

    def next_working_day(self, day: date) -> date:
        """`day` itself when the person works then (also half of it), else the first later day they do.

        Returns `day` itself for somebody who does not work any more.
        """
        for ahead in range(_LONGEST_SEARCH):
            if self.works_on(day + timedelta(days=ahead)) > 0:
                return day + timedelta(days=ahead)
        return day

    def working_days_after(self, day: date, n: int) -> date:
        """The n-th working day after `day` (`day` itself not counted; `n` ≥ 1)."""
        found = day
        for _ in range(n):
            found = self.next_working_day(found + timedelta(days=1))
        return found

    def first_working_day(self, period: Period) -> date | None:
        """The first day of `period` on which the person works, if any."""
        return next((day for day in days_of(period) if self.works_on(day) > 0), None)


def long_absences(calendar: Calendar) -> tuple[tuple[date, date], ...]:
    """First and last working day of each absence of more than five working days in a row.

    Only whole days count. Rows of leave that touch, or with only days off between them, are one absence: fifteen rows
    of a day, as HR systems export them, are the same as one row of three weeks.
    """
    return _long_absences(calendar) if calendar.away else ()


@lru_cache(maxsize=4096)
def _long_absences(calendar: Calendar) -> tuple[tuple[date, date], ...]:
    absences: list[list[date]] = []
    for day in _days_off_work(calendar):
        if absences and not _works_between(calendar, absences[-1][-1], day):
            absences[-1].append(day)
        else:
            absences.append([day])
    return tuple((days[0], days[-1]) for days in absences if len(days) > LONG_ABSENCE)


def _days_off_work(calendar: Calendar) -> list[date]:
    """The working days of the pattern on which the person is with us and away all day, in order."""
    parts: defaultdict[date, float] = defaultdict(float)
    for away in calendar.away:
        for day in days_of(Period(away.first_day, away.last_day + timedelta(days=1))):
            parts[day] += away.part
    return sorted(
        day for day, part in parts.items() if part >= 1 and calendar.pattern_on(day) and calendar.is_with_us(day)
    )


def _works_between(calendar: Calendar, before: date, after: date) -> bool:
    """Whether a working day lies between two days away."""
    between = (before + timedelta(days=ahead) for ahead in range(1, (after - before).days))
    return any(calendar.pattern_on(day) for day in between)


def calendars_of(session: Session, workspace: Workspace, people: Sequence[Person]) -> dict[str, Calendar]:
    """The calendars of several people by person id, with one query for all leave."""
    away: dict[str, list[Away]] = defaultdict(list)
    ids, where_they_work = [person.id for person in people], {"workspace_id": workspace.workspace_id}
    for person_id, first, last, part in fetch_some(session, _LEAVE, where_they_work, person_id=ids):
        away[person_id].append(Away(first, last, 1.0 if part == DayPart.FULL else 0.5))
    days_off, worked = (own_days(workspace, mark) for mark in (OFF, WORKED))
    stays = stays_of(session, people)
    return {
        person.id: Calendar(
            person.working_days,
            *where(workspace, person.country, person.region),
            tuple(away[person.id]),
            person.starts_on,
            person.ends_on,
            days_off,
            worked,
            patterns_of(workspace, stays[person.id]),
        )
        for person in people
    }


def where(workspace: Workspace, country: str | None, region: str | None) -> tuple[str, str | None]:
    """Country and region of somebody's holidays: the workspace's where they have none of their own."""
    return country or workspace.country, region if country else region or workspace.region


def patterns_of(workspace: Workspace, stays: Sequence[Stay]) -> tuple[Pattern, ...]:
    """The patterns of somebody whose working days or country changed; none for anybody else."""
    if len(stays) < 2:
        return ()
    found: list[Pattern] = []
    for stay in stays:
        place = stay.place
        pattern = Pattern(stay.first, place.working_days, *where(workspace, place.country, place.region))
        if not found or replace(found[-1], first=stay.first) != pattern:
            found.append(pattern)
    return tuple(found) if len(found) > 1 else ()


def calendar_of_company(workspace: Workspace) -> Calendar:
    """Monday to Friday in the workspace's country and region, with the company's own days."""
    days_off, worked = (own_days(workspace, mark) for mark in (OFF, WORKED))
    return Calendar(country=workspace.country, region=workspace.region, days_off=days_off, worked=worked)


def calendar_of_team(session: Session, workspace: Workspace, team_id: str) -> Calendar:
    """Monday to Friday in the country and region of most who sell in the team; the company's when nobody does."""
    selling = select(Person.country, Person.region).where(
        Person.workspace_id == workspace.workspace_id,
        Person.team_id == team_id,
        col(Person.is_rep).is_(True),
        col(Person.ends_on).is_(None),
    )
    places = Counter(where(workspace, country, region) for country, region in session.exec(selling))
    if not places:
        return calendar_of_company(workspace)
    (country, region), _ = min(places.items(), key=lambda one: (-one[1], one[0][0], one[0][1] or ""))
    return replace(calendar_of_company(workspace), country=country, region=region)


def own_days(workspace: Workspace, mark: str) -> frozenset[date]:
    """The days that the company marked so: `off`, or `worked`."""
    return frozenset(date.fromisoformat(day) for day, is_ in workspace.own_days.items() if is_ == mark)


_LEAVE = PreparedForSome(
    lambda one_of: select(col(Leave.person_id), col(Leave.first_day), col(Leave.last_day), col(Leave.part)).where(
        col(Leave.workspace_id) == bindparam("workspace_id"), one_of(col(Leave.person_id), "person_id")
    )
)


def days_of(period: Period) -> Iterable[date]:
    """Every day of the period."""
    return (period.start + timedelta(days=ahead) for ahead in range(period.days))


@cache
def public_holidays(country: str, region: str | None, year: int) -> frozenset[date]:
    """The public holidays of a country (ISO 3166-1) and region in one year; kept, for they never change."""
    import holidays  # the library is large: only programs that look at a calendar load it

    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:  # how the library says that it knows no such region, or country
        if region is None:
            return frozenset()
        return public_holidays(country, None, year)
