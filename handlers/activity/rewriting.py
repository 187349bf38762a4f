"""A message whose writer has changed it: what was logged from it follows, as far as the new words can be read."""

from collections.abc import Sequence

from handlers.activity import command
from handlers.activity.asking import question_about
from handlers.activity.line import Found, entries_of
from handlers.activity.views import entry_views, planned_instead
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.door.typed_line import Typed, read_typed
from handlers.phrases import LOG_SUBCOMMANDS, Unreadable
from handlers.phrases.log.deals import deal_news
from handlers.phrases.log.phrase import Reading
from handlers.phrases.requests import request_in, talk_in
from messages.activity import answers as messages
from messages.deals import questions as deal_questions
from models.activity.corrections import edit_entry, undo_batch
from models.activity.entry import NewActivity
from models.activity.planning import drop_visits_of_message
from models.activity.queries import Noted, entries_of_message


def changed_message(request: Request, text: str) -> Answers:
    """What the message says now. One that nothing was logged from is read anew; what it says is logged, or nothing."""
    before = entries_of_message(request.session, request.workspace.workspace_id, request.message)
    typed = Typed(text.strip(), request.today)
    try:
        reading, book = read_typed(request, typed)
    except Unreadable:
        return _kept(request, before)
    if deal_news(reading.line):
        return _kept(request, before) or Whisper(deal_questions.change_there(request.language))
    if (
        _is_no_entry(text)
        or not any(part.phrase for part in reading.parts)
        or any(part.problem for part in reading.parts)
    ):
        return _kept(request, before)
    drop_visits_of_message(request.acting, request.message)
    if not before:
        return command.store_or_ask(request, typed, reading, book)
    if not _is_any_held(reading):
        _take_back(request, before)
        return question_about(request, typed, reading)
    found = entries_of(request, reading, book)
    if len(before) == len(found.entries) == 1 and not _is_asked_about(found):
        return _corrected(request, before[0], found.entries[0])
    _take_back(request, before)
    return command.store_or_ask(request, typed, reading, book)


def _is_no_entry(text: str) -> bool:
    """A command, a request or a word in passing: what was typed is done, and nothing of it is in the log."""
    first = text.split()[:1]
    return bool(request_in(text) or talk_in(text) or (first and first[0].lower() in LOG_SUBCOMMANDS))


def _kept(request: Request, before: Sequence[Noted]) -> Answers:
    """The new words cannot be read: what was logged stays, and that is said."""
    if not before:
        return None
    return Whisper(messages.kept(request.language, entry_views(request, before), request.today))


def _corrected(request: Request, noted: Noted, wanted: NewActivity) -> Answers:
    if wanted.happened_on > request.today:
        return planned_instead(request, noted.activity.id, wanted)
    correction = edit_entry(request.acting, noted.activity.id, wanted)
    if correction is None:
        return None
    [entry] = entry_views(request, [correction.noted])
    return Whisper(messages.edited(request.language, entry, request.today, request.workspace.currency))


def _take_back(request: Request, before: Sequence[Noted]) -> None:
    for batch in dict.fromkeys(noted.activity.batch_id or noted.activity.id for noted in before):
        undo_batch(request.acting, batch)


def _is_any_held(reading: Reading) -> bool:
    return any(part.phrase is not None and part.not_held is None for part in reading.parts)


def _is_asked_about(found: Found) -> bool:
    return any(entry.account in found.unclear for entry in found.entries)
