"""`/log`: what people did is logged, listed and taken back."""

from handlers.activity import forms
from handlers.activity.ahead import next_such_day, visits_dropped
from handlers.activity.asking import chosen, left_out, question_about
from handlers.activity.history import show_history, show_history_of
from handlers.activity.line import entries_of, from_message
from handlers.activity.partly import clear_parts, questions_about_the_rest
from handlers.activity.views import answer, either_event, entry_views
from handlers.deals.spoken import spoken
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request
from handlers.door.typed_line import Typed, WorkspaceBook, read_typed
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases import LOG_SUBCOMMANDS, Unreadable, read_person
from handlers.phrases.log.phrase import Reading
from messages.activity import answers as messages
from messages.activity import listing, questions
from messages.blocks import Message
from models.accounts.cleaning import mend_writing
from models.activity.actions import log_activities, log_again, mean_account, mean_person
from models.activity.corrections import count_apart, mean_event, put_back, undo_batch, undo_entry
from models.activity.drafts import take_draft
from models.activity.planning import drop_visits, last_planned
from models.activity.queries import entries_of_batch, entry_with_id, is_logged, last_logged, recent_entries, told_too
from models.activity.storing import Logged
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal


def command(request: Request, text: str) -> Answers:
    """`/log meeting Acme yesterday`, `/log list`, `/log undo`, `/log help`; bare: the form."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return forms.open_new(request)
    if subcommand := LOG_SUBCOMMANDS.get(first.lower()):
        return _SUBCOMMANDS[subcommand](request, rest.strip())
    return log(request, text)


def log(request: Request, text: str) -> Answers:
    """A typed line about what happened; news of a deal goes to the deals."""
    return log_typed(request, Typed(text, request.today))


def log_typed(request: Request, typed: Typed) -> Answers:
    """The same, with what was chosen since by pressing buttons."""
    try:
        reading, book = read_typed(request, typed)
    except Unreadable as error:
        return unreadable(request, error, "log")
    if not typed.choices and (news := spoken(request, reading.line)):
        return news
    return store_or_ask(request, typed, reading, book)


def store_or_ask(request: Request, typed: Typed, reading: Reading, book: WorkspaceBook) -> Answers:
    """Store what was read, or ask what is not clear; what is clear does not wait for the rest."""
    if asked := questions_about_the_rest(request, typed, reading):
        return [_stored(request, typed, clear_parts(reading), book), *asked]
    return question_about(request, typed, reading) or _stored(request, typed, reading, book)


def _stored(request: Request, typed: Typed, reading: Reading, book: WorkspaceBook) -> Whisper:
    found = entries_of(request, reading, book)
    entries = [from_message(typed, entry) for entry in found.entries] if typed.link else found.entries
    outcome = log_activities(request.acting, entries, known=found.known, unclear=found.unclear)
    if isinstance(outcome, Logged):
        mend_writing(outcome.accounts.values(), typed.text)
    mended = [(text, meant) for part in reading.parts if part.phrase for text, meant in part.phrase.mended]
    return answer(
        request,
        outcome,
        mended=mended,
        left_out=left_out(reading),
        perhaps_people=found.perhaps_people,
        still_to_come=next_such_day(typed, entries),
    )


def show_list(request: Request, whose: str = "") -> Answers:
    """The latest entries: one's own, or (`/log list @anna`) those of somebody whose figures one may see."""
    try:
        person = found(request, read_person(whose)) if whose else request.person
    except Unreadable as error:
        return unreadable(request, error, "log list")
    request.rights.require(Right.SEE_FIGURES, person, person=person.name)
    request.note_reading(Thing.LOG, [person])
    entries = entry_views(request, recent_entries(request.session, person))
    name = "" if person.id == request.person.id else person.name
    return Whisper(listing.recent(request.language, entries, request.today, name))


def undo_last(request: Request, _: str = "") -> Answers:
    """Take back what the person typed last."""
    last, plan = last_logged(request.session, request.person), last_planned(request.session, request.person)
    is_alone = plan is not None and (last is None or plan.batch_id != last.batch_id)
    if plan is not None and is_alone and (last is None or (plan.created_at, plan.id) > (last.created_at, last.id)):
        return Whisper(visits_dropped(request, drop_visits(request.acting, plan.batch_id)))
    if last is None:
        raise Refusal("activity.nothing_to_undo")
    drop_visits(request.acting, last.batch_id or last.id)
    return Whisper(_undone(request, last.batch_id or last.id))


def edit_last(request: Request, _: str = "") -> Answers:
    """Open what the person typed last in the form."""
    last = last_logged(request.session, request.person)
    if last is None:
        raise Refusal("activity.nothing_to_undo")
    return forms.open_entry(request, last.id)


def show_help(request: Request, _: str = "") -> Answers:
    """`/log help`: how to log, with examples."""
    return Whisper(listing.help_text(request.language))


# --- buttons -------------------------------------------------------------------------------------------


def undo(request: Request, press: Press) -> Answers:
    """Take back everything of one answer."""
    visits = drop_visits(request.acting, press.value)
    if visits and not is_logged(request.session, request.workspace.workspace_id, press.value):
        return Replace(visits_dropped(request, visits))
    entries = entries_of_batch(request.session, request.workspace.workspace_id, press.value)
    if any(noted.activity.person_id != request.person.id for noted in entries):
        raise Refusal("activity.not_yours")
    return Replace(_undone(request, press.value))


def _undone(request: Request, batch_id: str) -> Message:
    """Taken back, and what counts instead because another source told of it too."""
    batch = entries_of_batch(request.session, request.workspace.workspace_id, batch_id)
    others = told_too(request.session, request.workspace.workspace_id, [noted.activity.id for noted in batch])
    taken_back = entry_views(request, undo_batch(request.acting, batch_id))
    instead = [noted for noted in others if noted.activity.same_as is None]
    return messages.undone(request.language, taken_back, request.today, entry_views(request, instead))


def restore(request: Request, press: Press) -> Answers:
    """Make undone entries count again."""
    entries = put_back(request.acting, press.value.split(","))
    return Replace(messages.restored(request.language, entry_views(request, entries), request.today))


def more(request: Request, press: Press) -> Answers:
    """The menu beside an entry of the list."""
    verb, _, activity_id = press.value.partition(":")
    if verb == "split":
        return Whisper(_apart(request, activity_id))
    if verb == "which":
        return Whisper(_which(request, activity_id))
    if verb == "history":
        return show_history_of(request, activity_id)
    owner_id = entry_with_id(request.session, request.workspace.workspace_id, activity_id).activity.person_id
    if verb == "edit" or owner_id != request.person.id:
        return forms.open_entry(request, activity_id, is_undo=verb == "undo")
    taken_back = undo_entry(request.acting, activity_id)
    return Whisper(messages.undone(request.language, entry_views(request, taken_back), request.today))


def split(request: Request, press: Press) -> Answers:
    """It was another event than the one that another source told of."""
    return Replace(_apart(request, press.value))


def _which(request: Request, activity_id: str) -> Message:
    either = either_event(request, activity_id)
    if either is None:
        raise Refusal("activity.told_once")
    return questions.which_event_was_it(request.language, either)


def which_event(request: Request, press: Press) -> Answers:
    """It tells of this one of several events, or of another one."""
    activity_id, _, event_id = press.value.partition(":")
    is_another = event_id == questions.ANOTHER
    noted = mean_event(request.acting, activity_id, None if is_another else event_id)
    [entry] = entry_views(request, [noted])
    if is_another:
        return Replace(messages.counted_apart(request.language, entry, request.today))
    return Replace(questions.event_chosen(request.language, entry, request.today))


def join(request: Request, press: Press) -> Answers:
    """It was the same event after all."""
    noted = count_apart(request.acting, press.value, is_apart=False)
    if (either := either_event(request, press.value)) is not None:
        return Replace(questions.which_event_was_it(request.language, either))
    [entry] = entry_views(request, [noted])
    return Replace(messages.counted_once(request.language, entry, request.today))


def _apart(request: Request, activity_id: str) -> Message:
    [entry] = entry_views(request, [count_apart(request.acting, activity_id, is_apart=True)])
    return messages.counted_apart(request.language, entry, request.today)


def same_account(request: Request, press: Press) -> Answers:
    """The known account was meant."""
    draft_id, _, account_id = press.value.partition(":")
    return _answered(request, draft_id, account_id)


def new_account(request: Request, press: Press) -> Answers:
    """The answer “a new account”: the entry that waited is logged with the name as it was typed."""
    return _answered(request, press.value, None)


def _answered(request: Request, draft_id: str, account_id: str | None) -> Answers:
    outcome = mean_account(request.acting, draft_id, account_id)
    return Replace(answer(request, outcome).message)


def answered(request: Request, press: Press) -> Answers:
    """A question about a line was answered: the line is read again, with what was chosen."""
    answers = log_typed(request, chosen(press.value))
    if isinstance(answers, list):
        first, *others = answers
        return [Replace(first.message) if isinstance(first, Whisper) else first, *others]
    return Replace(answers.message) if isinstance(answers, Whisper) else answers


def is_person(request: Request, press: Press) -> Answers:
    """The name is somebody's, and no account's."""
    outcome = mean_person(request.acting, press.value)
    return Replace(answer(request, outcome).message)


def log_twice(request: Request, press: Press) -> Answers:
    """“Yes, log it too”: the entry that waited is logged beside the one that looks the same."""
    outcome = log_again(request.acting, press.value)
    return Replace(answer(request, outcome).message)


def drop(request: Request, press: Press) -> Answers:
    """It was the same one: nothing is added."""
    take_draft(request.session, request.person, press.value)
    return Replace(questions.left_as_it_was(request.language))


_SUBCOMMANDS = {"list": show_list, "undo": undo_last, "edit": edit_last, "history": show_history, "help": show_help}
