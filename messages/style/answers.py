"""How somebody likes to be told things: all of it, what they changed, and what their manager reads."""

from dataclasses import dataclass

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.style.hint import hint
from messages.words import Words, words
from models.style.preference import Preference, Style

OPEN = "style.open"
CHOOSE = "style.choose"
EIGHT = "style.eight"
FORM = "style.form"
HINT = "style.hint"
DELETE = "style.delete"
UNDO = "style.undo"
ON, OFF = "on", "off"


@dataclass(frozen=True)
class Mine:
    """Somebody's own style, and who manages them now."""

    preference: Preference
    manager: str | None = None


def everything(language: str, mine: Mine) -> Message:
    """What holds, what it changes, who sees it, and every way to change it."""
    say, chosen = words(language), mine.preference
    style = chosen.style
    title = say("style.title", style=style)
    if style is None:
        blocks = [section(f"{title}\n{say('style.none_yet')}"), *_four(say), buttons(*_choices(say), _eight(say))]
    else:
        blocks = [
            section(f"{title}\n{say('style.changes', style=style)}"),
            section(say("style.form_line", is_plain=chosen.is_plain), button=_form_button(say, chosen)),
            section(say("style.hint_line", hides_hint=chosen.hides_hint), button=_hint_button(say, chosen)),
            buttons(*_choices(say, style), _eight(say), _delete(say)),
        ]
    who = say("style.who_sees_it", manager=mine.manager, hides_hint=chosen.hides_hint)
    end = [small(say("style.what_it_is")), small(who), small(say("style.by_line"))]
    return Message(title, rendered(*blocks, *end))


def chosen(language: str, mine: Mine, before: Preference) -> Message:
    """They chose one."""
    say, style = words(language), mine.preference.style
    who = say("style.who_sees_it", manager=mine.manager, hides_hint=mine.preference.hides_hint)
    return _changed(say, say("style.chosen", style=style), before, who)


def form_changed(language: str, now: Preference, before: Preference) -> Message:
    """Plain, or by their style again; where it is plain the tip can go too, or stay."""
    say = words(language)
    if not now.is_plain:
        return _changed(say, say("style.now_follows", style=now.style), before)
    text = say("style.now_plain", hides_hint=now.hides_hint)
    return _changed(say, text, before, extra=None if now.hides_hint else _hint_button(say, now))


def hint_changed(language: str, mine: Mine, before: Preference) -> Message:
    """Their manager is told nothing more, or is again."""
    say = words(language)
    hides = mine.preference.hides_hint
    return _changed(say, say("style.hint_off") if hides else say("style.hint_on", manager=mine.manager), before)


def deleted(language: str) -> Message:
    """Nothing is left of it, so that there is nothing to undo; another one can be chosen."""
    say = words(language)
    text = say("style.deleted")
    return Message(text, rendered(section(text), buttons(*_choices(say))))


def nothing_there(language: str) -> Message:
    """There is none to change: all is plain."""
    say = words(language)
    text = say("style.nothing_there")
    return Message(text, rendered(section(text), buttons(*_choices(say), _eight(say))))


def undone(language: str, now: Preference) -> Message:
    """What held before holds again."""
    say = words(language)
    text = say("style.undone", style=now.style, is_plain=now.is_plain, hides_hint=now.hides_hint)
    return Message(text, rendered(section(text, button=button(say.bare("style.all_of_it"), OPEN))))


def of_other(language: str, name: str, style: Style | None) -> Message:
    """What a manager reads of somebody: the style and the tip, or that they tell none."""
    say = words(language)
    text = say("style.of_other", name_of=name, style=style)
    if style is None:
        return Message(text, rendered(section(text)))
    about = f"{text}\n{say('style.is_about', style=style)}"
    return Message(text, rendered(section(about), *hint(say, name, style), small(say("style.between_you"))))


def door(say: Words, preference: Preference) -> sb.Block:
    """On another page: how it is, and the way to change it."""
    label = "style.open" if preference.style else "style.open_first"
    text = say("style.door", style=preference.style, is_plain=preference.is_plain)
    return section(text, button=button(say.bare(label), OPEN))


def four_buttons(say: Words) -> list[sb.Button]:
    """One for each style."""
    return _choices(say)


def lines_of(say: Words, styles: list[Style]) -> str:
    """A line for each of these."""
    return "\n".join(say("style.one_line", style=style) for style in styles)


def _four(say: Words) -> list[sb.Block]:
    return [section(lines_of(say, list(Style)))]


def _choices(say: Words, but: Style | None = None) -> list[sb.Button]:
    return [
        button(say.bare("style.choose", style=style), f"{CHOOSE}:{style}", style.value)
        for style in Style
        if style is not but
    ]


def _eight(say: Words) -> sb.Button:
    return button(say.bare("style.eight"), EIGHT)


def _form_button(say: Words, now: Preference) -> sb.Button:
    label, value = ("style.follow", ON) if now.is_plain else ("style.be_plain", OFF)
    return button(say.bare(label), FORM, value)


def _hint_button(say: Words, now: Preference) -> sb.Button:
    label, value = ("style.give_hint", ON) if now.hides_hint else ("style.no_hint", OFF)
    return button(say.bare(label), HINT, value)


def _delete(say: Words) -> sb.Button:
    asked = sb.ConfirmationDialogue(
        title=sb.PlainText(say.bare("style.delete_title")),
        text=sb.PlainText(say.bare("style.delete_text")),
        confirm=sb.PlainText(say.bare("style.delete")),
        deny=sb.PlainText(say.bare("style.keep")),
    )
    return button(say.bare("style.delete"), DELETE, style="danger", confirm=asked)


def _changed(say: Words, text: str, before: Preference, note: str = "", extra: sb.Button | None = None) -> Message:
    undo = button(say.bare("style.undo"), UNDO, str(before))
    row = buttons(undo, extra, button(say.bare("style.all_of_it"), OPEN))
    return Message(text, rendered(section(text), small(note) if note else None, row))
