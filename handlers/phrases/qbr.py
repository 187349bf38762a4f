"""What is typed about quarterly reviews: after `/qbr`, and the lines of a 90-day plan: `first meetings 24 60d`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from handlers.phrases.amounts import figure_at
from handlers.phrases.goal import TeamNames as Teams
from handlers.phrases.goal import goal_scope_at, horizon_at
from handlers.phrases.kpis import kpi_at, with_own
from handlers.phrases.people import PersonRef, named
from handlers.phrases.periods import period_at
from handlers.phrases.scope import ScopeKind
from handlers.phrases.tokens import COMMA, QUOTED, WORD, typed
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.values import KpiValue, kpi_value_at
from handlers.phrases.words import HELP
from models.period import Period, PeriodType
from models.scorecard.kpis import Kpi

ACTIONS: dict[str, str] = {
    **dict.fromkeys(("list", "lijst", "people", "mensen"), "list"),
    **dict.fromkeys(("all", "alle", "alles", "company", "managers", "overview", "overzicht", "bedrijf"), "all"),
    **dict.fromkeys(("pdf",), "pdf"),
    **dict.fromkeys(("form", "formulier"), "form"),
    **dict.fromkeys(("begin", "start", "go", "continue", "verder", "ga"), "begin"),
}
_FILLER = frozenset({"for", "voor", "of", "van", "in", "the", "de", "het"})


@dataclass(frozen=True, slots=True)
class QbrPhrase:
    """What somebody asks about quarterly reviews."""

    action: str = "overview"
    """`overview`, `list`, `all`, `pdf`, `form`, `begin` or `help`."""
    person: PersonRef | None = None
    team: str | None = None
    is_team: bool = False
    """A team's; without a name one's own."""
    quarter: Period | None = None


def read_qbr(text: str, today: date, language: str, fiscal_start_month: int, teams: Collection[str]) -> QbrPhrase:
    """What stands behind `/qbr`, in any order. Raises Unreadable for a word that is none of it."""
    words = typed(text)
    if len(words.tokens) == 1 and words.low(0) in HELP:
        return QbrPhrase("help")
    action, person, quarter, team, is_team = "overview", None, None, None, False
    at, typist = 0, Typist(today, language, None, fiscal_start_month)
    names: list[str] = []
    while at < len(words.tokens):
        if words.tokens[at].shape == COMMA or (words.low(at) in _FILLER and not names):
            at += 1
        elif words.low(at) in ACTIONS:
            action, at = ACTIONS[words.low(at)], at + 1
        elif quarter is None and (found := period_at(words, at, typist)) and found[0].type is PeriodType.QUARTER:
            quarter, at = found[0].period, found[1]
        elif scope := goal_scope_at(words, at, Teams(teams, ())):
            at = scope[1]
            if scope[0].kind is ScopeKind.TEAM:
                team, is_team = scope[0].team, True
            else:
                person = scope[0].person
        elif words.tokens[at].shape in (WORD, QUOTED) and words.low(at)[:1].isalpha():
            names.append(words.tokens[at].text)
            at += 1
        else:
            raise Unreadable(Reason.UNKNOWN_WORD, words.tokens[at].text[:60])
    while names and names[-1].lower() in _FILLER:  # `Anna de Vries`, `Anna for Q3`
        names.pop()
    if names and (person or is_team):
        raise Unreadable(Reason.UNKNOWN_WORD, " ".join(names)[:60])
    return QbrPhrase(action, person or (named(" ".join(names)) if names else None), team, is_team, quarter)


@dataclass(frozen=True, slots=True)
class PlanPhrase:
    """A line of the plan: a KPI, a number, and how many days it lasts (None: to the end of the quarter)."""

    value: KpiValue
    days: int | None = None


def read_plan(text: str, own: Iterable[Kpi] = ()) -> list[PlanPhrase]:
    """The lines of a plan, one a line. Raises Unreadable with the line that is none."""
    own = list(own)
    lines = [line.strip().lstrip("•-* ") for line in text.splitlines()]
    return [read_plan_line(line, own) for line in lines if line]


def read_plan_line(text: str, own: Iterable[Kpi] = ()) -> PlanPhrase:
    """`first meetings 24`, `24 first meetings`, `sales_by_channel=120k 60d`, `omzet 120k Q4`. Raises Unreadable."""
    words = with_own(text, own)
    value, days, at = None, None, 0
    while at < len(words.tokens):
        low = words.low(at)
        figure = figure_at(words, at) if value is None else None
        if words.tokens[at].shape == COMMA or low in _FILLER or low in {"by", "voor", "within", "binnen", "to", "naar"}:
            at += 1
        elif found := horizon_at(words, at):
            days, at = found[0].days, found[1]
        elif value is None and (kpi := kpi_at(words, at)):
            value, at = kpi_value_at(words, kpi[1] + words.is_equals(kpi[1]), kpi[0])
        elif figure and (kpi := kpi_at(words, figure[1])):
            value, at = kpi_value_at(words, at, kpi[0])[0], kpi[1]
        else:
            raise Unreadable(Reason.UNKNOWN_WORD, text[:60])
    if value is None:
        raise Unreadable(Reason.KPI_MISSING, text[:60])
    return PlanPhrase(value, days)
