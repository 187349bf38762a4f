"""What the bot's own records say, beside what people think: shares of the last six months, each with its statement."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal, DealChange
from models.period import Period, month_of, months_after
from models.reviews.due import has_month_to_review
from models.reviews.queries import is_shared
from models.reviews.records import Review
from models.scorecard.records import Target, TargetScope
from models.scorecard.targets.presets import EVERY_REP
from models.team.calendar import Calendar, calendars_of, days_of
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.zones import zone_named

MONTHS = 6
TOUCHED_WITHIN = timedelta(days=30)
REVIEWED_WITHIN = timedelta(days=14)
"""Days after the end of a month in which its reviews are written; until then nothing is missing."""
NO_DATA = "audit.no_records"


@dataclass(frozen=True)
class Evidence:
    """A share of 0 to 1 with what it is made of; None with the reason where there is nothing to measure."""

    key: str
    statement: str
    """The question that it speaks about."""
    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        """Held of due, recorded of worked, and so on."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def reason(self) -> str | None:
        """Why there is no share."""
        return None if self.denominator else NO_DATA


@dataclass(frozen=True)
class _Company:
    session: Session
    workspace: Workspace
    reps: Sequence[Person]
    calendars: dict[str, Calendar]
    period: Period
    today: date

    def months(self) -> list[Period]:
        """The whole months of the period."""
        first = month_of(self.period.start + timedelta(days=27))
        months = (month_of(months_after(first.start, ahead)) for ahead in range(MONTHS + 1))
        return [one for one in months if one.start >= self.period.start and one.end <= self.period.end]


def records_of(session: Session, workspace_id: str, today: date) -> dict[str, Evidence]:
    """What the records of the last six months say, by key; since the workspace installed the bot at most."""
    workspace = workspace_of(session, workspace_id)
    installed = workspace.created_at.astimezone(zone_named(workspace.zone)).date()
    start = max(months_after(today, -MONTHS), min(installed, today - timedelta(days=1)))
    found = select(Person).where(Person.workspace_id == workspace_id, col(Person.is_rep).is_(True))
    reps = session.exec(found.order_by(col(Person.id))).all()
    company = _Company(session, workspace, reps, calendars_of(session, workspace, reps), Period(start, today), today)
    every = (_reviews(company), _coaching(company), _entries(company), _targets(company), _hygiene(company))
    return {one.key: one for one in every}


def _reviews(company: _Company) -> Evidence:
    """Monthly reviews that the manager has shared, of those that were due."""
    over = [month for month in company.months() if month.end + REVIEWED_WITHIN <= company.today]
    due = {
        (rep.id, month.start)
        for rep in company.reps
        for month in over
        if has_month_to_review(rep, company.calendars[rep.id], month)
    }
    reviews = select(Review).where(
        Review.workspace_id == company.workspace.workspace_id, col(Review.month) >= company.period.start
    )
    held = {(one.person_id, one.month) for one in company.session.exec(reviews) if is_shared(one)}
    return Evidence("reviews", "people_reviewed", len(due & held), len(due))


def _coaching(company: _Company) -> Evidence:
    """Coaching talks that both confirm, of two a month for each rep who worked in it; a third makes up for nobody's."""
    months = company.months()
    wanted = int(EVERY_REP["coaching"].value)
    worked = {
        (rep.id, month.start)
        for rep in company.reps
        for month in months
        if company.calendars[rep.id].capacity(month) > 0
    }
    held = select(Talk).where(
        Talk.workspace_id == company.workspace.workspace_id,
        Talk.state == TalkState.HELD,
        col(Talk.held_on).is_not(None),
        col(Talk.held_on) >= company.period.start,
        col(Talk.held_on) < company.period.end,
    )
    talks = Counter(
        (talk.rep_id, talk.held_on.replace(day=1)) for talk in company.session.exec(held) if talk.held_on is not None
    )
    enough = sum(min(talks[rep_and_month], wanted) for rep_and_month in worked)
    return Evidence("coaching", "people_right", enough, len(worked) * wanted)


def _entries(company: _Company) -> Evidence:
    """Working days on which something was logged."""
    logged = select(col(Activity.person_id), col(Activity.happened_on)).where(
        Activity.workspace_id == company.workspace.workspace_id,
        col(Activity.undone_at).is_(None),
        col(Activity.happened_on) >= company.period.start,
        col(Activity.happened_on) < company.period.end,
    )
    known = set(company.session.exec(logged.distinct()))
    worked = {
        (rep.id, day)
        for rep in company.reps
        for day in days_of(company.period)
        if company.calendars[rep.id].works_on(day) > 0
    }
    return Evidence("entries", "process_followed", len(worked & known), len(worked))


def _targets(company: _Company) -> Evidence:
    """Reps at work today for whom a target was set, presets left out."""
    here = {rep.id for rep in company.reps if is_at_work(rep, company.today)}
    rows = select(Target).where(
        Target.workspace_id == company.workspace.workspace_id,
        Target.scope == TargetScope.PERSON,
        col(Target.withdrawn_at).is_(None),
        col(Target.effective_from) <= company.today,
    )
    latest = {
        (target.person_id, target.kpi): target.value
        for target in company.session.exec(rows.order_by(col(Target.effective_from), col(Target.set_at)))
    }
    with_one = {person for (person, _), value in latest.items() if value is not None}
    return Evidence("targets", "strategy_followed", len(here & with_one), len(here))


def _hygiene(company: _Company) -> Evidence:
    """Open deals that expect to close from today on, and of which something was written in the last 30 days."""
    workspace_id = company.workspace.workspace_id
    since = datetime.combine(company.today - TOUCHED_WITHIN, time.min, zone_named(company.workspace.zone))
    deals = select(Deal).where(
        Deal.workspace_id == workspace_id, col(Deal.outcome).is_(None), col(Deal.removed_at).is_(None)
    )
    changed = select(DealChange.deal_id).where(
        DealChange.workspace_id == workspace_id,
        col(DealChange.undone_at).is_(None),
        col(DealChange.changed_at) >= since,
    )
    active = select(Activity.deal_id).where(
        Activity.workspace_id == workspace_id,
        col(Activity.undone_at).is_(None),
        col(Activity.deal_id).is_not(None),
        col(Activity.happened_on) >= company.today - TOUCHED_WITHIN,
    )
    touched = {*company.session.exec(changed), *company.session.exec(active)}
    every = company.session.exec(deals).all()
    clean = [
        deal
        for deal in every
        if deal.expected_close is not None
        and deal.expected_close >= company.today
        and (deal.id in touched or deal.created_at >= since)
    ]
    return Evidence("pipeline", "technology_reports", len(clean), len(every))
