"""A person's Home tab as a whole: who sells finds their day on it, who leads their people, a newcomer three things to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.audit.overview import Mine, mine_line
from messages.blocks import Json, Message, View, button, buttons, divider, header, home, rendered, section, small
from messages.connections.overview import on_home
from messages.connections.views import ConnectionView
from messages.home import leading as lead
from messages.home import own as parts
from messages.home.leading import COACHING, CORRECTIONS, PEOPLE, QBRS, REVIEWS, Leading
from messages.home.of_role import of_role
from messages.home.own import DEALS, Own
from messages.home.welcome import SCORECARD, Welcome, things_to_do
from messages.newcomers.answers import on_own_home, progress_line
from messages.newcomers.page import OPEN as OPEN_PLAN
from messages.settings.answers import OPEN as SETTINGS
from messages.settings.first_steps import Checklist, checklist
from messages.style.answers import OPEN as STYLE
from messages.words import Words, words
from models.newcomers.standing import Progress

TEAM_SCORECARD = "home.team_scorecard"
GOALS = "home.goals"
DIGEST = "home.digest"
HELP = "home.help"
LEAVE = "home.leave"
ME = "home.me"
__all__ = ["COACHING", "CORRECTIONS", "DEALS", "PEOPLE", "QBRS", "REVIEWS", "SCORECARD"]

MOST_BLOCKS = 100
"""Of a Home tab, as Slack takes it."""
MOST_NEWCOMERS = 5
MOST_NOTICED = 8
"""Blocks of what a press has just done."""


@dataclass(frozen=True)
class Tab:
    """What a person's Home tab shows."""

    name: str
    day: date
    own: Own = field(default_factory=Own)
    next_leave: date | None = None
    currency: str = "EUR"
    surveys: Sequence[Mine] = field(default_factory=tuple)
    """Those that wait for an answer."""
    sells: bool = True
    manages: bool = False
    is_admin: bool = False
    first_steps: Checklist | None = None
    """For an admin, until they are done or put away."""
    welcome: Welcome | None = None
    """For a newcomer."""
    leading: Leading | None = None
    """How the people of a manager stand."""
    own_plan: Progress | None = None
    """Their own first 90 days."""
    newcomers: Sequence[Progress] = ()
    """Whose first 90 days run, below them."""
    connections: Sequence[ConnectionView] | None = None
    """For an admin: the CRMs that are connected, if there are any. None: for nobody else."""


def tab(language: str, view: Tab) -> View:
    """The Home tab as a view."""
    say = words(language)
    blocks: list[Json] = rendered(
        header(say.bare("home.hello", name=view.name)),
        small(say("home.today", day=view.day, next_leave=view.next_leave)),
        parts.log_buttons(say, view.own.kinds if view.sells else ()),
    )
    if view.first_steps:
        blocks += rendered(divider(), *checklist(say, view.first_steps))
    if view.welcome:
        blocks += rendered(divider(), section(say("home.welcome_title")), *things_to_do(say, view.welcome))
    if view.own_plan:
        open_plan = button(say.bare("newcomers.open"), OPEN_PLAN, view.own_plan.plan_id)
        blocks += rendered(divider(), section(on_own_home(say, view.own_plan), button=open_plan))
    for part in (
        [*parts.due(say, view.own), *(mine_line(say, mine) for mine in view.surveys)],
        _own_standing(say, view),
    ):
        blocks += rendered(divider(), *part) if part else []
    if view.manages:
        blocks += _of_leader(say, view)
    rest = (
        parts.entries(say, view.own, view.day) if view.sells else [],
        parts.deals(say, view.own, view.day) if view.sells else [],
        parts.goals(say, view.own) if view.own.goals or (view.sells and not view.welcome) else [],
        parts.actions(say, view.own, view.day),
        on_home(say, view.connections) if view.connections is not None else [],
    )
    for part in rest:
        blocks += rendered(divider(), *part) if part else []
    return home([*blocks, *rendered(divider(), *_links(say, view))][:MOST_BLOCKS])


def only(text: str) -> View:
    """A tab that says one thing: why there is nothing to see."""
    return home(rendered(section(text)))


def notice_of(messages: Sequence[Message]) -> list[Json]:
    """What a press has just done, with the buttons that belong to that, between two lines."""
    told: list[Json] = []
    for message in messages:
        told += message.plain_blocks or message.blocks or rendered(section(message.text))
    return rendered(divider(), *told[:MOST_NOTICED], divider())


def with_notice(view: View, notice: Sequence[Json], place: int = 1) -> View:
    """The tab with a notice after `place` blocks, where it was pressed: on a phone the top of the tab may be far away."""
    blocks: list[Json] = view.json["blocks"]
    place = max(1, min(place, len(blocks)))
    return View({**view.json, "blocks": [*blocks[:place], *notice, *blocks[place:]][:MOST_BLOCKS]})


def _newcomers(say: Words, view: Tab) -> list[sb.Block]:
    return [
        section(
            progress_line(say, one),
            button=button(say.bare("newcomers.open"), f"{OPEN_PLAN}:{one.plan_id}", one.plan_id),
        )
        for one in view.newcomers[:MOST_NEWCOMERS]
    ]


def _own_standing(say: Words, view: Tab) -> list[sb.Block]:
    if not view.sells:
        return []
    return [*of_role(say, view.own.of_role), *parts.standing(say, view.own, view.currency)]


def _of_leader(say: Words, view: Tab) -> list[Json]:
    settings = button(say.bare("home.settings"), SETTINGS) if view.is_admin else None
    if view.leading is None:
        team = section(say("home.your_team"))
        return rendered(divider(), team, *_newcomers(say, view), lead.link_buttons(say, settings, has_digest=False))
    return [
        *rendered(divider(), *lead.waiting_blocks(say, view.leading.waiting)),
        *rendered(divider(), section(say("home.your_team", leads_teams=view.leading.company is not None))),
        *lead.digest_blocks(say, view.leading),
        *rendered(*_newcomers(say, view)),
        *rendered(lead.link_buttons(say, settings), *lead.stage_blocks(say, view.leading)),
    ]


def _links(say: Words, view: Tab) -> list[sb.Block]:
    """The short ways to everything else."""
    settings = button(say.bare("home.settings"), SETTINGS) if view.is_admin and not view.manages else None
    roster = button(say.bare("home.roster"), PEOPLE) if settings else None
    row = buttons(
        button(say.bare("home.scorecard"), SCORECARD) if view.sells else None,
        button(say.bare("home.goals"), GOALS),
        button(say.bare("home.reviews"), REVIEWS),
        button(say.bare("home.coaching"), COACHING),
        button(say.bare("home.leave"), LEAVE),
        button(say.bare("home.what_comes"), ME),
        button(say.bare("home.style"), STYLE),
        roster,
        settings,
    )
    return [row, section(say("home.in_one_line"), button=button(say.bare("home.help"), HELP))]
