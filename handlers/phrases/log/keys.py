"""`key=value` in a `/log` line."""

from handlers.phrases.accounts import account_at, one_word_account_at
from handlers.phrases.amounts import figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.log.numbers import Numbers
from handlers.phrases.tokens import QUOTED
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from models.activity.entry import MOST_AT_ONCE

KEYS: dict[str, str] = {
    "account": "account",
    "customer": "account",
    "klant": "account",
    "company": "account",
    "bedrijf": "account",
    "note": "note",
    "notitie": "note",
    "opmerking": "note",
    "contact": "contact",
    "contactpersoon": "contact",
    "date": "date",
    "datum": "date",
    "when": "date",
    "wanneer": "date",
    "amount": "amount",
    "bedrag": "amount",
    "value": "amount",
    "waarde": "amount",
    "duration": "duration",
    "duur": "duration",
    "topic": "topic",
    "onderwerp": "topic",
    "due": "due",
    "vervaldatum": "due",
    "score": "score",
    "quantity": "quantity",
    "aantal": "quantity",
    "deal": "deal",
    "split": "split",
    "verdeling": "split",
}
"""What may be typed as `key=value` in `/log`."""

_WRONG_VALUE: dict[str, Reason] = {
    "date": Reason.NOT_A_DATE,
    "due": Reason.NOT_A_DATE,
    "amount": Reason.NOT_A_NUMBER,
    "duration": Reason.DURATION_MISSING,
    "score": Reason.SCORE_MISSING,
    "quantity": Reason.NOT_A_NUMBER,
    "deal": Reason.NOT_A_NUMBER,
    "split": Reason.SPLIT_WITHOUT_PERSON,
}


class Keys(Numbers):
    """Parts that were named: `date=yesterday`, `bedrag=12,5k`."""

    def _key(self, at: int, low: str) -> int | None:
        key = KEYS.get(low)
        if key is None:
            if self.kind_is_past and self.accounts:
                return None
            raise Unreadable(Reason.UNKNOWN_KEY, self.words.tokens[at].text, did_you_mean(low, KEYS))
        value = at + 2
        if value >= self.count:
            raise Unreadable(Reason.VALUE_MISSING, self.words.tokens[at].text)
        end = self._value(key, value)
        if end is None:
            raise Unreadable(_WRONG_VALUE.get(key, Reason.VALUE_MISSING), self.words.rest(value)[:60])
        return end

    def _value(self, key: str, at: int) -> int | None:
        text = self.words.tokens[at].text
        if key == "account":
            found = account_at(self.words, at, self.known) or one_word_account_at(self.words, at)
            if found:
                self.accounts.append(found[0])
                return self._more_accounts(found[1])
            return None
        if key == "note":
            if self.words.tokens[at].shape != QUOTED:
                return self._all_note(at)
            self.note = text
            return at + 1
        if key == "contact":
            return self._contact(text, at + 1)
        if key == "topic":
            self.topic = text
            return at + 1
        if key == "date":
            self.day = None
            return self._date(at)
        if key == "due":
            due = date_at(self.words, at, self.typist, Direction.FUTURE)
            self.due_on = due[0] if due else None
            return due[1] if due else None
        if key == "duration":
            duration = duration_at(self.words, at)
            self.minutes = duration[0] if duration else None
            return duration[1] if duration else None
        if key == "amount":
            figure = figure_at(self.words, at)
            self.amount = figure[0].amount if figure and not figure[0].is_percent else None
            return figure[1] if figure and self.amount else None
        if key == "split":
            return self._split(at)
        number = self.words.low(at).lstrip("#")
        if not number.isdecimal() or len(number) > 9:
            return None
        if key == "score":
            if not 1 <= int(number) <= 5:
                raise Unreadable(Reason.SCORE_OUT_OF_RANGE, text)
            self.score = int(number)
        elif key == "quantity":
            if not 1 <= int(number) <= MOST_AT_ONCE:
                raise Unreadable(Reason.QUANTITY_OUT_OF_RANGE, text)
            self.quantity = int(number)
        else:
            self.deal = int(number)
        return at + 1
