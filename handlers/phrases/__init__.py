"""Typed text to values: what people write behind a slash command, in English and Dutch.

Pure: text, the person's day and what is known go in; a frozen dataclass comes out, or `Unreadable` is raised with
what was understood, what was not, and an example. Nothing here knows Slack, a database or a clock.
"""

from handlers.phrases.accounts import AccountRef, possible_names
from handlers.phrases.amounts import Amount
from handlers.phrases.dates import read_date
from handlers.phrases.kinds import LOG_SUBCOMMANDS, OwnKind
from handlers.phrases.log import LogPhrase, read_log
from handlers.phrases.people import MYSELF, PersonForm, PersonRef, read_person
from handlers.phrases.shares import Share
from handlers.phrases.speaker import Direction
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean

__all__ = [
    "LOG_SUBCOMMANDS",
    "MYSELF",
    "AccountRef",
    "Amount",
    "Direction",
    "Label",
    "LogPhrase",
    "OwnKind",
    "PersonForm",
    "PersonRef",
    "Reason",
    "Share",
    "Understood",
    "Unreadable",
    "did_you_mean",
    "possible_names",
    "read_date",
    "read_log",
    "read_person",
]
