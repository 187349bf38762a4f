"""Nudges, short and answered by thumb: the end of a day without entries, a rep's Monday, the list of a morning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from messages.activity.listing import OPEN_FORM
from messages.activity.quick import kind_name
from messages.blocks import Json, Message, button, buttons, rendered, section, small
from messages.delivery import CHANGE
from messages.figures import period_name, value_text
from messages.home.of_role import has_news, of_role
from messages.home.tab import COACHING, QBRS, REVIEWS, SCORECARD
from messages.territories.overview import SHOW as ACCOUNTS
from messages.words import Markup, Words, words
from models.digest.own import OwnLine, OwnWeek
from models.period import Period
from models.scorecard.role_figures import RoleFigures

DID = "nudges.did"
NOTHING = "nudges.nothing"
AWAY = "nudges.away"
REMIND = "nudges.remind"
MOST_LINES = 15


@dataclass(frozen=True)
class Talk:
    """A coaching talk of today with somebody, or one of which a word is missing."""

    name: str
    waits_for: str
    """`planned`, `to_record` (what came of it) or `to_confirm` (that it took place)."""
    at: time | None = None


@dataclass(frozen=True)
class Review:
    """A monthly review whose turn is the reader's."""

    name: str
    month: date
    turn: str
    """`reflect`, `write` or `sign`."""


@dataclass(frozen=True)
class Quarterly:
    """A quarterly review whose turn is the reader's."""

    name: str
    """The rep's, or the team's; empty: the reader's own."""
    quarter: Period
    turn: str
    """`reflect`, `write` or `sign`."""


@dataclass(frozen=True)
class DueAccount:
    """An account that is due."""

    name: str
    tier: str
    days_late: int
    """0: it is due today (or before the next working day)."""


@dataclass(frozen=True)
class Today:
    """What waits for somebody on a day."""

    day: date
    talks: Sequence[Talk] = ()
    open_talks: Sequence[Talk] = ()
    reviews: Sequence[Review] = ()
    visits: Sequence[str] = ()
    """The accounts at which a visit is planned today."""
    due: Sequence[DueAccount] = ()
    """Own accounts that are overdue or due today, in the order in which to visit them; the first few."""
    more_due: int = 0
    """How many more there are."""
    quarterly: Sequence[Quarterly] = ()

    def __bool__(self) -> bool:
        return bool(self.talks or self.open_talks or self.reviews or self.visits or self.due or self.quarterly)


# --- the end of a day ------------------------------------------------------------------------------------


def end_of_day(language: str, name: str, day: date, kinds: Sequence[str], own: Mapping[str, str]) -> Message:
    """Nothing is logged for the day: `kinds` are what the person usually does, `own` the names of a workspace's own."""
    say = words(language)
    text = say("nudges.end_of_day", name=name)
    did = [
        button(kind_name(say, kind, own.get(kind)), f"{DID}:{n}", f"{kind}|{day.isoformat()}")
        for n, kind in enumerate(kinds)
    ]
    others = (
        button(say.bare("nudges.nothing_today"), NOTHING, day.isoformat()),
        button(say.bare("nudges.not_at_work"), AWAY, day.isoformat()),
        button(say.bare("delivery.change"), CHANGE, "day"),
    )
    return Message(text, rendered(section(text), buttons(*did), buttons(*others), small(say("nudges.or_type"))))


def nothing_today(language: str, day: date) -> Message:
    """The answer to “nothing today”: no question more about this day."""
    text = words(language)("nudges.nothing_it_is", day=day)
    return Message(text, rendered(section(text)))


# --- Monday ----------------------------------------------------------------------------------------------


def monday(
    language: str,
    name: str,
    week: OwnWeek,
    figures: RoleFigures | None = None,
    *,
    offer: str | None = None,
    goal: str = "",
) -> Message:
    """Last week against its targets, and what this week asks.

    `figures` are what their role looks at; `goal` is a sentence about the way to the person's goal, when there is one;
    `offer`: what is offered of what comes each day (`day`, `morning`), to who never chose whether it comes.
    """
    say = words(language)
    text = say("nudges.monday", name=name, reached=week.reached, of=len(week.measured))
    greeting = text if week.measured else say("nudges.greeting", name=name)  # that text says already what the week asks
    asks = [asked(say, line, week.currency) for line in week.lines if line.asks]
    summary = f"{greeting} {say('nudges.asks', parts=asks)}" if asks else text
    to_go = [say("nudges.to_go", **later(say, line, week.currency)) for line in week.lines if line.to_go]
    remind = button(say.bare("nudges.remind_me", cadence=offer), REMIND, offer) if offer else None
    end = [
        small("\n".join(to_go)) if to_go else None,
        section(goal) if goal else None,
        buttons(
            button(say.bare("home.log"), OPEN_FORM, style="primary"),
            button(say.bare("home.scorecard"), SCORECARD),
            remind,
            button(say.bare("delivery.change"), CHANGE, "week"),
        ),
    ]
    lines = section("\n".join(two_lines(say, line, week.currency) for line in week.lines))
    return Message(summary, rendered(section(text), *(of_role(say, figures) if has_news(figures) else ()), lines, *end))


def two_lines(say: Words, line: OwnLine, currency: str) -> str:
    """The name, and below it last week and this one: short enough for a phone, where a table would break words."""
    label = line.kpi.label(say.language)
    return say(
        "nudges.two_lines",
        label=label,
        last=last(say, line, currency),
        this=this(say, line, currency),
        is_reached=not line.asks,
    )


def last(say: Words, line: OwnLine, currency: str) -> str:
    """`6 of 8`, `6`, or a dash."""
    if line.last is None:
        return "–"
    done = value_text(say, line.last, line.kpi.unit, currency)
    if line.last_target is None:
        return done
    return say.bare("nudges.of", done=done, target=value_text(say, line.last_target, line.kpi.unit, currency))


def this(say: Words, line: OwnLine, currency: str) -> str:
    return value_text(say, line.asks, line.kpi.unit, currency) if line.asks else say.bare("nudges.reached")


def asked(say: Words, line: OwnLine, currency: str) -> Markup:
    return Markup(say("nudges.asked", label=line.kpi.label(say.language), amount=this(say, line, currency)))


def later(say: Words, line: OwnLine, currency: str) -> dict[str, object]:
    amount = value_text(say, line.to_go or 0, line.kpi.unit, currency)
    return {"label": line.kpi.label(say.language), "amount": amount, "until": line.until}


# --- a morning -------------------------------------------------------------------------------------------


def morning(language: str, today: Today) -> Message:
    """What waits today, one short line each, and the ways to it."""
    say = words(language)
    title = say("nudges.morning", day=today.day)
    lines = [
        *(say("nudges.visit", account=account) for account in today.visits),
        *(say("nudges.talk", talk=talk) for talk in (*today.talks, *today.open_talks)),
        *(say("nudges.review", review=review) for review in today.reviews),
        *(say("nudges.quarterly", review=one, quarter=period_name(say, one.quarter)) for one in today.quarterly),
    ]
    due = [say("nudges.due", due=one) for one in today.due]
    due += [say("nudges.more_due", number=today.more_due)] if today.more_due else []
    ways = buttons(
        button(say.bare("nudges.accounts"), ACCOUNTS) if due or today.visits else None,
        button(say.bare("home.coaching"), COACHING) if today.talks or today.open_talks else None,
        button(say.bare("home.reviews"), REVIEWS) if today.reviews else None,
        button(say.bare("nudges.quarterly_reviews"), QBRS) if today.quarterly else None,
        button(say.bare("delivery.change"), CHANGE, "morning"),
    )
    said = [title, *lines[:MOST_LINES]]
    listed = section("\n".join([say("nudges.due_title"), *due])) if due else None
    blocks: list[Json] = rendered(section("\n".join(said)), listed, ways)
    return Message(" ".join([*said, *due]), blocks)
