"""Which word of a `/log` line is its kind, and which was meant as it when none is."""

from handlers.phrases.accounts import known_account_at
from handlers.phrases.dates import NAMED_DAYS
from handlers.phrases.kinds import ALONE_A_MEETING, KindWord, kind_at, kind_names, order_at
from handlers.phrases.log.keys import Keys
from handlers.phrases.log.line import PERIOD_WORDS
from handlers.phrases.tokens import NEWLINE
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from handlers.phrases.words import AGO, AND, ARTICLES, AT, LAST, NUMBERS, WEEKDAYS, WITH

_NEVER_A_KIND = (AT, WITH, AND, ARTICLES, LAST, AGO, PERIOD_WORDS, NUMBERS, NAMED_DAYS, WEEKDAYS)


class KindFinding(Keys):
    """Finds the kind before anything else is read: the other words are understood around it."""

    def _find_kind(self) -> tuple[int, int]:
        at = 0
        while at < self.count and self.words.tokens[at].shape != NEWLINE:
            if self.words.low(at) in self.table:
                if account := known_account_at(self.words, at, self.known, fewest=2):
                    at = account[1]
                    continue
                if found := kind_at(self.words, at, self.table):
                    self.kind = found[0]
                    return at, found[1]
            at += 1
        for at in range(self.count):
            if self.words.low(at) in ALONE_A_MEETING or order_at(self.words, at) == (False, at + 2):
                self.kind = KindWord("meeting")
                return at, at
        raise self._unknown_kind()

    def _unknown_kind(self) -> Unreadable:
        """Which word was meant as the kind: the one most like a kind, else the first that is nothing else."""
        plain = [at for at in range(self.count) if self._may_be_a_kind(at)]
        suggestions: tuple[str, ...] = ()
        for at in plain:
            if suggestions := did_you_mean(self.words.low(at), kind_names(self.own)):
                break
        else:
            at = plain[0] if plain else self.count
        self.kind, self.kind_starts, self.kind_ends = None, self.count, self.count
        self._gather_around(at)
        if at == self.count:
            return Unreadable(Reason.KIND_MISSING)
        return Unreadable(Reason.UNKNOWN_KIND, self.words.tokens[at].text, suggestions)

    def _may_be_a_kind(self, at: int) -> bool:
        low = self.words.low(at)
        if not low[:1].isalpha() or any(low in words for words in _NEVER_A_KIND):
            return False
        return known_account_at(self.words, at, self.known) is None

    def _gather_around(self, unknown: int) -> None:
        """What else can be understood of a line without a kind, so that the answer can say it."""
        at = 0
        while at < self.count:
            if at == unknown:
                at += 1
                continue
            try:
                at = self._date(at) or self._known_account(at) or at + 1
            except Unreadable:
                at += 1
