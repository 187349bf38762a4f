"""`/koers privacy`: what is kept and how long; an admin sets the terms, by line or in the form, with Undo."""

from collections.abc import Mapping

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request, reads
from handlers.phrases.privacy import UNDO, terms_in
from handlers.phrases.words import HELP
from messages.blocks import Message
from messages.privacy import kept as messages
from models.permissions import Right
from models.privacy.retention import TERMS
from models.privacy.terms import KEEP, applies_from, set_term, terms_of, undo_term
from models.refusal import Refusal
from models.team.reporting_line import admins_of
from models.workspace.records import SettingChange
from models.workspace.settings import author_of, latest_change_by, stored


def privacy(request: Request, text: str) -> Answers:
    """`/koers privacy`; `/koers privacy messages=6 log=24`, `/koers privacy undo`."""
    typed = text.strip()
    if not typed or typed.lower() in HELP:
        return Whisper(_page(request))
    author = author_of(request.acting)
    if typed.lower().split()[0] in UNDO:
        change = latest_change_by(author, KEEP)
        if change is None:
            raise Refusal("privacy.nothing_to_undo")
        return Whisper(_undone(request, change.id))
    wanted = terms_in(typed)
    if not wanted:
        raise Refusal("privacy.no_such_term", typed=typed[:60])
    return Whisper(_set(request, wanted))


@reads
def open_form(request: Request, press: Press) -> Answers:
    """The button “How long”."""
    author_of(request.acting)
    return OpenModal(messages.form(request.language, terms_of(request.session, request.workspace.workspace_id)))


def save(request: Request, form: Form) -> Answers:
    """What is other than it was is set."""
    author_of(request.acting)
    held = terms_of(request.session, request.workspace.workspace_id)
    wanted: dict[str, int | None] = {}
    for kind in TERMS:
        typed = form.text(kind)
        if typed and not (typed.isdecimal() and len(typed) < 4):
            bounds = TERMS[kind]
            error = request.words.bare("privacy.bounds", floor=bounds.floor, ceiling=bounds.ceiling)
            return FormErrors({kind: error})
        months = int(typed) if typed else None
        if months != held[kind]:
            wanted[kind] = months
    return Whisper(_set(request, wanted) if wanted else messages.nothing_changes(request.language))


def undo(request: Request, press: Press) -> Answers:
    """Under what was set."""
    return Replace(_undone(request, *press.value.split(",")))


def _page(request: Request) -> Message:
    workspace_id = request.workspace.workspace_id
    terms, admins = terms_of(request.session, workspace_id), admins_of(request.session, workspace_id)
    may_change = request.rights.may(Right.CHANGE_SETTINGS)
    return messages.privacy(request.language, terms, admins, may_change=may_change)


def _set(request: Request, wanted: Mapping[str, int | None]) -> Message:
    author = author_of(request.acting)
    changes = [set_term(author, kind, months) for kind, months in wanted.items()]
    return messages.changed(request.language, [_view(request, change) for change in changes])


def _undone(request: Request, *ids: str) -> Message:
    author = author_of(request.acting)
    changes = [undo_term(author, id_) for id_ in ids]
    return messages.undone(request.language, [messages.Changed(one.about, _months(one.old)) for one in changes])


def _view(request: Request, change: SettingChange) -> messages.Changed:
    applies = applies_from(change)
    day = applies.astimezone(request.zone).date() if applies > request.now else None
    return messages.Changed(change.about, _months(change.new), day, change.id)


def _months(value: dict[str, object]) -> int | None:
    months = stored(value)
    return months if isinstance(months, int) else None
