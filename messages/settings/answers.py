"""What we say about the settings: all of them with a button for each group, and what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.rates import Counted, counted_lines, other_currency
from messages.settings.channels import CHANNELS
from messages.settings.values import language_name, name_of, said
from messages.words import Words, words
from models.workspace.setting_table import SETTINGS, Group, Kind, Value

OPEN = "settings.open"
CHANGE = "settings.change"
APPLY = "settings.apply"
UNDO = "settings.undo"
CONFIRM = "settings.confirm"
HISTORY = "settings.history"
LEAVE = "settings.leave"


@dataclass(frozen=True)
class Held:
    """A setting with what holds, and where that comes from: `guessed`, `chosen` or `default`."""

    key: str
    value: Value
    origin: str = "default"


@dataclass(frozen=True)
class TeamChannel:
    """Where a team's digest goes."""

    team: str
    channel_id: str | None = None
    language: str = "en"
    wins: str = "off"
    """How deals that are won are told there: `off`, `without` the amount, or `with` it."""


@dataclass(frozen=True)
class Overview:
    """Everything that is set."""

    name: str
    groups: Sequence[tuple[Group, Sequence[Held]]]
    channels: Sequence[TeamChannel] = ()
    survey_k: int = 5
    rates: int = 0
    waiting: Sequence[tuple[str, int]] = ()
    """Per currency how many amounts wait for a rate."""
    admins: Sequence[str] = ()
    may_change: bool = True
    currency: str = "EUR"


@dataclass(frozen=True)
class OneChange:
    """A change of a setting."""

    key: str
    old: Value
    new: Value
    by: str | None = None
    """None: at a terminal."""
    at: datetime | None = None
    is_undone: bool = False
    about: str = ""
    """Of what is no setting of the table: the currency of a rate, a team."""


@dataclass(frozen=True)
class Undoable:
    """What Undo under an answer takes back."""

    ids: Sequence[str] = field(default_factory=tuple)

    @property
    def value(self) -> str:
        """As a button carries it."""
        return ",".join(self.ids)


def overview(language: str, view: Overview) -> Message:
    """All settings by group; who may change them has a button beside each."""
    say = words(language)
    title = say("settings.title", name=view.name)
    guessed = [held for _, group in view.groups for held in group if held.origin == "guessed"]
    blocks: list[sb.Block | None] = [section(f"*{title}*")]
    if guessed and view.may_change:
        confirm = button(say.bare("settings.confirm"), CONFIRM, style="primary")
        blocks += [section(say("settings.are_guessed"), button=confirm)]
    blocks += [_group(say, group, held, may_change=view.may_change) for group, held in view.groups]
    blocks += [_channels(say, view), section(_rates(say, view)), section(say("settings.survey", k=view.survey_k))]
    if view.may_change:
        blocks += [buttons(button(say.bare("settings.history"), HISTORY)), small(say("settings.how_to"))]
    else:
        blocks += [divider(), section(say("settings.who_may", admins=view.admins))]
    return Message(title, rendered(*blocks))


def changed(language: str, changes: Sequence[OneChange], undo: Undoable, counted: Counted | None = None) -> Message:
    """What holds now; one press takes it back."""
    say = words(language)
    text = "\n".join(change_line(say, change) for change in changes)
    back = button(say.bare("settings.undo_it"), UNDO, undo.value)
    later = [say(f"settings.later_{change.key}") for change in changes if say.has(f"settings.later_{change.key}")]
    return Message(
        text,
        rendered(
            section(text, button=back),
            *(counted_lines(say, counted) if counted else ()),
            small("\n".join(later)) if later else None,
        ),
    )


def undone(language: str, changes: Sequence[OneChange], counted: Counted | None = None) -> Message:
    """The old values hold again."""
    say = words(language)
    lines = [say("settings.is_again", name=name_of(say, one.key), value=said(say, one.key, one.old)) for one in changes]
    text = say("settings.undone", lines=lines[0]) + "".join(f"\n{line}" for line in lines[1:])
    return Message(text, rendered(section(text), *(counted_lines(say, counted) if counted else ())))


def confirmed(language: str, held: Sequence[Held]) -> Message:
    """What was guessed is right."""
    say = words(language)
    text = say("settings.confirmed", values=[said(say, one.key, one.value) for one in held])
    return Message(text, rendered(section(text), buttons(button(say.bare("settings.all"), OPEN))))


def nothing_changes(language: str) -> Message:
    """What is wanted is set already."""
    say = words(language)
    text = say("settings.is_so_already")
    return Message(text, rendered(section(text), buttons(button(say.bare("settings.all"), OPEN))))


def ask_currency(language: str, old: str, new: str, number: int, apply: str) -> Message:
    """Another reporting currency when there are amounts: what that does, before it is done."""
    say = words(language)
    text = say("settings.ask_currency", old=old, new=new, number=number)
    yes = button(say.bare("settings.count_in", currency=new), APPLY, apply, style="primary")
    no = button(say.bare("settings.keep", value=old), LEAVE)
    return Message(text, rendered(section(text), section(say("settings.currency_targets", new=new)), buttons(yes, no)))


def ask_overwrite(language: str, theirs: Sequence[OneChange], mine: Sequence[Held], apply: str) -> Message:
    """Somebody else changed the same meanwhile: nothing is overwritten before this one has seen it."""
    say = words(language)
    lines = [change_line(say, change) for change in theirs]
    text = say("settings.meanwhile", name=theirs[0].by, lines=lines[0]) + "".join(f"\n{line}" for line in lines[1:])
    wanted = [f"{name_of(say, one.key)}: {said(say, one.key, one.value)}" for one in mine]
    yes = button(say.bare("settings.overwrite"), APPLY, apply)
    no = button(say.bare("settings.leave_it"), LEAVE)
    return Message(text, rendered(section(text), section(say("settings.you_wanted", wanted=wanted)), buttons(yes, no)))


def left(language: str) -> Message:
    """Nothing was changed after all."""
    text = words(language)("settings.left")
    return Message(text, rendered(section(text)))


def history(language: str, changes: Sequence[OneChange], zone: str) -> Message:
    """What was changed lately: when, who, old and new."""
    say = words(language)
    title = say("settings.history_title")
    if not changes:
        text = say("settings.no_history")
        return Message(text, rendered(section(text)))
    lines = [say("settings.history_line", change=one, line=change_line(say, one), zone=zone) for one in changes]
    return Message(title, rendered(section(f"*{title}*"), section("\n".join(lines))))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("settings.help")
    return Message(text, rendered(section(text)))


def change_line(say: Words, change: OneChange) -> str:
    """`Currency: EUR, euro → USD, US Dollar`."""
    if change.key not in SETTINGS:
        old, new = (_other(say, change.key, value) for value in (change.old, change.new))
        return say("settings.other_change", what=change.key, about=change.about, old=old, new=new)
    name, new = name_of(say, change.key), said(say, change.key, change.new)
    old = said(say, change.key, change.old)
    return say("settings.change_line", name=name, old=old if old != new else None, new=new)


def _other(say: Words, what: str, value: Value) -> str:
    """What was set besides the settings of the table: of a channel where and in which language."""
    if what != "channel":
        return "" if value is None else str(value)
    channel, language, wins = [*str(value or "").split(" "), "", ""][:3]
    spoken = language_name(say, language) if language else ""
    tells = _tells(say, wins)
    return say("settings.channel_and_language", channel=channel, spoken=spoken, tells=tells) if channel else ""


def _group(say: Words, group: Group, held: Sequence[Held], *, may_change: bool) -> sb.Block:
    lines = [say(f"settings.group_{group}")]
    lines += [
        say("settings.line", name=name_of(say, one.key), value=said(say, one.key, one.value), origin=one.origin)
        for one in held
        if one.value or SETTINGS[one.key].kind not in (Kind.NAME, Kind.REGION)
    ]
    if group is Group.SCORECARD and not any(one.value for one in held if SETTINGS[one.key].kind is Kind.NAME):
        lines.append(say("settings.usual_names"))
    change = button(say.bare("settings.change"), f"{CHANGE}:{group}", group) if may_change else None
    return section("\n".join(lines), button=change)


def _channels(say: Words, view: Overview) -> sb.Block:
    lines = [say("settings.group_channels")]
    lines += [
        say("settings.channel", one=one, language_name=language_name(say, one.language), tells=_tells(say, one.wins))
        for one in view.channels
    ] or [say("settings.no_team")]
    change = button(say.bare("settings.change"), CHANNELS) if view.may_change and view.channels else None
    return section("\n".join(lines), button=change)


def _rates(say: Words, view: Overview) -> str:
    waits = [say("rates.waits", currency=currency, number=number) for currency, number in view.waiting]
    return "\n".join(
        [
            say("settings.rates", number=view.rates)
            if view.rates
            else say("settings.no_rates", other=other_currency(view.currency)),
            *waits,
        ]
    )


def _tells(say: Words, wins: str) -> str:
    """What is told of a win; empty where nothing is."""
    return say(f"settings.wins_{wins}") if wins not in ("", "off") else ""
