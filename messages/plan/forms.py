"""The forms of the improvement plan: an action's terms, a new action, a goal's target, an objective."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, section
from messages.plan.views import Action, Objective
from messages.reviews.forms import kpi_menu
from messages.words import Words, words
from models.scorecard.kpis import KPIS

TERMS_FORM, NEW_FORM, GOAL_FORM, OBJECTIVE_FORM = "plan.terms", "plan.new", "plan.goal", "plan.objective"
STEER_FORM = "plan.steer_form"
HORIZONS = (30, 60, 90)
MONTHS = (3, 6, 12, 18, 24, 30, 36)


def terms(language: str, action: Action, owner_user: str, objectives: Sequence[Objective]) -> View:
    """Who takes it up, by when, followed by what; a target makes it a goal at once."""
    say = words(language)
    is_new = action.state == "proposed"
    about = section(say("plan.about", action=action))
    return modal(
        say.bare("plan.take_up_title" if is_new else "plan.change_title"),
        [about, *_terms(say, owner_user, action.horizon_days, action.kpi), *_goal_fields(say, action, objectives)],
        callback_id=TERMS_FORM,
        close=say.bare("plan.cancel"),
        submit=say.bare("plan.save"),
        private_metadata=action.id,
    )


def new_action(
    language: str, owner_user: str, objectives: Sequence[Objective], title: str = "", days: int = 60
) -> View:
    """An action of one's own."""
    say = words(language)
    asked = field_input(
        say.bare("plan.ask_title"),
        "title",
        sb.PlainTextInput(
            "plan.title",
            initial_value=title or None,
            max_length=160,
            placeholder=sb.PlainText(say.bare("plan.title_example")),
        ),
    )
    return modal(
        say.bare("plan.new_title"),
        [asked, *_terms(say, owner_user, days, None), *_goal_fields(say, None, objectives)],
        callback_id=NEW_FORM,
        close=say.bare("plan.cancel"),
        submit=say.bare("plan.save"),
    )


def goal(language: str, action: Action, objectives: Sequence[Objective]) -> View:
    """The KPI and target that make a goal of it, where they cannot be guessed."""
    say = words(language)
    return modal(
        say.bare("plan.goal_title"),
        [
            section(say("plan.about_goal", action=action)),
            field_input(say.bare("plan.ask_kpi"), "kpi", kpi_menu(say, action.kpi, list(KPIS))),
            field_input(
                say.bare("plan.ask_target"),
                "target",
                sb.PlainTextInput("plan.target", max_length=30),
                hint=say.bare("plan.target_hint"),
            ),
            _objective_menu(say, objectives),
        ],
        callback_id=GOAL_FORM,
        close=say.bare("plan.cancel"),
        submit=say.bare("plan.set_goal"),
        private_metadata=action.id,
    )


def objective(language: str, title: str = "", months: int = 12) -> View:
    """What the company wants, and by when."""
    say = words(language)
    options = {count: choice(say.bare("plan.months", count=count), str(count)) for count in MONTHS}
    return modal(
        say.bare("plan.objective_title"),
        [
            field_input(
                say.bare("plan.ask_objective"),
                "title",
                sb.PlainTextInput(
                    "plan.title",
                    initial_value=title or None,
                    max_length=160,
                    placeholder=sb.PlainText(say.bare("plan.objective_example")),
                ),
            ),
            field_input(
                say.bare("plan.ask_months"),
                "months",
                sb.StaticSelectMenu("plan.months", options=list(options.values()), initial_option=options[months]),
                hint=say.bare("plan.months_hint"),
            ),
            *_steering(say),
        ],
        callback_id=OBJECTIVE_FORM,
        close=say.bare("plan.cancel"),
        submit=say.bare("plan.save"),
    )


def steer(language: str, objective: Objective) -> View:
    """Who sees to an objective, and its key figure."""
    say = words(language)
    return modal(
        say.bare("plan.steer_title"),
        [section(say("plan.objective", objective=objective)), *_steering(say, objective.owner_user, objective.kpi)],
        callback_id=STEER_FORM,
        close=say.bare("plan.cancel"),
        submit=say.bare("plan.save"),
        private_metadata=objective.id,
    )


def _steering(say: Words, owner_user: str = "", kpi: str | None = None) -> list[sb.Block]:
    owner = sb.UserSelectMenu("plan.owner", initial_user=owner_user or None)
    return [
        field_input(say.bare("plan.ask_objective_owner"), "owner", owner, optional=True),
        field_input(
            say.bare("plan.ask_key_figure"),
            "kpi",
            kpi_menu(say, kpi, list(KPIS)),
            optional=True,
            hint=say.bare("plan.key_figure_hint"),
        ),
    ]


def _terms(say: Words, owner_user: str, days: int, kpi: str | None) -> list[sb.Block]:
    horizons = {count: choice(say.bare("plan.within", days=count), str(count)) for count in HORIZONS}
    return [
        field_input(
            say.bare("plan.ask_owner"), "owner", sb.UserSelectMenu("plan.owner", initial_user=owner_user or None)
        ),
        field_input(
            say.bare("plan.ask_horizon"),
            "horizon",
            sb.StaticSelectMenu("plan.horizon", options=list(horizons.values()), initial_option=horizons[days]),
        ),
        field_input(say.bare("plan.ask_kpi"), "kpi", kpi_menu(say, kpi, list(KPIS)), optional=True),
    ]


def _goal_fields(say: Words, action: Action | None, objectives: Sequence[Objective]) -> list[sb.Block | None]:
    if action is not None and action.is_goal:
        return []
    return [
        field_input(
            say.bare("plan.ask_target"),
            "target",
            sb.PlainTextInput("plan.target", max_length=30),
            hint=say.bare("plan.target_makes_goal"),
            optional=True,
        ),
        _objective_menu(say, objectives),
    ]


def _objective_menu(say: Words, objectives: Sequence[Objective]) -> sb.Block | None:
    if not objectives:
        return None
    options = [choice(f"{one.number}. {one.title}", one.id) for one in objectives]
    menu = sb.StaticSelectMenu(
        "plan.objective", options=options, placeholder=sb.PlainText(say.bare("plan.choose_objective"))
    )
    return field_input(say.bare("plan.ask_under"), "objective", menu, optional=True)
