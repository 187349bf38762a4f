"""What is set by role and KPI: `account sales_by_channel=4 training_hours=0.5 from 2026-12-01`, `sdr reset`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from handlers.phrases.dates import read_date
from handlers.phrases.examples import example_of
from handlers.phrases.kpis import kpi_at, names_in, with_own
from handlers.phrases.roles import ROLE_NAMES, role_at
from handlers.phrases.target import read_target
from handlers.phrases.tokens import COMMA, EQUALS, Typed, typed
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import each_of
from models.period import PeriodType
from models.scorecard.kpis import Kpi

_FROM = each_of("from vanaf since sinds")
_NOW = each_of("now nu meteen direct")
_RESET = each_of("reset usual default standaard gewoon herstel")
_ALL = each_of("all everybody everyone alle iedereen")
_NOTHING = each_of("none geen niets nothing off uit")
_GLUE = each_of("for voor role rol every elke")
USUAL = _RESET | {"-", "–"}
"""Instead of a value: what is usual again."""


@dataclass(frozen=True, slots=True)
class ByRolePhrase:
    """What somebody sets, or (with no values and no reset) wants to see."""

    role: str | None = None
    """None: no role was said."""
    values: Mapping[str, str] = field(default_factory=dict)
    """By KPI what was typed behind it."""
    starts_on: date | None = None
    from_now: bool = False
    resets: bool = False
    """Everything of the role is as usual again."""


def read_by_role(text: str | Typed, today: date, command: str, *, language: str = "en") -> ByRolePhrase:
    """What `text` sets; `command` is whose example is shown instead. Raises Unreadable."""
    understood: list[Understood] = []
    try:
        return _Reading(typed(text), today, language, understood).read()
    except Unreadable as error:
        raise error.within(understood, example_of(command, language)) from None


def read_weights(
    text: str | Typed, today: date, *, language: str = "en"
) -> tuple[ByRolePhrase, dict[str, float | None]]:
    """The weights in `text`, by KPI; None is the usual one again. Raises Unreadable."""
    phrase = read_by_role(text, today, "weights", language=language)
    try:
        return phrase, {kpi: read_weight(value) for kpi, value in phrase.values.items()}
    except Unreadable as error:
        understood: list[Understood] = [(Label.KPI, kpi) for kpi in phrase.values]
        raise error.within(understood, example_of("weights", language)) from None


@dataclass(frozen=True, slots=True)
class PresetValue:
    """So much a period; `value` None: nothing is usual; `is_default`: the preset as it comes."""

    value: Decimal | None = None
    period_type: PeriodType | None = None
    currency: str | None = None
    is_default: bool = False


def read_preset(kpi: str, text: str, own: Iterable[Kpi], today: date, language: str) -> PresetValue:
    """`6/week`, `30%`, `none`, `default`. Raises Unreadable."""
    if text.strip().lower() in USUAL:
        return PresetValue(is_default=True)
    if text.strip().lower() in _NOTHING:
        return PresetValue()
    try:
        phrase = read_target(with_own(f"{kpi} {text}", own), today, language=language)
    except Unreadable as error:
        raise error.within(error.understood, example_of("presets", language)) from None
    if phrase.value is None or phrase.scope is not None or phrase.starts_on is not None:
        raise Unreadable(Reason.NOT_A_NUMBER, text[:40]).within([], example_of("presets", language))
    return PresetValue(phrase.value.value, phrase.period_type, phrase.value.currency)


def read_weight(text: str) -> float | None:
    """`4`, `0,5`, `½`; None for the usual one. Raises Unreadable."""
    if text.strip().lower() in USUAL:
        return None
    try:
        value = Decimal(text.strip().replace("½", "0.5").replace(",", "."))
    except InvalidOperation:
        raise Unreadable(Reason.NOT_A_NUMBER, text[:40]) from None
    if not value.is_finite():
        raise Unreadable(Reason.NOT_A_NUMBER, text[:40])
    return float(value)


class _Reading:
    def __init__(self, words: Typed, today: date, language: str, understood: list[Understood]) -> None:
        self.words, self.today, self.language, self.understood = words, today, language, understood
        self.role: str | None = None
        self.values: dict[str, str] = {}
        self.starts_on: date | None = None
        self.from_now = self.resets = False

    def read(self) -> ByRolePhrase:
        at = 0
        while at < len(self.words.tokens):
            at = self._take(at)
        return ByRolePhrase(self.role, self.values, self.starts_on, self.from_now, self.resets)

    def _take(self, at: int) -> int:
        words, low = self.words, self.words.low(at)
        if words.tokens[at].shape in (COMMA, EQUALS) or low in _GLUE:
            return at + 1
        if low in _FROM or (low == "per" and words.low(at + 1) in _NOW):
            return self._from(at)
        if found := kpi_at(words, at):
            return self._value(*found)
        if low in _RESET:
            self.resets = True
            return at + 1
        if self.role is None and (low in _ALL or role_at(words, at)):
            self.role, end = ("", at + 1) if low in _ALL else role_at(words, at) or ("", at + 1)
            self.understood.append((Label.ROLE, self.role or low))
            return end
        text = words.tokens[at].text
        if self.role is None and not self.values and not words.is_equals(at + 1):
            raise Unreadable(Reason.UNKNOWN_ROLE, text, did_you_mean(text, ROLE_NAMES))
        raise Unreadable(Reason.UNKNOWN_KPI, text, did_you_mean(text, names_in(words)))

    def _value(self, kpi: str, at: int) -> int:
        start = at + self.words.is_equals(at)
        end = start
        while end < len(self.words.tokens) and not self._ends(end):
            end += 1
        if end == start:
            raise Unreadable(Reason.VALUE_MISSING, kpi)
        if kpi in self.values:
            raise Unreadable(Reason.SAID_TWICE, kpi)
        self.values[kpi] = self.words.between(start, end)
        self.understood.append((Label.KPI, kpi))
        return end

    def _ends(self, at: int) -> bool:
        shape, low = self.words.tokens[at].shape, self.words.low(at)
        is_next = self.words.is_equals(at + 1) or kpi_at(self.words, at) is not None
        return shape in (COMMA, EQUALS) or low in _FROM or is_next

    def _from(self, at: int) -> int:
        if self.words.low(at + 1) in _NOW:
            self.from_now = True
            return at + 2
        self.starts_on = read_date(self.words.rest(at + 1), self.today, Direction.FUTURE, language=self.language)
        self.understood.append((Label.FROM, self.starts_on))
        return len(self.words.tokens)
