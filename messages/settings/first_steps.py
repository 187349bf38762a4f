"""The first steps of whoever installs Koers: each with its button, and a tick when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.settings.answers import CHANGE, Held
from messages.settings.channels import CHANNELS
from messages.settings.values import language_name, said
from messages.words import LANGUAGES, Words, words
from models.maturity.first_steps import Step
from models.period import PeriodType
from models.scorecard.kpis import KPIS
from models.team.records import SalesRole
from models.workspace.setting_table import Group

WEEK, MONTH, QUARTER = PeriodType.WEEK, PeriodType.MONTH, PeriodType.QUARTER
CONFIRM = "home.confirm"
CLOSE = "home.close_first_steps"
TEAM = "home.team"
HOW = "home.how"
TEAM_FORM = "home.team_form"
TARGET = "home.target"
TARGET_FORM = "home.target_form"
OPENS = {Step.TEAM: TEAM, Step.PEOPLE: TEAM, Step.MANAGER: TEAM, Step.CHANNEL: CHANNELS, Step.TARGET: TARGET}
FIRST_TARGETS = ("sales_by_channel", "first_meetings", "follow_ups", "proposals", "new_customers", "pipeline")
"""What most teams begin with; `/target` knows all KPIs."""
"""What the button of a step opens; the others tell how."""


@dataclass(frozen=True)
class Checklist:
    """What is done, and what was guessed."""

    done: frozenset[Step]
    guessed: Sequence[Held]
    has_team: bool = False


def welcome(language: str, name: str, view: Checklist) -> Message:
    """Once, to whoever installed Koers."""
    say = words(language)
    text = say("settings.welcome", name=name)
    return Message(text, rendered(section(text), *checklist(say, view)))


def again(language: str, view: Checklist | None) -> Message:
    """The same message after a press; None: everything is done, or it was put away."""
    say = words(language)
    if view is None:
        text = say("settings.first_steps_closed")
        return Message(text, rendered(section(text)))
    title = say("settings.first_steps")
    return Message(title, rendered(*checklist(say, view)))


def checklist(say: Words, view: Checklist) -> list[sb.Block]:
    """The list, for Home and for a message."""
    blocks: list[sb.Block] = [section(say("settings.first_steps"))]
    for step in Step:
        blocks += _step(say, step, view)
    return [*blocks, buttons(button(say.bare("settings.put_away"), CLOSE)), small(say("settings.comes_back"))]


def how(language: str, step: str) -> Message:
    """What to type for a step that has no form."""
    text = words(language)(f"settings.how_{step}")
    return Message(text, rendered(section(text)))


def team_set_up(language: str, team: str, people: int, manager_id: str | None) -> Message:
    """A team was set up with its people."""
    say = words(language)
    text = say("settings.team_set_up", team=team, people=people, manager_id=manager_id)
    return Message(text, rendered(section(text), small(say("settings.team_next"))))


def team_form(language: str, spoken: str, *, from_home: bool) -> View:
    """A team: its name, people, what they do, their manager, and where its digest goes in which language."""
    say = words(language)
    roles = [choice(say.bare("settings.role_of", which=role), role) for role in SalesRole]
    languages = [choice(language_name(say, one), one) for one in LANGUAGES]

    def chosen(name: str, element: sb.Element, *, optional: bool = False, hint: str | None = None) -> sb.Block:
        return field_input(say.bare(f"settings.field_{name}"), name, element, optional=optional, hint=hint)

    return modal(
        say.bare("settings.title_team"),
        [
            chosen("name", sb.PlainTextInput(action_id="name", max_length=80)),
            chosen("people", sb.UserMultiSelectMenu(action_id="people")),
            chosen("role", sb.StaticSelectMenu(action_id="role", options=roles, initial_option=roles[4])),
            chosen(
                "manager", sb.UserSelectMenu(action_id="manager"), optional=True, hint=say.bare("settings.hint_manager")
            ),
            chosen(
                "channel",
                sb.ConversationSelectMenu(
                    action_id="channel", filter=sb.ConversationFilter(include=["public", "private"])
                ),
                optional=True,
                hint=say.bare("settings.hint_channel"),
            ),
            chosen(
                "language",
                sb.StaticSelectMenu(
                    action_id="language", options=languages, initial_option=languages[LANGUAGES.index(spoken)]
                ),
            ),
        ],
        callback_id=TEAM_FORM,
        submit=say.bare("settings.save"),
        close=say.bare("settings.close"),
        private_metadata="home" if from_home else "",
    )


def target_form(language: str, teams: Sequence[str], currency: str, *, from_home: bool) -> View:
    """A first target of a team: of what, how much, in which period."""
    say = words(language)
    kpis = [choice(KPIS[key].label(language), key) for key in FIRST_TARGETS]
    periods = [choice(say.bare("targets.per", period_type=one), one) for one in (WEEK, MONTH, QUARTER)]
    named = [choice(team, team) for team in teams[:100]]

    def menu(name: str, options: Sequence[sb.Option], at: int = 0) -> sb.Block:
        element = sb.StaticSelectMenu(action_id=name, options=list(options), initial_option=options[at])
        return field_input(say.bare(f"settings.field_{name}"), name, element)

    return modal(
        say.bare("settings.title_target"),
        [
            menu("team", named),
            menu("kpi", kpis),
            field_input(
                say.bare("settings.field_value"),
                "value",
                sb.PlainTextInput(action_id="value", max_length=30),
                hint=say.bare("settings.hint_value", currency=currency),
            ),
            menu("per", periods, 1),
        ],
        callback_id=TARGET_FORM,
        submit=say.bare("settings.save"),
        close=say.bare("settings.close"),
        private_metadata="home" if from_home else "",
    )


def _step(say: Words, step: Step, view: Checklist) -> list[sb.Block]:
    """A line with its button; the guess has two."""
    if step in view.done:
        return [section(say("settings.step_done", what=say(f"settings.step_{step}")))]
    text = say("settings.step_open", what=say(f"settings.step_{step}"))
    if step is Step.CONFIRM:
        values = [said(say, one.key, one.value) for one in view.guessed]
        told = f"{text}\n{say('settings.guess', values=values)}"
        right = button(say.bare("settings.confirm"), CONFIRM, style="primary")
        changes = [
            button(say.bare(f"settings.change_{group}"), f"{CHANGE}:{group}", group)
            for group in (Group.PLACE, Group.MONEY)
        ]
        return [section(told), buttons(right, *changes)]
    opens = TEAM if step in (Step.CHANNEL, Step.TARGET) and not view.has_team else OPENS.get(step)
    return [section(text, button=button(say.bare(f"settings.do_{step}"), f"{opens or HOW}:{step}", step))]
