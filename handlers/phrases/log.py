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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.phrases.accounts import (
    AccountRef,
    Known,
    account_at,
    known_account_at,
    one_word_account_at,
)
from handlers.phrases.amounts import CODES, MULTIPLIERS, Amount, figure_at
from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.examples import example_of
from handlers.phrases.kinds import (
    ALONE_A_MEETING,
    KindWord,
    OwnKind,
    kind_at,
    kind_names,
    kind_table,
    order_at,
)
from handlers.phrases.people import ME, person_at
from handlers.phrases.shares import SPLIT, Share, is_ratio, shares_at, starts_split
from handlers.phrases.speaker import Direction, Speaker
from handlers.phrases.tokens import COMMA, DASH, EQUALS, MENTION, NEWLINE, QUOTED, WORD, typed
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import (
    AFTERNOON,
    AGO,
    AND,
    ARTICLES,
    AT,
    LAST,
    MONTH_WORDS,
    MORNING,
    NUMBERS,
    QUARTER_WORDS,
    THIS,
    WEEK_WORDS,
    WEEKDAYS,
    WITH,
    YEAR_WORDS,
    each_of,
)

LONGEST_NOTE = 2000
LONGEST_NAME = 120
MOST_AT_ONCE = 1000
"""A larger quantity in one entry is a typing error."""
_LARGEST_AFTER_KIND = 20
"""`calls 12` is a quantity; `meeting 45` might be minutes, and is asked about."""

DUE = frozenset({"due", "verloopt", "vervalt", "expires", "expiring", "afloopt", "vervaldatum", "einddatum"})
_PERIODS = WEEK_WORDS | MONTH_WORDS | QUARTER_WORDS | YEAR_WORDS
_BEGINS_A_NOTE = each_of("""about over regarding re because omdat want that dat discussed besproken talked sent gestuurd verstuurd went ging
    was had good goed great left voicemail no geen niet not very heel they ze we wij he hij she zij i is are will gaat
    need needs wil wants asked vroeg gevraagd said zei""")
_TOPIC_LEAD = frozenset({"about", "over", "on", "in", "for", "voor"})

KEYS: dict[str, str] = {
    "account": "account", "customer": "account", "klant": "account", "company": "account", "bedrijf": "account",
    "note": "note", "notitie": "note", "opmerking": "note", "contact": "contact", "contactpersoon": "contact",
    "date": "date", "datum": "date", "when": "date", "wanneer": "date", "amount": "amount", "bedrag": "amount",
    "value": "amount", "waarde": "amount", "duration": "duration", "duur": "duration", "topic": "topic",
    "onderwerp": "topic", "due": "due", "vervaldatum": "due", "score": "score", "quantity": "quantity",
    "aantal": "quantity", "deal": "deal", "split": "split", "verdeling": "split",
}  # fmt: skip
"""What may be typed as `key=value` in `/log`."""


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
    reading = _Reading(Speaker(today, language, locale), tuple(kinds), known_accounts)
    try:
        return reading.read(text)
    except Unreadable as unreadable:
        raise unreadable.within(
            reading.understood(), example_of(reading.example(unreadable.reason), language)
        ) from None


class _Reading:
    """One reading of one line: what has been understood so far."""

    def __init__(self, speaker: Speaker, own: tuple[OwnKind, ...], known: Known | None) -> None:
        self.speaker, self.own, self.known = speaker, own, known
        self.table = kind_table(own)
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

    # --- the kind -----------------------------------------------------------------------------------------

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
        glue = low in AT or low in WITH or low in AND or low in ARTICLES or low in LAST or low in _PERIODS
        if (
            not low[:1].isalpha()
            or glue
            or low in NUMBERS
            or low in NAMED_DAYS
            or low in WEEKDAYS
            or low in AGO
        ):
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

    def _unknown_word(self, at: int) -> Unreadable:
        token = self.words.tokens[at]
        return Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(token.low, kind_names(self.own)))

    # --- one part -----------------------------------------------------------------------------------------

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
        handler = _HANDLERS.get(low)
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

    def _account(self, at: int, low: str) -> int | None:
        """The account, and after it the rest of the list."""
        if self.kind is not None and self.kind.kind == "training":
            return None
        found = known_account_at(self.words, at, self.known)
        if found is None and low not in _BEGINS_A_NOTE:
            found = account_at(self.words, at, None)
            if found is None and self.kind_is_past and not (self.kind and self.kind.kind == "note"):
                found = (
                    one_word_account_at(self.words, at) if low not in ARTICLES and low[0].isalnum() else None
                )
        if found is None:
            return None
        self.accounts.append(found[0])
        if self.words.tokens[found[1] - 1].text.endswith(":"):
            return self._all_note(found[1]) if self.kind_is_past else found[1]
        return self._more_accounts(found[1])

    def _known_account(self, at: int) -> int | None:
        found = known_account_at(self.words, at, self.known)
        if found is None or self.accounts:
            return None
        self.accounts.append(found[0])
        return found[1]

    def _more_accounts(self, at: int) -> int:
        """`, Globex and Initech`: names after commas; after `and` when known or capitalised."""
        in_list = False
        while at < self.count:
            comma = self.words.tokens[at].shape == COMMA
            if not comma and self.words.low(at) not in AND and self.words.tokens[at].text != "&":
                return at
            after = at + 1
            if comma and self.words.low(after) in AND:
                after += 1
            if self._is_structure(after):
                return at
            found = account_at(self.words, after, self.known)
            if found is None and comma and (self.quantity or 1) > len(self.accounts) and after < self.count:
                found = one_word_account_at(self.words, after)
            if found is None or found[1] <= after or (self.kind_starts == after):
                return at
            if self.words.tokens[after].shape == QUOTED and not (comma or in_list):
                return at
            self.accounts.append(found[0])
            in_list, at = True, found[1]
        return at

    def _is_structure(self, at: int) -> bool:
        if at >= self.count:
            return True
        low = self.words.low(at)
        return (
            low in _HANDLERS and low not in ARTICLES and known_account_at(self.words, at, self.known) is None
        )

    def _quoted(self, at: int) -> int | None:
        text = self.words.tokens[at].text
        if not text:
            return at + 1
        if self.kind is not None and self.kind.kind == "training" and not self.topic:
            self.topic = text
            return at + 1
        if not self.accounts:
            found = account_at(self.words, at, self.known)
            assert found is not None
            self.accounts.append(found[0])
            return self._more_accounts(found[1])
        if self.kind_is_past and not self.note:
            self.note = text
            return at + 1
        return None

    # --- words that mean something ------------------------------------------------------------------------

    def _order(self, at: int) -> int | None:
        found = order_at(self.words, at)
        if found is None or self.is_first is not None or (self.kind_is_past and self._belongs_to_a_name(at)):
            return None
        self.is_first = found[0]
        return found[1]

    def _belongs_to_a_name(self, at: int) -> bool:
        """`First Solar` after the kind is a name when it is known."""
        return not self.accounts and known_account_at(self.words, at, self.known, fewest=2) is not None

    def _date(self, at: int) -> int | None:
        if self.day is not None:
            return None
        found = date_at(self.words, at, self.speaker, Direction.PAST)
        if found:
            self.day = found[0]
            following = self.words.low(found[1])
            return found[1] + (following in MORNING or following in AFTERNOON or following == "evening")
        if (self.words.low(at) in LAST or self.words.low(at) in THIS) and self.words.low(at + 1) in _PERIODS:
            raise Unreadable(Reason.DATE_IS_A_PERIOD, self.words.between(at, at + 2))
        return None

    def _with(self, at: int) -> int | None:
        """`with Jan`: the contact; `with Acme`: the account, when it is known or nothing else is named."""
        words, after = self.words, at + 1
        if after >= self.count:
            return None
        if not self.accounts and (found := known_account_at(words, after, self.known)):
            self.accounts.append(found[0])
            return self._more_accounts(found[1])
        person = person_at(words, after)
        if person and "." not in person[0].value:
            return self._split(after)
        if self.contact is not None:
            return None
        if person:
            return self._contact(person[0].value, person[1])
        if words.low(after) in ARTICLES:
            after += 1
        found = account_at(words, after, None) or (
            one_word_account_at(words, after) if after < self.count else None
        )
        if found is None:
            return None
        end = found[1]
        if self.known and not self.accounts:
            end = next((n for n in range(after + 1, end) if known_account_at(words, n, self.known)), end)
            if end < found[1] and words.low(end - 1) in AT:
                return self._contact(words.between(at + 1, end - 1), end)
        while words.low(end) in AND and (more := account_at(words, end + 1, None)):
            end = more[1]
        return self._contact(words.between(at + 1, end), end)

    def _contact(self, name: str, end: int) -> int:
        if len(name) > LONGEST_NAME:
            raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
        self.contact = AccountRef(name.rstrip(":;,.!?"))
        return end

    def _glue(self, at: int) -> int | None:
        """`at Acme`, `bij Acme`: passed over when a name follows and none was given."""
        if self.accounts or at + 1 >= self.count or self.words.tokens[at].text[0].isupper():
            return None
        after = at + 1 + (self.words.low(at + 1) in ARTICLES)
        token = self.words.tokens[min(after, self.count - 1)]
        if token.shape == QUOTED:
            return after
        if token.shape == WORD and account_at(self.words, after, self.known):
            return after
        return None

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
        found = date_at(self.words, after, self.speaker, Direction.FUTURE)
        if found is None:
            return None
        self.due_on = found[0]
        return found[1]

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

    # --- numbers ------------------------------------------------------------------------------------------

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
        value = (
            NUMBERS.get(score)
            if score in NUMBERS
            else int(score)
            if score.isdecimal() and len(score) < 4
            else None
        )
        if value is None:
            found = figure_at(self.words, at)
            if found and date_at(self.words, at, self.speaker, Direction.PAST) is None and found[0].is_plain:
                raise Unreadable(Reason.SCORE_OUT_OF_RANGE, self.words.between(at, found[1]))
            return None
        if score in ARTICLES or _is_a_day(self, at, slash):
            return None
        if not 1 <= value <= 5 or (slash and most != "5"):
            raise Unreadable(Reason.SCORE_OUT_OF_RANGE, low)
        self.score = value
        return at + 1

    def _quantity_beside_kind(self, at: int, low: str) -> int | None:
        bare = low.removesuffix("x").removeprefix("x")
        value = (
            NUMBERS.get(low) if low in NUMBERS else int(bare) if bare.isdecimal() and len(bare) < 8 else None
        )
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
        if (
            self.minutes is None
            and not (wants_amount and low.endswith("m"))
            and (found := duration_at(self.words, at))
        ):
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

    # --- key=value ----------------------------------------------------------------------------------------

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
            due = date_at(self.words, at, self.speaker, Direction.FUTURE)
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

    # --- the note -----------------------------------------------------------------------------------------

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
            found = date_at(self.words, start, self.speaker, Direction.PAST)
            if found and found[1] == last and found[0] <= self.speaker.today:
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

    # --- the whole ----------------------------------------------------------------------------------------

    def _checked(self) -> LogPhrase:
        assert self.kind is not None
        kind, accounts, contact = self.kind.kind, self.accounts, self.contact
        if contact and not accounts and not self._is_a_person(contact.name):
            accounts, contact = [contact], None
        quantity = self.quantity or 1
        if len(accounts) > 1 and self.quantity is not None:
            if self.quantity not in (1, len(accounts)):
                raise Unreadable(
                    Reason.QUANTITY_DIFFERS, f"{self.quantity} × {', '.join(a.name for a in accounts)}"
                )
            quantity = 1
        if kind == "csat" and self.score is None:
            raise Unreadable(Reason.SCORE_MISSING)
        if kind == "training" and self.minutes is None:
            raise Unreadable(Reason.DURATION_MISSING)
        if len(self.note) > LONGEST_NOTE:
            raise Unreadable(Reason.NOTE_TOO_LONG, self.note[:60])
        if self.topic and len(self.topic) > LONGEST_NAME:
            raise Unreadable(Reason.NAME_TOO_LONG, self.topic[:60])
        return LogPhrase(
            kind=kind,
            day=self.day or self.speaker.today,
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
        return _EXAMPLE_FOR.get(reason) or (f"log.{self.kind.kind}" if self.kind else "log")


def _is_a_day(reading: _Reading, at: int, slash: str) -> bool:
    """`csat Acme 4 nov 5`: the 4 belongs to a date; `4/5` is a score, never a date."""
    if slash:
        return False
    return date_at(reading.words, at, reading.speaker, Direction.PAST) is not None


def _is_unit(low: str) -> bool:
    return low in MULTIPLIERS or low in {
        "min",
        "minutes",
        "minuten",
        "uur",
        "hours",
        "hour",
        "h",
        "u",
        "%",
        "procent",
    }


def _is_certainly_past(low: str, following: str, last: str) -> bool:
    """Whether words at the end of a note may be its date: named days, `last friday`, `3 days ago`, numeric dates."""
    if NAMED_DAYS.get(low, 1) <= 0:
        return True
    return last in AGO or (low in LAST and following in WEEKDAYS) or low[:1].isdecimal()


_BEFORE_ANOTHER_DATE = each_of("since sinds before voor by until tot till from vanaf per after na due on op")
_BEFORE_ANOTHER_DURATION = each_of("in over within binnen for after na every elke per")

_Handler = Callable[[_Reading, int], int | None]
_HANDLERS: dict[str, _Handler] = {}


def _first_that_takes(*handlers: _Handler) -> _Handler:
    def take(reading: _Reading, at: int) -> int | None:
        for handler in handlers:
            if end := handler(reading, at):
                return end
        return None

    return take


def _number_word(reading: _Reading, at: int) -> int | None:
    return reading._number(at, reading.words.low(at))


def _fill_handlers() -> None:
    from handlers.phrases.dates import _STARTERS
    from handlers.phrases.durations import _SPOKEN_FIRST
    from handlers.phrases.kinds import ORDER

    take_date = _Reading._date
    _HANDLERS.update(dict.fromkeys(_STARTERS, take_date))
    _HANDLERS.update(dict.fromkeys(AT, _Reading._glue))
    _HANDLERS.update(dict.fromkeys(set(NUMBERS) | _SPOKEN_FIRST | CODES | {"euro", "eur", "x"}, _number_word))
    _HANDLERS.update(dict.fromkeys([*ORDER, "follow"], _Reading._order))
    _HANDLERS.update(dict.fromkeys(WITH, _Reading._with))
    _HANDLERS.update(dict.fromkeys(SPLIT, _Reading._split))
    _HANDLERS.update(dict.fromkeys(DUE, _Reading._due))
    _HANDLERS.update(dict.fromkeys(ARTICLES, _Reading._article))


_fill_handlers()

_WRONG_VALUE: dict[str, Reason] = {
    "date": Reason.NOT_A_DATE, "due": Reason.NOT_A_DATE, "amount": Reason.NOT_A_NUMBER,
    "duration": Reason.DURATION_MISSING, "score": Reason.SCORE_MISSING, "quantity": Reason.NOT_A_NUMBER,
    "deal": Reason.NOT_A_NUMBER, "split": Reason.SPLIT_WITHOUT_PERSON,
}  # fmt: skip
_EXAMPLE_FOR: dict[Reason, str] = {
    Reason.SPLIT_NOT_100: "log.split", Reason.SPLIT_WITHOUT_PERSON: "log.split",
    Reason.PERSON_WITHOUT_SHARE: "log.split", Reason.QUANTITY_OUT_OF_RANGE: "log.quantity",
    Reason.NOT_A_DATE: "log.date", Reason.DATE_AMBIGUOUS: "log.date", Reason.DATE_IMPOSSIBLE: "log.date",
    Reason.DATE_IS_A_PERIOD: "log.date", Reason.DATE_CONTRADICTS: "log.date",
}  # fmt: skip
