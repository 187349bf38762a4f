"""`/log`: noting what happened, taking it back, changing it."""

from handlers.activity import forms
from handlers.activity.line import read_entries
from handlers.activity.views import answer, shown
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Visit
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases import LOG_SUBCOMMANDS, Reason, Unreadable, read_person
from messages.activity import answers as messages
from messages.activity import listing, questions
from models.activity.actions import log_activities, log_again, mean_account
from models.activity.corrections import put_back, undo_batch, undo_entry
from models.activity.drafts import take_draft
from models.activity.queries import entries_of_batch, entry_with_id, last_logged, recent_entries
from models.refusal import Refusal
from models.team.access import may_see_person

NOT_AN_ENTRY = frozenset(
    {Reason.NOTHING_TYPED, Reason.UNKNOWN_KIND, Reason.KIND_MISSING, Reason.UNKNOWN_WORD}
)


def command(visit: Visit, text: str) -> Answers:
    """`/log meeting Acme yesterday`, `/log list`, `/log undo`, `/log help`; bare: the form."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return forms.open_new(visit)
    if subcommand := LOG_SUBCOMMANDS.get(first.lower()):
        return _SUBCOMMANDS[subcommand](visit, rest.strip())
    return log(visit, text)


def log(visit: Visit, text: str) -> Answers:
    """A typed line about what happened."""
    try:
        entries, known = read_entries(visit, text)
    except Unreadable as error:
        return unreadable(visit, error, "log")
    outcome = log_activities(
        visit.session, visit.workspace, visit.person, entries, visit.now, visit.today, known=known
    )
    return answer(visit, outcome)


def show_list(visit: Visit, whose: str = "") -> Answers:
    """The latest entries: one's own, or (`/log list @anna`) those of somebody whose figures one may see."""
    try:
        person = found(visit, read_person(whose)) if whose else visit.person
    except Unreadable as error:
        return unreadable(visit, error, "log list")
    may_see_person(visit.session, visit.person, person)
    entries = shown(visit, recent_entries(visit.session, person))
    name = "" if person.id == visit.person.id else person.name
    return Whisper(listing.recent(visit.language, entries, visit.today, name))


def undo_last(visit: Visit, _: str = "") -> Answers:
    """Take back what the person typed last."""
    last = last_logged(visit.session, visit.person)
    if last is None:
        raise Refusal("activity.nothing_to_undo")
    taken_back = undo_batch(visit.session, visit.person, last.batch_id or last.id, visit.now)
    return Whisper(messages.undone(visit.language, shown(visit, taken_back), visit.today))


def edit_last(visit: Visit, _: str = "") -> Answers:
    """Open what the person typed last in the form."""
    last = last_logged(visit.session, visit.person)
    if last is None:
        raise Refusal("activity.nothing_to_undo")
    return forms.open_entry(visit, last.id)


def show_help(visit: Visit, _: str = "") -> Answers:
    """How to log."""
    return Whisper(listing.help_text(visit.language))


def direct_message(visit: Visit, text: str) -> Answers:
    """A plain message to the bot is taken for a `/log`, with or without the word; never met with silence."""
    line = _without_chatter(text)
    if not line:
        return show_help(visit)
    subcommand = LOG_SUBCOMMANDS.get(line.split()[0].lower())
    if subcommand == "edit":
        return show_list(visit)  # a form opens from a button only, and the list has them
    try:
        read_entries(visit, line)
    except Unreadable as error:
        if subcommand is None and error.reason in NOT_AN_ENTRY:
            return Whisper(listing.not_understood(visit.language))
    return command(visit, line)


def _without_chatter(text: str) -> str:
    """The message from its first telling word: `Ik had net een afspraak met Acme` begins with the `afspraak`."""
    words = text.strip().removeprefix("/").split(" ")
    while words and words[0].lower().strip(",.:!") in CHATTER:
        words.pop(0)
    return " ".join(words).strip()


CHATTER = frozenset({
    "", "koers", "log", "i", "we", "i've", "we've", "just", "had", "have", "did", "was", "a", "an", "the", "hi", "hey",
    "ik", "wij", "heb", "hebben", "hadden", "net", "zojuist", "even", "een", "de", "het", "hoi", "hallo", "ha",
})  # fmt: skip
"""Words before the telling ones in a message to the bot. None of them means anything in `/log`."""


# --- buttons -------------------------------------------------------------------------------------------


def undo(visit: Visit, press: Press) -> Answers:
    """Take back everything of one answer."""
    entries = entries_of_batch(visit.session, visit.workspace.workspace_id, press.value)
    if any(noted.activity.person_id != visit.person.id for noted in entries):
        raise Refusal("activity.not_yours")
    taken_back = undo_batch(visit.session, visit.person, press.value, visit.now)
    return Replace(messages.undone(visit.language, shown(visit, taken_back), visit.today))


def restore(visit: Visit, press: Press) -> Answers:
    """Make undone entries count again."""
    entries = put_back(visit.session, visit.person, press.value.split(","), visit.now)
    return Replace(messages.restored(visit.language, shown(visit, entries), visit.today))


def more(visit: Visit, press: Press) -> Answers:
    """The menu beside an entry of the list."""
    verb, _, activity_id = press.value.partition(":")
    owner_id = entry_with_id(visit.session, visit.workspace.workspace_id, activity_id).activity.person_id
    if verb == "edit" or owner_id != visit.person.id:
        return forms.open_entry(visit, activity_id, is_undo=verb == "undo")
    taken_back = undo_entry(visit.session, visit.person, activity_id, visit.now)
    return Whisper(messages.undone(visit.language, shown(visit, taken_back), visit.today))


def same_account(visit: Visit, press: Press) -> Answers:
    """The known account was meant."""
    draft_id, _, account_id = press.value.partition(":")
    return _answered(visit, draft_id, account_id)


def new_account(visit: Visit, press: Press) -> Answers:
    """It is a new account."""
    return _answered(visit, press.value, None)


def _answered(visit: Visit, draft_id: str, account_id: str | None) -> Answers:
    outcome = mean_account(
        visit.session, visit.workspace, visit.person, draft_id, account_id, visit.now, visit.today
    )
    return Replace(answer(visit, outcome).message)


def log_twice(visit: Visit, press: Press) -> Answers:
    """It happened twice."""
    outcome = log_again(visit.session, visit.workspace, visit.person, press.value, visit.now, visit.today)
    return Replace(answer(visit, outcome).message)


def drop(visit: Visit, press: Press) -> Answers:
    """It was the same one: nothing is added."""
    take_draft(visit.session, visit.person, press.value)
    return Replace(questions.left_as_it_was(visit.language))


_SUBCOMMANDS = {"list": show_list, "undo": undo_last, "edit": edit_last, "help": show_help}
