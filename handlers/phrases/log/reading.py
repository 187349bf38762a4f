"""The reading of a `/log` line from left to right; the rules stand in `handlers.phrases.log.phrase`."""

from dataclasses import dataclass
from datetime import date

from handlers.phrases.accounts import AccountRef, known_account_at
from handlers.phrases.amounts import CODES, Amount
from handlers.phrases.dates import STARTERS, date_at
from handlers.phrases.durations import SPOKEN_FIRST
from handlers.phrases.kinds import ORDER, kind_names, order_at
from handlers.phrases.log.kind import KindFinding
from handlers.phrases.log.line import HANDLERS
from handlers.phrases.people import person_at
from handlers.phrases.shares import SPLIT, Share
from handlers.phrases.tokens import COMMA, DASH, EQUALS, MENTION, NEWLINE, QUOTED, WORD, typed
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from handlers.phrases.words import ARTICLES, AT, NUMBERS, WITH
from models.activity.entry import LONGEST_NOTE, LONGEST_TOPIC

DUE = frozenset({"due", "verloopt", "vervalt", "expires", "expiring", "afloopt", "vervaldatum", "einddatum"})


@dataclass(frozen=True, slots=True)
class LogPhrase:
    """What somebody says has happened."""

    kind: str
    day: date
    """The person's own day; today when none was said (then `day_is_said` is False)."""
    day_is_said: bool = False
    is_first: bool | None = None
    """First (True) or follow-up (False) when the person said so; None leaves it to the rule."""
    quantity: int = 1
    """For each account; with several accounts there is one entry per account."""
    accounts: tuple[AccountRef, ...] = ()
    contact: str | None = None
    minutes: int | None = None
    amount: Amount | None = None
    score: int | None = None
    topic: str | None = None
    note: str = ""
    shares: tuple[Share, ...] = ()
    """Empty: the person has all the credit; else they sum to 100 and may name MYSELF."""
    due_on: date | None = None
    deal: int | None = None


class Reading(KindFinding):
    """One reading of one line: finds the kind, then takes part after part."""

    def read(self, text: str) -> LogPhrase:
        self.words = typed(text)
        self.count = len(self.words.tokens)
        if not self.count:
            raise Unreadable(Reason.NOTHING_TYPED)
        self.kind_starts, self.kind_ends = self._find_kind()
        at = 0
        while at < self.count:
            end = self._take(at)
            if end is None:
                if at < self.kind_starts:
                    raise self._unknown_word(at)
                at = self._take_note(at)
            else:
                at = end
        return self._checked()

    def _unknown_word(self, at: int) -> Unreadable:
        token = self.words.tokens[at]
        return Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(token.low, kind_names(self.own)))

    def _take(self, at: int) -> int | None:
        """The position after the part that starts here; None when the words mean nothing here."""
        if at == self.kind_starts:
            if at == self.kind_ends:  # an order word stands for the kind
                found = order_at(self.words, at)
                self.kind_starts, self.is_first, self.kind_is_past = -1, False, True
                return found[1] if found else at + 1
            assert self.kind is not None
            self.kind_is_past = True
            if self.kind.is_first is not None and self.is_first is None:
                self.is_first = self.kind.is_first
            return self.kind_ends
        token = self.words.tokens[at]
        shape = token.shape
        if shape == WORD:
            return self._word(at, token.low)
        if shape == COMMA:
            return at + 1
        if shape == QUOTED:
            return self._quoted(at)
        if shape == MENTION:
            return self._split(at) if person_at(self.words, at) else None
        if shape in (DASH, NEWLINE) and (self.kind_is_past or shape == NEWLINE):
            return self._all_note(at + 1)
        return at + 1 if shape == DASH else None

    def _word(self, at: int, low: str) -> int | None:
        words = self.words
        if at + 1 < self.count and words.tokens[at + 1].shape == EQUALS:
            return self._key(at, low)
        if not low:
            return None
        if low[0] == "@" and person_at(words, at):
            return self._split(at)
        if not low[0].isalpha() or (low[0] == "x" and low[1:].isdecimal()):
            return self._number(at, low) or self._ornament(at, low)
        handler = HANDLERS.get(low)
        if handler is not None and (end := handler(self, at)):
            return end
        if not self.accounts and (end := self._account(at, low)):
            return end
        if words.tokens[at].text.find("@") >= 0 and person_at(words, at):
            return self._split(at)
        return None

    def _ornament(self, at: int, low: str) -> int | None:
        """An emoji or a stray sign before the kind says nothing."""
        return at + 1 if at < self.kind_starts and not any(c.isalnum() for c in low) else None

    def _order(self, at: int) -> int | None:
        found = order_at(self.words, at)
        if found is None or self.is_first is not None or (self.kind_is_past and self._belongs_to_a_name(at)):
            return None
        self.is_first = found[0]
        return found[1]

    def _belongs_to_a_name(self, at: int) -> bool:
        """`First Solar` after the kind is a name when it is known."""
        return not self.accounts and known_account_at(self.words, at, self.known, fewest=2) is not None

    def _article(self, at: int) -> int | None:
        """`a meeting`, `een afspraak`, `an hour`, `a week ago`, `the Acme meeting`."""
        if end := self._number(at, self.words.low(at)):
            return end
        if self.kind_is_past and self.words.tokens[at].text[0].isupper():
            return None  # De Groot & Zonen
        return at + 1 if at < self.kind_starts or not self.accounts else None

    def _due(self, at: int) -> int | None:
        if self.kind is None or self.kind.sums != "amount" or self.due_on is not None:
            return None
        after = at + 1 + (self.words.low(at + 1) in {"on", "op", "per", "by"})
        found = date_at(self.words, after, self.typist, Direction.FUTURE)
        if found is None:
            return None
        self.due_on = found[0]
        return found[1]

    def _checked(self) -> LogPhrase:
        assert self.kind is not None
        kind, accounts, contact = self.kind.kind, self.accounts, self.contact
        if contact and not accounts and not self._is_a_person(contact.name):
            accounts, contact = [contact], None
        quantity = self.quantity or 1
        if len(accounts) > 1 and self.quantity is not None:
            if self.quantity not in (1, len(accounts)):
                raise Unreadable(Reason.QUANTITY_DIFFERS, f"{self.quantity} × {', '.join(a.name for a in accounts)}")
            quantity = 1
        if kind == "csat" and self.score is None:
            raise Unreadable(Reason.SCORE_MISSING)
        if kind == "training" and self.minutes is None:
            raise Unreadable(Reason.DURATION_MISSING)
        if len(self.note) > LONGEST_NOTE:
            raise Unreadable(Reason.NOTE_TOO_LONG, self.note[:60])
        if self.topic and len(self.topic) > LONGEST_TOPIC:
            raise Unreadable(Reason.NAME_TOO_LONG, self.topic[:60])
        return LogPhrase(
            kind=kind,
            day=self.day or self.typist.today,
            day_is_said=self.day is not None,
            is_first=self.is_first if kind in {"meeting", "visit"} else None,
            quantity=quantity,
            accounts=tuple(accounts),
            contact=contact.name if contact else None,
            minutes=self.minutes,
            amount=self.amount,
            score=self.score,
            topic=self.topic or None,
            note=self.note,
            shares=self.shares,
            due_on=self.due_on,
            deal=self.deal,
        )

    def _is_a_person(self, name: str) -> bool:
        """`with X` and no account: X is the account, unless the accounts are known and it is none of them."""
        assert self.kind is not None
        return self.known is not None or self.kind.kind in {"note", "training"}


def _number_word(reading: Reading, at: int) -> int | None:
    return reading._number(at, reading.words.low(at))


def _fill_handlers() -> None:
    take_date = Reading._date
    HANDLERS.update(dict.fromkeys(STARTERS, take_date))
    HANDLERS.update(dict.fromkeys(AT, Reading._glue))
    HANDLERS.update(dict.fromkeys(set(NUMBERS) | SPOKEN_FIRST | CODES | {"euro", "eur", "x"}, _number_word))
    HANDLERS.update(dict.fromkeys([*ORDER, "follow"], Reading._order))
    HANDLERS.update(dict.fromkeys(WITH, Reading._with))
    HANDLERS.update(dict.fromkeys(SPLIT, Reading._split))
    HANDLERS.update(dict.fromkeys(DUE, Reading._due))
    HANDLERS.update(dict.fromkeys(ARTICLES, Reading._article))


_fill_handlers()
