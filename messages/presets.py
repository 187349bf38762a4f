"""What we say about the usual targets of a role."""

import json
from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, field_input, modal, rendered, section, small
from messages.targets import TargetView, line_of
from messages.weights import role_menu, role_name
from messages.words import words
from models.scorecard.kpis import Kpi

OPEN, UNDO, FORM = "presets.open", "presets.undo", "presets.form"
MOST_NAMES = 8


def overview(language: str, role: str, usual: Sequence[TargetView], *, may_change: bool) -> Message:
    """What is usual for a role, and a menu to change it for any."""
    say = words(language)
    title = say("presets.title", role=role_name(say, role))
    lines = [line_of(say, target) for target in usual] or [say("presets.nothing")]
    return Message(
        title,
        rendered(
            section("\n".join([f"*{title}*", *lines])),
            buttons(role_menu(say, say.bare("presets.change"), OPEN)) if may_change else None,
            small(say("presets.how_to")),
        ),
    )


def which_role(language: str, *, may_change: bool) -> Message:
    """A menu of the roles."""
    say = words(language)
    text = say("presets.which_role")
    menu = buttons(role_menu(say, say.bare("presets.change"), OPEN)) if may_change else None
    return Message(text, rendered(section(text), menu, small(say("presets.how_to"))))


def noted(
    language: str,
    role: str,
    changed: Sequence[TargetView],
    ended: Sequence[TargetView],
    people: tuple[Sequence[str], Sequence[str]],
    change_id: str,
) -> Message:
    """What will be usual, from when and for whom; one press takes it back. `people`: whom it concerns, and who has their own."""
    say = words(language)
    title = say("presets.noted", role=role_name(say, role))
    lines = [line_of(say, target) for target in changed]
    lines += [say("presets.ended", label=one.kpi.label(language), day=one.starts_on) for one in ended]
    concerned, others = ([*names[:MOST_NAMES]] for names in people)
    notes = [say("presets.concerns", names=concerned, more=len(people[0]) - len(concerned))]
    if others:
        notes.append(say("presets.have_own", names=others, more=len(people[1]) - len(others)))
    undo = button(say.bare("presets.undo_it"), UNDO, change_id)
    return Message(title, rendered(section("\n".join([title, *lines]), button=undo), small(" ".join(notes))))


def undone(language: str, role: str) -> Message:
    """They are what they were."""
    say = words(language)
    text = say("presets.undone", role=role_name(say, role))
    return Message(text, rendered(section(text)))


def form(language: str, role: str, fields: Sequence[tuple[Kpi, str]]) -> View:
    """A field for each KPI with what holds, as it is typed; that goes along, so that only what was changed is changed."""
    say = words(language)
    return modal(
        say.bare("presets.form_title"),
        [
            section(say("presets.form_about", role=role_name(say, role))),
            *(
                field_input(
                    kpi.label(language),
                    kpi.key,
                    sb.PlainTextInput(action_id=kpi.key, initial_value=typed or None),
                    optional=True,
                )
                for kpi, typed in fields
            ),
        ],
        callback_id=FORM,
        submit=say.bare("presets.save"),
        close=say.bare("presets.cancel"),
        private_metadata=json.dumps({"role": role, "seen": {kpi.key: typed for kpi, typed in fields}}),
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("presets.help")
    return Message(text, rendered(section(text)))
