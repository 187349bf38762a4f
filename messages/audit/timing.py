"""When what a survey sends reaches people, in one sentence that the calendar makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.words import Markup, Words

MOST_NAMED = 6


@dataclass(frozen=True)
class Later:
    """Somebody whom it reaches on another day than the others."""

    name: str
    day: date
    why: str
    """`away`, `hour` (after working hours there) or `enough` (three messages that day already)."""


@dataclass(frozen=True)
class Outgoing:
    """A message to many people: how many get it at once, how many on the next day, and who on another."""

    now: int
    day: date | None = None
    """The day on which most of the others get it."""
    on_day: int = 0
    at: str = "08:00"
    """From this hour, where each of them is."""
    has_zones: bool = False
    """They are in more than one time zone."""
    later: Sequence[Later] = ()
    never: Sequence[str] = ()
    """Who is away until it is over."""

    @property
    def total(self) -> int:
        """Everybody, also those whom it does not reach in time."""
        return self.now + self.on_day + len(self.later) + len(self.never)


@dataclass(frozen=True)
class When:
    """A day and an hour of the reader's, such as 08:00."""

    day: date
    at: str


@dataclass(frozen=True)
class ResultsTold:
    """When results come, and to whom."""

    when: When
    to: str = ""
    """The name of who started it, who decides what the others see; empty: the reader gets them."""


@dataclass(frozen=True)
class Clock:
    """What follows of a start, and when."""

    sending: Outgoing
    results: When
    moved_from: date | None = None


def going_out(say: Words, out: Outgoing, what: str = "invitations") -> Markup:
    """How many get it when. `what`: `invitations`, `planned` (they are not confirmed yet) or `messages`."""
    parts = [say("audit.going_out", out=out, what=what)] if out.now or out.on_day else []
    if out.later:
        parts.append(say("audit.going_out_later", names=late(say, out.later)))
    if out.never:
        parts.append(say("audit.going_out_never", names=list(out.never)))
    return Markup(" ".join(parts))


def late(say: Words, later: Sequence[Later]) -> Markup:
    """Who gets it on another day, by the day and why."""
    groups: dict[tuple[date, str], list[str]] = {}
    for one in later:
        groups.setdefault((one.day, one.why), []).append(one.name)
    return Markup("; ".join(_group(say, names, day, why) for (day, why), names in groups.items()))


def _group(say: Words, names: Sequence[str], day: date, why: str) -> str:
    more = len(names) - MOST_NAMED
    named = [*names[:MOST_NAMED], *([Markup(say("audit.later_more", num=more))] if more > 0 else [])]
    return say("audit.later_group", names=named, day=day, why=why)
