"""`/log`: one line about what happened, in any order where that is unambiguous.

How the line is read, from left to right:

- The kind is the first word (or words) of the kind table. Before it may stand a quantity, an order word, a date, an
  account; nothing else.
- A number beside the kind is a quantity (`3 calls`, `calls 3`); for `csat` a number is the score; for a kind with an
  amount it is money (`proposal Acme 12500`), and `45m` is then 45 million; elsewhere `45m` is 45 minutes.
- Where the account's name ends: see `handlers.phrases.accounts`. More accounts follow after commas (or `and`/`en`):
  one entry each.
- The first word after all this that means nothing here begins the note, and everything from there on is the note, as
  typed. So does a dash, a colon behind a name, a new line, or a quoted text after the account.
- What is certain at the very end of a note still counts when it was not said before: a past date (`discussed pricing
  yesterday`), a duration, a split, the amount of a proposal.
"""

from collections.abc import Sequence
from datetime import date

from handlers.phrases.accounts import Known
from handlers.phrases.examples import example_of
from handlers.phrases.kinds import OwnKind
from handlers.phrases.log.reading import LogPhrase, Reading
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Unreadable


def read_log(
    text: str,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    kinds: Sequence[OwnKind] = (),
    known_accounts: Known | None = None,
) -> LogPhrase:
    """The entry that `text` describes. Raises Unreadable with what was and was not understood."""
    reading = Reading(Typist(today, language, locale), tuple(kinds), known_accounts)
    try:
        return reading.read(text)
    except Unreadable as unreadable:
        raise unreadable.within(
            reading.understood(), example_of(reading.example(unreadable.reason), language)
        ) from None
