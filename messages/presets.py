"""What we say about the usual targets of a role, and about its lists."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.activity.quick import kind_name
from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.targets import TargetView, line_of
from messages.weights import role_menu, role_name
from messages.words import Markup, Words, as_typed, words
from models.activity.kinds import Kind
from models.activity.role_kinds import MOST
from models.delivery.role_prompts import BY_ROLE
from models.scorecard.kpis import Kpi
from models.scorecard.role_kpis import MOST as MOST_KPIS

OPEN, UNDO, FORM = "presets.open", "presets.undo", "presets.form"
MOST_NAMES = 8
LISTS = ("kinds", "kpis", "prompts")
"""What a role has a list of, in the order in which it is told."""


Kinds = Sequence[tuple[str, str | None]]
"""Kinds of activity, each with its name where it is one of the workspace's own."""


@dataclass(frozen=True)
class Lists:
    """What a role has a list of."""

    kinds: Kinds = ()
    """One tap on Home."""
    kpis: Sequence[Kpi] = ()
    """Seen first."""
    prompts: Sequence[str] = ()
    """What comes by itself, as in `/koers me`."""
    offered: Sequence[str] = ()
    """What is offered and does not come."""


def overview(
    language: str, role: str, usual: Sequence[TargetView], lists: Lists = Lists(), *, may_change: bool
) -> Message:
    """What is usual for a role, its lists, and a menu to change it for any."""
    say = words(language)
    title = say("presets.title", role=role_name(say, role))
    lines = [line_of(say, target) for target in usual] or [say("presets.nothing")]
    return Message(
        title,
        rendered(
            section("\n".join([f"*{title}*", *lines])),
            section("\n".join(_list(say, which, lists) for which in LISTS)) if role else None,
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


def list_noted(
    language: str,
    role: str,
    which: str,
    lists: Lists,
    day: date,
    change_id: str,
    newly: Mapping[str, Sequence[str]] | None = None,
) -> Message:
    """What a list of a role is from a day on. `newly`: what is for who asks otherwise, and to whom it comes now."""
    say = words(language)
    title = say("presets.list_noted", role=role_name(say, role), day=day)
    undo = button(say.bare("presets.undo_it"), UNDO, change_id)
    notes = [
        say("presets.comes_unasked", what=_prompt(say, cadence), names=names[:MOST_NAMES], more=len(names[MOST_NAMES:]))
        for cadence, names in (newly or {}).items()
    ]
    if which == "prompts":
        notes.append(say("presets.own_wish"))
    told = section(f"{title}\n{_list(say, which, lists)}")  # the button below it: beside it a phone leaves half a line
    return Message(title, rendered(told, small("\n".join(notes)) if notes else None, buttons(undo)))


def _list(say: Words, which: str, lists: Lists) -> str:
    match which:
        case "kinds":
            return say("presets.kinds", kinds=[kind_name(say, kind, own) for kind, own in lists.kinds])
        case "kpis":
            return say("presets.kpis", kpis=[kpi.label(say.language) for kpi in lists.kpis])
        case _:
            comes, offered = ([_prompt(say, one) for one in some] for some in (lists.prompts, lists.offered))
            return say("presets.prompts", prompts=comes, offered=offered)


def _prompt(say: Words, cadence: str) -> Markup:
    return Markup(say("preferences.name", cadence=cadence))


def undone(language: str, role: str) -> Message:
    """They are what they were."""
    say = words(language)
    text = say("presets.undone", role=role_name(say, role))
    return Message(text, rendered(section(text)))


def form(language: str, role: str, fields: Sequence[tuple[Kpi, str]], lists: Lists = Lists()) -> View:
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
            *(_list_fields(say, [kpi for kpi, _ in fields], lists) if role else ()),
        ],
        callback_id=FORM,
        submit=say.bare("presets.save"),
        close=say.bare("presets.cancel"),
        private_metadata=json.dumps(
            {"role": role, "seen": {kpi.key: typed for kpi, typed in fields}} | _chosen(lists, [k for k, _ in fields])
        ),
    )


def _chosen(lists: Lists, kpis: Sequence[Kpi]) -> dict[str, list[str]]:
    """What the menus begin with, by their name: in the order in which they are."""
    known = {kpi.key for kpi in kpis}
    return {
        "kinds": [kind for kind, _ in lists.kinds if kind in set(Kind)],
        "kpis": [kpi.key for kpi in lists.kpis if kpi.key in known],
        "prompts": list(lists.prompts),
    }


def _list_fields(say: Words, kpis: Sequence[Kpi], lists: Lists) -> list[sb.Block]:
    chosen = _chosen(lists, kpis)
    return [
        _menu(say, "kinds", {k.value: kind_name(say, k, None) for k in Kind}, chosen, most=MOST),
        _menu(say, "kpis", {kpi.key: kpi.label(say.language) for kpi in kpis}, chosen, most=MOST_KPIS),
        _menu(say, "prompts", {one: _prompt(say, one) for one in BY_ROLE}, chosen, most=len(BY_ROLE)),
    ]


def _menu(say: Words, which: str, names: Mapping[str, str], chosen: Mapping[str, Sequence[str]], most: int) -> sb.Block:
    options = {key: choice(as_typed(name), key) for key, name in names.items()}
    first = [options[key] for key in chosen[which]]
    menu = sb.StaticMultiSelectMenu(
        f"presets.{which}", options=list(options.values()), initial_options=first or None, max_selected_items=most
    )
    label, hint = say.bare(f"presets.field_{which}"), say.bare(f"presets.hint_{which}")
    return field_input(label, which, menu, optional=True, hint=hint)


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("presets.help")
    return Message(text, rendered(section(text)))
