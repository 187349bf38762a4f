"""What we answer about a calendar: how it stands, tried, forgotten, no sales."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import ANSWER, Message, View, button, buttons, modal, rendered, section, small
from messages.calendar.views import LinkView
from messages.words import Words, words

OPEN_FORM = "calendar.link"
FORGET = "calendar.forget"
SHOW = "calendar.show"
SALES_AFTER_ALL = "calendar.sales"
LASTING = frozenset({"sealed"})
"""Troubles that do not go away by themselves: nobody says that it is tried again."""


def status(language: str, view: LinkView | None) -> Message:
    """How the person's calendar stands; without one, what it would do."""
    say = words(language)
    if view is None:
        text = say("calendar.none_yet")
        link = button(say.bare("calendar.link_it"), OPEN_FORM, style="primary")
        return Message(text, rendered(section(text), buttons(link), small(say("calendar.what_it_does"))))
    text = say("calendar.status", view=view)
    show = button(say.bare("calendar.ask_now"), SHOW, style="primary") if view.waiting else None
    other = button(say.bare("calendar.link_another"), OPEN_FORM)
    return Message(
        text,
        rendered(
            section(text),
            *(section(line) for line in _about(say, view)),
            buttons(show, other, forget_button(say)),
            small(say("calendar.what_it_does")),
        ),
    )


def _about(say: Words, view: LinkView) -> list[str]:
    """What else there is to say of it."""
    lines = []
    if view.trouble and view.trouble not in LASTING:
        lines.append(say("calendar.still_works", at=view.read_at, zone=view.zone))
    if view.read_at and not view.trouble:
        lines += _of_content(say, view)
        if view.has_guests or view.waiting:
            lines.append(say("calendar.waiting", count=view.waiting) if view.waiting else say("calendar.nothing_waits"))
    return lines


def _of_content(say: Words, view: LinkView) -> list[str]:
    lines = []
    if not view.events:
        lines.append(say("calendar.no_events"))
    elif not view.has_guests:
        lines.append(say("calendar.no_guests"))
    if view.cut_off:
        lines.append(say("calendar.cut_off", reasons=view.cut_off).rstrip(";") + ".")
    return lines


def forget_button(say: Words) -> sb.Element:
    """“Forget it”, asked once more before it counts."""
    sure = sb.ConfirmationDialogue(
        title=sb.PlainText(say.bare("calendar.forget_it")),
        text=sb.PlainText(say.bare("calendar.sure_to_forget")),
        confirm=sb.PlainText(say.bare("calendar.forget_it")),
        deny=sb.PlainText(say.bare("calendar.keep_it")),
    )
    return button(say.bare("calendar.forget_it"), FORGET, style="danger", confirm=sure)


def trying(language: str) -> Message:
    """While it is read."""
    text = words(language)("calendar.trying")
    return Message(text, rendered(section(text)))


def tried(language: str, view: LinkView) -> Message:
    """What came of a link that was just given. One that cannot be read is not kept."""
    say = words(language)
    if view.trouble:
        text = f"{say('calendar.trouble', why=view.trouble)} {say('calendar.not_kept')}"
        again = button(say.bare("calendar.link_it"), OPEN_FORM)
        return Message(text, rendered(section(text), buttons(again)))
    text = say("calendar.works")
    found = say("calendar.found", count=view.events) if view.events else ""
    lines = [found, *_of_content(say, view)]
    waits = section(say("calendar.waiting", count=view.waiting)) if view.waiting else None
    show = button(say.bare("calendar.ask_now"), SHOW, style="primary") if view.waiting else None
    return Message(
        text,
        rendered(
            section(text),
            *(section(line) for line in lines if line),
            waits,
            buttons(show, forget_button(say)),
            small(say("calendar.what_it_does")),
        ),
    )


def trying_view(language: str) -> View:
    """The form, while the calendar is read."""
    return _view(words(language), trying(language))


def tried_view(language: str, view: LinkView) -> View:
    """The form, with what came of it."""
    return _view(words(language), tried(language, view))


def _view(say: Words, message: Message) -> View:
    return modal(say.bare("calendar.title"), list(message.blocks), callback_id=ANSWER, close=say.bare("calendar.close"))


def forgotten(language: str, *, had_one: bool) -> Message:
    """Everything is gone."""
    text = words(language)("calendar.forgotten", had_one=had_one)
    return Message(text, rendered(section(text)))


def nothing_for_me(language: str, ids: Sequence[str], domains: Sequence[str]) -> Message:
    """“Not sales”: noted; one tap undoes it."""
    say = words(language)
    text = say("calendar.nothing_for_me", domains=list(domains))
    undo = button(say.bare("calendar.undo"), SALES_AFTER_ALL, ",".join(ids))
    return Message(text, rendered(section(text, button=undo)))


def after_all(language: str) -> Message:
    """They are sales again."""
    text = words(language)("calendar.after_all")
    return Message(text, rendered(section(text)))


def logged_meanwhile(language: str) -> Message:
    """It was logged in another way since."""
    text = words(language)("calendar.logged_meanwhile")
    return Message(text, rendered(section(text)))


def skipped(language: str) -> Message:
    """Nothing was chosen."""
    text = words(language)("calendar.skipped")
    return Message(text, rendered(section(text)))


def not_away(language: str) -> Message:
    """The days are no leave."""
    text = words(language)("calendar.not_away")
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    say = words(language)
    text = say("calendar.how_to")
    return Message(text, rendered(section(text), small(say("calendar.what_it_does"))))
