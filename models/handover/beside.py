"""What a leaver's manager should know beside what changes hands: contracts that end, and plans of newcomers."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.accounts.records import Account
from models.newcomers.queries import plan_of
from models.newcomers.records import PlanState
from models.newcomers.standing import progress_below
from models.newcomers.starting import running_plans
from models.period import months_after
from models.scorecard.reading.contracts import running_out
from models.scorecard.scope import scope_of_person
from models.team.records import Person
from models.workspace.records import Workspace

MONTHS_AHEAD = 3


@dataclass(frozen=True)
class Beside:
    """Names and days: what nobody would look at any more."""

    contracts: tuple[tuple[str, date], ...] = ()
    """Customers whose contract ends within three months without a renewal, with its last day. The deal that was won stays the
    leaver's; the account goes with the accounts."""
    own_plan: bool = False
    """Their own first 90 days run: nothing comes of that any more."""
    led: tuple[str, ...] = ()
    """Newcomers whom they lead: the plan goes on with who leads them then."""
    shadowed_by: tuple[str, ...] = ()
    """Newcomers who go along with them."""

    def __bool__(self) -> bool:
        return bool(self.contracts or self.own_plan or self.led or self.shadowed_by)


def beside(session: Session, workspace: Workspace, leaver: Person, today: date) -> Beside:
    """What it is of somebody who leaves."""
    roll = scope_of_person(session, workspace, leaver).roll
    ending = running_out(session, workspace.workspace_id, roll, today, months_after(today, MONTHS_AHEAD))
    plan = plan_of(session, leaver)
    shadowed = tuple(
        person.name
        for one, person in running_plans(session, workspace.workspace_id)
        if leaver.id in one.shadows and (person.ends_on is None or person.ends_on >= today)
    )
    return Beside(
        tuple((session.get_one(Account, (workspace.workspace_id, one.account_id)).name, one.ends_on) for one in ending),
        plan is not None and plan.state == PlanState.GIVEN,
        tuple(one.name for one in progress_below(session, workspace, leaver, today)),
        shadowed,
    )
