"""Quarterly reviews as values for the messages; who may see which part is decided here, from the record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.door.request import Request
from messages.qbr.conversation import Answered
from messages.qbr.overview import Own
from messages.qbr.text import DecisionView, PlanView, QbrView
from models.goals.horizon import Horizon
from models.period import months_after, quarter_of
from models.privacy.reading import Thing
from models.qbr.actions import REPORT, writer_of
from models.qbr.conversation import KEPT, PLAN, Talk
from models.qbr.drafting import pack_of
from models.qbr.pack import EMPTY, Pack
from models.qbr.plan import PlanLine, ends_of, horizon_named, lines_of
from models.qbr.queries import decisions_of, is_shared, last_day_of_rep, person_of, quarter_of_qbr, waiting_of
from models.qbr.records import CLOSED, Qbr, QbrDecision, QbrState
from models.qbr.restated import restated
from models.qbr.subjects import team_of
from models.scorecard.kpis import KPIS, Kpi, kpi_of
from models.scorecard.own_kpis import own_kpis_of
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.workspace.setting_values import LANGUAGES


def as_the_rep_sees(request: Request, qbr: Qbr, *, with_pack: bool = True) -> QbrView:
    """Their own half, draft or not; the manager's once it is shared."""
    view = replace(_view(request, qbr, with_pack=with_pack), **_report(request, qbr))
    return replace(view, **_by_manager(request, qbr)) if is_shared(qbr) else view


def as_the_manager_sees(request: Request, qbr: Qbr) -> QbrView:
    """The report once it is in; the other half when it is theirs, or was shared."""
    request.note_reading(Thing.QBR, [qbr.person_id])
    view = _view(request, qbr, with_pack=True)
    if qbr.reported_on is not None:
        view = replace(view, **_report(request, qbr))
    is_writer = qbr.reviewer_id == request.person.id
    return replace(view, **_by_manager(request, qbr)) if is_writer or is_shared(qbr) else view


def as_both_see(request: Request, qbr: Qbr, reader: Person | None = None) -> QbrView:
    """What was shared, or is about to be: both halves, as far as they are there; for the caller, or for `reader`."""
    view = replace(_view(request, qbr, reader, with_pack=True), **_by_manager(request, qbr))
    return replace(view, **_report(request, qbr)) if qbr.reported_on is not None else view


def _view(request: Request, qbr: Qbr, reader: Person | None = None, *, with_pack: bool) -> QbrView:
    session = request.session
    team, rep = team_of(session, qbr), person_of(session, qbr)
    pack = Pack.from_json(qbr.pack) if qbr.pack and (is_shared(qbr) or qbr.reviewer_id == request.person.id) else None
    if pack is None:
        pack = pack_of(session, request.workspace, qbr, request.now) if with_pack else EMPTY
    return QbrView(
        id=qbr.id,
        name=team.name if team else rep.name,
        rep=rep.name,
        quarter=quarter_of_qbr(qbr),
        state=qbr.state,
        pack=pack.for_reader((reader or request.person).id),
        manager=manager_name(request, qbr),
        closed_on=qbr.closed_at.astimezone(request.zone).date() if qbr.closed_at else None,
        restated=tuple(restated(session, request.workspace, qbr, request.now)) if qbr.state in CLOSED else (),
        today=request.today,
        people=_names(request, [one.owner_id for one in pack.promises if one.owner_id]),
    )


def _report(request: Request, qbr: Qbr) -> dict[str, Any]:
    return {
        "answers": qbr.answers,
        "plan": plan_views(request, qbr),
        "has_report": any(map(qbr.answers.get, REPORT)) or bool(qbr.plan),
    }


def _by_manager(request: Request, qbr: Qbr) -> dict[str, Any]:
    decisions = tuple(decision_view(request, one) for one in decisions_of(request.session, [qbr]))
    return {"remarks": qbr.remarks, "decisions": decisions, "answer": qbr.answer}


def plan_views(request: Request, qbr: Qbr, lines: Sequence[PlanLine] | None = None) -> tuple[PlanView, ...]:
    """The plan; of what is goals by now with the last days of these."""
    ends = ends_of(request.session, qbr) if qbr.reported_on else {}
    return tuple(plan_view(request, line, ends) for line in (lines_of(qbr) if lines is None else lines))


def plan_view(request: Request, line: PlanLine, ends: Mapping[str, date] | None = None) -> PlanView:
    """A line of the plan, with the day until which it lasts when it begins today."""
    horizon = horizon_of(request, line.horizon)
    own = own_kpis_of(request.workspace).get(line.kpi)
    last_day = (ends or {}).get(line.horizon) or horizon.period.last_day
    return PlanView(
        line.kpi,
        float(line.target),
        unit_of(request, line.kpi),
        last_day,
        line.horizon,
        {language: own.label(language) for language in LANGUAGES} if own else {},
    )


def horizon_of(request: Request, name: str) -> Horizon:
    """The days that a line lasts from today on."""
    return horizon_named(name, request.today, request.workspace.fiscal_start_month)


def unit_of(request: Request, key: str) -> str:
    """In what the KPI is counted."""
    kpi = known_kpis(request).get(key)
    return kpi.unit.value if kpi else "count"


def known_kpis(request: Request) -> dict[str, Kpi]:
    """The KPIs of the table for one rep, and the workspace's own."""
    return {**{key: kpi_of(key, of_one_rep=True) for key in KPIS}, **own_kpis_of(request.workspace)}


def decision_view(request: Request, decision: QbrDecision) -> DecisionView:
    """A decision with its owner by name."""
    names = _names(request, [decision.owner_id])
    return DecisionView(decision.id, decision.text, names[decision.owner_id], decision.due_on, decision.state)


def waiting_for_me(request: Request) -> list[Own]:
    """Those that the person was asked about and has to report on, or to read and sign: for Home."""
    since = months_after(request.today, -6)
    found = [qbr for qbr in waiting_of(request.session, request.person, since) if not _is_lost(request, qbr)]
    return [
        Own(
            qbr.id,
            quarter_of_qbr(qbr),
            qbr.state,
            team.name if (team := team_of(request.session, qbr)) else "",
            day_until(request, qbr),
            manager_name(request, qbr),
        )
        for qbr in found
    ]


def day_until(request: Request, qbr: Qbr) -> date | None:
    """The day before which the report is asked for; None when it has passed."""
    day = last_day_of_rep(request.session, qbr)
    return day if day > request.today else None


def _is_lost(request: Request, qbr: Qbr) -> bool:
    """A report of which the last day is long past, and that nobody shared: the next quarter has begun."""
    running = quarter_of(request.today, request.workspace.fiscal_start_month)
    return qbr.state == QbrState.OPEN and quarter_of_qbr(qbr).end < running.start


def manager_name(request: Request, qbr: Qbr) -> str:
    """Who wrote the manager's half, or will; empty when nobody is there to."""
    manager = writer_of(request.session, qbr) if is_shared(qbr) else None
    manager = manager or reviewer_of(request.session, person_of(request.session, qbr), request.today)
    return manager.name if manager else ""


def answered_lines(request: Request, talk: Talk) -> list[Answered]:
    """Every question with its answer as one line."""
    return [answered_line(request, talk, key) for key in talk.keys]


def answered_line(request: Request, talk: Talk, key: str) -> Answered:
    """A question with its answer."""
    kind = "kept" if key.startswith(KEPT) else key
    text = talk.qbr.answers.get(key, "")
    if key == PLAN:
        names = known_kpis(request)
        labels = [names[line.kpi].label(request.language) for line in lines_of(talk.qbr) if line.kpi in names]
        text = ", ".join(labels)
    return Answered(f"{talk.qbr.id}|{key}", kind, quarter_of_qbr(talk.qbr), text)


def _names(request: Request, ids: Sequence[str]) -> dict[str, str]:
    found = (request.session.get(Person, (request.workspace.workspace_id, id_)) for id_ in ids)
    return {person.id: person.name for person in found if person}
