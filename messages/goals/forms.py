"""The forms of goals: a new one, and moved targets."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import View, field_input, modal, section
from messages.goals.answers import GoalView, Step, label_of
from messages.reviews.forms import kpi_menu
from messages.words import Words, words
from models.scorecard.kpis import KPIS, Kpi, Unit

NEW_FORM = "goals.new"
TARGETS_FORM = "goals.targets"
WHO, KPI, TARGET = "who", "kpi", "target"
NEXT = "next:"
"""Before the id of a goal whose successor is meant."""
HORIZONS = ("30d", "60d", "90d", "Q1", "Q2", "Q3", "Q4")


def new_goal(
    language: str,
    title: str = "",
    *,
    for_others: bool = False,
    own_kpis: Sequence[Kpi] = (),
    kpi: str | None = None,
    about: tuple[str, str] | None = None,
) -> View:
    """The form of a new goal: a KPI from a menu (`kpi` is chosen already), more of them typed.

    `for_others`: who fills it in leads people, and may say for whom it is; `own_kpis` are those of the workspace.
    `about`: for whom it is and what else the form has to know, where that is settled; then nobody is asked for whom.
    """
    say = words(language)
    horizons = [sb.Option(sb.PlainText(say.bare("goals.horizon", horizon=name)), name) for name in HORIZONS]
    example = say.bare("goals.milestones_example")
    return modal(
        say.bare("goals.new_title"),
        [
            section(say("goals.for_person", name=about[0])) if about and about[0] else None,
            field_input(
                say.bare("goals.field_title"),
                "title",
                sb.PlainTextInput(
                    "goals.title",
                    initial_value=title or None,
                    max_length=160,
                    placeholder=sb.PlainText(say.bare("goals.title_example")),
                ),
            ),
            field_input(
                say.bare("goals.field_horizon"),
                "horizon",
                sb.StaticSelectMenu("goals.horizon", options=horizons, initial_option=horizons[2]),
            ),
            *_one_kpi(say, list(KPIS) if for_others else (), own_kpis, kpi),
            field_input(
                say.bare("goals.field_milestones"),
                "milestones",
                sb.PlainTextInput(
                    "goals.milestones", multiline=True, max_length=600, placeholder=sb.PlainText(example)
                ),
                hint=say.bare("goals.milestones_hint"),
                optional=True,
            ),
            *([_for_whom(say)] if for_others and not about else ()),
        ],
        callback_id=NEW_FORM,
        close=say.bare("goals.cancel"),
        submit=say.bare("goals.set_it"),
        private_metadata=about[1] if about else "",
    )


def _one_kpi(say: Words, keys: Sequence[str], own: Sequence[Kpi], chosen: str | None) -> tuple[sb.Block, sb.Block]:
    """A KPI and its target."""
    typing = sb.PlainTextInput(
        "goals.target", max_length=30, placeholder=sb.PlainText(say.bare("goals.target_example"))
    )
    return (
        field_input(say.bare("goals.field_kpi"), KPI, kpi_menu(say, chosen, keys, own), optional=True),
        field_input(say.bare("goals.field_target"), TARGET, typing, optional=True),
    )


def _for_whom(say: Words) -> sb.Block:
    return field_input(
        say.bare("goals.field_who"),
        WHO,
        sb.PlainTextInput("goals.who", max_length=80, placeholder=sb.PlainText(say.bare("goals.who_example"))),
        hint=say.bare("goals.who_hint"),
        optional=True,
    )


def new_targets(language: str, goal: GoalView, *, of_next: bool = False) -> View:
    """The form that moves the targets of a goal's milestones, or sets those of the quarter after it."""
    say = words(language)
    fields = [
        field_input(
            say.bare("goals.target_of", kpi=label_of(say, goal, step.kpi)),
            step.kpi,
            sb.PlainTextInput("goals.target", initial_value=_typed(step), max_length=30),
        )
        for step in goal.steps
    ]
    return modal(
        say.bare("goals.move"),
        [section(say("goals.moving", goal=goal)), *fields],
        callback_id=TARGETS_FORM,
        close=say.bare("goals.cancel"),
        submit=say.bare("goals.set_it"),
        private_metadata=f"{NEXT}{goal.id}" if of_next else goal.id,
    )


def _typed(step: Step) -> str:
    """A target as somebody would type it: a rate in per cent."""
    if step.unit == Unit.RATE.value:
        return f"{step.target * 100:g}%"
    return f"{step.target:g}" if step.target < 1e6 else f"{step.target:.0f}"
