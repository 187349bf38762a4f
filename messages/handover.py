"""Somebody left: what they leave behind, and who takes it over."""

from collections.abc import Mapping, Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import Message, View, button, choice, field_input, modal, rendered, section, small
from messages.words import Markup, Words, words
from models.handover.beside import Beside
from models.money import Money

ALL = "handover.all"
DIVIDE = "handover.divide"
UNDO = "handover.undo"
FORM = "handover.form"
MOST_PEOPLE = 100
MOST_CONTRACTS = 8
NOTHING_BESIDE = Beside()
Heirs = Sequence[tuple[str, str]]
"""Id and name."""


def left(
    language: str,
    delivery_id: str,
    name: str,
    last_day: date,
    counts: Mapping[str, int],
    worth: Money,
    heirs: Heirs,
    beside: Beside = NOTHING_BESIDE,
) -> Message:
    """For the manager: who left, what is still running, and to whom it shall go."""
    say = words(language)
    text = say("handover.left", name=name, last_day=last_day, what=_what(say, counts, worth))
    if not counts:
        return Message(text, rendered(section(text), *_beside(say, name, beside), small(say("handover.history_stays"))))
    return Message(
        text,
        rendered(
            section(text),
            _to_whom(say, delivery_id, heirs) if heirs else None,
            *_beside(say, name, beside),
            small(say("handover.history_stays")),
        ),
    )


def stays(language: str, name: str, last_day: date | None) -> Message:
    """For who was told that somebody leaves: the last day was taken back."""
    text = words(language)("handover.stays", name=name, last_day=last_day)
    return Message(text, rendered(section(text)))


def _beside(say: Words, name: str, beside: Beside) -> list[sb.Block]:
    """What does not change hands by a button, and should be known."""
    days = [Markup(say("handover.contract", customer=one, day=day)) for one, day in beside.contracts[:MOST_CONTRACTS]]
    lines = [
        say("handover.contracts", contracts=days) if days else "",
        say("handover.own_plan") if beside.own_plan else "",
        say("handover.led", names=list(beside.led)) if beside.led else "",
        say("handover.shadowed", name=name, names=list(beside.shadowed_by)) if beside.shadowed_by else "",
    ]
    told = "\n".join(line for line in lines if line)
    return [section(told)] if told else []


def _to_whom(say: Words, delivery_id: str, heirs: Heirs) -> sb.Block:
    options = [choice(heir, f"{delivery_id}|{id_}") for id_, heir in heirs[:MOST_PEOPLE]]
    placeholder = sb.PlainText(say.bare("handover.all_to"))
    menu = sb.StaticSelectMenu(action_id=ALL, options=options, placeholder=placeholder)
    return sb.ActionsBlock([menu, button(say.bare("handover.divide"), DIVIDE, delivery_id)])


def form(language: str, delivery_id: str, name: str, counts: Mapping[str, int], heirs: Heirs) -> View:
    """To whom each kind goes; what is left open stays."""
    say = words(language)
    options = [choice(heir, id_) for id_, heir in heirs[:MOST_PEOPLE]]
    fields = [
        field_input(
            say.bare(f"handover.{kind}", number=number),
            kind,
            sb.StaticSelectMenu(action_id=kind, options=options),
            optional=True,
        )
        for kind, number in counts.items()
    ]
    return modal(
        say.bare("handover.form_title"),
        [section(say("handover.form_about", name=name)), *fields],
        callback_id=FORM,
        submit=say.bare("handover.give"),
        close=say.bare("handover.cancel"),
        private_metadata=delivery_id,
    )


def given(language: str, delivery_id: str, name: str, moved: Sequence[tuple[str, Mapping[str, int]]]) -> Message:
    """Who has what from now on: name of the heir and how many of each kind."""
    say = words(language)
    lines = [say("handover.given_line", heir=heir, what=_what(say, counts)) for heir, counts in moved]
    text = say("handover.given", name=name, lines=lines) if lines else say("handover.nothing_given", name=name)
    undo = button(say.bare("handover.undo"), UNDO, delivery_id) if lines else None
    return Message(text, rendered(section(text, button=undo)))


def taken_over(language: str, by: str, name: str, counts: Mapping[str, int]) -> Message:
    """To who takes it over: what it is, of whom, and who decided so."""
    say = words(language)
    text = say("handover.taken_over", by=by, name=name, what=_what(say, counts))
    return Message(text, rendered(section(text)))


def no_longer_yours(language: str, by: str, name: str) -> Message:
    """To who had taken it over: it is with the leaver again."""
    text = words(language)("handover.no_longer_yours", by=by, name=name)
    return Message(text, rendered(section(text)))


def undone(language: str, name: str, counts: Mapping[str, int]) -> Message:
    """It is the leaver's again."""
    say = words(language)
    text = say("handover.undone", name=name, what=_what(say, counts))
    return Message(text, rendered(section(text)))


def _what(say: Words, counts: Mapping[str, int], worth: Money | None = None) -> str:
    parts = [say(f"handover.{kind}", number=number) for kind, number in counts.items()]
    if worth is not None and worth.minor and "deals" in counts:
        parts[0] = say("handover.deals_worth", deals=parts[0], worth=worth)
    return say.listed(parts)
