"""What a result takes: `300k Q1`, `I need 300k this quarter, how many meetings is that?`, `€ 300k dit kwartaal, hoeveel gesprekken?`."""

from dataclasses import dataclass
from decimal import Decimal

from handlers.phrases.amounts import figure_at
from handlers.phrases.calendar_periods import PeriodPhrase
from handlers.phrases.goal import NO_TEAMS, Horizon, TeamNames, goal_scope_at, horizon_at
from handlers.phrases.kpis import kpi_at
from handlers.phrases.periods import period_at
from handlers.phrases.scope import Scope
from handlers.phrases.tokens import COMMA, DASH, WORD, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Unreadable
from models.vocabulary import vocabulary

SALES, NEW_CUSTOMERS = "sales_by_channel", "new_customers"
A_RESULT = 1_000
"""From so much on a bare number is money: `4000 this month`."""
MOST_WORDS = 24
_WORDS = vocabulary().section("needed")
_GLUE, _THINGS, _RESULT, _EACH = (frozenset(_WORDS[key]) for key in ("glue", "things", "result", "each"))


@dataclass(frozen=True, slots=True)
class NeededPhrase:
    """A result of which somebody asks what it takes; a part that was not said is None and has the handler's default."""

    kpi: str
    target: Decimal
    currency: str | None = None
    horizon: Horizon | None = None
    """A quarter or rolling days: what a goal can have."""
    period: PeriodPhrase | None = None
    """Any other week, month, quarter or year."""
    scope: Scope | None = None


def needed_in(text: str | Typed, typist: Typist, teams: TeamNames = NO_TEAMS) -> NeededPhrase | None:
    """The result that the whole of `text` asks about; None when it says anything else: then it is no such question."""
    try:
        words = typed(text)
        return _read(words, typist, teams) if 1 < len(words.tokens) <= MOST_WORDS else None
    except Unreadable:
        return None


def may_ask(text: str, typist: Typist) -> bool:
    """Whether it could be such a question, whoever and whichever team it names: it has a result, and a period or `how many`."""
    if not any(sign.isdecimal() for sign in text):
        return False
    try:
        words = typed(text)
        places = range(min(len(words.tokens), MOST_WORDS + 1))
        if not 1 < len(words.tokens) <= MOST_WORDS or not any(_result(words, at) for at in places):
            return False
        return any(_how_many(words, at) or _when(words, at, typist) for at in places)
    except Unreadable:
        return False


def _read(words: Typed, typist: Typist, teams: TeamNames) -> NeededPhrase | None:
    result: tuple[str, Decimal, str | None] | None = None
    horizon, period, scope = None, None, None
    is_asked, at = False, 0
    while at < len(words.tokens):
        if horizon is None and period is None and (when := _when(words, at, typist)):
            horizon, period, at = when
        elif result is None and (found := _result(words, at)):
            result, at = found[0], found[1]
        elif _how_many(words, at):
            is_asked, at = True, at + _how_many(words, at)
        elif _is_nothing(words, at) or words.low(at) in _THINGS:
            at += 1
        elif (named := kpi_at(words, at)) and named[0] not in (SALES, NEW_CUSTOMERS):
            at = named[1]
        elif scope is None and (who := goal_scope_at(words, at, teams)):
            scope, at = who
        else:
            return None
    if result is None or not (is_asked or horizon or period):
        return None
    return NeededPhrase(*result, horizon, period, scope)


def _is_nothing(words: Typed, at: int) -> bool:
    """A comma, a stray sign, or a word that says nothing here."""
    token = words.tokens[at]
    return token.shape in (COMMA, DASH) or (token.shape == WORD and (not token.low or token.low in _GLUE | _RESULT))


def _when(words: Typed, at: int, typist: Typist) -> tuple[Horizon | None, PeriodPhrase | None, int] | None:
    if at and words.low(at - 1) in _EACH:
        return None  # so many a week
    try:
        if horizon := horizon_at(words, at):
            return horizon[0], None, horizon[1]
    except Unreadable:
        return None
    found = period_at(words, at, typist, Direction.FUTURE)
    if found is None or found[0].type is None or words.low(at).isdecimal():
        return None
    return None, found[0], found[1]


def _result(words: Typed, at: int) -> tuple[tuple[str, Decimal, str | None], int] | None:
    """Money, or `5 new customers`."""
    figure = figure_at(words, at)
    if figure is None or figure[0].is_percent:
        return None
    value, end = figure
    named = kpi_at(words, end)
    if value.is_plain and named and named[0] == NEW_CUSTOMERS and value.whole:
        return (NEW_CUSTOMERS, value.value, None), named[1]
    if value.is_plain and value.value < A_RESULT:
        return None
    return (SALES, value.value, value.currency), end


def _how_many(words: Typed, at: int) -> int:
    """How many words long `how many`, `hoeveel` is here; 0 when it is not."""
    for phrase in _WORDS["asks"]:
        parts = phrase.split()
        if all(words.low(at + n) == part for n, part in enumerate(parts)):
            return len(parts)
    return 0
