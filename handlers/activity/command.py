"""`/log`: noting what happened, taking it back, changing it."""

from handlers.activity import forms
from handlers.activity.line import read_entries
from handlers.activity.views import answer, entry_views
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases import LOG_SUBCOMMANDS, Reason, Unreadable, read_person
from messages.activity import answers as messages
from messages.activity import listing, questions
from models.activity.actions import log_activities, log_again, mean_account
from models.activity.corrections import put_back, undo_batch, undo_entry
from models.activity.drafts import take_draft
from models.activity.queries import entries_of_batch, entry_with_id, last_logged, recent_entries
from models.permissions import Right
from models.refusal import Refusal

NOT_AN_ENTRY = frozenset({Reason.NOTHING_TYPED, Reason.UNKNOWN_KIND, Reason.KIND_MISSING, Reason.UNKNOWN_WORD})


def command(request: Request, text: str) -> Answers:
    """`/log meeting Acme yesterday`, `/log list`, `/log undo`, `/log help`; bare: the form."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return forms.open_new(request)
    if subcommand := LOG_SUBCOMMANDS.get(first.lower()):
        return _SUBCOMMANDS[subcommand](request, rest.strip())
    return log(request, text)


def log(request: Request, text: str) -> Answers:
    """A typed line about what happened."""
    try:
        entries, known = read_entries(request, text)
    except Unreadable as error:
        return unreadable(request, error, "log")
    outcome = log_activities(request.acting, entries, known=known)
    return answer(request, outcome)


def show_list(request: Request, whose: str = "") -> Answers:
    """The latest entries: one's own, or (`/log list @anna`) those of somebody whose figures one may see."""
    try:
        person = found(request, read_person(whose)) if whose else request.person
    except Unreadable as error:
        return unreadable(request, error, "log list")
    request.rights.require(Right.SEE_FIGURES, person, person=person.name)
    entries = entry_views(request, recent_entries(request.session, person))
    name = "" if person.id == request.person.id else person.name
    return Whisper(listing.recent(request.language, entries, request.today, name))


def undo_last(request: Request, _: str = "") -> Answers:
    """Take back what the person typed last."""
    last = last_logged(request.session, request.person)
    if last is None:
        raise Refusal("activity.nothing_to_undo")
    taken_back = undo_batch(request.acting, last.batch_id or last.id)
    return Whisper(messages.undone(request.language, entry_views(request, taken_back), request.today))


def edit_last(request: Request, _: str = "") -> Answers:
    """Open what the person typed last in the form."""
    last = last_logged(request.session, request.person)
    if last is None:
        raise Refusal("activity.nothing_to_undo")
    return forms.open_entry(request, last.id)


def show_help(request: Request, _: str = "") -> Answers:
    """How to log."""
    return Whisper(listing.help_text(request.language))


def direct_message(request: Request, text: str) -> Answers:
    """A plain message to the bot is taken for a `/log`, with or without the word; never met with silence."""
    line = _without_chatter(text)
    if not line:
        return show_help(request)
    subcommand = LOG_SUBCOMMANDS.get(line.split()[0].lower())
    if subcommand == "edit":
        return show_list(request)  # a form opens from a button only, and the list has them
    try:
        read_entries(request, line)
    except Unreadable as error:
        if subcommand is None and error.reason in NOT_AN_ENTRY:
            return Whisper(listing.not_understood(request.language))
    return command(request, line)


def _without_chatter(text: str) -> str:
    """The message from its first telling word: `Ik had net een afspraak met Acme` begins with the `afspraak`."""
    words = text.strip().removeprefix("/").split(" ")
    while words and words[0].lower().strip(",.:!") in CHATTER:
        words.pop(0)
    return " ".join(words).strip()


CHATTER = frozenset(
    {
        "",
        "koers",
        "log",
        "i",
        "we",
        "i've",
        "we've",
        "just",
        "had",
        "have",
        "did",
        "was",
        "a",
        "an",
        "the",
        "hi",
        "hey",
        "ik",
        "wij",
        "heb",
        "hebben",
        "hadden",
        "net",
        "zojuist",
        "even",
        "een",
        "de",
        "het",
        "hoi",
        "hallo",
        "ha",
    }
)
"""Words before the telling ones in a message to the bot. None of them means anything in `/log`."""


# --- buttons -------------------------------------------------------------------------------------------


def undo(request: Request, press: Press) -> Answers:
    """Take back everything of one answer."""
    entries = entries_of_batch(request.session, request.workspace.workspace_id, press.value)
    if any(noted.activity.person_id != request.person.id for noted in entries):
        raise Refusal("activity.not_yours")
    taken_back = undo_batch(request.acting, press.value)
    return Replace(messages.undone(request.language, entry_views(request, taken_back), request.today))


def restore(request: Request, press: Press) -> Answers:
    """Make undone entries count again."""
    entries = put_back(request.acting, press.value.split(","))
    return Replace(messages.restored(request.language, entry_views(request, entries), request.today))


def more(request: Request, press: Press) -> Answers:
    """The menu beside an entry of the list."""
    verb, _, activity_id = press.value.partition(":")
    owner_id = entry_with_id(request.session, request.workspace.workspace_id, activity_id).activity.person_id
    if verb == "edit" or owner_id != request.person.id:
        return forms.open_entry(request, activity_id, is_undo=verb == "undo")
    taken_back = undo_entry(request.acting, activity_id)
    return Whisper(messages.undone(request.language, entry_views(request, taken_back), request.today))


def same_account(request: Request, press: Press) -> Answers:
    """The known account was meant."""
    draft_id, _, account_id = press.value.partition(":")
    return _answered(request, draft_id, account_id)


def new_account(request: Request, press: Press) -> Answers:
    """It is a new account."""
    return _answered(request, press.value, None)


def _answered(request: Request, draft_id: str, account_id: str | None) -> Answers:
    outcome = mean_account(request.acting, draft_id, account_id)
    return Replace(answer(request, outcome).message)


def log_twice(request: Request, press: Press) -> Answers:
    """It happened twice."""
    outcome = log_again(request.acting, press.value)
    return Replace(answer(request, outcome).message)


def drop(request: Request, press: Press) -> Answers:
    """It was the same one: nothing is added."""
    take_draft(request.session, request.person, press.value)
    return Replace(questions.left_as_it_was(request.language))


_SUBCOMMANDS = {"list": show_list, "undo": undo_last, "edit": edit_last, "help": show_help}
