"""A person's Home tab: where they stand, what is open, and the things they do most."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.activity import listing
from messages.audit.overview import Mine, mine_line
from messages.blocks import Json, View, button, buttons, divider, header, home, progress, rendered, section, small
from messages.digest.status import Status, status_blocks
from messages.figures import status_sign, status_word, value_text
from messages.goals import answers as goal_messages
from messages.plan import page as plan_messages
from messages.plan.prompts import on_home
from messages.plan.views import Action
from messages.settings.answers import OPEN as SETTINGS
from messages.settings.first_steps import Checklist, checklist
from messages.words import Words, words
from models.plan.queries import PlanProgress
from models.scorecard.kpis import Kpi

LOG = listing.OPEN_FORM
SCORECARD = "home.scorecard"
TEAM_SCORECARD = "home.team_scorecard"
GOALS = "home.goals"
REVIEWS = "home.reviews"
COACHING = "home.coaching"
DIGEST = "home.digest"
ROSTER = "home.roster"
HELP = "home.help"


@dataclass(frozen=True)
class Pace:
    """One KPI against its target in a period."""

    kpi: Kpi
    value: float
    target: float
    status: str | None


@dataclass(frozen=True)
class Tab:
    """What a person's Home tab shows."""

    name: str
    day: date
    this_week: Sequence[Pace] = field(default_factory=tuple)
    this_month: Sequence[Pace] = field(default_factory=tuple)
    goals: Sequence[goal_messages.GoalView] = field(default_factory=tuple)
    next_leave: date | None = None
    currency: str = "EUR"
    surveys: Sequence[Mine] = field(default_factory=tuple)
    """Those that wait for an answer."""
    sells: bool = True
    manages: bool = False
    is_admin: bool = False
    first_steps: Checklist | None = None
    """For an admin, until they are done or put away."""
    plan: PlanProgress | None = None
    plan_mine: Sequence[Action] = field(default_factory=tuple)
    status: Status | None = None
    """How the people of a manager stand."""
    """What this person has running of the improvement plan."""


def tab(language: str, view: Tab) -> View:
    """The Home tab as a view."""
    say = words(language)
    blocks: list[Json] = rendered(
        header(say.bare("home.hello", name=view.name)),
        small(say("home.today", day=view.day, next_leave=view.next_leave)),
        buttons(
            button(say.bare("home.log"), LOG, style=None if view.status and not view.sells else "primary"),
            button(say.bare("home.scorecard"), SCORECARD),
            button(say.bare("home.goals"), GOALS),
            button(say.bare("home.reviews"), REVIEWS),
            button(say.bare("home.coaching"), COACHING),
        ),
    )
    if view.first_steps:
        blocks += rendered(divider(), *checklist(say, view.first_steps))
    settings = button(say.bare("home.settings"), SETTINGS) if view.is_admin else None
    if view.manages:
        blocks += rendered(divider(), section(say("home.your_team")), *_team(say, view), _for_managers(say, settings))
    if view.surveys:
        blocks += rendered(divider(), *(mine_line(say, mine) for mine in view.surveys))
    if view.sells:
        blocks += rendered(divider(), *_paces(say, "home.this_week", view.this_week, view.currency))
        blocks += rendered(*_paces(say, "home.this_month", view.this_month, view.currency))
        if not view.this_week and not view.this_month:
            blocks += rendered(section(say("home.no_targets")))
    if view.goals or view.sells or not view.status:
        blocks += rendered(divider(), *_goals(say, view.goals))
    if view.plan and (line := on_home(say, view.plan, view.plan_mine)):
        blocks += rendered(section(line, button=button(say.bare("plan.open"), plan_messages.OPEN)))
    if view.is_admin and not view.manages:
        blocks += rendered(divider(), buttons(button(say.bare("home.roster"), ROSTER), settings))
    blocks += rendered(divider(), section(say("home.in_one_line"), button=button(say.bare("home.help"), HELP)))
    return home(blocks)


def _team(say: Words, view: Tab) -> list[sb.Block]:
    return status_blocks(say, view.status) if view.status else []


def _for_managers(say: Words, settings: sb.Button | None) -> sb.Block:
    return buttons(
        button(say.bare("home.digest"), DIGEST),
        button(say.bare("home.team_scorecard"), TEAM_SCORECARD),
        button(say.bare("home.roster"), ROSTER),
        settings,
    )


def only(text: str) -> View:
    """A tab that says one thing: why there is nothing to see."""
    return home(rendered(section(text)))


def _paces(say: Words, title: str, paces: Sequence[Pace], currency: str) -> list[sb.Block]:
    if not paces:
        return []
    lines = [say(title)]
    for pace in paces:
        lines.append(
            say(
                "home.pace",
                symbol=status_sign(pace.status),
                label=pace.kpi.label(say.language),
                bar=progress(pace.value / pace.target if pace.target else 0, 8),
                value=value_text(say, pace.value, pace.kpi.unit, currency),
                target=value_text(say, pace.target, pace.kpi.unit, currency),
                status=status_word(say, pace.status) if pace.status else None,
            )
        )
    return [section("\n".join(lines))]


def _goals(say: Words, goals: Sequence[goal_messages.GoalView]) -> list[sb.Block]:
    if not goals:
        return [section(say("home.no_goals"), button=button(say.bare("home.set_goal"), goal_messages.SET))]
    lines = [say("home.your_goals")]
    for goal in goals:
        reached = sum(step.is_reached for step in goal.steps)
        lines.append(say("home.goal", goal=goal, reached=reached, steps=len(goal.steps)))
    return [section("\n".join(lines))]
