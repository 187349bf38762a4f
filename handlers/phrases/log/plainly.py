"""Whether what is typed under a question is plainly something to log, so that the question lets go of it; or could be."""

from datetime import date

from handlers.phrases.log.held import Standing
from handlers.phrases.log.phrase import read_log, read_message
from handlers.phrases.log.spans import Reader, Role
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Unreadable


def is_plainly_to_log(text: str, today: date, language: str) -> bool:
    """A kind with its account or how much of it, and nothing doubtful: `meeting Acme 45m`, `5 cold calls`.

    “Drie weken ziek geweest” is no visit of nobody, “twee weken geen bezoeken gedaan” neither. `More visits to A accounts`
    is an answer, `3` is nothing to log, “quite well” is no quote with a slip in it, and `3 calls a day` is a habit.
    """
    try:
        [part, *_] = read_message(text, Reader(Typist(today, language, None), None, ())).parts
        read = read_log(text, today, language=language)
    except Unreadable:
        return False
    is_habit = part.not_held is not None and part.not_held.standing is Standing.FREQUENCY
    says_what = read.accounts or read.minutes or read.amount or read.quantity > 1
    is_sure = not read.mended and not any(account.is_doubtful for account in read.accounts)
    return bool(says_what) and not is_habit and is_sure


def is_about_a_kind(text: str, today: date, language: str) -> bool:
    """Whether it names a kind of activity at all, so that logging it may be offered: `5 meetings a week is my rhythm`."""
    try:
        line = read_message(text, Reader(Typist(today, language, None), None, ())).line
    except Unreadable:
        return False
    return any(span.role is Role.KIND for span in line.spans.values())
