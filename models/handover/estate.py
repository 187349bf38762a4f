"""What somebody who leaves still has running, and giving it to others: nothing is left to nobody, history stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, cast

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.acting import Acting
from models.deals.actions import edit_deal
from models.deals.records import Deal
from models.deals.terms import DealTerms
from models.delivery.records import Delivery
from models.goals.records import Goal
from models.money import Money
from models.permissions import Right
from models.plan.records import ActionState, PlanAction
from models.refusal import Refusal
from models.team.leaving import LEFT
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.workspace.records import Workspace

GIVEN = "given"


class Kind(StrEnum):
    """What can be handed over, in the order in which it is told."""

    DEALS = "deals"
    ACCOUNTS = "accounts"
    GOALS = "goals"
    ACTIONS = "actions"


Thing: TypeAlias = Deal | Account | Goal | PlanAction
TABLES: dict[Kind, type[Thing]] = {Kind.DEALS: Deal, Kind.ACCOUNTS: Account, Kind.GOALS: Goal, Kind.ACTIONS: PlanAction}


@dataclass(frozen=True)
class Estate:
    """What somebody still has running."""

    deals: list[Deal] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    actions: list[PlanAction] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each kind; without those of which there are none."""
        sizes = {kind.value: len(getattr(self, kind.value)) for kind in Kind}
        return {kind: size for kind, size in sizes.items() if size}

    def worth(self, currency: str) -> Money:
        """Of the open deals together, as far as they have a value in the reporting currency."""
        return Money(sum(deal.reporting_minor or 0 for deal in self.deals), currency)


def estate_of(session: Session, person: Person) -> Estate:
    """Open deals, accounts, the person's own open goals, and running actions of the improvement plan."""
    workspace_id = person.workspace_id
    deals = select(Deal).where(
        Deal.workspace_id == workspace_id,
        Deal.owner_id == person.id,
        col(Deal.outcome).is_(None),
        col(Deal.removed_at).is_(None),
    )
    accounts = select(Account).where(Account.workspace_id == workspace_id, Account.owner_id == person.id)
    goals = select(Goal).where(
        Goal.workspace_id == workspace_id,
        Goal.scope_kind == "person",
        Goal.scope_id == person.id,
        col(Goal.closed_at).is_(None),
    )
    actions = select(PlanAction).where(
        PlanAction.workspace_id == workspace_id,
        PlanAction.owner_id == person.id,
        PlanAction.state == ActionState.ACCEPTED,
    )
    return Estate(
        list(session.exec(deals.order_by(col(Deal.number)))),
        list(session.exec(accounts.order_by(col(Account.name)))),
        list(session.exec(goals.order_by(col(Goal.number)))),
        list(session.exec(actions.order_by(col(PlanAction.number)))),
    )


def heirs_for(acting: Acting, leaver: Person) -> list[Person]:
    """Who may take over, by name: whoever sells below the one who decides, and that person too."""
    people = select(Person).where(Person.workspace_id == leaver.workspace_id).order_by(col(Person.name))
    return [
        person
        for person in acting.session.exec(people)
        if person.id != leaver.id
        and is_at_work(person, acting.today)
        and (person.id == acting.by.id or (person.is_rep and acting.rights.may(Right.GIVE_DEAL, person)))
    ]


def left_message(acting: Acting, delivery_id: str) -> tuple[Delivery, Person]:
    """The message that told of the leaver, and who that is. Refuses somebody else's."""
    delivery = acting.session.get(Delivery, (acting.by.workspace_id, delivery_id))
    if delivery is None or delivery.cadence != LEFT or delivery.recipient != acting.by.id:
        raise Refusal("handover.not_yours")
    leaver = acting.session.get(Person, (acting.by.workspace_id, str(delivery.about["person"])))
    if leaver is None:
        raise Refusal("handover.not_yours")
    return delivery, leaver


def hand_over(acting: Acting, delivery: Delivery, leaver: Person, to: Mapping[Kind, Person]) -> dict[str, int]:
    """Give each kind to somebody; returns how many of each kind changed hands. Refuses who may not take over."""
    acting.rights.require(Right.SEE_FIGURES, leaver, person=leaver.name)
    allowed = {person.id for person in heirs_for(acting, leaver)}
    estate = estate_of(acting.session, leaver)
    given = _given(delivery)
    moved: dict[str, int] = {}
    for kind, heir in to.items():
        if heir.id not in allowed:
            raise Refusal("handover.cannot_take_over", name=heir.name)
        things = getattr(estate, kind.value)
        for thing in things:
            _give(acting, thing, heir)
        if things:
            given[kind.value] = [*given.get(kind.value, []), *([thing.id, heir.id] for thing in things)]
            moved[kind.value] = len(things)
    delivery.about = {**delivery.about, GIVEN: given}
    acting.session.flush()
    return moved


def take_back(acting: Acting, delivery: Delivery, leaver: Person) -> dict[str, int]:
    """Everything that is still with whom it was given to goes back; returns how many of each kind."""
    given = _given(delivery)
    moved: dict[str, int] = {}
    for kind, table in TABLES.items():
        for thing_id, heir_id in given.get(kind.value, []):
            thing = cast(Thing | None, acting.session.get(table, (acting.by.workspace_id, thing_id)))
            if thing is not None and _owner_of(thing) == heir_id:
                _give(acting, thing, leaver)
                moved[kind.value] = moved.get(kind.value, 0) + 1
    delivery.about = {**delivery.about, GIVEN: {}}
    acting.session.flush()
    return moved


def told(session: Session, workspace: Workspace, leaver: Person) -> tuple[dict[str, int], Money]:
    """What the message says of the estate: how many of each kind, and what the open deals are worth."""
    estate = estate_of(session, leaver)
    return estate.counts(), estate.worth(workspace.currency)


def _given(delivery: Delivery) -> dict[str, list[list[str]]]:
    """What was given by this message: by kind, the id of each thing and of who has it."""
    given: Any = delivery.about.get(GIVEN) or {}
    return dict(given)


def _owner_of(thing: Thing) -> str | None:
    return thing.scope_id if isinstance(thing, Goal) else thing.owner_id


def _give(acting: Acting, thing: Thing, to: Person) -> None:
    match thing:
        case Deal() if thing.outcome is None:
            edit_deal(acting, thing, DealTerms(), to)
        case Goal():
            thing.scope_id = to.id
        case Account() | PlanAction():
            thing.owner_id = to.id
