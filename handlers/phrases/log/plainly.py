"""Whether what is typed under a question is plainly something to log, so that the question lets go of it; or could be."""

from datetime import date

from handlers.phrases.log.phrase import read_log
from handlers.phrases.unreadable import Unreadable


def is_plainly_to_log(text: str, today: date, language: str) -> bool:
    """A kind with its account or how much of it, and nothing doubtful: `meeting Acme 45m`, `5 cold calls`.

    “Drie weken ziek geweest” is no visit of nobody, “twee weken geen bezoeken gedaan” neither. `More visits to A accounts` is an answer, `3` is nothing to log, and “quite well” is no quote with a slip in it.
    """
    try:
        read = read_log(text, today, language=language)
    except Unreadable:
        return False
    says_what = read.accounts or read.minutes or read.amount or read.quantity > 1
    return bool(says_what) and not read.mended and not any(account.is_doubtful for account in read.accounts)


def could_be_to_log(text: str, today: date, language: str) -> bool:
    """Whether the reader of the log makes anything of it: then the answer offers to put it there."""
    try:
        read_log(text, today, language=language)
    except Unreadable:
        return False
    return True
