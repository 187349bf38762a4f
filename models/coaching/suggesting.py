"""When a coach and a rep could talk: hours in which both work, on days on which both do, spread over the days."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.delivery.occurrence import instant_of
from models.period import Period
from models.team.calendar import Calendar, days_of

LENGTH = timedelta(minutes=45)
"""How long a talk takes in a calendar."""
STEP = timedelta(minutes=30)
HOURS = ((time(9), time(17)), (time(8), time(18)), (time(7), time(20)))
"""The working day of both, and how far it is stretched for two zones that share none of it."""
LUNCH = (time(12), time(13))
"""Where the coach is; offered only when nothing else is left."""
USUAL = time(10)
MOST_A_DAY = 4
"""Talks of one coach on a day: with forty reps there are as many on each."""
APART = 5
"""Days between two talks of a pair, while the days allow it."""


@dataclass(frozen=True)
class Side:
    """One of the two: when they work, where, and when they are in a talk already."""

    calendar: Calendar
    zone: ZoneInfo
    busy: Sequence[datetime] = ()


@dataclass
class CoachsDays:
    """The coach, and the moments that were given away already."""

    coach: Side
    days: Period
    after: datetime
    """Nothing before this instant is offered."""
    _talks_on: Counter[date] = field(default_factory=Counter)
    _free_on: dict[date, list[datetime]] = field(default_factory=dict)
    """The coach's free moments of each day: asked for every rep, and worked out once."""

    def __post_init__(self) -> None:
        self._talks_on.update(self._day_of(one) for one in self.coach.busy)
        for day in days_of(self.days):
            if self.coach.calendar.works_on(day) == 1:
                self._free_on[day] = [one for one in self._starts(day) if _keeps_clear(one, self.coach.busy)]

    def moments_for(self, rep: Side, wanted: int, usual: int) -> list[list[datetime]]:
        """For each of `wanted` talks of the `usual` ones the possible moments, one a day, the best first.

        The best is what is nearest to an even spread over the days, on a day with few talks. The first of each is
        given away, so that nobody else is offered it.
        """
        offered: list[list[datetime]] = []
        own = [self._day_of(moment) for moment in rep.busy]
        for ideal in self._ideal_days(own, wanted, usual):
            ranked = sorted(self._one_a_day(rep), key=lambda moment: self._cost(moment, ideal, own))
            if ranked:
                self._give(ranked[0])
                own.append(self._day_of(ranked[0]))
                offered.append(ranked)
        return offered

    def _ideal_days(self, own: Sequence[date], wanted: int, usual: int) -> list[date]:
        """The middles of `usual` equal parts of the days, without those nearest to a talk that is there already."""
        part = self.days.days / max(usual, 1)
        ideal = [self.days.start + timedelta(days=int((place + 0.5) * part)) for place in range(usual)]
        for day in own:
            if len(ideal) > wanted:
                ideal.remove(min(ideal, key=lambda one: abs(one - day)))
        return ideal[:wanted]

    def _cost(self, moment: datetime, ideal: date, own: Sequence[date]) -> tuple[float, datetime]:
        day = self._day_of(moment)
        there = self._talks_on[day]
        too_near = any(abs(day - other) < timedelta(days=APART) for other in own)
        return abs((day - ideal).days) + there + 100 * (there >= MOST_A_DAY) + 50 * too_near, moment

    def _one_a_day(self, rep: Side) -> Iterator[datetime]:
        """Of each day the moment nearest to ten o'clock on which both are free.

        Half days are left alone: which half it is, is not known.
        """
        for moments in self._free_on.values():
            free = [one for one in moments if _keeps_clear(one, rep.busy) and _is_day_of_work(one, rep)]
            for hours in HOURS:
                within = [one for one in free if all(_is_within(one, hours, side.zone) for side in (self.coach, rep))]
                if within:
                    yield min(within, key=self._preference)
                    break

    def _give(self, moment: datetime) -> None:
        day = self._day_of(moment)
        self._talks_on[day] += 1
        self._free_on[day] = [one for one in self._free_on[day] if _keeps_clear(one, [moment])]

    def _day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.coach.zone).date()

    def _starts(self, day: date) -> Iterator[datetime]:
        first, last = HOURS[-1]
        at, end = datetime.combine(day, first), datetime.combine(day, last)
        while at + LENGTH <= end:
            moment = instant_of(day, at.time(), self.coach.zone)
            if moment > self.after:
                yield moment
            at += STEP

    def _preference(self, moment: datetime) -> tuple[bool, int]:
        local = moment.astimezone(self.coach.zone).time()
        is_lunch = local < LUNCH[1] and (datetime.combine(date.min, local) + LENGTH).time() > LUNCH[0]
        return is_lunch, abs(_minutes(local) - _minutes(USUAL))


def offered_again(moments: Sequence[datetime], after: datetime, number: int) -> list[datetime]:
    """The next `number` of the moments behind `after`; from the beginning again when they are through."""
    later = list(moments[list(moments).index(after) + 1 :]) if after in moments else list(moments)
    return (later or [one for one in moments if one != after])[:number]


def _keeps_clear(moment: datetime, others: Sequence[datetime]) -> bool:
    return all(abs(moment - other) >= LENGTH for other in others)


def _is_day_of_work(moment: datetime, side: Side) -> bool:
    return side.calendar.works_on(moment.astimezone(side.zone).date()) == 1


def _is_within(moment: datetime, hours: tuple[time, time], zone: ZoneInfo) -> bool:
    start, end = moment.astimezone(zone), (moment + LENGTH).astimezone(zone)
    return start.date() == end.date() and hours[0] <= start.time() and end.time() <= hours[1]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
