"""A plain message in the DM: something that was done, news of a deal, a question to the bot, or a word in passing."""

from collections.abc import Callable

from handlers import leave, nudges, overview
from handlers.activity import command as log
from handlers.deals import command as deals
from handlers.deals.spoken import spoken
from handlers.digest import command as digest
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request
from handlers.door.typed_line import Typed, read_typed
from handlers.door.unreadable import unreadable
from handlers.goals import command as goals
from handlers.goals import needed
from handlers.phrases import LOG_SUBCOMMANDS, Reason, Unreadable
from handlers.phrases.log.lexicon import lexicon
from handlers.phrases.log.phrase import Reading
from handlers.phrases.log.spans import Role
from handlers.phrases.requests import leave_in, leave_line, request_by_word, request_in, talk_in
from handlers.phrases.tokens import folded
from handlers.scorecard import command as scorecard
from messages.activity import listing
from models.activity.queries import entries_of_message
from models.permissions import Right

_NO_ENTRY = frozenset({Reason.UNKNOWN_KIND, Reason.KIND_MISSING, Reason.UNKNOWN_WORD})


def direct_message(request: Request, text: str) -> Answers:
    """Read a plain message; never met with silence."""
    if request.message and entries_of_message(request.session, request.workspace.workspace_id, request.message):
        return None  # it was changed, and read, before it came itself
    line = text.strip().removeprefix("/").strip()
    for word in ("koers ", "log "):
        if line.lower().startswith(word):
            line = line[len(word) :].strip()
    if takes := needed.question(request, line):
        return needed.answered(request, takes)
    if asked := request_in(line):
        return _REQUESTS[asked](request)
    if answer := nudges.reply(request, line):
        return answer
    if talk := talk_in(line):
        return Whisper(listing.small_talk(request.language, talk))
    first, *rest = line.split()
    subcommand = LOG_SUBCOMMANDS.get(first.lower())
    if subcommand == "edit" and not rest:
        return log.show_list(request)  # a form opens from a button only, and the list has them
    if subcommand and subcommand != "edit" and len(rest) < 2:
        return log.command(request, line)
    return _told(request, _typed(request, line))


def command(request: Request, text: str) -> Answers:
    """`/log` reads what the DM reads: `/log open deals` is asked, not logged."""
    words = text.split()
    if len(words) > 1 and folded(words[0]) in lexicon().kinds:  # nearly always
        return log.command(request, text)
    is_one_word = len(words) < 2
    is_own = is_one_word and text.strip().lower() in LOG_SUBCOMMANDS
    if not is_own and (asked := request_in(text)):
        return _REQUESTS[asked](request)
    return log.command(request, text)


def show(request: Request, press: Press) -> Answers:
    """A button under a greeting: deals, the scorecard, or what the bot can do."""
    return _REQUESTS[press.value](request)


def _typed(request: Request, line: str) -> Typed:
    """The line, of the day that it is about: of the evening before, where it answers a nudge and names no day."""
    day = nudges.day_meant(request)
    if day != request.today:
        reading, _ = read_typed(request, Typed(line, request.today))
        if any(span.role is Role.DATE for span in reading.line.spans.values()):
            day = request.today
    return Typed(line, day)


def _told(request: Request, typed: Typed) -> Answers:
    try:
        reading, book = read_typed(request, typed)
    except Unreadable as error:
        return unreadable(request, error, "log")
    if news := spoken(request, reading.line):
        return news
    is_about_a_kind = any(span.role is Role.KIND for span in reading.line.spans.values())
    if not is_about_a_kind and (asked := request_by_word(typed.text)):
        return _REQUESTS[asked](request)
    if leave_in(typed.text) and not _names_anything(reading):
        return leave.command(request, leave_line(typed.text))
    if all(part.problem and part.problem.reason in _NO_ENTRY for part in reading.parts) and not _is_understood(reading):
        return Whisper(listing.not_understood(request.language))
    return log.store_or_ask(request, typed, reading, book)


def _who_needs_me(request: Request) -> Answers:
    """The digest as it is now says who needs help; of who leads nobody there is none."""
    if request.rights.may(Right.GET_DIGEST):
        return digest.command(request, "now")
    return overview.command(request, "help")


def _names_anything(reading: Reading) -> bool:
    return any(span.role in (Role.ACCOUNT, Role.KIND) for span in reading.line.spans.values())


def _is_understood(reading: Reading) -> bool:
    """Whether something was read of it that a question can begin with."""
    return any(
        part.draft.accounts or part.draft.amount or part.problem.suggestions for part in reading.parts if part.problem
    )


_REQUESTS: dict[str, Callable[[Request], Answers]] = {
    "undo": log.undo_last,
    "list": log.show_list,
    "help": lambda request: overview.command(request, "help"),
    "scorecard": lambda request: scorecard.command(request, ""),
    "attention": _who_needs_me,
    "deals": lambda request: deals.command(request, "list"),
    "goals": lambda request: goals.command(request, "list"),
    "review": lambda request: overview.command(request, "help"),
    "coaching": lambda request: overview.command(request, "help"),
}
"""What is done for each request; `show` takes the same names from a button."""
