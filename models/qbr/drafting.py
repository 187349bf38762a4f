"""The bot drafts the pack: the quarter against plan, what was won and lost and why, what is open, what was promised."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.period import Period
from models.qbr.kept import promises_of
from models.qbr.pack import DealLine, Decided, Disputed, Pack, Row
from models.qbr.pipeline import accounts_of, pipeline_of
from models.qbr.queries import quarter_of_qbr
from models.qbr.records import Qbr
from models.qbr.subjects import scope_of
from models.scorecard.counted import CountedDeals
from models.scorecard.facts import Facts, WonOrLost
from models.scorecard.kpis import Level, Source, Timing
from models.scorecard.line import Line
from models.scorecard.pacing import status_at
from models.scorecard.reading.shared import read_facts
from models.scorecard.records import Dispute, DisputeState
from models.scorecard.scope import Scope
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.workspace.records import Workspace
from models.workspace.setting_values import LANGUAGES

LISTED = 5
"""Deals by name."""


def pack_of(session: Session, workspace: Workspace, qbr: Qbr, now: datetime) -> Pack:
    """The pack of a rep or team as of `now`: the same figures and targets as on the scorecard of that quarter."""
    scope, quarter = scope_of(session, workspace, qbr), quarter_of_qbr(qbr)
    card = scorecard_of(session, workspace, scope, quarter, now)
    facts = read_facts(session, workspace, scope, quarter, scope.latest_day(now), (Source.DEALS,), with_firsts=False)
    decided = facts.together()
    won = decided.deals_of(CountedDeals(frozenset({"won"})))
    overall = card.told_score
    return Pack(
        currency=card.currency,
        score=overall,
        status=None if overall is None else status_at(overall).value,
        counted=card.score.kpis_counted,
        worst=card.score.worst.key if card.score.worst else None,
        quadrants={quadrant.value: score.score for quadrant, score in card.score.quadrants.items()},
        rows=rows_of(card),
        won=_decided(decided, "won"),
        lost=_decided(decided, "lost"),
        returned=_decided(decided, "returned"),
        won_deals=_largest(session, workspace, decided, won),
        pipeline=pipeline_of(session, workspace, scope, now),
        accounts=accounts_of(session, workspace, scope, now),
        promises=promises_of(session, workspace, scope, qbr, now),
        disputed=_disputed(session, scope, quarter),
        labels=workspace.quadrant_labels,
    )


def rows_of(card: Scorecard) -> tuple[Row, ...]:
    """The KPIs of a rep, or all of a team, in the order of the table."""
    levels = (Level.REP,) if card.scope.is_person else tuple(Level)
    return tuple(_row(line) for line in card.lines.values() if line.kpi.level in levels)


def _row(line: Line) -> Row:
    kpi, pace = line.kpi, line.pace
    return Row(
        kpi=kpi.key,
        quadrant=kpi.quadrant.value,
        unit=kpi.unit.value,
        is_lead=kpi.timing is Timing.LEAD,
        value=line.figure.value if line.compared is None else line.compared,
        target=line.target.value if line.target else None,
        attainment=pace.attainment if pace else None,
        status=pace.status.value if pace and pace.status else None,
        reason=line.figure.reason or "",
        by_others=line.by_others if line.tells_of_others else None,
        is_at_most=kpi.lower_is_better,
        names={language: kpi.label(language) for language in LANGUAGES} if kpi.measure else {},
    )


def _decided(facts: Facts, outcome: str) -> Decided:
    deals = facts.deals_of(CountedDeals(frozenset({outcome})))
    known = [part for part in deals if part.deal.reporting_minor is not None]
    value = sum((part.deal.reporting_minor or 0) * part.share for part in known)
    reasons = Counter(part.deal.reason.strip() for part in deals) if outcome != "won" else Counter[str]()
    said = sorted(reasons.items(), key=lambda one: (not one[0], -one[1], one[0]))
    return Decided(len(deals), facts.money(value), len(deals) - len(known), tuple(said[:LISTED]))


def _largest(session: Session, workspace: Workspace, facts: Facts, won: Sequence[WonOrLost]) -> tuple[DealLine, ...]:
    """The largest won deals, each with its whole value: what a deal is worth does not depend on who shares it."""
    known = [part.deal for part in won if part.deal.reporting_minor]
    largest = sorted(known, key=lambda deal: (-(deal.reporting_minor or 0), deal.number))[:LISTED]
    ids = {deal.account_id for deal in largest if deal.account_id}
    accounts = select(Account).where(Account.workspace_id == workspace.workspace_id, col(Account.id).in_(ids))
    names = {account.id: account.name for account in session.exec(accounts)} if ids else {}
    return tuple(
        DealLine(
            deal.number,
            names.get(deal.account_id or "", ""),
            facts.money(deal.reporting_minor or 0),
            deal.reason.strip(),
        )
        for deal in largest
    )


def _disputed(session: Session, scope: Scope, quarter: Period) -> tuple[Disputed, ...]:
    """The figures of the quarter, or of a part of it, that somebody asked to correct and did not withdraw."""
    asked = select(Dispute).where(
        Dispute.workspace_id == _workspace_of(scope),
        Dispute.scope_kind == scope.kind,
        Dispute.scope_id == scope.id,
        Dispute.state != DisputeState.WITHDRAWN,
        col(Dispute.first_day) >= quarter.start,
        col(Dispute.end) <= quarter.end,
    )
    found = session.exec(asked.order_by(col(Dispute.asked_at), col(Dispute.id)))
    return tuple(Disputed(one.kpi, one.state, one.asked_at.astimezone(scope.zone).date()) for one in found)


def _workspace_of(scope: Scope) -> str:
    return scope.people[0].workspace_id if scope.people else ""
