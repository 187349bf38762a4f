"""What somebody can leave behind: one row for each kind of thing, with whose it is and how it is found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity, PlannedVisit
from models.deals.records import Deal
from models.goals.records import Goal, Objective
from models.handover.lists import listed_accounts_of, territories_of
from models.plan.records import ActionState, PlanAction
from models.qbr.decisions import current_owner
from models.qbr.records import DecisionState, QbrDecision
from models.team.records import Person
from models.territories.records import Territory
from models.tools.records import Tool
from models.training.records import Seat, SeatState, Training


class Kind(StrEnum):
    """What can be handed over, in the order in which it is told."""

    DEALS = "deals"
    TERRITORIES = "territories"
    ACCOUNTS = "accounts"
    VISITS = "visits"
    GOALS = "goals"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    OBJECTIVES = "objectives"
    SEATS = "seats"
    TOOLS = "tools"


Thing: TypeAlias = Deal | Territory | Account | PlannedVisit | Goal | PlanAction | QbrDecision | Objective | Seat | Tool


@dataclass(frozen=True)
class Row:
    """One kind: its table, and those of a person that are still open."""

    table: type[Thing]
    open_ones: Callable[[Session, Person], Sequence[Thing]]
    owner: str = "owner_id"
    """The column that says whose it is."""


def _deals(session: Session, person: Person) -> list[Deal]:
    found = select(Deal).where(
        Deal.workspace_id == person.workspace_id,
        Deal.owner_id == person.id,
        col(Deal.outcome).is_(None),
        col(Deal.removed_at).is_(None),
    )
    return list(session.exec(found.order_by(col(Deal.number))))


def _territories(session: Session, person: Person) -> list[Territory]:
    return list(territories_of(session, person))


def _accounts(session: Session, person: Person) -> list[Account]:
    """Theirs, or on their list."""
    found = select(Account).where(
        Account.workspace_id == person.workspace_id,
        (col(Account.owner_id) == person.id) | col(Account.id).in_(listed_accounts_of(session, person)),
    )
    return list(session.exec(found.order_by(col(Account.name))))


def _visits(session: Session, person: Person) -> list[PlannedVisit]:
    """Planned, and neither held nor called off; those of a day that is over as well: nobody answered for them."""
    held = select(Activity.id).where(Activity.workspace_id == person.workspace_id, col(Activity.undone_at).is_(None))
    found = select(PlannedVisit).where(
        PlannedVisit.workspace_id == person.workspace_id,
        PlannedVisit.person_id == person.id,
        col(PlannedVisit.called_off_at).is_(None),
        col(PlannedVisit.activity_id).is_(None) | col(PlannedVisit.activity_id).not_in(held),
    )
    return list(session.exec(found.order_by(col(PlannedVisit.planned_on), col(PlannedVisit.id))))


def _goals(session: Session, person: Person) -> list[Goal]:
    found = select(Goal).where(
        Goal.workspace_id == person.workspace_id,
        Goal.scope_kind == "person",
        Goal.scope_id == person.id,
        col(Goal.closed_at).is_(None),
    )
    return list(session.exec(found.order_by(col(Goal.number))))


def _actions(session: Session, person: Person) -> list[PlanAction]:
    found = select(PlanAction).where(
        PlanAction.workspace_id == person.workspace_id,
        PlanAction.owner_id == person.id,
        PlanAction.state == ActionState.ACCEPTED,
    )
    return list(session.exec(found.order_by(col(PlanAction.number))))


def _decisions(session: Session, person: Person) -> list[QbrDecision]:
    """Of quarterly reviews, still to be done."""
    found = select(QbrDecision).where(
        QbrDecision.workspace_id == person.workspace_id,
        current_owner == person.id,
        QbrDecision.state == DecisionState.OPEN,
    )
    return list(session.exec(found.order_by(col(QbrDecision.due_on), col(QbrDecision.id))))


def _objectives(session: Session, person: Person) -> list[Objective]:
    found = select(Objective).where(
        Objective.workspace_id == person.workspace_id,
        Objective.owner_id == person.id,
        col(Objective.closed_at).is_(None),
    )
    return list(session.exec(found.order_by(col(Objective.number))))


def _seats(session: Session, person: Person) -> list[Seat]:
    """On trainings after their last day."""
    found = (
        select(Seat)
        .join(
            Training,
            (col(Training.workspace_id) == col(Seat.workspace_id)) & (col(Training.id) == col(Seat.training_id)),
        )
        .where(
            Seat.workspace_id == person.workspace_id,
            Seat.person_id == person.id,
            Seat.state == SeatState.PLANNED,
            col(Seat.removed_at).is_(None),
            col(Training.removed_at).is_(None),
            col(Training.day) > person.ends_on if person.ends_on else col(Training.day) >= person.created_at.date(),
        )
    )
    return list(session.exec(found.order_by(col(Training.day), col(Seat.id))))


def _tools(session: Session, person: Person) -> list[Tool]:
    found = select(Tool).where(
        Tool.workspace_id == person.workspace_id, Tool.owner_id == person.id, col(Tool.removed_at).is_(None)
    )
    return list(session.exec(found.order_by(col(Tool.number))))


ROWS: Mapping[Kind, Row] = {
    Kind.DEALS: Row(Deal, _deals),
    Kind.TERRITORIES: Row(Territory, _territories),
    Kind.ACCOUNTS: Row(Account, _accounts),
    Kind.VISITS: Row(PlannedVisit, _visits, "person_id"),
    Kind.GOALS: Row(Goal, _goals, "scope_id"),
    Kind.ACTIONS: Row(PlanAction, _actions),
    Kind.DECISIONS: Row(QbrDecision, _decisions, "taken_over_by"),
    Kind.OBJECTIVES: Row(Objective, _objectives),
    Kind.SEATS: Row(Seat, _seats, "person_id"),
    Kind.TOOLS: Row(Tool, _tools),
}
