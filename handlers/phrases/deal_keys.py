"""`key=value` in a `/deal` line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers.phrases.accounts import account_at, one_word_account_at
from handlers.phrases.amounts import figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.deal_line import DealLine
from handlers.phrases.deal_words import KEYS, TYPE_NAMES
from handlers.phrases.names import Names, name_at, nearest_names
from handlers.phrases.shares import shares_at
from handlers.phrases.tokens import QUOTED
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Label, Reason, Unreadable, did_you_mean
from handlers.phrases.words import each_of

LONGEST_PRODUCT = 80
_UNTIL = each_of("until till to ends through tot t/m eindigt")


class Keys(DealLine):
    """Parts that were named: `stage=proposal`, `bedrag=12,5k`."""

    def _key(self, at: int, low: str) -> int:
        key = KEYS.get(low)
        if key is None:
            raise Unreadable(Reason.UNKNOWN_KEY, self.words.tokens[at].text, did_you_mean(low, KEYS))
        if at + 2 >= len(self.words.tokens):
            raise Unreadable(Reason.VALUE_MISSING, self.words.tokens[at].text)
        return VALUES[key](self, at + 2)

    def _stage(self, at: int) -> int:
        stage, end = self._name(at, self.stages, Reason.UNKNOWN_STAGE)
        self._take(Label.STAGE, stage, stage=stage)
        return end

    def _channel(self, at: int) -> int:
        channel, end = self._name(at, self.channels, Reason.UNKNOWN_CHANNEL)
        self._take(Label.CHANNEL, channel, channel=channel)
        return end

    def _type(self, at: int) -> int:
        deal_type, end = self._name(at, TYPE_NAMES, Reason.UNKNOWN_DEAL_TYPE)
        self._take(Label.TYPE, deal_type, deal_type=deal_type)
        return end

    def _name(self, at: int, names: Names, reason: Reason) -> tuple[str, int]:
        found = name_at(self.words, at, names)
        if found is None:
            text = self.words.tokens[at].text
            raise Unreadable(reason, text, nearest_names(text, names))
        return found

    def _close(self, at: int) -> int:
        day, end = self._date_value(at, Direction.FUTURE)
        self._take(Label.CLOSE, day, close_on=day)
        return end

    def _contract(self, at: int) -> int:
        at += self.words.low(at) in _UNTIL and at + 1 < len(self.words.tokens)
        day, end = self._date_value(at, Direction.FUTURE)
        self._take(Label.CONTRACT, day, contract_until=day)
        return end

    def _contract_until(self, at: int) -> int | None:
        """`contract until 31 dec`, `contract tot 1 maart`; None for other words, which may be a reason or a title."""
        if KEYS.get(self.words.low(at)) != "contract" or self.words.low(at + 1) not in _UNTIL:
            return None
        return self._contract(at + 1) if date_at(self.words, at + 2, self.typist, Direction.FUTURE) else None

    def _day(self, at: int) -> int:
        day, end = self._date_value(at, Direction.PAST)
        self._take(Label.DATE, day, day=day)
        return end

    def _opened(self, at: int) -> int:
        day, end = self._date_value(at, Direction.PAST)
        self._take(Label.START, day, opened_on=day)
        return end

    def _date_value(self, at: int, direction: Direction) -> tuple[date, int]:
        found = date_at(self.words, at, self.typist, direction)
        if found is None:
            raise Unreadable(Reason.NOT_A_DATE, self.words.tokens[at].text)
        return found

    def _product(self, at: int) -> int:
        text = self.words.tokens[at].text
        if len(text) > LONGEST_PRODUCT:
            raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
        self._take(Label.PRODUCT, text, product=text)
        return at + 1

    def _probability(self, at: int) -> int:
        found = figure_at(self.words, at)
        if found is None or not (found[0].is_percent or found[0].is_plain):
            raise Unreadable(Reason.NOT_A_NUMBER, self.words.tokens[at].text)
        return self._percent(found[0].value, found[1])

    def _account_value(self, at: int) -> int:
        found = account_at(self.words, at, self.known) or one_word_account_at(self.words, at)
        if found is None:
            raise Unreadable(Reason.ACCOUNT_MISSING, self.words.tokens[at].text)
        return self._account(found)

    def _amount(self, at: int) -> int:
        found = figure_at(self.words, at)
        if found is None or found[0].is_percent:
            raise Unreadable(Reason.NOT_A_NUMBER, self.words.tokens[at].text)
        self._take(Label.AMOUNT, found[0].amount, amount=found[0].amount)
        return found[1]

    def _reason_value(self, at: int) -> int:
        if self.words.tokens[at].shape != QUOTED:
            return self._reason(at)
        return self._because(self.words.tokens[at].text, at + 1)

    def _split_value(self, at: int) -> int:
        found = shares_at(self.words, at)
        if found is None:
            raise Unreadable(Reason.SPLIT_WITHOUT_PERSON, self.words.tokens[at].text)
        self.phrase = replace(self.phrase, shares=found[0])
        return found[1]


VALUES: dict[str, Callable[[Keys, int], int]] = {
    "stage": Keys._stage,
    "close": Keys._close,
    "contract": Keys._contract,
    "channel": Keys._channel,
    "type": Keys._type,
    "product": Keys._product,
    "probability": Keys._probability,
    "owner": Keys._owner,
    "account": Keys._account_value,
    "title": Keys._title,
    "amount": Keys._amount,
    "reason": Keys._reason_value,
    "date": Keys._day,
    "opened": Keys._opened,
    "number": Keys._number,
    "split": Keys._split_value,
}
