"""From when a target holds: from the next period of its type, unless it is said otherwise or there was none before."""

from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.acting import Acting
from models.period import Period, PeriodType, period_of
from models.refusal import Refusal
from models.scorecard.records import Target
from models.scorecard.targets.book import read_targets
from models.scorecard.targets.holding import held_on
from models.scorecard.targets.new import NewTarget
from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.zones import zone_named


def today_of(acting: Acting, new: NewTarget) -> date:
    """The date where the subject's periods begin and end."""
    workspace, team = acting.workspace, new.team
    if new.person is not None and new.person.team_id:
        team = acting.session.get(Team, (workspace.workspace_id, new.person.team_id))
    return acting.now.astimezone(zone_named(team.zone if team else None, workspace.zone)).date()


def first_day(acting: Acting, new: NewTarget, *, was_none: bool) -> date:
    """The first day of the period from which the target holds. Refuses a day whose period is over.

    A change waits for the next period, so that nobody is measured by what they did not know. It holds for the running
    one when `from_now` is said, when there `was_none` before, and for who joined in it.
    """
    today = today_of(acting, new)
    running = _period(acting, new.period_type, today)
    if new.starts_on is not None:
        asked = _period(acting, new.period_type, new.starts_on)
        if asked.end <= today:
            raise Refusal("targets.in_the_past", day=new.starts_on)
        return asked.start
    joined = new.person is not None and new.person.starts_on is not None and new.person.starts_on >= running.start
    return running.start if new.from_now or was_none or joined else running.end


def other_start(acting: Acting, target: Target, today: date) -> date | None:
    """The running period for a target that holds from the next one, and the other way round; None for any other."""
    running = _period(acting, PeriodType(target.period_type), today)
    return {running.start: running.end, running.end: running.start}.get(target.effective_from)


def holds_already(session: Session, workspace: Workspace, new: NewTarget, day: date) -> bool:
    """Whether anything is asked on that day: of the subject itself, or of its people, also by what is usual for a role."""
    fiscal = workspace.fiscal_start_month
    if any(
        row.value is not None and start_of(row, fiscal) <= day
        for row in history_of(session, workspace.workspace_id, new)
    ):
        return True
    people = _asked(session, workspace, new, day)
    book = read_targets(session, workspace, [person.id for person in people], [new.kpi])
    return any(held_on(day, book.layers_of(person.id, person.sales_role, new.kpi), fiscal) for person in people)


def _asked(session: Session, workspace: Workspace, new: NewTarget, day: date) -> list[Person]:
    """The people of whom a target asks something on `day`: also who leaves later."""
    if new.person is not None:
        return [new.person]
    reps = select(Person).where(
        Person.workspace_id == workspace.workspace_id,
        col(Person.is_rep).is_(True),
        or_(col(Person.ends_on).is_(None), col(Person.ends_on) >= day),
    )
    if new.team is not None:
        reps = reps.where(Person.team_id == new.team.id)
    if new.role is not None:
        reps = reps.where(Person.sales_role == new.role.value)
    return list(session.exec(reps))


def history_of(session: Session, workspace_id: str, new: NewTarget) -> list[Target]:
    """What was set for the same KPI and subject, oldest first; what was taken back is left out."""
    same = select(Target).where(
        Target.workspace_id == workspace_id,
        Target.kpi == new.kpi,
        Target.scope == new.scope,
        col(Target.person_id) == (new.person.id if new.person else None),
        col(Target.team_id) == (new.team.id if new.team else None),
        col(Target.role) == (new.role.value if new.role else None),
        col(Target.withdrawn_at).is_(None),
    )
    return list(session.exec(same.order_by(col(Target.effective_from), col(Target.set_at), col(Target.id))))


def start_of(target: Target, fiscal_start_month: int) -> date:
    """The first day of the period of its own type from which a stored target holds."""
    return period_of(PeriodType(target.period_type), target.effective_from, fiscal_start_month).start


def _period(acting: Acting, period_type: PeriodType, day: date) -> Period:
    return period_of(period_type, day, acting.workspace.fiscal_start_month)
