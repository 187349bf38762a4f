"""What we say about the usual targets of a role."""

import json
from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.activity.quick import kind_name
from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.targets import TargetView, line_of
from messages.weights import role_menu, role_name
from messages.words import Words, as_typed, words
from models.activity.kinds import Kind
from models.activity.role_kinds import MOST
from models.scorecard.kpis import Kpi

OPEN, UNDO, FORM = "presets.open", "presets.undo", "presets.form"
MOST_NAMES = 8


Kinds = Sequence[tuple[str, str | None]]
"""Kinds of activity, each with its name where it is one of the workspace's own."""


def overview(language: str, role: str, usual: Sequence[TargetView], kinds: Kinds = (), *, may_change: bool) -> Message:
    """What is usual for a role, what it logs with one tap, and a menu to change it for any."""
    say = words(language)
    title = say("presets.title", role=role_name(say, role))
    lines = [line_of(say, target) for target in usual] or [say("presets.nothing")]
    return Message(
        title,
        rendered(
            section("\n".join([f"*{title}*", *lines])),
            section(_kinds(say, kinds)) if kinds else None,
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


def kinds_noted(language: str, role: str, kinds: Kinds, day: date, change_id: str) -> Message:
    """What a role logs with one tap from a day on."""
    say = words(language)
    title = say("presets.kinds_noted", role=role_name(say, role), day=day)
    undo = button(say.bare("presets.undo_it"), UNDO, change_id)
    return Message(title, rendered(section(f"{title}\n{_kinds(say, kinds)}", button=undo)))


def _kinds(say: Words, kinds: Kinds) -> str:
    return say("presets.kinds", kinds=[kind_name(say, kind, own) for kind, own in kinds])


def undone(language: str, role: str) -> Message:
    """They are what they were."""
    say = words(language)
    text = say("presets.undone", role=role_name(say, role))
    return Message(text, rendered(section(text)))


def form(language: str, role: str, fields: Sequence[tuple[Kpi, str]], kinds: Sequence[str] = ()) -> View:
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
            _kinds_field(say, kinds) if role else None,
        ],
        callback_id=FORM,
        submit=say.bare("presets.save"),
        close=say.bare("presets.cancel"),
        private_metadata=json.dumps(
            {"role": role, "seen": {kpi.key: typed for kpi, typed in fields}, "kinds": list(kinds)}
        ),
    )


def _kinds_field(say: Words, kinds: Sequence[str]) -> sb.Block:
    options = {kind.value: choice(as_typed(kind_name(say, kind, None)), kind.value) for kind in Kind}
    chosen = [options[kind] for kind in kinds if kind in options]
    menu = sb.StaticMultiSelectMenu(
        "presets.kinds", options=list(options.values()), initial_options=chosen or None, max_selected_items=MOST
    )
    return field_input(
        say.bare("presets.field_kinds"), "kinds", menu, optional=True, hint=say.bare("presets.hint_kinds")
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("presets.help")
    return Message(text, rendered(section(text)))
