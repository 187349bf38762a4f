"""`/deal`: `add Acme 25k "New line" stage=proposal`, `move Acme negotiation`, `won Acme 18k`, `lost Acme price`, `list`.

The first word says what is done. Then, in any order where that is unambiguous: the account (or `#12`), an amount, a
title in quotes, a stage, a channel, a split, `key=value`. For won, lost and returned deals the first word that means
nothing here begins the reason.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from handlers.phrases.accounts import AccountRef, Known, account_at, known_account_at, one_word_account_at
from handlers.phrases.amounts import Amount, figure_at
from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import PersonRef, person_at, person_expected_at
from handlers.phrases.shares import SPLIT, Share, shares_at, starts_split
from handlers.phrases.speaker import Direction, Speaker
from handlers.phrases.tokens import COMMA, DASH, EQUALS, NEWLINE, NOTHING, QUOTED, WORD, Typed, folded, typed
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import ARTICLES, each_of

LONGEST_TITLE = 160
LONGEST_PRODUCT = 80
LONGEST_REASON = 300

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("add new create open toevoegen voeg nieuw nieuwe maak"), "add"),
    **dict.fromkeys(each_of("move moved stage verplaats verplaatst verzet zet schuif"), "move"),
    **dict.fromkeys(each_of("won win closed gewonnen gescoord binnen"), "won"),
    **dict.fromkeys(each_of("lost lose verloren kwijt"), "lost"),
    **dict.fromkeys(each_of("returned return teruggegeven terug"), "returned"),
    **dict.fromkeys(each_of("list show lijst toon overzicht deals"), "list"),
    **dict.fromkeys(each_of("edit change wijzig wijzigen aanpassen verander update"), "edit"),
    **dict.fromkeys(each_of("undo ongedaan herroep"), "undo"),
}

STAGES: dict[str, str] = {
    "qualified": "qualified, qualification, gekwalificeerd, kwalificatie",
    "discovery": "discovery, verkenning, behoefte, inventarisatie, ontdekking",
    "proposal": "proposal, quote, voorstel, offerte, proposition",
    "negotiation": "negotiation, negotiating, onderhandeling, onderhandelen, onderhandelingen",
}
CHANNELS: dict[str, str] = {
    "direct": "direct, rechtstreeks",
    "partner": "partner, partners, reseller, via partner",
    "online": "online, web, webshop, website",
    "inside": "inside, inside sales, binnendienst",
}
TYPES: dict[str, str] = {
    "new": "new, nieuw, new business, nieuwe klant",
    "renewal": "renewal, verlenging, renew",
    "upsell": "upsell, upselling, up-sell, uitbreiding",
    "crosssell": "crosssell, cross-sell, crossell, cross-selling, cross sell, crossselling",
}

KEYS: dict[str, str] = {
    **dict.fromkeys(each_of("stage fase stadium"), "stage"),
    **dict.fromkeys(each_of("close closes sluit sluiting sluitdatum closing expected verwacht"), "close"),
    **dict.fromkeys(each_of("channel kanaal via"), "channel"),
    **dict.fromkeys(each_of("type soort"), "type"),
    **dict.fromkeys(each_of("product"), "product"),
    **dict.fromkeys(each_of("probability kans prob"), "probability"),
    **dict.fromkeys(each_of("owner eigenaar rep verkoper"), "owner"),
    **dict.fromkeys(each_of("account customer klant company bedrijf"), "account"),
    **dict.fromkeys(each_of("title titel name naam"), "title"),
    **dict.fromkeys(each_of("amount bedrag value waarde"), "amount"),
    **dict.fromkeys(each_of("reason reden"), "reason"),
    **dict.fromkeys(each_of("date datum on op"), "date"),
    **dict.fromkeys(each_of("opened geopend open"), "opened"),
    **dict.fromkeys(each_of("deal nr number nummer"), "number"),
    **dict.fromkeys(each_of("split verdeling"), "split"),
}

_HAS_REASON = frozenset({"won", "lost", "returned"})
_REASON_LEAD = each_of("because omdat wegens vanwege reason reden due door want")
_GLUE = each_of("to naar in at bij for voor with met from van op deal as als toe")


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


def read_deal(
    text: str,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    known_accounts: Known | None = None,
    stages: Mapping[str, str] | None = None,
    channels: Mapping[str, str] | None = None,
) -> DealPhrase:
    """The action on a deal in `text`.

    `stages` and `channels` are the workspace's own: key to the names people type, separated by `, `. Raises Unreadable.
    """
    reading = _Reading(
        Speaker(today, language, locale),
        known_accounts,
        _names(STAGES if stages is None else _with_ours(stages, STAGES)),
        _names(CHANNELS if channels is None else _with_ours(channels, CHANNELS)),
    )
    try:
        return reading.read(typed(text))
    except Unreadable as unreadable:
        raise unreadable.within(
            reading.understood, example_of(f"deal.{reading.phrase.action}", language)
        ) from None


def _with_ours(own: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """The workspace's keys, each also by our words for it."""
    return {key: ", ".join(part for part in (names, ours.get(key, "")) if part) for key, names in own.items()}


def _names(table: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Keys by every way to type them."""
    names: dict[tuple[str, ...], str] = {}
    for key, typed_names in table.items():
        for name in (key, key.replace("_", " "), *typed_names.split(", ")):
            if phrase := tuple(folded(name).split()):
                names.setdefault(phrase, key)
    return names


_TYPE_NAMES = _names(TYPES)


@dataclass(slots=True)
class _Reading:
    """One reading of one line: what has been understood so far."""

    speaker: Speaker
    known: Known | None
    stages: dict[tuple[str, ...], str]
    channels: dict[tuple[str, ...], str]
    phrase: DealPhrase = DealPhrase("add")
    understood: list[Understood] = field(default_factory=list)
    words: Typed = NOTHING

    def read(self, words: Typed) -> DealPhrase:
        self.words = words
        if not words.tokens:
            raise Unreadable(Reason.NOTHING_TYPED)
        action = ACTIONS.get(words.low(0))
        if action is None:
            raise Unreadable(Reason.UNKNOWN_ACTION, words.tokens[0].text, did_you_mean(words.low(0), ACTIONS))
        self._take(Label.ACTION, action, action=action)
        at = 1
        while at < len(words.tokens):
            at = self._part(at)
        phrase = self.phrase
        if action not in {"list", "undo"} and phrase.account is None and phrase.number is None:
            raise Unreadable(Reason.ACCOUNT_MISSING)
        if action == "move" and phrase.stage is None:
            raise Unreadable(Reason.STAGE_MISSING, "", dict.fromkeys(self.stages.values()))
        return phrase

    def _part(self, at: int) -> int:
        words, token, low = self.words, self.words.tokens[at], self.words.low(at)
        if words.is_equals(at + 1):
            return self._key(at, low)
        if token.shape in (COMMA, NEWLINE):
            return at + 1
        if token.shape == DASH:
            return self._reason(at + 1) if self._may_have_reason() and at + 1 < len(words.tokens) else at + 1
        if token.shape == QUOTED:
            return self._quoted(at)
        if self._names_the_deal(at) and (number := re.fullmatch(r"#(\d{1,9})", low)):
            self._take(Label.DEAL, int(number[1]), number=int(number[1]))
            return at + 1
        if low == "deal" and self._names_the_deal(at) and words.low(at + 1).lstrip("#").isdecimal():
            return self._number(at + 1)
        if self.phrase.account is None and (found := known_account_at(words, at, self.known)):
            return self._account(found)
        if end := self._stage_or_channel(at):
            return end
        if (end := self._money(at)) or (end := self._split(at)) or (end := self._date(at)):
            return end
        is_glue = low in _GLUE or (low in ARTICLES and self._names_the_deal(at))
        if is_glue and at + 1 < len(words.tokens) and not self._may_have_reason():
            return at + 1
        if self._names_the_deal(at):
            found = account_at(words, at, self.known) or one_word_account_at(words, at)
            if found:
                return self._account(found)
        if self._may_have_reason():
            return self._reason(at)
        if self.phrase.action == "move" and self.phrase.stage is None:
            raise Unreadable(Reason.UNKNOWN_STAGE, words.rest(at)[:60], _near(low, self.stages))
        if self.phrase.action in {"add", "edit"} and self.phrase.title is None and token.shape == WORD:
            return self._loose_title(at)
        if person_at(words, at):
            return self._owner(at)
        raise Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(low, KEYS))

    def _names_the_deal(self, at: int) -> bool:
        return self.phrase.account is None and self.phrase.number is None

    def _may_have_reason(self) -> bool:
        return self.phrase.action in _HAS_REASON and not self._names_the_deal(0)

    # --- parts without a key ------------------------------------------------------------------------------

    def _quoted(self, at: int) -> int:
        text = self.words.tokens[at].text
        if not text:
            return at + 1
        if self._names_the_deal(at):
            found = account_at(self.words, at, self.known)
            assert found is not None
            is_known = found[0].is_known or self.known is None
            later = at + 1 < len(self.words.tokens) and self._account_follows(at + 1)
            return self._account(found) if is_known or not later else self._title(at)
        return self._title(at) if self.phrase.title is None else self._reason(at)

    def _account_follows(self, at: int) -> bool:
        return any(known_account_at(self.words, n, self.known) for n in range(at, len(self.words.tokens)))

    def _account(self, found: tuple[AccountRef, int]) -> int:
        self._take(Label.ACCOUNT, found[0].name, account=found[0])
        return found[1]

    def _stage_or_channel(self, at: int) -> int | None:
        """A stage behind `move`, and where nothing else was said behind `add`; a channel behind `via`."""
        has_a_stage = self.phrase.action in {"move", "add", "edit"} and self.phrase.stage is None
        may_come = has_a_stage and not self._names_the_deal(at)
        if may_come and (found := _name_at(self.words, at, self.stages)):
            self._take(Label.STAGE, found[0], stage=found[0])
            return found[1]
        if self.words.low(at) == "via" and (found := _name_at(self.words, at + 1, self.channels)):
            self._take(Label.CHANNEL, found[0], channel=found[0])
            return found[1]
        return None

    def _money(self, at: int) -> int | None:
        low = self.words.low(at)
        if not low or (low[0].isalpha() and at + 1 == len(self.words.tokens)):
            return None
        if date_at(self.words, at, self.speaker, Direction.PAST) is not None:
            return None
        found = figure_at(self.words, at)
        if found is None:
            return None
        figure, end = found
        if figure.is_plain and self.phrase.action in {"lost", "returned"}:
            return None  # lost Acme 2 competitors
        if figure.is_percent:
            if self.phrase.action not in {"add", "edit", "move"} or person_at(self.words, end):
                return None
            return self._percent(figure.value, end)
        if self.phrase.amount is not None:
            return None
        self._take(Label.AMOUNT, figure.amount, amount=figure.amount)
        return end

    def _split(self, at: int) -> int | None:
        low = self.words.low(at)
        follows = bool(person_at(self.words, at + 1) or person_at(self.words, at + 2))
        if not (low in SPLIT and follows) and not starts_split(self.words, at):
            return None
        found = shares_at(self.words, at)
        if found is None:
            return None
        self.phrase = replace(self.phrase, shares=found[0])
        self.understood.extend((Label.SPLIT, share) for share in found[0])
        return found[1]

    def _date(self, at: int) -> int | None:
        """A date without a key: when it was decided, or (for an open deal) when it is expected to close."""
        is_open = self.phrase.action in {"add", "edit"}
        if (self.phrase.close_on if is_open else self.phrase.day) is not None:
            return None
        found = date_at(self.words, at, self.speaker, Direction.FUTURE if is_open else Direction.PAST)
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
        if (
            self.phrase.day is None
            and last - 1 > at
            and self.words.low(last - 1) in {"yesterday", "gisteren", "today", "vandaag"}
        ):
            last -= 1
            self._date(last)
        if self.words.low(at) in _REASON_LEAD and at + 1 < last:
            at += 1 + (self.words.low(at + 1) == "of" and at + 2 < last)
        text = self.words.between(at, last).strip(" ,")
        if len(text) > LONGEST_REASON:
            raise Unreadable(Reason.NOTE_TOO_LONG, text[:60])
        self._take(Label.REASON, text, reason=text)
        return len(self.words.tokens)

    def _loose_title(self, at: int) -> int:
        """Words without quotes behind the account: the title, up to a key, an amount or a quote."""
        end = at
        while end < len(self.words.tokens) and self.words.tokens[end].shape == WORD:
            is_key = end + 1 < len(self.words.tokens) and self.words.tokens[end + 1].shape == EQUALS
            if is_key or person_at(self.words, end) or figure_at(self.words, end):
                break
            end += 1
        if end == at:
            raise Unreadable(Reason.UNKNOWN_WORD, self.words.tokens[at].text)
        return self._titled(self.words.between(at, end), end)

    # --- key=value ----------------------------------------------------------------------------------------

    def _key(self, at: int, low: str) -> int:
        key = KEYS.get(low)
        if key is None:
            raise Unreadable(Reason.UNKNOWN_KEY, self.words.tokens[at].text, did_you_mean(low, KEYS))
        if at + 2 >= len(self.words.tokens):
            raise Unreadable(Reason.VALUE_MISSING, self.words.tokens[at].text)
        return _VALUES[key](self, at + 2)

    def _stage(self, at: int) -> int:
        found = _name_at(self.words, at, self.stages)
        if found is None:
            text = self.words.tokens[at].text
            raise Unreadable(Reason.UNKNOWN_STAGE, text, _near(text, self.stages))
        self._take(Label.STAGE, found[0], stage=found[0])
        return found[1]

    def _channel(self, at: int) -> int:
        found = _name_at(self.words, at, self.channels)
        if found is None:
            text = self.words.tokens[at].text
            raise Unreadable(Reason.UNKNOWN_CHANNEL, text, _near(text, self.channels))
        self._take(Label.CHANNEL, found[0], channel=found[0])
        return found[1]

    def _type(self, at: int) -> int:
        found = _name_at(self.words, at, _TYPE_NAMES)
        if found is None:
            text = self.words.tokens[at].text
            raise Unreadable(Reason.UNKNOWN_DEAL_TYPE, text, _near(text, _TYPE_NAMES))
        self._take(Label.TYPE, found[0], deal_type=found[0])
        return found[1]

    def _close(self, at: int) -> int:
        day, end = self._date_value(at, Direction.FUTURE)
        self._take(Label.CLOSE, day, close_on=day)
        return end

    def _day(self, at: int) -> int:
        day, end = self._date_value(at, Direction.PAST)
        self._take(Label.DATE, day, day=day)
        return end

    def _opened(self, at: int) -> int:
        day, end = self._date_value(at, Direction.PAST)
        self._take(Label.START, day, opened_on=day)
        return end

    def _date_value(self, at: int, direction: Direction) -> tuple[date, int]:
        found = date_at(self.words, at, self.speaker, direction)
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

    def _percent(self, value: Decimal, end: int) -> int:
        if not 0 <= value <= 100 or value != value.to_integral_value():
            raise Unreadable(Reason.PROBABILITY_OUT_OF_RANGE, self.words.tokens[end - 1].text)
        self._take(Label.PROBABILITY, int(value), probability=int(value))
        return end

    def _owner(self, at: int) -> int:
        person, end = person_expected_at(self.words, at)
        self._take(Label.OWNER, person, owner=person)
        return end

    def _account_value(self, at: int) -> int:
        found = account_at(self.words, at, self.known) or one_word_account_at(self.words, at)
        if found is None:
            raise Unreadable(Reason.ACCOUNT_MISSING, self.words.tokens[at].text)
        return self._account(found)

    def _title(self, at: int) -> int:
        return self._titled(self.words.tokens[at].text, at + 1)

    def _titled(self, text: str, end: int) -> int:
        if len(text) > LONGEST_TITLE:
            raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
        self._take(Label.TITLE, text, title=text)
        return end

    def _amount(self, at: int) -> int:
        found = figure_at(self.words, at)
        if found is None or found[0].is_percent:
            raise Unreadable(Reason.NOT_A_NUMBER, self.words.tokens[at].text)
        self._take(Label.AMOUNT, found[0].amount, amount=found[0].amount)
        return found[1]

    def _reason_value(self, at: int) -> int:
        if self.words.tokens[at].shape != QUOTED:
            return self._reason(at)
        self._take(
            Label.REASON, self.words.tokens[at].text[:LONGEST_REASON], reason=self.words.tokens[at].text
        )
        return at + 1

    def _number(self, at: int) -> int:
        digits = self.words.low(at).lstrip("#")
        if not digits.isdecimal() or len(digits) > 9:
            raise Unreadable(Reason.NUMBER_MISSING, self.words.tokens[at].text)
        self._take(Label.DEAL, int(digits), number=int(digits))
        return at + 1

    def _split_value(self, at: int) -> int:
        found = shares_at(self.words, at)
        if found is None:
            raise Unreadable(Reason.SPLIT_WITHOUT_PERSON, self.words.tokens[at].text)
        self.phrase = replace(self.phrase, shares=found[0])
        return found[1]

    def _take(self, label: Label, shown: object, **parts: object) -> None:
        self.phrase = replace(self.phrase, **parts)  # type: ignore[arg-type]
        self.understood.append((label, shown))


def _name_at(words: Typed, at: int, names: Mapping[tuple[str, ...], str]) -> tuple[str, int] | None:
    """The key whose name stands at a token (quoted or not); the longest name wins."""
    if at >= len(words.tokens):
        return None
    if words.tokens[at].shape == QUOTED:
        key = names.get(tuple(folded(words.tokens[at].text).split()))
        return (key, at + 1) if key else None
    for length in (4, 3, 2, 1):
        phrase = tuple(words.low(at + n) for n in range(length))
        if phrase in names and not words.is_equals(at + length):
            return names[phrase], at + length
    return None


def _near(text: str, names: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """The nearest names; all keys when none is near."""
    return did_you_mean(text, (" ".join(name) for name in names)) or tuple(dict.fromkeys(names.values()))


_VALUES: dict[str, Callable[[_Reading, int], int]] = {
    "stage": _Reading._stage, "close": _Reading._close, "channel": _Reading._channel, "type": _Reading._type,
    "product": _Reading._product, "probability": _Reading._probability, "owner": _Reading._owner,
    "account": _Reading._account_value, "title": _Reading._title, "amount": _Reading._amount,
    "reason": _Reading._reason_value, "date": _Reading._day, "opened": _Reading._opened,
    "number": _Reading._number, "split": _Reading._split_value,
}  # fmt: skip
