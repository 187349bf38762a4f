"""Scorecards as values for the messages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.connections.views import brought_by
from handlers.door.request import Request
from handlers.scorecard.subject import Subject
from messages.scorecard import team as team_messages
from messages.scorecard import why as why_messages
from messages.scorecard.board import Board, ChangeView, Row, TrendView
from messages.scorecard.records import Record
from messages.scorecard.why_score import Part, QuadrantPart, ScoreView
from models.connections.naming import also_told
from models.maturity.practice import chosen_of
from models.period import PeriodType
from models.permissions import Right
from models.scorecard.change import Change
from models.scorecard.evidence.explain import Explanation
from models.scorecard.evidence.record import Evidence
from models.scorecard.kpis import InTime
from models.scorecard.line import Line
from models.scorecard.pacing import BEST_ATTAINMENT, Status
from models.scorecard.role_figures import RoleFigures, role_figures
from models.scorecard.role_kpis import kpis_of_role
from models.scorecard.scope import ScopeKind
from models.scorecard.scorecard import Scorecard
from models.scorecard.trend import trend_of

_GOOD = (Status.ON_TRACK, Status.AHEAD)


def board(request: Request, scorecard: Scorecard, kpis: Sequence[str] = (), change: Change | None = None) -> Board:
    """A scorecard as a value for the messages; with `kpis` only these, in detail."""
    subject = Subject.of(scorecard.scope, scorecard.period)
    today = scorecard.scope.today(request.now)
    lines = [line for key, line in scorecard.lines.items() if not kpis or key in kpis]
    sees_each = all(request.rights.may(Right.SEE_FIGURES, rep) for rep in scorecard.scope.people if rep.is_rep)
    return Board(
        name=scorecard.scope.name,
        sales=_row(scorecard.sales, sees_each=sees_each),
        change=_change(change, has_score=not scorecard.is_too_early) if change else None,
        is_employed=scorecard.is_employed,
        counts_from=scorecard.counts_from,
        is_line=scorecard.scope.kind is ScopeKind.LINE,
        period=scorecard.period,
        as_of=min(today, scorecard.period.last_day),
        is_running=scorecard.is_running and scorecard.period.start <= today,
        elapsed_days=scorecard.working_days.elapsed,
        total_days=scorecard.working_days.total,
        currency=scorecard.currency,
        rows=[_row(line, sees_each=sees_each) for line in lines],
        score=scorecard.told_score,
        is_too_early=scorecard.is_too_early,
        kpis_counted=scorecard.score.kpis_counted,
        worst=scorecard.score.worst,
        quadrants={
            quadrant: (None, 0) if scorecard.is_too_early else (part.score, part.kpis_counted)
            for quadrant, part in scorecard.score.quadrants.items()
        },
        ref=str(subject),
        periods=subject.other_periods(today, request.workspace.fiscal_start_month),
        in_detail=bool(kpis),
        focus=chosen_of(request.session, request.workspace.workspace_id).focus,
        names=request.workspace.quadrant_labels,
        first=kpis_of_role(request.workspace, _role_in(scorecard), min(today, scorecard.period.last_day)),
        of_role=_of_role(request, scorecard, today),
    )


def _role_in(scorecard: Scorecard) -> str | None:
    """The role of a person when the period ended, or now; None of others."""
    if not scorecard.scope.is_person:
        return None
    stays = [stay for stay in scorecard.scope.roll.stays if stay.within(scorecard.period)]
    return stays[-1].place.sales_role if stays else scorecard.scope.people[0].sales_role


def _of_role(request: Request, scorecard: Scorecard, today: date) -> RoleFigures | None:
    """What a role looks at is of now, so it stands beside a running period only."""
    if not scorecard.scope.is_person or today not in scorecard.period:
        return None
    return role_figures(request.session, request.workspace, scorecard.scope.people[0], today)


def trend(request: Request, scorecard: Scorecard) -> TrendView | None:
    """How the most important lead KPI of a person went."""
    today = scorecard.scope.today(request.now)
    found = trend_of(request.session, request.workspace, scorecard, today)
    return TrendView(found.kpi, found.period_type is PeriodType.WEEK, found.parts) if found else None


def reps(scorecards: Sequence[Scorecard]) -> list[team_messages.Rep]:
    """The reps of a team, who needs help first: most KPIs behind, then the lowest pace."""
    return [_rep(scorecard) for scorecard in sorted(scorecards, key=_need)]


def team_totals(scorecards: Sequence[Scorecard]) -> list[team_messages.TeamTotal]:
    """The teams of the company, lowest score first; without a score last."""
    told = [_team_total(scorecard) for scorecard in scorecards]
    return sorted(told, key=lambda one: (one.score is None, one.score or 0, one.name))


def _team_total(scorecard: Scorecard) -> team_messages.TeamTotal:
    sales = scorecard.sales
    compared = sales.compared if sales.compared is not None else sales.figure.value
    return team_messages.TeamTotal(
        scorecard.scope.name,
        scorecard.told_score,
        compared,
        sales.target.value if sales.target else None,
        str(Subject.of(scorecard.scope, scorecard.period)),
    )


def why(request: Request, scorecard: Scorecard, line: Line, explanation: Explanation, ref: str) -> why_messages.Why:
    """Everything behind one figure, as a value for the messages."""
    figure, target, pace = line.figure, line.target, line.pace
    zone = request.zone.key
    origin = None
    if target is not None:
        per, set_for = target.period_type.value, target.set_for.value
        origin = why_messages.Origin(target.value, float(target.stated), per, set_for, target.is_prorated)
    is_flow = line.kpi.kind is InTime.FLOW
    of_the_log = {"told_twice": explanation.told_twice, "undone": explanation.undone}
    left_out = {**figure.left_out, **{why: count for why, count in of_the_log.items() if count}}
    return why_messages.Why(
        kpi=line.kpi,
        name=scorecard.scope.name,
        period=scorecard.period,
        currency=scorecard.currency,
        value=figure.value,
        reason=figure.reason,
        read_at=request.words.moment(request.now, zone),
        ref=ref,
        n=figure.n,
        numerator=figure.numerator,
        denominator=figure.denominator,
        by_channel=figure.by_channel or {},
        left_out=left_out,
        beside=figure.beside,
        origin=origin,
        expected=pace.expected if pace and is_flow else None,
        elapsed_share=pace.expected / target.value
        if pace and pace.expected is not None and target and target.value
        else None,
        compared=line.compared if line.compared != figure.value else None,
        no_target=line.no_target,
        projection=pace.projection if pace and scorecard.is_running and pace.status is not Status.TOO_EARLY else None,
        records=_records(request, explanation),
        due=[record(evidence) for evidence in explanation.due],
        is_listed=explanation.is_listed,
    )


def why_score(request: Request, scorecard: Scorecard) -> ScoreView:
    """What a score is made of, as a value for the messages."""
    score, names, language = scorecard.score, request.workspace.quadrant_labels, request.language
    counted = [line for line in scorecard.lines.values() if line.pace and line.pace.status]
    parts = [
        Part(line.kpi, weight, min(line.pace.attainment, BEST_ATTAINMENT))
        for line in counted
        if line.pace and (weight := scorecard.weights[line.kpi.key])
    ]
    quadrants = [
        QuadrantPart(
            quadrant,
            of_it.score,
            [part for part in parts if part.kpi.quadrant is quadrant],
            names.get(f"{quadrant.value}_{language}", ""),
        )
        for quadrant, of_it in score.quadrants.items()
        if of_it.score is not None
    ]
    without = [line.kpi for line in counted if not scorecard.weights[line.kpi.key]]
    return ScoreView(scorecard.scope.name, scorecard.period, score.overall, quadrants, without)


def _records(request: Request, explanation: Explanation) -> list[Record]:
    """The records behind a figure, each with the CRM that brought it and the other sources that tell of it."""
    ids = {one.id.removeprefix("activity:"): one.id for one in explanation.records if one.id.startswith("activity:")}
    also = also_told(request.session, request.workspace.workspace_id, list(ids)) if ids else {}
    told = {ids[id_]: names for id_, names in also.items()}
    brought = brought_by(request, [one.id for one in explanation.records])
    return [
        replace(record(one), also=told.get(one.id, ()), source=brought.get(one.id, "")) for one in explanation.records
    ]


def record(evidence: Evidence) -> Record:
    """A record behind a figure, as a value for the messages."""
    return Record(
        evidence.id,
        evidence.day,
        evidence.kind,
        evidence.is_first,
        evidence.account,
        evidence.owner,
        evidence.value,
        evidence.unit,
        evidence.share,
        evidence.due_on,
    )


def _change(change: Change, *, has_score: bool) -> ChangeView | None:
    score = change.score_change if has_score else None
    if score is None and change.sales_change is None:
        return None
    day = None if change.until == change.period.last_day else change.until
    return ChangeView(change.period, day, score, change.sales_change)


def _row(line: Line, *, sees_each: bool) -> Row:
    pace = line.pace
    return Row(
        kpi=line.kpi,
        value=line.figure.value,
        target=line.target.value if line.target else None,
        status=pace.status.value if pace and pace.status else None,
        reason=line.figure.reason,
        to_go=line.to_go,
        is_over=pace is not None and pace.is_closed,
        by_channel=line.figure.by_channel or {},
        beside=line.figure.beside,
        left_out=line.figure.left_out,
        compared=line.compared,
        by_others=line.by_others if line.tells_of_others or sees_each else None,
        people_target=line.people_target,
    )


def _rep(scorecard: Scorecard) -> team_messages.Rep:
    statuses = [line.pace.status for line in scorecard.lines.values() if line.pace]
    worst = scorecard.score.worst
    pace = scorecard.lines[worst.key].pace if worst else None
    return team_messages.Rep(
        name=scorecard.scope.name,
        score=scorecard.told_score,
        weakest=None if scorecard.is_too_early else worst,
        status=pace.status.value if pace and pace.status else None,
        behind=statuses.count(Status.BEHIND),
        good=sum(1 for status in statuses if status in _GOOD),
        ref=str(Subject.of(scorecard.scope, scorecard.period)),
    )


def _need(scorecard: Scorecard) -> tuple[int, float, str]:
    paces = [line.pace for line in scorecard.lines.values() if line.pace]
    behind = sum(1 for pace in paces if pace.status is Status.BEHIND)
    lowest = min((pace.attainment if pace.pace is None else pace.pace for pace in paces), default=9.0)
    return -behind, lowest, scorecard.scope.name
