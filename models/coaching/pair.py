"""A coach and a rep: who makes a pair, and whose open matters they take over."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.team.membership import stays_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, reviewer_of
from models.zones import zone_named


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
        if rights_of(session, coach, today).may(Right.COACH, rep):
            if not is_at_work(rep, today):
                raise Refusal("coaching.not_here", person=rep.name)
            return Pair(coach, rep)
    raise Refusal("coaching.not_a_pair", person=other.name)


def own_pair(session: Session, rep: Person, today: date) -> Pair | None:
    """The rep and who coaches them: the manager, else a leader."""
    coach = reviewer_of(session, rep, today)
    return None if coach is None else Pair(coach, rep)


def are_both_at_work(pair: Pair, moment: datetime, zone: str) -> bool:
    """Whether both have started and not left on the day of the moment, where the coach is; `zone` is the workspace's.

    A talk after somebody's last day falls away by itself.
    """
    day = moment.astimezone(zone_named(pair.coach.zone, zone)).date()
    return all(is_at_work(one, day) for one in (pair.coach, pair.rep))


def is_coach_now(session: Session, coach: Person, rep: Person, today: date) -> bool:
    """Whether what the two agreed on is theirs today: they may coach the rep, and are no former manager.

    Who was the rep's manager and is no longer has handed that over, also while they still stand higher in the line.
    """
    if coach.id == rep.id:
        return True
    if not rights_of(session, coach, today).may(Right.COACH, rep):
        return False
    former = {stay.place.manager_id for stay in stays_of(session, [rep])[rep.id] if stay.end <= today}
    return coach.id == rep.manager_id or coach.id not in former
