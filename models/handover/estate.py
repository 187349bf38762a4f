"""What somebody who leaves still has running, and giving it to others: nothing is left to nobody, history stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.acting import Acting
from models.deals.actions import edit_deal
from models.deals.records import Deal
from models.deals.terms import DealTerms
from models.delivery.records import Delivery
from models.handover.lists import give_listed, give_territory, owner_of_territory
from models.handover.things import ROWS, Kind, Thing
from models.money import Money
from models.permissions import Right
from models.refusal import Refusal
from models.team.leaving import LEFT
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.territories.records import Territory
from models.training.records import Seat
from models.workspace.records import Workspace

GIVEN = "given"


@dataclass(frozen=True)
class Estate:
    """What somebody still has running, by kind."""

    things: Mapping[Kind, Sequence[Thing]] = field(default_factory=dict)

    @property
    def deals(self) -> list[Deal]:
        """The open deals."""
        return [one for one in self.things.get(Kind.DEALS, ()) if isinstance(one, Deal)]

    def counts(self) -> dict[str, int]:
        """How many of each kind; without those of which there are none."""
        return {kind.value: len(found) for kind, found in self.things.items() if found}

    def worth(self, currency: str) -> Money:
        """Of the open deals together, as far as they have a value in the reporting currency."""
        return Money(sum(deal.reporting_minor or 0 for deal in self.deals), currency)


def estate_of(session: Session, person: Person) -> Estate:
    """Everything of theirs that is still open; what each kind is, says `models/handover/things.py`."""
    return Estate({kind: row.open_ones(session, person) for kind, row in ROWS.items()})


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


def check_that_leaves(person: Person) -> None:
    """Refuses who stays after all: their last day was taken back since they were told of."""
    if person.ends_on is None:
        raise Refusal("handover.stays_here", name=person.name)


def hand_over(acting: Acting, delivery: Delivery, leaver: Person, to: Mapping[Kind, Person]) -> dict[str, int]:
    """Give each kind to somebody; returns how many of each kind changed hands. Refuses who may not take over."""
    acting.rights.require(Right.SEE_FIGURES, leaver, person=leaver.name)
    check_that_leaves(leaver)
    allowed = {person.id for person in heirs_for(acting, leaver)}
    estate = estate_of(acting.session, leaver)
    given = _given(delivery)
    moved: dict[str, int] = {}
    for kind, heir in to.items():
        if heir.id not in allowed:
            raise Refusal("handover.cannot_take_over", name=heir.name)
        for thing in estate.things[kind]:
            if kind is Kind.SEATS and _is_on_it(acting, thing, heir):
                continue
            how = _give(acting, thing, leaver, heir)
            given[kind.value] = [*given.get(kind.value, []), [thing.id, heir.id, how]]
            moved[kind.value] = moved.get(kind.value, 0) + 1
    delivery.about = {**delivery.about, GIVEN: given}
    acting.session.flush()
    return moved


def take_back(acting: Acting, delivery: Delivery, leaver: Person) -> dict[str, int]:
    """Everything that is still with whom it was given to goes back; returns how many of each kind."""
    given = _given(delivery)
    moved: dict[str, int] = {}
    for kind, row in ROWS.items():
        for thing_id, heir_id, *how in given.get(kind.value, []):
            thing = cast(Thing | None, acting.session.get(row.table, (acting.by.workspace_id, thing_id)))
            if thing is not None and _give_back(acting, thing, heir_id, leaver, how[0] if how else OWNED):
                moved[kind.value] = moved.get(kind.value, 0) + 1
    delivery.about = {**delivery.about, GIVEN: {}}
    acting.session.flush()
    return moved


def heirs_of(acting: Acting, delivery: Delivery) -> list[Person]:
    """Who took something over by this message."""
    ids = sorted({heir_id for given in _given(delivery).values() for _, heir_id, *_ in given})
    return [acting.session.get_one(Person, (acting.by.workspace_id, id_)) for id_ in ids]


def told(session: Session, workspace: Workspace, leaver: Person) -> tuple[dict[str, int], Money]:
    """What the message says of the estate: how many of each kind, and what the open deals are worth."""
    estate = estate_of(session, leaver)
    return estate.counts(), estate.worth(workspace.currency)


def _given(delivery: Delivery) -> dict[str, list[list[str]]]:
    """What was given by this message: by kind, the id of each thing and of who has it."""
    given: Any = delivery.about.get(GIVEN) or {}
    return dict(given)


OWNED, LISTED = "owned", "listed"
"""What an account was of who left: theirs, on their list; or both, `owned listed`."""


_OWNER = {row.table: row.owner for row in ROWS.values()}


def _owner_of(acting: Acting, thing: Thing) -> str | None:
    if isinstance(thing, Territory):
        return owner_of_territory(acting.session, thing)
    owner: str | None = getattr(thing, _OWNER[type(thing)])
    return owner


def _is_on_it(acting: Acting, thing: Thing, heir: Person) -> bool:
    """Whether the heir has a seat of their own on that training: two do not fit."""
    if not isinstance(thing, Seat):
        return False
    theirs = select(Seat.id).where(
        Seat.workspace_id == thing.workspace_id, Seat.training_id == thing.training_id, Seat.person_id == heir.id
    )
    return acting.session.exec(theirs).first() is not None


def _give(acting: Acting, thing: Thing, of: Person, to: Person) -> str:
    """Hand it over; returns how it was theirs."""
    match thing:
        case Deal() if thing.outcome is None:
            edit_deal(acting, thing, DealTerms(), to)
        case Deal():
            pass
        case Territory():
            give_territory(acting, thing, of, to)
        case Account():
            is_owned, is_listed = thing.owner_id == of.id, give_listed(acting, thing, of, to)
            if is_owned:
                thing.owner_id = to.id
            return " ".join(how for how, was in ((OWNED, is_owned), (LISTED, is_listed)) if was)
        case _:
            setattr(thing, _OWNER[type(thing)], to.id)
    return OWNED


def _give_back(acting: Acting, thing: Thing, heir_id: str, leaver: Person, how: str) -> bool:
    """It is the leaver's again, as far as it still is the heir's; whether anything was."""
    heir = acting.session.get_one(Person, (acting.by.workspace_id, heir_id))
    if isinstance(thing, Account):
        is_owned = OWNED in how and thing.owner_id == heir_id
        if is_owned:
            thing.owner_id = leaver.id
        return (LISTED in how and give_listed(acting, thing, heir, leaver)) or is_owned
    if _owner_of(acting, thing) != heir_id:
        return False
    _give(acting, thing, heir, leaver)
    return True
