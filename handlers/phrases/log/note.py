"""The note of a `/log` line: where it begins, and what is certain at its end."""

from handlers.phrases.amounts import CODES, figure_at
from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.log.line import Line
from handlers.phrases.shares import SPLIT, shares_at, starts_split
from handlers.phrases.tokens import MENTION, WORD
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import AGO, LAST, WEEKDAYS, each_of

_TOPIC_LEAD = frozenset({"about", "over", "on", "in", "for", "voor"})
_BEFORE_ANOTHER_DATE = each_of("since sinds before voor by until tot till from vanaf per after na due on op")
_BEFORE_ANOTHER_DURATION = each_of("in over within binnen for after na every elke per")


class Notes(Line):
    """The note and its tail."""

    def _all_note(self, at: int) -> int:
        rest = self.words.rest(at)
        self.note = f"{self.note} {rest}".strip() if self.note else rest
        return self.count

    def _take_note(self, at: int) -> int:
        """The note from here on, less what is certain at its end; for training it is the topic."""
        last = self._without_tail(at)
        rest = self.words.between(at, last) if last < self.count else self.words.rest(at)
        rest = rest.strip().rstrip(",").strip()
        if self.kind is not None and self.kind.kind == "training" and self.topic is None:
            if self.words.low(at) in _TOPIC_LEAD and last > at + 1:
                rest = self.words.between(at + 1, last).strip()
            self.topic = rest
        else:
            self.note = f"{self.note} {rest}".strip() if self.note else rest
        return self.count

    def _without_tail(self, first: int) -> int:
        """The position where the certain parts at the end of the note begin; they are taken."""
        last = self.count
        while (start := self._tail_before(last, first)) is not None:
            last = start
        return last

    def _tail_before(self, last: int, first: int) -> int | None:
        whole = self.words
        for length in (1, 2, 3, 4):
            start = last - length
            if start <= first:
                return None
            if self.words.tokens[start].shape not in (WORD, MENTION):
                continue
            self.words = whole._replace(tokens=whole.tokens[:last])
            try:
                if self._tail_at(start, last):
                    return start
            except Unreadable:
                continue
            finally:
                self.words = whole
        return None

    def _tail_at(self, start: int, last: int) -> bool:
        low = self.words.low(start)
        if self.day is None and _is_certainly_past(low, self.words.low(start + 1), self.words.low(last - 1)):
            found = date_at(self.words, start, self.typist, Direction.PAST)
            if found and found[1] == last and found[0] <= self.typist.today:
                if low[0].isdecimal() and self.words.low(start - 1) in _BEFORE_ANOTHER_DATE:
                    return False
                self.day = found[0]
                return True
        if self.minutes is None and low[:1].isdecimal():
            duration = duration_at(self.words, start)
            if duration and duration[1] == last and self.words.low(start - 1) not in _BEFORE_ANOTHER_DURATION:
                self.minutes = duration[0]
                return True
        if not self.shares and (low in SPLIT or starts_split(self.words, start)):
            shares = shares_at(self.words, start)
            if shares and shares[1] == last:
                self.shares = shares[0]
                return True
        wants_amount = self.kind is not None and self.kind.sums == "amount" and self.amount is None
        if wants_amount and (figure := figure_at(self.words, start)) and figure[1] == last:
            if figure[0].is_percent or self.words.low(start - 1) in CODES or self.words.low(start - 1) == "€":
                return False
            self.amount = figure[0].amount
            return True
        return False


def _is_certainly_past(low: str, following: str, last: str) -> bool:
    """Whether words at the end of a note may be its date: named days, `last friday`, `3 days ago`, numeric dates."""
    if NAMED_DAYS.get(low, 1) <= 0:
        return True
    return last in AGO or (low in LAST and following in WEEKDAYS) or low[:1].isdecimal()
