"""`/scorecard`: whose figures, of which period, which KPIs: `team last month`, `my line`, `@bram`, `Q3 close_rate`, `all 2026-10`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from handlers.phrases.calendar_periods import PeriodPhrase
from handlers.phrases.examples import example_of
from handlers.phrases.kpis import kpi_at, names_in
from handlers.phrases.people import ME
from handlers.phrases.periods import period_at
from handlers.phrases.scope import Scope, ScopeKind, line_at, scope_at
from handlers.phrases.tokens import COMMA, DASH, QUOTED, Typed, typed
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import each_of

_GLUE = each_of("of for van voor from the de het in over per and en show toon scorecard")
_PERIOD_WORDS = ("week", "month", "maand", "quarter", "kwartaal", "year", "last", "this", "vorige", "deze")


@dataclass(frozen=True, slots=True)
class ScorecardPhrase:
    """What somebody wants to see; a part that was not said is None (or empty) and has the handler's default."""

    scope: Scope | None = None
    period: PeriodPhrase | None = None
    kpis: tuple[str, ...] = ()


def read_scorecard(
    text: str | Typed,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    fiscal_start_month: int = 1,
    teams: Collection[str] = (),
) -> ScorecardPhrase:
    """The scorecard that `text` asks for. `teams` are the names that exist. Raises Unreadable."""
    typist = Typist(today, language, locale, fiscal_start_month)
    understood: list[Understood] = []
    try:
        return _read(typed(text), typist, teams, understood)
    except Unreadable as unreadable:
        raise unreadable.within(understood, example_of("scorecard", language)) from None


def _read(words: Typed, typist: Typist, teams: Collection[str], understood: list[Understood]) -> ScorecardPhrase:
    scope: Scope | None = None
    period: PeriodPhrase | None = None
    kpis: dict[str, None] = {}
    at = 0
    while at < len(words.tokens):
        if words.tokens[at].shape in (COMMA, DASH):
            at += 1
        elif kpi := kpi_at(words, at):
            kpis[kpi[0]] = None
            understood.append((Label.KPI, kpi[0]))
            at = kpi[1]
        elif found := period_at(words, at, typist):
            if period is not None:
                raise Unreadable(Reason.SAID_TWICE, words.between(at, found[1]))
            period, at = found
            understood.append((Label.PERIOD, period.period))
        elif who := line_at(words, at) or scope_at(words, at, teams, lambda n: _is_known(words, n, typist)):
            if scope is not None:
                raise Unreadable(Reason.SAID_TWICE, words.between(at, who[1]))
            scope, at = who
            understood.append((Label.SCOPE, scope))
        elif words.low(at) in _GLUE:
            at += 1
        else:
            scope, at = _name(words, at, scope, typist)
            understood.append((Label.PERSON, scope.person))
    return ScorecardPhrase(scope, period, tuple(kpis))


def _name(words: Typed, at: int, scope: Scope | None, typist: Typist) -> tuple[Scope, int]:
    """A bare name of a person; but a word that looks like a KPI or a period was probably meant as one."""
    token = words.tokens[at]
    meant = did_you_mean(token.low, (*names_in(words), *_PERIOD_WORDS)) if token.low else ()
    if (
        scope is not None
        or not token.text[:1].isalpha()
        or (meant and not token.text[:1].isupper())
        or "_" in token.text
    ):
        raise Unreadable(Reason.UNKNOWN_WORD, token.text, meant)
    if token.shape == QUOTED:
        return Scope.of_name(token.text), at + 1
    end = at + 1
    while end < len(words.tokens) and words.tokens[end].text[:1].isalpha() and not _is_known(words, end, typist):
        end += 1
    return Scope.of_name(words.between(at, end)), end


def _is_known(words: Typed, at: int, typist: Typist) -> bool:
    """Whether something other than a name starts here."""
    if words.low(at) in ME or line_at(words, at) or scope_at(words, at, (), lambda _: True):
        return True
    return kpi_at(words, at) is not None or period_at(words, at, typist) is not None


__all__ = ["Scope", "ScopeKind", "ScorecardPhrase", "read_scorecard"]
