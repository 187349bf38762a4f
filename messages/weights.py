"""What we say about weights: how much each KPI counts in a score."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.words import Words, words
from models.scorecard.kpis import KPIS, Kpi
from models.team.records import SalesRole

OPEN, UNDO, FORM = "weights.open", "weights.undo", "weights.form"
ALL = "all"
"""Stands for all roles in a menu."""


@dataclass(frozen=True)
class Weight:
    """How much a KPI counts."""

    kpi: str
    weight: float
    usual: float = 1
    own: Kpi | None = None
    """A KPI of the workspace's own, with its names."""

    @property
    def is_chosen(self) -> bool:
        """It is not the usual one."""
        return self.weight != self.usual


def overview(
    language: str, usual: Sequence[Weight], of_roles: Mapping[str, Sequence[Weight]], *, may_change: bool
) -> Message:
    """What counts for everybody, what is different for a role, and a menu to change it."""
    say = words(language)
    title = say("weights.title")
    differing = [
        say("weights.of_role", role=role_name(say, role), weights=_listed(say, weights))
        for role, weights in of_roles.items()
    ]
    return Message(
        title,
        rendered(
            section(f"*{title}*\n{_listed(say, usual)}"),
            section("\n".join(differing)) if differing else None,
            buttons(role_menu(say, say.bare("weights.change"), OPEN)) if may_change else None,
            small(say("weights.how_to")),
        ),
    )


def noted(language: str, role: str, weights: Sequence[Weight], day: date, change_id: str) -> Message:
    """They hold from a day on; one press takes it back."""
    say = words(language)
    text = say("weights.noted", role=role_name(say, role), weights=_listed(say, weights), day=day)
    undo = button(say.bare("weights.undo_it"), UNDO, change_id)
    return Message(text, rendered(section(text, button=undo), small(say("weights.past_stays"))))


def undone(language: str, role: str) -> Message:
    """They are what they were."""
    say = words(language)
    text = say("weights.undone", role=role_name(say, role))
    return Message(text, rendered(section(text)))


def form(language: str, role: str, weights: Sequence[Weight]) -> View:
    """A field for each KPI; what was in it goes along, so that only what was changed is changed."""
    say = words(language)
    seen = {one.kpi: say.number(one.weight, 2) for one in weights}
    return modal(
        say.bare("weights.form_title"),
        [
            section(say("weights.form_about", role=role_name(say, role))),
            *(
                field_input(
                    _label(say, one),
                    one.kpi,
                    sb.PlainTextInput(action_id=one.kpi, initial_value=seen[one.kpi]),
                    hint=say.bare("weights.hint_usual", weight=one.usual) if one.is_chosen else None,
                    optional=one.is_chosen,
                )
                for one in weights
            ),
        ],
        callback_id=FORM,
        submit=say.bare("weights.save"),
        close=say.bare("weights.cancel"),
        private_metadata=json.dumps({"role": role, "seen": seen}),
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("weights.help")
    return Message(text, rendered(section(text)))


def role_menu(say: Words, text: str, action_id: str) -> sb.Element:
    """A menu of everybody and the roles."""
    options = [choice(role_name(say, ""), ALL), *(choice(role_name(say, role), role.value) for role in SalesRole)]
    return sb.StaticSelectMenu(action_id=action_id, options=options, placeholder=sb.PlainText(text))


def role_name(say: Words, role: str) -> str:
    """`Account manager`, or `all roles`."""
    return say("settings.role_of", which=role) if role else say("weights.all_roles")


def _listed(say: Words, weights: Sequence[Weight]) -> str:
    return " · ".join(say("weights.one", kpi=one.kpi, label=_label(say, one), weight=one.weight) for one in weights)


def _label(say: Words, one: Weight) -> str:
    return (one.own or KPIS[one.kpi]).label(say.language)
