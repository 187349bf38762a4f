"""`/territory`: coverage, what is due, whom to visit next; and the same of a team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, rendered, section, small
from messages.territories.tables import Rate, Row, bar, lines_of, months_of, summary_of, table
from messages.words import Markup, Words, words
from models.money import Money

PLAN = "territories.plan"
MORE = "territories.more"
NEXT = "territories.next"
SHOW = "territories.show"
DID = "territories.did"
SHOWN = 8
"""Accounts at once; the next ones are a press away."""


@dataclass(frozen=True)
class Visit:
    """An account that is due."""

    account_id: str
    name: str
    tier: str
    cadence: int
    last: date | None
    due_on: date
    days_late: int
    """Days after the day on which it was due; below zero: days to go."""
    postcode: str = ""
    value: Money | None = None
    is_near: bool = False


@dataclass(frozen=True)
class Plan:
    """A visit that is planned."""

    id: str
    account: str
    day: date
    is_over: bool = False
    """Its day is today or before, and nobody said whether it was held."""
    account_id: str = ""
    is_today: bool = False


@dataclass(frozen=True)
class Mine:
    """Somebody's own accounts. `name` is empty for the reader's."""

    today: date
    rate: Rate
    accounts: int
    """How many are on the list, with or without a cadence."""
    visits: Sequence[Visit] = ()
    """Those from `first` on, in order."""
    first: int = 0
    total: int = 0
    """How many are due or will be soon."""
    plans: Sequence[Plan] = ()
    months: Sequence[tuple[date, Rate]] = ()
    name: str = ""
    may_manage: bool = False
    ref: str = ""
    """Whose it is, for the buttons."""


@dataclass(frozen=True)
class Group:
    """A team's, a territory's, a line's or everybody's coverage."""

    title: str
    today: date
    rate: Rate
    accounts: int
    reps: Sequence[Row] = ()
    """Who needs help first at the top; none for readers who may not see them."""
    territories: Sequence[Row] = ()
    months: Sequence[tuple[date, Rate]] = ()
    nobodys: int = 0
    """Accounts with a cadence on nobody's list, or on that of somebody who left."""


def mine(language: str, of: Mine) -> Message:
    """Coverage, what is planned, and whom to visit next."""
    say = words(language)
    title = say("territories.title_of", name=of.name) if of.name else say("territories.title_mine")
    summary = summary_of(say, of.rate)
    if not of.accounts:
        return _nothing(say, title, of)
    head = f"*{title}*\n{bar(of.rate)}{summary}"
    visits = [_visit(say, visit, of) for visit in of.visits]
    lines = [
        section(head),
        *_plans(say, of.plans, own=not of.name),
        section(f"*{say('territories.next_visits')}*") if visits else section(say("territories.nothing_due")),
        *visits,
        _ways(say, of),
        small(say("territories.how", contacts=True)),
    ]
    chart, in_words = months_of(say, of.months)
    text = f"{title}: {summary}"
    return Message(text, rendered(*lines, chart), rendered(*lines, in_words) if chart else None)


def group(language: str, of: Group) -> Message:
    """Coverage of a team, by rep and by territory, and month by month."""
    say = words(language)
    title = say("territories.title_group", title=of.title)
    if not of.accounts:
        text = say("territories.none_in_group", title=of.title)
        return Message(text, rendered(section(f"*{title}*\n{text}"), small(say("territories.how_to"))))
    summary = summary_of(say, of.rate)
    head = section(f"*{title}*\n{bar(of.rate)}{summary}")
    orphans = section(say("territories.nobodys", number=of.nobodys)) if of.nobodys else None
    tables = [
        table(say, say.bare("territories.by_rep"), of.reps),
        table(say, say.bare("territories.by_territory"), of.territories),
    ]
    instead = [lines_of(say, "by_rep", of.reps), lines_of(say, "by_territory", of.territories)]
    chart, in_words = months_of(say, of.months)
    foot = small(say("territories.how", contacts=True))
    has_drawn = chart is not None or any(tables)
    plain = rendered(head, orphans, *instead, in_words, foot) if has_drawn else None
    return Message(f"{title}: {summary}", rendered(head, orphans, *tables, chart, foot), plain)


def _nothing(say: Words, title: str, of: Mine) -> Message:
    key = "empty_manager" if of.may_manage else "empty_of" if of.name else "empty_mine"
    text = say(f"territories.{key}", name=of.name)
    return Message(f"{title}: {text}", rendered(section(f"*{title}*\n{text}"), *_plans(say, of.plans, own=not of.name)))


def _plans(say: Words, plans: Sequence[Plan], *, own: bool) -> list[sb.Block]:
    """What is planned, in one paragraph; and each visit of which nobody said whether it was held, with its buttons."""
    ahead = [Markup(say("territories.plan_line", plan=plan)) for plan in plans if not plan.is_over]
    blocks: list[sb.Block] = [section(say("territories.planned", lines=ahead))] if ahead else []
    for plan in plans:
        if plan.is_over:
            blocks += (
                asked(say, plan)
                if own
                else [section(say("territories.is_today" if plan.is_today else "territories.was_it_held", plan=plan))]
            )
    return blocks


HELD, NOT_HELD = "territories.held", "territories.not_held"


def asked(say: Words, plan: Plan, move: str = "territories.move") -> list[sb.Block]:
    """Did it take place? Yes, no, or another day."""
    end = plan.id[-8:]
    return [
        section(say("territories.is_today" if plan.is_today else "territories.was_it_held", plan=plan)),
        buttons(
            button(say.bare("territories.held"), f"{HELD}:{end}", plan.id, style="primary"),
            button(say.bare("territories.not_held"), f"{NOT_HELD}:{end}", plan.id),
            button(say.bare("territories.move"), f"{move}:{end}", plan.id),
        ),
    ]


def _visit(say: Words, visit: Visit, of: Mine) -> sb.Block:
    text = say("territories.visit", visit=visit, today=of.today)
    if of.name:
        return section(text)
    choices = [
        choice(say.bare("territories.plan_visit"), f"plan:{visit.account_id}"),
        choice(say.bare("territories.visited_today"), f"visit:{visit.account_id}"),
        choice(say.bare("territories.called_today"), f"call:{visit.account_id}"),
    ]
    menu = sb.OverflowMenu(action_id=f"{MORE}:{visit.account_id[-8:]}", options=choices)
    return section(text, button=menu)


def _ways(say: Words, of: Mine) -> sb.Block | None:
    left = of.total - of.first - len(of.visits)
    following = button(say.bare("territories.next", number=min(left, SHOWN)), NEXT, f"{of.ref}|{of.first + SHOWN}")
    plan = button(say.bare("territories.plan_visit"), PLAN, of.visits[0].account_id if of.visits else "-")
    if of.name:
        return buttons(following) if left > 0 else None
    return buttons(plan, following if left > 0 else None)
