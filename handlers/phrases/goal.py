"""`/goal`: `"Grow new business" 60d new_customers=5 first_meetings=30`, `Q1 sales_by_channel=250k`, `list`, `close 3`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from handlers.phrases.amounts import figure_at
from handlers.phrases.examples import example_of
from handlers.phrases.kpis import kpi_at, kpi_before_equals, names_in
from handlers.phrases.scope import TEAM, Scope, ScopeKind, scope_at
from handlers.phrases.tokens import COMMA, EQUALS, QUOTED, WORD, Typed, typed
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.values import KpiValue, kpi_value_at
from handlers.phrases.words import DAY_WORDS, QUARTER_WORDS, each_of

LONGEST_TITLE = 160

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("list show lijst toon overzicht doelen goals"), "list"),
    **dict.fromkeys(each_of("close done finish sluit sluiten afsluiten afgerond klaar"), "close"),
    **dict.fromkeys(each_of("evidence proof bewijs onderbouwing"), "evidence"),
    **dict.fromkeys(each_of("add set new nieuw toevoegen stel zet maak"), "set"),
}

_ROLLING = re.compile(r"(\d{1,4})(?:d|days?|dagen)")
_QUARTER = re.compile(r"[qk]([1-9])(?:[-/]?(\d{4}))?|(\d{4})[-/]?[qk]([1-9])")
_ROLLING_DAYS = (30, 60, 90)
_HORIZONS = ("30d", "60d", "90d", "Q1", "Q2", "Q3", "Q4")


@dataclass(frozen=True, slots=True)
class Horizon:
    """Rolling `days` (30, 60 or 90), or a `quarter` (1 to 4) with its year when one was said."""

    days: int | None = None
    quarter: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class GoalPhrase:
    """What somebody wants done with goals."""

    action: str
    """`set`, `list`, `close` or `evidence`."""
    title: str = ""
    horizon: Horizon | None = None
    milestones: tuple[KpiValue, ...] = ()
    scope: Scope | None = None
    number: int | None = None
    """Of the goal to close."""
    kpi: str | None = None
    """Of which the evidence is asked."""


@dataclass(frozen=True, slots=True)
class TeamNames:
    """The teams that there are, and those that the speaker leads: these go by their name alone."""

    known: Collection[str] = ()
    led: Collection[str] = ()


NO_TEAMS = TeamNames()


def read_goal(
    text: str | Typed, today: date, *, language: str = "en", locale: str | None = None, teams: TeamNames = NO_TEAMS
) -> GoalPhrase:
    """The goal that `text` sets, or what it asks for. Raises Unreadable."""
    understood: list[Understood] = []
    try:
        words = typed(text)
        if not words.tokens:
            raise Unreadable(Reason.NOTHING_TYPED)
        action = ACTIONS.get(words.low(0))
        if action == "list" or action == "close":
            understood.append((Label.ACTION, action))
            return _list(words, teams) if action == "list" else _close(words)
        if action == "evidence":
            return _evidence(words, teams)
        return _set(words, 1 if action else 0, teams, understood)
    except Unreadable as unreadable:
        raise unreadable.within(understood, example_of("goals", language)) from None


def _list(words: Typed, teams: TeamNames) -> GoalPhrase:
    if len(words.tokens) == 1:
        return GoalPhrase("list")
    found = goal_scope_at(words, 1, teams)
    if found is None or found[1] != len(words.tokens):
        raise Unreadable(Reason.UNKNOWN_WORD, words.rest(1)[:60])
    return GoalPhrase("list", scope=found[0])


def _evidence(words: Typed, teams: TeamNames) -> GoalPhrase:
    """`evidence`, `evidence proposals`, `bewijs Noord`: of one KPI or of all, for one's own team or another."""
    kpi: str | None = None
    scope: Scope | None = None
    at = 1
    while at < len(words.tokens):
        if kpi is None and (named := kpi_at(words, at)):
            kpi, at = named
        elif scope is None and (who := goal_scope_at(words, at, TeamNames(teams.known, teams.known))):
            scope, at = who
        elif words.tokens[at].shape == COMMA or words.low(at) in {"for", "of", "voor", "van"}:
            at += 1
        else:
            raise Unreadable(Reason.UNKNOWN_WORD, words.tokens[at].text, did_you_mean(words.low(at), names_in(words)))
    return GoalPhrase("evidence", scope=scope, kpi=kpi)


def goal_scope_at(words: Typed, at: int, teams: TeamNames) -> tuple[Scope, int] | None:
    """For whom: `@anna`, `me`, `team`, `team=Noord`, `team Noord`, and a team that the speaker leads by its name alone."""
    if words.low(at) not in TEAM:
        return scope_at(words, at, teams.led, lambda _: True)
    if not words.is_equals(at + 1):
        return scope_at(words, at, teams.known, lambda _: True)
    return _team_named(words, at, teams)


def _team_named(words: Typed, at: int, teams: TeamNames) -> tuple[Scope, int]:
    """`team=Noord`, `team="Noord West"`."""
    named = scope_at(words, at + 2, teams.known, lambda _: True)
    if named and named[0].kind is ScopeKind.TEAM and named[0].team:
        return named
    if at + 2 >= len(words.tokens):
        raise Unreadable(Reason.UNKNOWN_WORD, words.tokens[at].text, sorted(teams.known))
    return Scope(ScopeKind.TEAM, team=words.tokens[at + 2].text[:80]), at + 3


def _close(words: Typed) -> GoalPhrase:
    at = 2 if words.low(1) in {"goal", "doel", "nr", "number", "nummer"} else 1
    number = words.low(at).lstrip("#")
    if not number.isdecimal() or len(number) > 9 or at + 1 != len(words.tokens):
        raise Unreadable(Reason.NUMBER_MISSING, words.rest(at)[:60])
    return GoalPhrase("close", number=int(number))


def _set(words: Typed, at: int, teams: TeamNames, understood: list[Understood]) -> GoalPhrase:
    title, loose = "", list[str]()
    horizon: Horizon | None = None
    scope: Scope | None = None
    milestones: dict[str, KpiValue] = {}
    while at < len(words.tokens):
        token = words.tokens[at]
        if token.shape == COMMA:
            at += 1
        elif token.shape == QUOTED and not title:
            title, at = _title(token.text), at + 1
            understood.append((Label.TITLE, title))
        elif horizon is None and (found := horizon_at(words, at)):
            horizon, at = found
            understood.append((Label.HORIZON, horizon))
        elif scope is None and words.low(at) in TEAM and words.is_equals(at + 1):
            scope, at = _team_named(words, at, teams)
            understood.append((Label.SCOPE, scope))
        elif spoken := _spoken_milestone(words, at, horizon):
            value, horizon, at = spoken
            milestones[value.kpi] = value
            understood.append((Label.KPI, value))
        elif milestone := _milestone(words, at):
            value, at = milestone
            if value.kpi in milestones:
                raise Unreadable(Reason.SAID_TWICE, value.kpi)
            milestones[value.kpi] = value
            understood.append((Label.KPI, value))
        elif scope is None and not loose and (who := goal_scope_at(words, at, teams)):
            scope, at = who
            understood.append((Label.SCOPE, scope))
        elif token.shape == WORD and not title and not milestones and token.low not in {"for", "voor"}:
            loose.append(token.text)
            at += 1
        elif token.low in {"and", "en", "for", "voor", "in", "within", "binnen"}:
            at += 1
        else:
            raise Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(token.low, names_in(words)))
    title = title or _title(" ".join(loose))
    if horizon is None:
        raise Unreadable(Reason.HORIZON_MISSING, "", _HORIZONS)
    if not title and not milestones:
        raise Unreadable(Reason.KPI_MISSING)
    return GoalPhrase("set", title, horizon, tuple(milestones.values()), scope)


def horizon_at(words: Typed, at: int) -> tuple[Horizon, int] | None:
    """`60d`, `90 days`, `Q1`, `Q1 2027`, `2027-Q1`. Raises Unreadable (UNKNOWN_HORIZON), for instance for `45d`."""
    low, end = words.low(at), at + 1
    days = _ROLLING.fullmatch(low)
    if days is None and low.isdecimal() and len(low) < 5 and words.low(end) in DAY_WORDS:
        days, end = re.fullmatch(r"(\d+)", low), end + 1
    if days:
        if int(days[1]) not in _ROLLING_DAYS:
            raise Unreadable(Reason.UNKNOWN_HORIZON, words.between(at, end), _HORIZONS)
        return Horizon(days=int(days[1])), end
    if low in QUARTER_WORDS and words.low(end) in {"1", "2", "3", "4"}:
        number, year, end = int(words.low(end)), None, end + 1
    elif match := _QUARTER.fullmatch(low):
        number = int(match[1] or match[4])
        year = int(match[2] or match[3]) if match[2] or match[3] else None
    else:
        return None
    if number > 4:
        raise Unreadable(Reason.UNKNOWN_HORIZON, words.tokens[at].text, _HORIZONS)
    if year is None and re.fullmatch(r"20\d\d", words.low(end)):
        year, end = int(words.low(end)), end + 1
    return Horizon(quarter=number, year=year), end


def _milestone(words: Typed, at: int) -> tuple[KpiValue, int] | None:
    """`new_customers=5`, `nieuwe klanten = 5`, `first_meetings 30`."""
    found = kpi_at(words, at)
    if found is None:
        if kpi_before_equals(words, at) and words.tokens[at + 1].shape == EQUALS:
            token = words.tokens[at]
            raise Unreadable(Reason.UNKNOWN_KPI, token.text, did_you_mean(token.low, names_in(words)))
        return None
    kpi, end = found
    has_equals = words.is_equals(end)
    if not has_equals and not words.low(end)[:1].isdecimal() and words.low(end)[:1] not in {"€", "$", "£"}:
        return None
    return kpi_value_at(words, end + has_equals, kpi)


def _spoken_milestone(words: Typed, at: int, horizon: Horizon | None) -> tuple[KpiValue, Horizon | None, int] | None:
    """`5 new customers`, `omzet Q1 100k`: the number first, or the horizon between a KPI and its number."""
    figure = figure_at(words, at)
    if figure and not words.is_equals(figure[1]) and (named := kpi_at(words, figure[1])):
        if words.is_equals(named[1]):
            return None
        return kpi_value_at(words, at, named[0])[0], horizon, named[1]
    named = kpi_at(words, at)
    if named is None or horizon is not None or words.is_equals(named[1]):
        return None
    found = horizon_at(words, named[1])
    if found is None or figure_at(words, found[1]) is None:
        return None
    value, end = kpi_value_at(words, found[1], named[0])
    return value, found[0], end


def _title(text: str) -> str:
    if len(text) > LONGEST_TITLE:
        raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
    return text
