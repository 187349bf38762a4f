"""What we answer: the plans that run, one given, stopped or declined, the workspace's checklist, and the look back."""

from collections.abc import Sequence

from messages.blocks import Message, View, answer_modal, button, buttons, rendered, section, small
from messages.newcomers.page import CHANGE, OPEN, RESUME
from messages.words import Markup, Words, words
from models.newcomers.looking_back import Look
from models.newcomers.standing import Progress

UNDO_LIST, LIST = "newcomers.undo_list", "newcomers.list"
MOST_LISTED = 10


def overview(
    language: str,
    plans: Sequence[Progress],
    waiting: Sequence[tuple[str, str]],
    drafts: Sequence[tuple[str, str]] = (),
    *,
    may_change_list: bool,
) -> Message:
    """The plans that run below somebody; by id and name who has none yet, and whose is written but not given."""
    say = words(language)
    text = say("newcomers.overview", count=len(plans), waiting=len(waiting) + len(drafts))
    rows = [
        section(
            progress_line(say, plan), button=button(say.bare("newcomers.open"), f"{OPEN}:{plan.plan_id}", plan.plan_id)
        )
        for plan in plans[:MOST_LISTED]
    ]
    rows += [
        section(
            say(f"newcomers.{how}", name=name), button=button(say.bare("newcomers.make_plan"), f"{CHANGE}:{id_}", id_)
        )
        for how, people in (("not_given", drafts), ("without_plan", waiting))
        for id_, name in people[:MOST_LISTED]
    ]
    change = buttons(button(say.bare("newcomers.change_list"), LIST)) if may_change_list else None
    return Message(text, rendered(section(text), *rows, change, small(say("newcomers.how_to"))))


def progress_line(say: Words, plan: Progress) -> str:
    """`Noor de Wit: day 12 of 90 · 4 of 11 ticked off`, for who leads them."""
    return say("newcomers.progress", plan=plan)


def in_digest(say: Words, plans: Sequence[Progress]) -> str:
    """One line in a manager's digest; empty without newcomers."""
    return say("newcomers.in_digest", plans=[Markup(progress_line(say, plan)) for plan in plans]) if plans else ""


def on_own_home(say: Words, plan: Progress) -> str:
    """One line on the newcomer's own Home."""
    return say("newcomers.on_own_home", plan=plan)


def given(language: str, name: str, plan_id: str, *, is_later: bool) -> Message:
    """The newcomer reads it from now on, or from their first morning."""
    say = words(language)
    text = say("newcomers.was_given", name=name, is_later=is_later)
    return Message(text, rendered(section(text, button=button(say.bare("newcomers.open"), OPEN, plan_id))))


def stopped(language: str, name: str, plan_id: str) -> Message:
    """Nothing comes of it any more; with Undo."""
    say = words(language)
    text = say("newcomers.was_stopped", name=name)
    return Message(text, rendered(section(text, button=button(say.bare("newcomers.undo"), RESUME, plan_id))))


def declined(language: str, name: str, person_id: str) -> Message:
    """No plan; with the way back."""
    say = words(language)
    text = say("newcomers.was_declined", name=name)
    return Message(text, rendered(section(text, button=button(say.bare("newcomers.make_plan"), CHANGE, person_id))))


def list_stored(language: str, changes: Sequence[tuple[str, str, int]]) -> Message:
    """The workspace's checklist: id of the change, language, and how many lines (0: Koers' own again)."""
    say = words(language)
    if not changes:
        text = say("newcomers.list_as_it_was")
        return Message(text, rendered(section(text)))
    lines = [say("newcomers.list_stored", which=say(f"newcomers.language_{key}"), number=n) for _, key, n in changes]
    text = "\n".join(lines)
    undo = button(say.bare("newcomers.undo"), UNDO_LIST, " ".join(id_ for id_, _, _ in changes))
    return Message(text, rendered(section(text, button=undo), small(say("newcomers.list_note"))))


def list_undone(language: str) -> Message:
    """It is what it was."""
    text = words(language)("newcomers.list_undone")
    return Message(text, rendered(section(text)))


def looked_back(language: str, name: str, *, is_own: bool, waits: bool) -> Message:
    """The answers are kept; `waits`: the other's are not in yet."""
    text = words(language)("newcomers.looked_back", name=name, is_own=is_own, waits=waits)
    return Message(text, rendered(section(text)))


def both(language: str, name: str, manager: str, own: Look, theirs: Look) -> View:
    """What both wrote, in a window of its own."""
    say = words(language)
    text = say("newcomers.both_title", name=name)
    parts = [
        section(f"*{question}*\n{answer}")
        for question, answer in (
            (say("newcomers.own_first"), say("newcomers.quoted", text=own.first)),
            (say("newcomers.own_second"), say("newcomers.quoted", text=own.second or "–")),
            (say("newcomers.manager_first", name=name), say("newcomers.quoted", text=theirs.first)),
            (say("newcomers.manager_second", name=name), say("newcomers.quoted", text=theirs.second or "–")),
        )
    ]
    by = [small(say("newcomers.said_by", name=name)), small(say("newcomers.said_by", name=manager))]
    message = Message(text, rendered(section(text), by[0], *parts[:2], by[1], *parts[2:]))
    return answer_modal(say.bare("newcomers.look_title"), say.bare("common.close"), message)


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("newcomers.help")
    return Message(text, rendered(section(text)))
