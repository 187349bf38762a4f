"""A report of a survey in the words of one language: what messages, the PDF and the table are made of."""

from messages.audit.results import RecordView, ResultsView
from messages.audit.views import ObstacleView, StageView
from messages.words import words
from models.audit.questions import FUNCTIONS
from models.audit.results.functions import FunctionResult
from models.audit.results.report import Report
from models.maturity.next_stage import next_stage
from models.maturity.stage import stage_name, stage_of


def in_words(
    language: str,
    report: Report,
    *,
    form: str = "full",
    leads: bool = False,
    may_reopen: bool = False,
    has_plan: bool = False,
) -> ResultsView:
    """The report for a reader who gets this form of it, and who may lead it."""
    results = report.results
    return ResultsView(
        campaign=report.campaign,
        number=report.number,
        audience=words(language).bare("audit.audience", kind=report.audience, name=report.audience_name),
        closed_on=report.closed_on,
        results=results,
        areas={key: area.label(language) for key, area in FUNCTIONS.items()},
        statements={key: one.text(language).statement for key, one in report.questions.items()},
        advice={one.key: _advice(language, one, report) for one in results.lowest},
        stage=_stage(language, report),
        records=_records(report),
        form=form,
        leads=leads and form == "full",
        shared=report.shared,
        may_reopen=may_reopen,
        has_plan=has_plan,
    )


def _advice(language: str, one: FunctionResult, report: Report) -> str:
    """What to do about a function: the recommendation of its weakest statement; of its first where they are not shown."""
    of_it = [key for key in one.statements if key in report.questions]
    if not of_it:
        return ""
    weakest = min(of_it, key=lambda key: one.statements[key].mean or 9)
    return report.questions[weakest].text(language).recommendation


def _stage(language: str, report: Report) -> StageView:
    stage = stage_of(report.results.means, report.results.answered_share)
    if stage.value is None:
        return StageView(None, reason=stage.reason or "")
    capped_by = FUNCTIONS[stage.capped_by].label(language) if stage.capped_by else ""
    above = next_stage(report.results)
    return StageView(
        stage.value,
        stage_name(stage.value, language),
        capped_by,
        stage.by_mean,
        next_value=above.value if above else None,
        next_name=stage_name(above.value, language) if above else "",
        mean=above.mean if above else 0.0,
        obstacles=[
            ObstacleView(FUNCTIONS[one.function].label(language), one.score, one.needed is not None)
            for one in (above.obstacles if above else ())
        ],
    )


def _records(report: Report) -> list[RecordView]:
    said = report.results.statements
    return [
        RecordView(
            one.key,
            said[one.statement].mean if one.statement in said else None,
            one.share,
            one.numerator,
            one.denominator,
        )
        for one in report.records.values()
        if one.share is not None
    ]
