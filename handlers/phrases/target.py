"""`/target`: `first_meetings 8/week @anna`, `sales_by_channel 100k/month team`, `omzet 100k per maand vanaf 1 dec`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from handlers.phrases.calendar_periods import quarter_at, year_at
from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.kpis import kpi_at, names_in
from handlers.phrases.periods import TYPES
from handlers.phrases.roles import role_at
from handlers.phrases.scope import Scope, ScopeKind, scope_at
from handlers.phrases.tokens import COMMA, EQUALS, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.values import KpiValue, kpi_value_at
from handlers.phrases.words import ARTICLES, each_of
from models.period import PeriodType

LIST = each_of("list show lijst toon overzicht")
_REMOVE = each_of("remove delete stop verwijder verwijderen stoppen")
_SET = each_of("set add zet stel toevoegen")
_FROM = each_of("from vanaf since sinds starting ingaande ingang effective per")
_PER = each_of("per a each every elke iedere")
_NOW = each_of("now nu meteen direct immediately")
_ROLE = each_of("role rol")


@dataclass(frozen=True, slots=True)
class TargetPhrase:
    """A target that somebody sets, removes or wants to see. What was not said is None."""

    action: str
    """`set`, `remove` or `list`."""
    value: KpiValue | None = None
    kpi: str | None = None
    period_type: PeriodType | None = None
    """None leaves it to the KPI's usual one."""
    scope: Scope | None = None
    starts_on: date | None = None
    from_now: bool = False
    """It shall hold for the running week, month, quarter or year already."""


def read_target(
    text: str | Typed,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    teams: Collection[str] = (),
    fiscal_start_month: int = 1,
) -> TargetPhrase:
    """The target in `text`. Raises Unreadable."""
    understood: list[Understood] = []
    typist = Typist(today, language, locale, fiscal_start_month)
    try:
        reading = _Reading(slashes_apart(typed(text)), typist, teams, understood)
        return reading.read()
    except Unreadable as unreadable:
        raise unreadable.within(understood, example_of("targets", language)) from None


class _Reading:
    """One reading of one line: what has been understood so far."""

    def __init__(self, words: Typed, typist: Typist, teams: Collection[str], understood: list[Understood]) -> None:
        self.words, self.typist, self.teams, self.understood = words, typist, teams, understood
        self.kpi: str | None = None
        self.value: KpiValue | None = None
        self.period_type: PeriodType | None = None
        self.scope: Scope | None = None
        self.starts_on: date | None = None
        self.from_now = False
        self.named: PeriodType | None = None
        """The type of a period that was said by its name: `2027`, `Q1`."""

    def read(self) -> TargetPhrase:
        words = self.words
        if not words.tokens:
            raise Unreadable(Reason.NOTHING_TYPED)
        first = words.low(0)
        action = "list" if first in LIST else "remove" if first in _REMOVE else "set"
        at = 1 if action != "set" or first in _SET else 0
        value_at = self._find_kpi(at)
        while at < len(words.tokens):
            at = self._take(at, value_at)
        if action == "list":
            return TargetPhrase("list", kpi=self.kpi, period_type=self.period_type, scope=self.scope)
        if self.kpi is None:
            raise Unreadable(Reason.KPI_MISSING)
        if self.value is None and action == "set":
            raise Unreadable(Reason.VALUE_MISSING, self.kpi)
        per = self.period_type or self.named
        return TargetPhrase(action, self.value, self.kpi, per, self.scope, self.starts_on, self.from_now)

    def _find_kpi(self, at: int) -> tuple[int, int]:
        """The KPI is looked for first: it says what the value may be. Gives where its name stands."""
        while at < len(self.words.tokens):
            if found := kpi_at(self.words, at):
                self.kpi = found[0]
                self.understood.append((Label.KPI, self.kpi))
                return at, found[1]
            at += 1
        return -1, -1

    def _take(self, at: int, kpi: tuple[int, int]) -> int:
        words, token, low = self.words, self.words.tokens[at], self.words.low(at)
        if at == kpi[0]:
            return kpi[1]
        if token.shape in (COMMA, EQUALS):
            return at + 1
        if low in _ROLE:
            return self._role(at + 1)
        if (end := self._period_type(at)) or (end := self._starts(at)) or (end := self._value(at)):
            return end
        if self.scope is None and (
            found := scope_at(words, at, self.teams, lambda n: n == kpi[0] or self._begins_something(n))
        ):
            self.scope = found[0]
            self.understood.append((Label.SCOPE, self.scope))
            return found[1]
        if low in ARTICLES or low in {"for", "voor", "van", "of", "op", "target", "doel", "to", "naar"}:
            return at + 1
        if self.kpi is None:
            raise Unreadable(Reason.UNKNOWN_KPI, token.text, did_you_mean(low, names_in(self.words)))
        if self.scope is None and (role := role_at(words, at)):
            self.scope = Scope(ScopeKind.ROLE, role=role[0])
            self.understood.append((Label.ROLE, role[0]))
            return role[1]
        if self.scope is None and token.text[:1].isupper():
            self.scope = Scope.of_name(token.text)
            self.understood.append((Label.PERSON, self.scope.person))
            return at + 1
        raise Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(low, names_in(self.words)))

    def _begins_something(self, at: int) -> bool:
        low = self.words.low(at)
        return low[:1].isdecimal() or low in _PER or low in _FROM or low in TYPES or low in _ROLE or low in {"/", "€"}

    def _role(self, at: int) -> int:
        at += at < len(self.words.tokens) and self.words.tokens[at].shape == EQUALS
        found = role_at(self.words, at)
        if found is None:
            raise Unreadable(Reason.UNKNOWN_ROLE, self.words.rest(at)[:60])
        self.scope = Scope(ScopeKind.ROLE, role=found[0])
        self.understood.append((Label.ROLE, found[0]))
        return found[1]

    def _period_type(self, at: int) -> int | None:
        """`/week`, `per week`, `a month`, `weekly`, `/year`."""
        found = period_type_at(self.words, at)
        if found is None:
            return None
        kind, end = found
        if self.period_type is not None:
            raise Unreadable(Reason.SAID_TWICE, self.words.between(at, end))
        self.period_type = kind
        self.understood.append((Label.PERIOD, kind.value))
        return end

    def _starts(self, at: int) -> int | None:
        """`from 1 dec`, `from now`, `vanaf nu`; or a year or quarter by its name, once the value has been said."""
        low = self.words.low(at)
        if found := self._named_period(at):
            return found
        if low not in _FROM:
            return None
        after = at + 1 + (self.words.low(at + 1) in {"per", "vanaf", "from", "op", "on"})
        after += after < len(self.words.tokens) and self.words.tokens[after].shape == EQUALS
        if self.words.low(after) in _NOW:
            self.from_now = True
            self.understood.append((Label.FROM, self.typist.today))
            return after + 1
        if end := self._named_period(after):
            return end
        found_day = date_at(self.words, after, self.typist, Direction.FUTURE)
        if found_day is None:
            raise Unreadable(Reason.NOT_A_DATE, self.words.rest(at + 1)[:60])
        self.starts_on = found_day[0]
        self.understood.append((Label.FROM, found_day[0]))
        return found_day[1]

    def _named_period(self, at: int) -> int | None:
        if self.value is None or self.starts_on is not None or not self.words.low(at):
            return None
        found = year_at(self.words, at, self.typist) or quarter_at(self.words, at, self.typist, Direction.FUTURE)
        if found is None:
            return None
        self.starts_on, self.named = found[0].period.start, found[0].type
        self.understood.append((Label.FROM, self.starts_on))
        return found[1]

    def _value(self, at: int) -> int | None:
        low = self.words.low(at)
        if not low or (low[0].isalpha() and low not in {"eur", "usd", "gbp", "euro"}):
            return None
        if low[0] == "@" or self.value is not None:
            return None
        if self.kpi is None:
            raise Unreadable(Reason.KPI_MISSING, self.words.tokens[at].text)
        self.value, end = kpi_value_at(self.words, at, self.kpi)
        self.understood.append((Label.TARGET, self.value))
        return end


def period_type_at(words: Typed, at: int) -> tuple[PeriodType, int] | None:
    """`/week`, `per week`, `a month`, `weekly`, and the position after it; the slash is a token of its own."""
    low, end = words.low(at), at + 1
    if low in _PER or low == "/":
        low, end = words.low(at + 1), at + 2
    kind = TYPES.get(low)
    return None if kind is None else (kind, end)


def slashes_apart(words: Typed) -> Typed:
    """`8/week` and `100k/maand` as three tokens; a date keeps its slashes."""
    tokens = []
    for token in words.tokens:
        head, slash, tail = token.low.rpartition("/")
        if not slash or tail not in TYPES:
            tokens.append(token)
            continue
        middle = token.start + token.text.rindex("/")
        if head:
            tokens.append(token._replace(text=token.text[: len(head)], low=head, end=middle))
        tokens.append(token._replace(text="/", low="/", start=middle, end=middle + 1))
        tokens.append(token._replace(text=tail, low=tail, start=middle + 1))
    return words._replace(tokens=tokens)
