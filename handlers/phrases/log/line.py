"""What has been understood so far of one `/log` line, and the parts that every step of the reading needs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.phrases.accounts import AccountRef, Known
from handlers.phrases.amounts import Amount
from handlers.phrases.dates import date_at
from handlers.phrases.kinds import KindWord, OwnKind, kind_table
from handlers.phrases.people import ME, person_at
from handlers.phrases.shares import SPLIT, Share, shares_at
from handlers.phrases.tokens import NOTHING
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable
from handlers.phrases.words import (
    AFTERNOON,
    LAST,
    MONTH_WORDS,
    MORNING,
    QUARTER_WORDS,
    THIS,
    WEEK_WORDS,
    WITH,
    YEAR_WORDS,
)

PERIOD_WORDS = WEEK_WORDS | MONTH_WORDS | QUARTER_WORDS | YEAR_WORDS

Taker = Callable[[Any, int], int | None]
"""Takes the part of a line that starts at a position: gives the position after it, or None."""

HANDLERS: dict[str, Taker] = {}
"""What takes a part that begins with a word of the tables; filled by `handlers.phrases.log.reading`."""

_EXAMPLE_FOR: dict[Reason, str] = {
    Reason.SPLIT_NOT_100: "activity.split",
    Reason.SPLIT_WITHOUT_PERSON: "activity.split",
    Reason.PERSON_WITHOUT_SHARE: "activity.split",
    Reason.QUANTITY_OUT_OF_RANGE: "activity.quantity",
    Reason.NOT_A_DATE: "activity.date",
    Reason.DATE_AMBIGUOUS: "activity.date",
    Reason.DATE_IMPOSSIBLE: "activity.date",
    Reason.DATE_IS_A_PERIOD: "activity.date",
    Reason.DATE_CONTRADICTS: "activity.date",
}


class Line:
    """One line: what has been understood of it so far."""

    def __init__(self, typist: Typist, own: tuple[OwnKind, ...], known: Known | None) -> None:
        self.typist, self.own, self.known = typist, own, known
        self.table = kind_table(own)
        self.words = NOTHING
        self.count = self.kind_starts = self.kind_ends = 0
        self.kind: KindWord | None = None
        self.kind_is_past = False
        self.is_first: bool | None = None
        self.quantity: int | None = None
        self.accounts: list[AccountRef] = []
        self.contact: AccountRef | None = None
        self.day: date | None = None
        self.minutes: int | None = None
        self.amount: Amount | None = None
        self.score: int | None = None
        self.topic: str | None = None
        self.note = ""
        self.shares: tuple[Share, ...] = ()
        self.due_on: date | None = None
        self.deal: int | None = None

    def _date(self, at: int) -> int | None:
        if self.day is not None:
            return None
        found = date_at(self.words, at, self.typist, Direction.PAST)
        if found:
            self.day = found[0]
            following = self.words.low(found[1])
            return found[1] + (following in MORNING or following in AFTERNOON or following == "evening")
        if (self.words.low(at) in LAST or self.words.low(at) in THIS) and self.words.low(at + 1) in PERIOD_WORDS:
            raise Unreadable(Reason.DATE_IS_A_PERIOD, self.words.between(at, at + 2))
        return None

    def _split(self, at: int) -> int | None:
        if self.shares:
            return None
        if not self._split_is_meant(at):
            return None
        found = shares_at(self.words, at)
        if found is None:
            return None
        self.shares = found[0]
        return found[1]

    def _split_is_meant(self, at: int) -> bool:
        """`shared the deck` in a note is no split: a person or a percentage has to follow the word."""
        if self.words.low(at) not in SPLIT:
            return True
        after = at + 1
        while self.words.low(after) in WITH or self.words.low(after) in {"the", "credit", "de"}:
            after += 1
        low, following = self.words.low(after), self.words.low(after + 1)
        has_part = low[:1].isdecimal() or (low in ME and following[:1].isdecimal())
        return after >= self.count or has_part or bool(person_at(self.words, after))

    def understood(self) -> list[Understood]:
        """The parts that were read, in the order in which they are told."""
        parts: list[tuple[Label, object]] = [
            (Label.KIND, self.kind.kind if self.kind else None),
            (Label.ORDER, None if self.is_first is None else ("first" if self.is_first else "follow_up")),
            (Label.QUANTITY, self.quantity),
            *((Label.ACCOUNT, account.name) for account in self.accounts),
            (Label.CONTACT, self.contact.name if self.contact else None),
            (Label.DATE, self.day),
            (Label.DURATION, self.minutes),
            (Label.AMOUNT, self.amount),
            (Label.SCORE, self.score),
            (Label.TOPIC, self.topic),
            *((Label.SPLIT, share) for share in self.shares),
            (Label.DUE, self.due_on),
            (Label.DEAL, self.deal),
        ]
        return [(label, value) for label, value in parts if value is not None]

    def example(self, reason: Reason) -> str:
        """Which example helps with this problem."""
        return _EXAMPLE_FOR.get(reason) or (f"activity.{self.kind.kind}" if self.kind else "activity")
