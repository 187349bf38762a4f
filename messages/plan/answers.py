"""The answer to each change of the plan: what it is now, and how to take it back."""

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.goals.answers import MOVE
from messages.goals.answers import GoalView as Goal
from messages.month_figures import kpi_name
from messages.plan.page import MAKE_GOAL, OPEN, REOPEN_OBJECTIVE, UNDO, UNDO_CONFIDENCE, UNDO_STEER, levels, steps_of
from messages.plan.views import Action, Objective
from messages.words import words


def changed(language: str, action: Action, what: str) -> Message:
    """The answer to one change: `taken_up`, `changed`, `added`, `finished`, `dropped` or `put_back`."""
    say = words(language)
    text = news_of(language, action, what)
    can_undo = what != "put_back"
    can_be_goal = action.state == "accepted" and not action.is_goal and action.can_change
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("plan.make_goal"), MAKE_GOAL, action.id, style="primary") if can_be_goal else None,
                button(say.bare("plan.take_back"), UNDO, action.id) if can_undo else None,
                button(say.bare("plan.open"), OPEN),
            ),
        ),
    )


def news_of(language: str, action: Action, what: str) -> str:
    """The one sentence about a change."""
    return words(language)(f"plan.{what}", action=action)


def became_goal(language: str, action: Action, *, is_guess: bool) -> Message:
    """The action became a goal. `is_guess`: nobody named the target, it is the best of the last periods."""
    say = words(language)
    assert action.goal is not None
    text = say("plan.became_goal", action=action, goal=action.goal)
    return Message(
        text,
        rendered(
            section(text),
            section("\n".join(steps_of(say, action.goal))),
            small(say("plan.target_is_best", days=action.horizon_days)) if is_guess else None,
            buttons(
                button(say.bare("plan.other_target"), MOVE, action.goal.id),
                button(say.bare("plan.take_back"), UNDO, action.id),
                button(say.bare("plan.open"), OPEN),
            ),
        ),
    )


def sure_noted(language: str, objective: Objective, said_id: str) -> Message:
    """How sure they are was noted."""
    say = words(language)
    text = say("plan.sure_noted", objective=objective, level=objective.confidence[0].level)
    undo = button(say.bare("plan.take_back"), UNDO_CONFIDENCE, said_id)
    return Message(text, rendered(section(text), buttons(undo, button(say.bare("plan.open"), OPEN))))


def sure_undone(language: str, objective: Objective) -> Message:
    """It was taken back: the question stands again."""
    say = words(language)
    text = say("plan.sure_undone", objective=objective)
    return Message(text, rendered(section(text), buttons(*levels(say, objective.id))))


def objective_set(language: str, objective: Objective) -> Message:
    """An objective was set: how to put goals under it."""
    say = words(language)
    text = say("plan.objective_set", objective=objective)
    hint = small(say("plan.objective_hint", number=objective.number))
    return Message(text, rendered(section(text), hint, buttons(button(say.bare("plan.open"), OPEN))))


def objective_steered(language: str, objective: Objective, *, is_undone: bool = False) -> Message:
    """Whose an objective is, and its key figure."""
    say = words(language)
    kpi = kpi_name(say, objective.kpi) if objective.kpi else ""
    text = say("plan.objective_steered", objective=objective, kpi=kpi, is_undone=is_undone)
    undo = None if is_undone else button(say.bare("plan.take_back"), UNDO_STEER, objective.id)
    return Message(text, rendered(section(text), buttons(undo, button(say.bare("plan.open"), OPEN))))


def objective_closed(language: str, objective: Objective) -> Message:
    """An objective was closed."""
    say = words(language)
    text = say("plan.objective_closed", objective=objective)
    reopen = button(say.bare("plan.take_back"), REOPEN_OBJECTIVE, objective.id)
    return Message(text, rendered(section(text, button=reopen)))


def goal_linked(language: str, objective: Objective, goal: Goal) -> Message:
    """A goal stands under an objective now."""
    say = words(language)
    text = say("plan.goal_linked", objective=objective, goal=goal)
    return Message(text, rendered(section(text, button=button(say.bare("plan.open"), OPEN))))
