"""The questions of the set-up: who and what of the CRM is who and what here."""

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, section, small
from messages.connections.views import Choice, Page
from messages.kpis import kind_name
from messages.words import Words, words

PAGE_FORM = "connections.page_form"
FIND_PERSON = "connections.find_person"
LEFT_OUT = "-"
"""What a menu says of something that is nothing for us."""
MOST_OPTIONS = 99
"""In a menu, beside “leave out”."""


def page(language: str, view: Page) -> View:
    """Who and what of the CRM is who and what here."""
    say = words(language)
    title = say(f"connections.page_{view.step}", name=view.name, matched=view.matched, count=len(view.choices))
    is_last = view.number == view.of
    submit = (
        "save"
        if view.step in ("needs", "mapping")
        else "show_preview"
        if view.step == "meaning" and is_last
        else "next"
    )
    return modal(
        say.bare(f"connections.title_{view.step}"),
        [
            section(title),
            *(_field(say, view, one) for one in view.choices),
            small(say("connections.page_of", number=view.number, of=view.of)) if view.of > 1 else None,
        ],
        callback_id=PAGE_FORM,
        submit=say.bare(f"connections.{submit}"),
        close=say.bare("connections.cancel"),
        private_metadata=view.carried,
    )


def found(language: str, people: list[tuple[str, str]]) -> list[sb.Option]:
    """What the menu of people offers while somebody types; to leave somebody out is always among it."""
    say = words(language)
    return [*(choice(name, id_) for id_, name in people), choice(say.bare("connections.leave_out_person"), LEFT_OUT)]


def _field(say: Words, view: Page, one: Choice) -> sb.Block:
    options, initial = _options(say, view, one)
    return field_input(
        _label(say, one),
        f"{one.what}:{one.remote_id}",
        _menu(say, options, initial, one),
        hint=say.bare("connections.pipeline_of", pipeline=one.about) if one.what == "stage" and one.about else None,
        optional=True,
    )


def _label(say: Words, one: Choice) -> str:
    """What the CRM calls it, with what tells it apart."""
    key = f"connections.label_{one.what}"
    return say.bare(key, label=one.label, about=one.about, probability=one.probability)


def _options(say: Words, view: Page, one: Choice) -> tuple[list[sb.Option] | None, sb.Option | None]:
    """What can be chosen (None: it is searched), and what is chosen already."""
    out = choice(
        say.bare("connections.leave_out_person" if one.what == "person" else "connections.leave_out"), LEFT_OUT
    )
    match one.what:
        case "person":
            chosen = choice(one.local_name, one.local) if one.local else None
            if not view.people:
                return None, out if one.is_left_out else chosen
            options = [choice(name, id_) for id_, name in view.people[:MOST_OPTIONS]]
        case "stage":
            options = [choice(say.bare("deals.stage", of=key), key) for key in view.stages]
            local = one.local or ""
            chosen = choice(say.bare("deals.stage", of=local), local) if local in view.stages else None
        case _:
            options = [choice(_kind(say, key, name), key) for key, name in view.kinds[:MOST_OPTIONS]]
            names = dict(view.kinds)
            local = one.local or ""
            chosen = choice(_kind(say, local, names[local]), local) if local in names else None
    return [*options, out], out if one.is_left_out else chosen


def _kind(say: Words, key: str, name: str) -> str:
    return name or kind_name(say, key)


def _menu(say: Words, options: list[sb.Option] | None, initial: sb.Option | None, one: Choice) -> sb.Element:
    placeholder = sb.PlainText(say.bare("connections.who_is_it" if one.what == "person" else "connections.what_is_it"))
    if options is None:
        return sb.ExternalSelectMenu(
            f"{FIND_PERSON}:{one.remote_id}"[:255], placeholder=placeholder, min_query_length=1, initial_option=initial
        )
    return sb.StaticSelectMenu(
        f"connections.{one.what}:{one.remote_id}"[:255],
        options=options,
        placeholder=placeholder,
        initial_option=initial,
    )
