"""Numbers of a `/log` line: a quantity, a score, money, a duration, a date, a split, or part of a name."""

from handlers.phrases.accounts import known_account_at
from handlers.phrases.amounts import CODES, MULTIPLIERS, figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.kinds import order_at
from handlers.phrases.log.accounts import Accounts
from handlers.phrases.people import person_at
from handlers.phrases.shares import is_ratio, starts_split
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import ARTICLES, NUMBERS
from models.activity.entry import MOST_AT_ONCE

_LARGEST_AFTER_KIND = 20
"""`calls 12` is a quantity; `meeting 45` might be minutes, and is asked about."""


class Numbers(Accounts):
    """What a number means, by the kind and by what stands beside it."""

    def _number(self, at: int, low: str) -> int | None:
        words = self.words
        is_word = low[:1].isalpha()
        fewest = 2 if low.isdecimal() else 1  # 3M, 7-Eleven, 9292 OV
        may_be_a_name = not (self.accounts or is_word)
        if may_be_a_name and (found := known_account_at(words, at, self.known, fewest)):
            self.accounts.append(found[0])
            return self._more_accounts(found[1])
        if self.kind and self.kind.kind == "csat" and self.score is None and (end := self._score(at, low)):
            return end
        if not is_word and is_ratio(low) and person_at(words, at + 1):
            return self._split(at)
        if end := self._date(at):
            return end
        if not is_word and starts_split(words, at):
            return self._split(at)
        if self.quantity is None and (end := self._quantity_beside_kind(at, low)):
            return end
        if end := self._amount_or_duration(at, low):
            return end
        return None if is_word else self._unclear_number(at)

    def _score(self, at: int, low: str) -> int | None:
        score, slash, most = low.partition("/")
        value = NUMBERS.get(score) if score in NUMBERS else int(score) if score.isdecimal() and len(score) < 4 else None
        if value is None:
            found = figure_at(self.words, at)
            if found and date_at(self.words, at, self.typist, Direction.PAST) is None and found[0].is_plain:
                raise Unreadable(Reason.SCORE_OUT_OF_RANGE, self.words.between(at, found[1]))
            return None
        is_a_day = not slash and date_at(self.words, at, self.typist, Direction.PAST) is not None
        if score in ARTICLES or is_a_day:  # csat Acme 12 nov 4
            return None
        if not 1 <= value <= 5 or (slash and most != "5"):
            raise Unreadable(Reason.SCORE_OUT_OF_RANGE, low)
        self.score = value
        return at + 1

    def _quantity_beside_kind(self, at: int, low: str) -> int | None:
        bare = low.removesuffix("x").removeprefix("x")
        value = NUMBERS.get(low) if low in NUMBERS else int(bare) if bare.isdecimal() and len(bare) < 8 else None
        if value is None:
            return None
        is_times = bare != low
        if not is_times and not self._stands_before_kind(at + 1):
            sums = self.kind.sums if self.kind else ""
            may_follow = sums in {"count", "quantity"} and low not in ARTICLES
            beside = at == self.kind_ends or (sums == "quantity" and self.kind_is_past)
            if not (may_follow and beside):
                return None
            follows = self.words.low(at + 1)
            if sums == "count" and (value > _LARGEST_AFTER_KIND or _is_unit(follows)):
                return None
        if not 1 <= value <= MOST_AT_ONCE:
            raise Unreadable(Reason.QUANTITY_OUT_OF_RANGE, low)
        self.quantity = value
        return at + 1

    def _stands_before_kind(self, at: int) -> bool:
        while at < self.kind_starts and (order := order_at(self.words, at)):
            at = order[1]
        return at == self.kind_starts

    def _amount_or_duration(self, at: int, low: str) -> int | None:
        wants_amount = self.kind is not None and self.kind.sums == "amount" and self.amount is None
        if self.minutes is None and not (wants_amount and low.endswith("m")) and (found := duration_at(self.words, at)):
            self.minutes = found[0]
            return found[1]
        if wants_amount and not low[:1].isalpha() and (figure := figure_at(self.words, at)):
            if figure[0].is_percent:
                return None
            self.amount = figure[0].amount
            self._refuse_unknown_currency(figure[1])
            return figure[1]
        if wants_amount and low in CODES and (figure := figure_at(self.words, at)):
            self.amount = figure[0].amount
            return figure[1]
        return None

    def _refuse_unknown_currency(self, at: int) -> None:
        """`12.5k XYZ` behind an account: three capitals that are no currency that we know."""
        if at >= self.count or not self.accounts or (self.amount and self.amount.currency):
            return
        text = self.words.tokens[at].text
        if len(text) == 3 and text.isascii() and text.isalpha() and text.isupper():
            raise Unreadable(Reason.UNKNOWN_CURRENCY, text)

    def _unclear_number(self, at: int) -> int | None:
        """A number that means nothing here: a name (`3M`), the beginning of a note, or a question."""
        token = self.words.tokens[at]
        figure = None
        if (self.kind and self.kind.sums == "amount") or at + 1 >= self.count or at < self.kind_starts:
            figure = figure_at(self.words, at)
        if figure is None or (figure[1] < self.count and self.kind_is_past):
            if not self.accounts and token.low[:1].isdecimal() and not token.low.isdecimal():
                return self._account(at, token.low)
            return None
        raise Unreadable(Reason.NUMBER_UNCLEAR, self.words.between(at, figure[1]))


def _is_unit(low: str) -> bool:
    return low in MULTIPLIERS or low in {"min", "minutes", "minuten", "uur", "hours", "hour", "h", "u", "%", "procent"}
