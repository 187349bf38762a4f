"""The first steps of whoever installs Koers: what is done, and what is still to do."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists
from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.deals.records import Deal
from models.scorecard.records import Target
from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.workspace.setting_table import GUESSED
from models.workspace.settings import CHOSEN


class Step(StrEnum):
    """In the order in which they are shown."""

    CONFIRM = "confirm"
    TEAM = "team"
    PEOPLE = "people"
    MANAGER = "manager"
    CHANNEL = "channel"
    TARGET = "target"
    IMPORT = "import"


@dataclass(frozen=True)
class FirstSteps:
    """What is done of them."""

    done: frozenset[Step]
    is_closed: bool = False
    """Somebody put the list away."""

    @property
    def is_over(self) -> bool:
        """Nothing is shown any more."""
        return self.is_closed or self.done == frozenset(Step)


def first_steps_of(session: Session, workspace: Workspace) -> FirstSteps:
    """How far the workspace is; one question for all of it, and none once the list was put away."""
    if workspace.first_steps_closed:
        return FirstSteps(frozenset(), is_closed=True)
    of = workspace.workspace_id
    asked = {
        Step.TEAM: exists().where(col(Team.workspace_id) == of),
        Step.PEOPLE: exists().where(col(Person.workspace_id) == of, col(Person.is_rep).is_(True)),
        Step.MANAGER: exists().where(col(Person.workspace_id) == of, col(Person.manager_id).is_not(None)),
        Step.CHANNEL: exists().where(col(Team.workspace_id) == of, col(Team.channel_id).is_not(None)),
        Step.TARGET: exists().where(col(Target.workspace_id) == of, col(Target.withdrawn_at).is_(None)),
        Step.IMPORT: exists().where(col(Deal.workspace_id) == of, col(Deal.source) != "slack")
        | exists().where(col(Activity.workspace_id) == of, col(Activity.source) != "slack"),
    }
    row = session.execute(select(*asked.values())).one()
    done = {step for step, is_done in zip(asked, row, strict=True) if is_done}
    if all(workspace.settled.get(key) == CHOSEN for key in GUESSED):
        done.add(Step.CONFIRM)
    return FirstSteps(frozenset(done))
