"""The latest entries with a menu beside each, and how to log."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.activity.answers import Entry, line_of
from messages.activity.notes import quoted
from messages.blocks import Message, button, buttons, choice, rendered, section, small
from messages.words import Words, words

MORE = "activity.more"
OPEN_FORM = "activity.open_form"
SHOW = "activity.show"


def recent(language: str, entries: Sequence[Entry], today: date, name: str = "") -> Message:
    """The latest entries, each with its menu; `name` when they are somebody else's."""
    say = words(language)
    if not entries:
        text = say("activity.nothing_logged", name=name)
        return Message(text, rendered(section(text), buttons(_form_button(say)) if not name else None))
    title = say("activity.recent", name=name)
    rows = [
        section(
            _with_note(say, entry, today),
            button=sb.OverflowMenu(
                action_id=f"{MORE}:{entry.id}",
                options=[
                    choice(
                        say.bare("activity.show_history" if verb == "history" else f"activity.{verb}"),
                        f"{verb}:{entry.id}",
                    )
                    for verb in _verbs(entry)
                ],
            ),
        )
        for entry in entries
    ]
    return Message(title, rendered(section(f"*{title}*"), *rows, small(say("activity.list_hint"))))


def _verbs(entry: Entry) -> tuple[str, ...]:
    split = ("split",) if entry.told_by or entry.also else ()
    return ("edit", "undo", *(("which",) if entry.is_asked else ()), *split, "history")


def help_text(language: str) -> Message:
    """`/log help`: how to log, and a button to the form."""
    say = words(language)
    title, lines = say("activity.help_title"), say("activity.help_lines")
    return Message(
        f"{title}\n{lines}",
        rendered(section(f"*{title}*\n{lines}"), small(say("activity.help_more")), buttons(_form_button(say))),
    )


def not_understood(language: str) -> Message:
    """A plain message in the DM that is no entry."""
    say = words(language)
    text = say("activity.not_understood")
    return Message(text, rendered(section(text), _first_steps(say)))


def small_talk(language: str, talk: str) -> Message:
    """A greeting, thanks or a question to the bot about itself (`greeting`, `thanks`, `robot`), answered in kind."""
    say = words(language)
    text = say(f"activity.talk_{talk}")
    return Message(text, rendered(section(text), _first_steps(say)))


def _first_steps(say: Words) -> sb.Block:
    """What most people want next."""
    asked = [
        button(say.bare(f"activity.show_{what}"), f"{SHOW}:{what}", what) for what in ("deals", "scorecard", "help")
    ]
    return buttons(_form_button(say), *asked)


def _form_button(say: Words) -> sb.Button:
    return button(say.bare("activity.open_form"), OPEN_FORM, "new")


def _with_note(say: Words, entry: Entry, today: date) -> str:
    line = line_of(say, entry, today)
    return f"{line}\n{quoted(say, entry.note)}" if entry.note else line
