"""What is somebody's own on their Home: log in two taps, today and the running periods, deals, goals and what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.activity import listing, quick
from messages.activity.answers import UNDO, Entry, line_of
from messages.blocks import button, buttons, progress, section, shortened, unbroken
from messages.coaching.parts import CONFIRM, DENY, DONE, TalkView, action_text
from messages.deals.answers import MORE as DEAL_MORE
from messages.deals.answers import DealView, row_text
from messages.deals.pipeline import OPEN as PIPELINE
from messages.deals.pipeline import STALE
from messages.figures import NO_STATUS, status_sign, status_word, value_text
from messages.goals.answers import REACHED, SET, GoalView, Step, label_of
from messages.goals.needed import this_week
from messages.month_figures import amount
from messages.plan.page import DONE as PLAN_DONE
from messages.plan.page import OPEN as PLAN_OPEN
from messages.plan.prompts import on_home
from messages.plan.views import Action
from messages.qbr.overview import Own as OwnQbr
from messages.qbr.overview import own_section
from messages.reviews.overview import READ, REFLECT, Line
from messages.words import Markup, Words
from models.coaching.agenda import ActionLine
from models.goals.back_solver import Needed
from models.period import PeriodType
from models.plan.queries import PlanProgress
from models.scorecard.kpis import Kpi
from models.scorecard.role_figures import RoleFigures

DEALS = "home.deals"
MOST = {PeriodType.WEEK: 4, PeriodType.MONTH: 4, PeriodType.QUARTER: 2, PeriodType.YEAR: 1}
"""Figures of a period: those that weigh most in the person's score."""
MOST_DEALS = 4
MOST_GOALS = 3
MOST_STEPS = 3
MOST_ACTIONS = 3
MOST_TALKS = 2
SHOWN_OF_OUTCOME = 400
"""Characters of what was agreed; all of it stands in `/coach`."""
BAR = 6


@dataclass(frozen=True)
class Pace:
    """One KPI against its target in the period of that target."""

    kpi: Kpi
    value: float
    target: float
    status: str | None
    """None while nothing should be said yet."""
    to_go: float | None = None
    """What is missing to the target, where that adds up."""


@dataclass(frozen=True)
class Own:
    """What is somebody's own."""

    kinds: Sequence[tuple[str, str | None]] = ()
    """What they log most: the kind, and its name where it is one of the workspace's own."""
    is_day_off: bool = False
    done_today: Sequence[tuple[str, str | None, int]] = ()
    """Kind, name and how many."""
    paces: Mapping[PeriodType, Sequence[Pace]] = field(default_factory=dict)
    who_sets_targets: Sequence[str] = ()
    """Their manager; without one who could give them one."""
    of_role: RoleFigures | None = None
    """What their role looks at first."""
    has_manager: bool = True
    entries: Sequence[Entry] = ()
    """What they entered last."""
    beside: Mapping[str, int] = field(default_factory=dict)
    """How many more were logged in one go with an entry, by its id."""
    deals: Sequence[DealView] = ()
    """The open ones that are due first."""
    deals_open: int = 0
    goals: Sequence[GoalView] = ()
    needed: Needed | None = None
    """What the next of their goals, or the quarter's target, asks of each week."""
    actions: Sequence[ActionLine] = ()
    """What was agreed in talks."""
    plan: PlanProgress | None = None
    plan_mine: Sequence[Action] = ()
    """What they have running of the improvement plan."""
    reviews: Sequence[Line] = ()
    """Their own that wait for them."""
    qbrs: Sequence[OwnQbr] = ()
    """Their quarterly reviews, and those of the team that they lead, that wait for them."""
    to_confirm: Sequence[TalkView] = ()
    next_talk: TalkView | None = None


def log_buttons(say: Words, kinds: Sequence[tuple[str, str | None]]) -> sb.Block:
    """The kinds that they log most, each with the accounts behind it; and the form for the rest."""
    row = [button(quick.kind_name(say, kind, own), f"{quick.CHOOSE}:{kind}", kind) for kind, own in kinds]
    return buttons(*row, button(say.bare("home.log_more" if row else "home.log"), listing.OPEN_FORM))


def due(say: Words, own: Own) -> list[sb.Block]:
    """What waits for them: a review to fill in or to sign, a talk that took place, the next one."""
    blocks: list[sb.Block] = []
    for line in own.reviews:
        text = say("home.review_due" if line.action == REFLECT else "home.review_shared", month=line.month)
        label = say.bare("reviews.start" if line.action == REFLECT else "reviews.read")
        blocks.append(section(text, button=button(label, line.action or READ, line.review_id, style="primary")))
    for qbr in own.qbrs:
        blocks += own_section(say.language, qbr)
    for talk in own.to_confirm[:MOST_TALKS]:
        blocks.append(section(say("home.talk_to_confirm", coach=talk.other, day=talk.held_on)))
        if talk.outcome:
            blocks.append(section(shortened(say("coaching.outcome", text=talk.outcome), SHOWN_OF_OUTCOME)))
        yes = button(say.bare("coaching.yes"), CONFIRM, talk.id, style="primary")
        blocks.append(buttons(yes, button(say.bare("coaching.no"), DENY, talk.id)))
    if own.next_talk:
        blocks.append(section(say("home.next_talk", talk=own.next_talk)))
    return blocks


def standing(say: Words, own: Own, currency: str) -> list[sb.Block]:
    """Today, and each running period with what is asked of them in it."""
    done = [
        say("home.counted", kind=kind, count=number, name=quick.kind_name(say, kind, label))
        for kind, label, number in own.done_today
    ]
    blocks = [section(say("home.done_today", done=done, is_day_off=own.is_day_off))]
    for kind in PeriodType:
        if paces := own.paces.get(kind):
            lines = [pace_lines(say, pace, currency) for pace in paces[: MOST[kind]]]
            blocks.append(section("\n".join([say("home.running", period=kind.value), *lines])))
    if not own.paces:
        blocks.append(section(say("home.no_targets", names=own.who_sets_targets, has_manager=own.has_manager)))
    return blocks


def pace_lines(say: Words, pace: Pace, currency: str) -> str:
    """Two short lines, so that no phone breaks a figure: what it is; the bar, the figure and how it stands."""
    value, target = (value_text(say, number, pace.kpi.unit, currency) for number in (pace.value, pace.target))
    figure = unbroken(say("home.figure", value=value, target=target))
    share = pace.value / pace.target if pace.target else 0
    if pace.kpi.lower_is_better:
        share = 1 - max(0.0, 1 - share)
    word = status_word(say, pace.status) if pace.status else ""
    if not word and pace.to_go and pace.value:
        word = unbroken(say("home.to_go", number=value_text(say, pace.to_go, pace.kpi.unit, currency)))
    sign = status_sign(pace.status) if pace.status else NO_STATUS
    return say(
        "home.pace",
        symbol=sign,
        label=pace.kpi.label(say.language),
        bar=progress(share, BAR),
        figure=Markup(figure),
        word=Markup(word),
    )


def entries(say: Words, own: Own, today: date) -> list[sb.Block]:
    """What they entered last, each with its undo."""
    if not own.entries:
        return []
    blocks = [section(say("home.last_entries"))]
    for entry in own.entries:
        more = own.beside.get(entry.id, 0)
        undo = say.bare("home.undo_all" if more else "home.undo")
        action = (
            button(undo, f"{UNDO}:{entry.id}", entry.batch_id)
            if entry.batch_id
            else button(undo, f"{listing.MORE}:{entry.id}", f"undo:{entry.id}")
        )
        line = line_of(say, entry, today)
        blocks.append(section(say("home.and_more", line=Markup(line), count=more) if more else line, button=action))
    return blocks


def deals(say: Words, own: Own, today: date) -> list[sb.Block]:
    """The open deals that are due first, each with its next step under the thumb."""
    if not own.deals:
        return []
    blocks = [section(say("home.open_deals", count=own.deals_open), button=button(say.bare("home.all_deals"), DEALS))]
    for deal in own.deals[:MOST_DEALS]:
        move = (
            button(
                say.bare("home.to_stage", stage=say.bare("deals.stage", of=deal.next_stage)),
                f"{DEAL_MORE}:move",
                f"move:{deal.id}",
            )
            if deal.next_stage
            else None
        )
        blocks += [
            section(row_text(say, deal, today)),
            buttons(
                move,
                button(say.bare("deals.stage", of="won"), f"{DEAL_MORE}:won", f"won:{deal.id}"),
                button(say.bare("deals.stage", of="lost"), f"{DEAL_MORE}:lost", f"lost:{deal.id}"),
            ),
        ]
    look = button(say.bare("home.pipeline"), PIPELINE), button(say.bare("home.stale"), STALE)
    return [*blocks, buttons(*look)]


def goals(say: Words, own: Own) -> list[sb.Block]:
    """The goals, each milestone with its figure and bar in two short lines."""
    week = this_week(say, own.needed) if own.needed else ""
    if not own.goals:
        none = section(say("home.no_goals"), button=button(say.bare("home.set_goal"), SET))
        return [none, section(week)] if week else [none]
    texts = [say("home.your_goals")]
    for goal in own.goals[:MOST_GOALS]:
        lines = [say("home.goal", goal=goal), *(_step(say, goal, step) for step in goal.steps[:MOST_STEPS])]
        texts.append("\n".join(lines))
    is_of_goal = own.needed is not None and own.needed.aim.period.last_day in [goal.last_day for goal in own.goals]
    parts = [*texts, week] if is_of_goal else [week, *texts]
    return [section(text) for text in parts if text]


def actions(say: Words, own: Own, today: date) -> list[sb.Block]:
    """What was agreed in talks and what the improvement plan asks of them, each with its tick."""
    blocks = []
    if own.actions:
        blocks.append(section(say("home.agreed")))
        blocks += [
            section(action_text(say, action, today), button=button(say.bare("coaching.done"), DONE, action.id))
            for action in own.actions[:MOST_ACTIONS]
        ]
    if own.plan and (line := on_home(say, own.plan, ())):
        blocks.append(section(line, button=button(say.bare("plan.open"), PLAN_OPEN)))
        blocks += [
            section(say("home.plan_action", action=action), button=button(say.bare("plan.done"), PLAN_DONE, action.id))
            for action in own.plan_mine[:MOST_ACTIONS]
        ]
    return blocks


def _step(say: Words, goal: GoalView, step: Step) -> str:
    value, target = (amount(say, number, step.unit, goal.currency) for number in (step.value, step.target))
    is_known = step.value is not None and step.target > 0
    word = say("goals.reached") if step.is_reached else status_word(say, step.status) if step.status else ""
    return say(
        "home.pace",
        symbol=REACHED if step.is_reached else status_sign(step.status),
        label=label_of(say, goal, step.kpi),
        bar=progress((step.value or 0) / step.target, BAR) if is_known else "",
        figure=Markup(unbroken(say("home.figure", value=value, target=target))),
        word=Markup(word if is_known else say("goals.nothing_recorded")),
    )
