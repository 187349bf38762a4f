"""A coach and a rep: who makes a pair, and whose open matters they take over."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.refusal import Refusal
from models.reviews.reviewer import is_at_work, line_above, reviewer_of
from models.team.records import Person


@dataclass(frozen=True)
class Pair:
    """The two people of a coaching talk."""

    coach: Person
    rep: Person

    def has(self, person: Person) -> bool:
        """Whether the person is one of the two."""
        return person.id in (self.coach.id, self.rep.id)

    def other(self, person: Person) -> Person:
        """The one who is not `person`."""
        return self.rep if person.id == self.coach.id else self.coach


def pair_with(session: Session, one: Person, other: Person, today: date) -> Pair:
    """The pair of two people, whichever of them is above the other. Refuses two who are not in one line."""
    for coach, rep in ((one, other), (other, one)):
        if coach.id != rep.id and may_coach(session, coach, rep, today):
            if not is_at_work(rep, today):
                raise Refusal("coaching.not_here", person=rep.name)
            return Pair(coach, rep)
    raise Refusal("coaching.not_a_pair", person=other.name)


def own_pair(session: Session, rep: Person, today: date) -> Pair | None:
    """The rep and who coaches them: the manager, else a leader."""
    coach = reviewer_of(session, rep, today)
    return None if coach is None else Pair(coach, rep)


def may_coach(session: Session, coach: Person, rep: Person, today: date) -> bool:
    """Whether this person coaches that one: somebody above in the line, or the leader who stands in."""
    if coach.workspace_id != rep.workspace_id:
        return False
    if any(above.id == coach.id for above in line_above(session, rep, today)):
        return True
    stand_in = reviewer_of(session, rep, today)
    return stand_in is not None and stand_in.id == coach.id


def coaches_of_open_items(session: Session, pair: Pair) -> list[str]:
    """Ids of the coach and of the rep's former coaches who have left: their open matters go to the coach of today."""
    left = select(Person.id).where(
        Person.workspace_id == pair.rep.workspace_id, col(Person.ends_on).is_not(None), Person.id != pair.coach.id
    )
    return [pair.coach.id, *session.exec(left)]
