"""Analyses as values for the messages, and as files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.analysis.subject import Asked, other_periods, other_scopes, scope_seen
from handlers.door.answers import Answer, Answers, SendFile, Whisper
from handlers.door.request import Request
from handlers.scorecard.subject import Subject
from handlers.scorecard.views import record
from messages.analysis import files, overview, why
from messages.analysis.told import AnalysisView
from models.analysis.cac import read_cac
from models.analysis.clv import read_clv
from models.analysis.cost_of_sales import read_cost_of_sales
from models.analysis.coverage import read_coverage
from models.analysis.evidence import behind
from models.analysis.key_accounts import read_key_accounts
from models.analysis.products import read_products
from models.analysis.question import Question, usual_period
from models.analysis.readiness import Readiness, read_stock, readiness_of
from models.analysis.satisfaction import read_satisfaction
from models.analysis.seasonality import read_seasonality
from models.analysis.sellers import read_sellers
from models.analysis.table import ANALYSES, Usual, next_after
from models.analysis.trend import read_trend
from models.money import Money
from models.period import Period
from models.privacy.reading import Thing, Way
from models.scorecard.scope import ScopeKind

_READERS: Mapping[str, Callable[[Question], Any]] = {
    "cac": read_cac,
    "clv": read_clv,
    "cost_of_sales": read_cost_of_sales,
    "products": read_products,
    "coverage": read_coverage,
    "key_accounts": read_key_accounts,
    "trend": read_trend,
    "sellers": read_sellers,
    "satisfaction": read_satisfaction,
    "seasonality": read_seasonality,
}


@dataclass(frozen=True)
class Ready:
    """What there is for each of the ten, and of whom."""

    scope: str
    ready: Sequence[Readiness]


def analysis(request: Request, asked: Asked, question: Question | None = None) -> AnalysisView:
    """The analysis with the buttons around it. Refuses who may not see it."""
    asked_of = question or asked.question(request)
    _note(request, asked, asked_of, Way.SLACK)
    return AnalysisView(
        asked.key,
        asked_of.scope.name,
        asked.subject.period,
        request.workspace.currency,
        _READERS[asked.key](asked_of),
        str(asked),
        asked.channel,
        asked_of.scope.kind is ScopeKind.LINE,
        other_periods(asked, request),
        other_scopes(asked, request),
        {key: str(asked.of(key)) for key in ANALYSES},
        next_after(asked.key),
    )


def _note(request: Request, asked: Asked, question: Question, way: Way) -> None:
    """One person's analysis is theirs; that of sellers shows each by name."""
    if question.scope.is_person or asked.key == "sellers":
        sellers = [person for person in question.scope.people if person.is_rep or question.scope.is_person]
        request.note_reading(Thing.ANALYSIS, sellers, way)


def why_view(request: Request, asked: Asked) -> why.Behind:
    """The records and costs behind it."""
    question = asked.question(request)
    found = behind(question, asked.kind)
    request.note_reading(Thing.RECORDS, [one.owner_id for one in found.records])
    costs = [
        why.CostLine(cost.day, Money(cost.amount_minor, cost.currency), cost.kind, cost.channel, cost.note)
        for cost in found.costs
    ]
    has_costs = asked.key in ("cac", "clv", "cost_of_sales") and question.is_company
    records = [record(evidence) for evidence in found.records]
    dispute = f"{asked.subject}|{asked.kind.kpi}"
    return why.Behind(records, found.total, costs, has_costs, read_at(request), dispute)


def readiness(request: Request, kind: ScopeKind, id_: str, period: Period | None) -> Ready:
    """Whether there is enough for each of the ten in the last twelve months, or in `period`."""
    usual = usual_period(Usual.TWELVE_MONTHS, request.today, request.workspace.fiscal_start_month)
    asked = Asked("trend", Subject(kind, id_, period or usual))
    question = asked.question(request)
    return Ready(scope_seen(request, asked.subject).name, readiness_of(read_stock(question)))


def file_of(request: Request, asked: Asked, format_: str) -> Answers:
    """The analysis as a file in the person's own conversation; who asked for it elsewhere is told where it is."""
    question = asked.question(request)
    _note(request, asked, question, Way.FILE)
    view = analysis(request, asked, question)
    name = f"{asked.key.replace('_', '-')}-{asked.subject.period.start}.{format_}"
    if format_ == "pdf":
        content = files.pdf(request.language, request.workspace.name, view, read_at(request))
    else:
        content = files.csv(request.language, view)
    sent: list[Answer] = [SendFile(name, files.file_title(request.words, view), content)]
    if request.channel_id and not request.channel_id.startswith("D"):
        sent.append(Whisper(overview.file_sent(request.language)))
    return sent


def read_at(request: Request) -> str:
    """When it was read, where the reader is."""
    return request.words.moment(request.now, request.zone.key)
