"""`/deal pipeline`: the open deals of somebody, a team, a line or the company, added up, covered, forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.phrases.examples import example_of
from handlers.phrases.scorecard import read_scorecard
from handlers.phrases.unreadable import Unreadable
from handlers.scorecard.subject import Subject, whose
from messages.blocks import Message
from messages.deals import pipeline as messages
from messages.deals import views
from models.deals.queries import stages_of
from models.money import Money
from models.period import PeriodType, period_of
from models.permissions import Right
from models.pipeline.coverage import Coverage
from models.pipeline.forecast import MonthForecast, commit_from
from models.pipeline.open_deals import Total, total_of
from models.pipeline.report import HAS, PipelineReport, pipeline_report
from models.pipeline.velocity import Velocity
from models.privacy.reading import Thing
from models.rights import About
from models.scorecard.scope import Scope
from models.team.queries import teams_of
from models.team.records import Person


def pipeline(request: Request, text: str) -> Answers:
    """`/deal pipeline`, `… @bram Q1`, `… team`, `… my line`, `… all`."""
    try:
        subject = subject_meant(request, text)
    except Unreadable as error:
        return unreadable(
            request, error.within(error.understood, example_of("deals.pipeline", request.language)), "deal"
        )
    return Whisper(_message(request, subject))


def subject_meant(request: Request, text: str) -> Subject:
    """Whose, and of which period (this quarter) in `text`. Raises Unreadable."""
    fiscal = request.workspace.fiscal_start_month
    asked = read_scorecard(
        text,
        request.today,
        language=request.language,
        fiscal_start_month=fiscal,
        teams=[team.name for team in teams_of(request.session, request.workspace.workspace_id)],
    )
    kind, id_ = whose(request, asked.scope)
    period = asked.period.period if asked.period else period_of(PeriodType.QUARTER, request.today, fiscal)
    return Subject(kind, id_, period)


def name_of(request: Request, scope: Scope) -> str:
    """Whose it is, for a title; empty for one's own."""
    return "" if scope.id == request.person.id and scope.is_person else scope.name


@reads
def open_own(request: Request, press: Press) -> Answers:
    """The button on Home."""
    return pipeline(request, "")


@reads
def show_table(request: Request, press: Press) -> Answers:
    """Another table of the same pipeline, in the same place."""
    which, _, ref = press.value.partition("~")
    return Replace(_message(request, Subject.read(ref), which))


def _message(request: Request, subject: Subject, table: str = "stages") -> Message:
    scope = subject.scope(request)
    report = pipeline_report(request.session, request.workspace, scope, subject.period, request.now)
    view = pipeline_view(request, report)
    request.note_reading(Thing.DEALS, scope.people if scope.is_person else ())
    return messages.pipeline(request.language, replace(view, ref=str(subject), table=table))


# --- as values ---------------------------------------------------------------------------------------------


def pipeline_view(request: Request, report: PipelineReport) -> views.PipelineView:
    """A pipeline as a value for the messages."""
    currency = report.currency
    return views.PipelineView(
        name=name_of(request, report.scope),
        period=report.period,
        total=_sum("", report.total, currency),
        coverage=_coverage(report.coverage, currency),
        velocity=_velocity(report.velocity, currency),
        stages=_sums(report.by_stage, currency),
        people=() if report.scope.is_person else _people(request, report),
        months=_sums(report.by_month, currency),
        pace=[
            views.PaceRow(
                one.stage,
                one.rate,
                one.on + one.given_up,
                one.times.usual_days,
                one.times.entered,
                one.times.still_there,
            )
            for one in report.conversions
        ],
        forecast=[_forecast(month, currency) for month in report.forecasts],
        signs={which: _sum(which, total_of(one.open for one in report.having(which)), currency) for which in HAS},
        certain=commit_from(stages_of(request.session, request.workspace.workspace_id), report.day),
    )


def _people(request: Request, report: PipelineReport) -> list[views.Sum]:
    """By name, who may be seen; of the others what they have together, unless that is one person's alone."""
    workspace_id, rights = request.workspace.workspace_id, request.rights
    rows, others = [], []
    for person_id, total in report.by_owner.items():
        is_seen = person_id == request.person.id or rights.may(Right.SEE_AS_ROW, About(workspace_id, person_id))
        if is_seen:
            person = request.session.get_one(Person, (workspace_id, person_id))
            request.note_reading(Thing.DEALS, [person])
            rows.append(_sum(person.name, total, report.currency))
        else:
            others.append(total)
    if len(others) > 1:
        rows.append(_sum(request.words.bare("deals.pipeline_colleagues"), _together(others), report.currency))
    return rows


def _together(totals: Sequence[Total]) -> Total:
    return Total(
        sum(of.deals for of in totals), value=sum(of.value for of in totals), weighted=sum(of.weighted for of in totals)
    )


def _sums(totals: Mapping[str, Total], currency: str) -> list[views.Sum]:
    return [_sum(name, of, currency) for name, of in totals.items()]


def _sum(name: str, of: Total, currency: str) -> views.Sum:
    value, weighted = (_money(minor, currency) for minor in (of.value, of.weighted))
    return views.Sum(name, of.deals, value, weighted, of.without_value, of.without_rate, of.without_probability)


def _coverage(of: Coverage, currency: str) -> views.CoverageView:
    missing = None if of.missing is None else _money(of.missing, currency)
    return views.CoverageView(of.ratio, of.ratio_in_period, _money(of.open_value, currency), missing, of.reason)


def _velocity(of: Velocity, currency: str) -> views.VelocityView:
    if of.per_day is None or of.size.value is None:
        return views.VelocityView(None, reason=of.reason)
    per_day, size = (Money.of(round(value), currency) for value in (of.per_day, of.size.value))
    return views.VelocityView(per_day, of.deals, size, of.rate.value, of.cycle.value)


def _forecast(of: MonthForecast, currency: str) -> views.ForecastRow:
    before, best_before = (
        (None, None) if of.before is None else (_money(of.before.commit, currency), _money(of.before.best, currency))
    )
    won, commit, best = (_money(minor, currency) for minor in (of.won, of.now.commit, of.now.best))
    return views.ForecastRow(of.month, won, commit, best, before, best_before, of.off, of.is_over)


def _money(minor: float, currency: str) -> Money:
    """To the whole unit: cents say nothing in a sum of deals."""
    return Money.of(round(Money(round(minor), currency).amount), currency)
