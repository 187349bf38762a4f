"""What we say about strategy and improvement: the page with stage, objectives, goals and actions."""

from itertools import groupby

import slackblocks as sb

from messages.blocks import Json, Message, button, buttons, choice, divider, header, progress, rendered, section, small
from messages.goals.answers import REACHED
from messages.goals.answers import GoalView as Goal
from messages.month_figures import amount, kpi_name
from messages.plan.stage import in_the_way, stage_line, stages_chart, stages_lines, survey_minutes
from messages.plan.views import Action, Objective, Page, Stage
from messages.words import Markup, Words, words
from models.plan.confidence import LEVELS

OPEN, TAKE_UP, DONE, MORE = "plan.open", "plan.take_up", "plan.done", "plan.more"
MAKE_GOAL, UNDO, ADD, SET_OBJECTIVE = "plan.make_goal", "plan.undo", "plan.add", "plan.set_objective"
STAGE, REOPEN_OBJECTIVE = "plan.stage", "plan.reopen_objective"
STEER, UNDO_STEER = "plan.steer", "plan.undo_steer"
CONFIDENCE, UNDO_CONFIDENCE = "plan.confidence", "plan.undo_confidence"
CHANGE, DROP = "change", "drop"
"""What the ⋯ menu of an action offers; its value is one of these, a space, and the action's id."""

MOST_ACTIONS = 8
MOST_DONE = 3
MOST_OBJECTIVES = 6
MOST_GOALS = 5
MOST_BEFORE = 3
"""Earlier answers that are shown beside how sure we are now."""


def page(language: str, view: Page, news: str = "", undo: str = "") -> Message:
    """The strategy page. `news` is what just changed, `undo` the id of the action that can be put back."""
    say = words(language)
    blocks: list[Json] = []
    if news:
        take_back = button(say.bare("plan.take_back"), UNDO, undo) if undo else None
        blocks += rendered(section(news, button=take_back), divider())
    blocks += rendered(header(say.bare("plan.title")), *_stage(say, view))
    chart, first = stages_chart(say, view.stages), len(blocks)
    blocks += rendered(divider(), *_objectives(say, view), divider(), *_plan(say, view))
    own = [
        button(say.bare("plan.add"), ADD) if view.can_change else None,
        button(say.bare("plan.set_objective"), SET_OBJECTIVE) if view.is_leader else None,
    ]
    if any(own):
        blocks += rendered(buttons(*own))
    else:
        blocks += rendered(small(say("plan.who_changes")))
    text = news or say("plan.summary", page=view)
    if chart is None:
        return Message(text, blocks)
    lines = section(stages_lines(say, view.stages))
    native, plain = ([*blocks[:first], *rendered(one), *blocks[first:]] for one in (chart, lines))
    return Message(text, native, plain)


def help_text(language: str) -> Message:
    """How to use `/plan`."""
    text = words(language)("plan.help")
    return Message(text, rendered(section(text)))


# --- the parts of the page --------------------------------------------------------------------------------


def _stage(say: Words, view: Page) -> list[sb.Block]:
    if not view.stages:
        if view.audit_is_open:
            return [section(say("plan.audit_runs"))]
        return [section(say("plan.no_stage_yet", can_start=view.can_change, minutes=survey_minutes()))]
    newest: Stage = view.stages[0]
    fits = button(say.bare("plan.what_fits"), STAGE)
    way = in_the_way(say, newest)
    return [section(stage_line(say, newest, view.stages[1:2]), button=fits), *([section(way)] if way else [])]


def _objectives(say: Words, view: Page) -> list[sb.Block]:
    if not view.objectives:
        blocks: list[sb.Block] = [section(say("plan.no_objectives", is_leader=view.is_leader))]
    else:
        blocks = [
            part
            for one in view.objectives[:MOST_OBJECTIVES]
            for part in _with_confidence(say, one, may_steer=view.is_leader)
        ]
        blocks.insert(0, section(say("plan.objectives")))
    if view.other_goals:
        blocks.append(small(say("plan.other_goals", count=view.other_goals)))
    return blocks


def _with_confidence(say: Words, objective: Objective, *, may_steer: bool) -> list[sb.Block]:
    """The objective; who leads may say whose it is, and is asked how sure they are when nobody said so for a month."""
    steer = button(say.bare("plan.change"), f"{STEER}:{objective.id}", objective.id) if may_steer else None
    if not objective.asks:
        return [section(_objective(say, objective)), *([buttons(steer)] if steer else [])]
    return [
        section(_objective(say, objective)),
        small(say("plan.how_sure", number=objective.number)),
        buttons(*levels(say, objective.id), steer),
    ]


def levels(say: Words, objective_id: str) -> list[sb.Element]:
    """A button for each level."""
    return [
        button(say.bare("plan.confidence", level=level), f"{CONFIDENCE}:{level}", f"{objective_id} {level}")
        for level in LEVELS
    ]


def _objective(say: Words, objective: Objective) -> str:
    lines = [say("plan.objective", objective=objective)]
    if objective.owner or objective.kpi:
        kpi = kpi_name(say, objective.kpi) if objective.kpi else ""
        lines.append(say("plan.steered", objective=objective, kpi=kpi))
    if objective.progress is not None and objective.progress.goals:
        share = objective.progress.share
        bar = "" if share is None else progress(share, 8)
        lines.append(say("plan.objective_progress", done=objective.progress, bar=bar))
    if objective.confidence:
        now, before = objective.confidence[0], objective.confidence[1 : 1 + MOST_BEFORE]
        lines.append(say("plan.confidence_now", now=now, before=before))
    for goal in objective.goals[:MOST_GOALS]:
        lines.append(say("plan.goal", goal=goal))
        lines += [f"　{line}" for line in steps_of(say, goal)]
    if not objective.goals:
        lines.append(say("plan.no_goals_under", number=objective.number))
    return "\n".join(lines)


def _plan(say: Words, view: Page) -> list[sb.Block]:
    if not view.actions:
        return [section(say("plan.no_actions", can_change=view.can_change))]
    blocks = [section(say("plan.progress", page=view, bar=_bar(view)))]
    by_state = {state: list(found) for state, found in groupby(view.actions, key=lambda action: action.state)}
    running = sorted(by_state.get("accepted", []), key=lambda action: action.horizon_days)
    room = MOST_ACTIONS
    for days, actions in groupby(running, key=lambda action: action.horizon_days):
        listed = list(actions)[:room]
        if listed:
            blocks.append(small(say("plan.horizon", days=days)))
        blocks += [block for place, action in enumerate(listed, 1) for block in _action(say, action, place)]
        room -= len(listed)
    proposed = by_state.get("proposed", [])
    if proposed and room > 0:
        blocks.append(small(say("plan.proposed")))
        blocks += [block for place, action in enumerate(proposed[:room], 1) for block in _action(say, action, place)]
    left = len(running) + len(proposed) - MOST_ACTIONS
    if left > 0:
        blocks.append(small(say("plan.and_more", count=left)))
    done = by_state.get("done", [])
    if done:
        titles = [say("plan.done_line", action=action) for action in done[-MOST_DONE:]]
        blocks.append(
            small(say("plan.done_list", lines=Markup(" · ".join(titles)), more=max(0, len(done) - MOST_DONE)))
        )
    return blocks


def _action(say: Words, action: Action, place: int) -> list[sb.Block]:
    """An action with its place in its list, from 1, and the number by which it is typed: `#14`."""
    kpi = kpi_name(say, action.kpi) if action.kpi else ""
    lines = [say(f"plan.line_{action.state}", action=action, kpi=kpi, place=place)]
    if action.goal is not None:
        lines += steps_of(say, action.goal)
    if action.state == "proposed" and action.recommendation:
        lines.append(say("plan.recommendation", action=action))
    return [section("\n".join(lines)), *_choices(say, action)]


def _choices(say: Words, action: Action) -> list[sb.Block]:
    if action.state == "proposed" and action.can_change:
        return [buttons(button(say.bare("plan.take_up"), TAKE_UP, action.id, style="primary"), _more(say, action))]
    if action.state != "accepted" or not (action.can_change or action.can_finish):
        return []
    may_become = not action.is_goal and action.can_change
    return [
        buttons(
            button(say.bare("plan.make_goal"), MAKE_GOAL, action.id, style="primary") if may_become else None,
            button(say.bare("plan.done"), DONE, action.id) if action.can_finish else None,
            _more(say, action) if action.can_change else None,
        )
    ]


def _more(say: Words, action: Action) -> sb.Element:
    offered = [choice(say.bare("plan.drop"), f"{DROP} {action.id}")]
    if action.state == "accepted":
        offered.insert(0, choice(say.bare("plan.change"), f"{CHANGE} {action.id}"))
    return sb.OverflowMenu(action_id=f"{MORE}:{action.id}", options=offered)


def steps_of(say: Words, goal: Goal) -> list[str]:
    """A line for each KPI of the goal that an action became."""
    return [
        say(
            "plan.step",
            sign=REACHED if step.is_reached else "",
            kpi=kpi_name(say, step.kpi),
            bar="" if step.value is None or step.target <= 0 else progress(step.value / step.target, 5),
            value=amount(say, step.value, step.unit, goal.currency),
            target=amount(say, step.target, step.unit, goal.currency),
        )
        for step in goal.steps
    ]


def _bar(view: Page) -> str:
    total = view.done + view.running
    return progress(view.done / total, 8) if total else ""
