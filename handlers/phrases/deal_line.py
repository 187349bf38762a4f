"""What has been understood so far of one `/deal` line, and the parts that are said with a key and without one."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from handlers.phrases.accounts import AccountRef, Known
from handlers.phrases.amounts import Amount
from handlers.phrases.dates import date_at
from handlers.phrases.people import PersonRef, person_expected_at
from handlers.phrases.shares import Share
from handlers.phrases.tokens import NOTHING, Typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable
from handlers.phrases.words import small

LONGEST_TITLE = 160
LONGEST_REASON = 300

_REASON_LEAD = small("because")


@dataclass(frozen=True, slots=True)
class DealPhrase:
    """What somebody does with a deal. What was not said is None (or empty)."""

    action: str
    """`add`, `move`, `won`, `lost`, `returned`, `list`, `edit` or `undo`."""
    account: AccountRef | None = None
    number: int | None = None
    """The deal's own small number: `#12`."""
    title: str | None = None
    amount: Amount | None = None
    stage: str | None = None
    close_on: date | None = None
    contract_until: date | None = None
    """The last day of the contract."""
    channel: str | None = None
    deal_type: str | None = None
    product: str | None = None
    probability: int | None = None
    """Percent, 0 to 100."""
    owner: PersonRef | None = None
    shares: tuple[Share, ...] = ()
    reason: str = ""
    day: date | None = None
    """When it was won, lost, returned or moved; None: today."""
    opened_on: date | None = None


@dataclass(slots=True)
class DealLine:
    """One line: what has been understood of it so far."""

    typist: Typist
    known: Known | None
    stages: dict[tuple[str, ...], str]
    channels: dict[tuple[str, ...], str]
    phrase: DealPhrase = DealPhrase("add")
    understood: list[Understood] = field(default_factory=list)
    words: Typed = NOTHING

    def _take(self, label: Label, as_read: object, **parts: object) -> None:
        self.phrase = replace(self.phrase, **parts)  # type: ignore[arg-type]
        self.understood.append((label, as_read))

    def _account(self, found: tuple[AccountRef, int]) -> int:
        self._take(Label.ACCOUNT, found[0].name, account=found[0])
        return found[1]

    def _number(self, at: int) -> int:
        digits = self.words.low(at).lstrip("#")
        if not digits.isdecimal() or len(digits) > 9:
            raise Unreadable(Reason.NUMBER_MISSING, self.words.tokens[at].text)
        self._take(Label.DEAL, int(digits), number=int(digits))
        return at + 1

    def _owner(self, at: int) -> int:
        person, end = person_expected_at(self.words, at)
        self._take(Label.OWNER, person, owner=person)
        return end

    def _title(self, at: int) -> int:
        return self._titled(self.words.tokens[at].text, at + 1)

    def _titled(self, text: str, end: int) -> int:
        if len(text) > LONGEST_TITLE:
            raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
        self._take(Label.TITLE, text, title=text)
        return end

    def _percent(self, value: Decimal, end: int) -> int:
        if not 0 <= value <= 100 or value != value.to_integral_value():
            raise Unreadable(Reason.PROBABILITY_OUT_OF_RANGE, self.words.tokens[end - 1].text)
        self._take(Label.PROBABILITY, int(value), probability=int(value))
        return end

    def _date(self, at: int) -> int | None:
        """A date without a key: when it was decided, or (for an open deal) when it is expected to close."""
        is_open = self.phrase.action in {"add", "edit"}
        if (self.phrase.close_on if is_open else self.phrase.day) is not None:
            return None
        found = date_at(self.words, at, self.typist, Direction.FUTURE if is_open else Direction.PAST)
        if found is None:
            return None
        if is_open:
            self._take(Label.CLOSE, found[0], close_on=found[0])
        else:
            self._take(Label.DATE, found[0], day=found[0])
        return found[1]

    def _reason(self, at: int) -> int:
        """Everything from here on, less a last word that is certainly the day."""
        last = len(self.words.tokens)
        ends_with_day = self.words.low(last - 1) in {"yesterday", "gisteren", "today", "vandaag"}
        if self.phrase.day is None and last - 1 > at and ends_with_day:
            last -= 1
            self._date(last)
        if self.words.low(at) in _REASON_LEAD and at + 1 < last:
            at += 1 + (self.words.low(at + 1) == "of" and at + 2 < last)
        return self._because(self.words.between(at, last).strip(" ,"), len(self.words.tokens))

    def _because(self, text: str, end: int) -> int:
        if len(text) > LONGEST_REASON:
            raise Unreadable(Reason.NOTE_TOO_LONG, text[:60])
        self._take(Label.REASON, text, reason=text)
        return end
