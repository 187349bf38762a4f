"""What one person may on one day, by the table `Right`.

rights = rights_of(session, anna, today)
rights.may(Right.SEE_FIGURES, bram)                                   # True or False
rights.require(Right.SEE_FIGURES, bram, person=bram.name)             # raises the refusal of the table
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from sqlmodel import Session

from models.permissions import MANAGER, OWN, TEAM, Right, Who
from models.refusal import Refusal
from models.team.deputy import is_deputy_of
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work, line_above, people_below, reviewer_of, who_could_help


@dataclass(frozen=True, slots=True)
class About:
    """What a right is asked about: of a person, of a team, or (neither) of the whole workspace."""

    workspace_id: str
    person_id: str | None = None
    """Whose it is; who is above them in the reporting line is above it."""
    also_of: frozenset[str] = frozenset()
    """Ids of others whose it is as well, who share a deal or set a goal; their managers have no say in it."""
    team_id: str | None = None


Thing: TypeAlias = About | Person | Team | None
"""None is the person's own workspace as a whole."""


class Rights:
    """What one person may on one day. The reporting line is read when a right depends on it, and once."""

    def __init__(self, session: Session, person: Person, today: date) -> None:
        self.person = person
        self._session = session
        self._today = today

    def may(self, right: Right, thing: Thing = None) -> bool:
        """Whether the person may do that with the thing."""
        about = self._about(thing)
        if self._has_left or about.workspace_id != self.person.workspace_id:
            return False
        return any(self._is(who, about) for who in right.value.who)

    def require(self, right: Right, thing: Thing = None, **values: Any) -> None:
        """Refuses what the person may not; `values` are what the words of the refusal name."""
        if self.may(right, thing):
            return
        if self._has_left:
            raise Refusal("access.has_left", last_day=self.person.ends_on)
        row, about = right.value, self._about(thing)
        assert row.refusal, f"{right.name} has no refusal: it is only asked"
        if row.helps:
            in_it = self.person if about.team_id is not None and about.team_id == self.person.team_id else None
            whose = self._person_of(about) or in_it  # of somebody's own team their manager may it
            values["helpers"] = who_could_help(self._session, self.person, whose)
        raise Refusal(row.refusal_to_owner if row.refusal_to_owner and self._is(OWN, about) else row.refusal, **values)

    def people_seen(self) -> frozenset[str] | None:
        """Ids of everybody whose figures they may see, to look them up together; None: there is no limit."""
        if self._has_left:
            return frozenset()
        return None if self.person.is_leader else self.below | {self.person.id}

    @property
    def _has_left(self) -> bool:
        return self.person.ends_on is not None and self.person.ends_on < self._today

    @cached_property
    def below(self) -> frozenset[str]:
        """Ids of everybody below them."""
        return frozenset(person.id for person in self._line)

    @cached_property
    def _line(self) -> list[Person]:
        return people_below(self._session, self.person)

    def _is(self, who: Who, about: About) -> bool:
        match who:
            case Who.EVERYBODY:
                return True
            case Who.OWN:
                return self.person.id == about.person_id or self.person.id in about.also_of
            case Who.LEADER:
                return self.person.is_leader
            case Who.ADMIN:
                return self.person.is_admin
            case Who.BELOW:
                return about.person_id in self.below
            case Who.MANAGER:
                return bool(self._line)
            case Who.TEAM:
                return about.team_id is not None and about.team_id in {
                    one.team_id for one in (self.person, *self._line)
                }
            case Who.LEADS:
                of = self._person_of(about)
                return of is not None and of.manager_id == self.person.id
            case Who.TEAM_MANAGER:
                return self._is(MANAGER, about) and self._is(TEAM, about)
            case Who.DIRECT_MANAGER:
                return self._is_their_manager(about)
            case _:
                return self._reviews(about)

    def _is_their_manager(self, about: About) -> bool:
        """Today: of who has left, and of who reports to somebody else by now, nobody is."""
        of = self._person_of(about)
        if of is None or of.manager_id is None or not is_at_work(of, self._today):
            return False
        if of.manager_id == self.person.id:
            return True
        manager = self._session.get(Person, (of.workspace_id, of.manager_id))
        if manager is None or of.id == self.person.id:
            return False
        return is_deputy_of(self._session, self.person, manager, self._today)

    def _reviews(self, about: About) -> bool:
        of = self._person_of(about)
        if of is None:
            return False
        if any(above.id == self.person.id for above in line_above(self._session, of, self._today)):
            return True
        reviewer = reviewer_of(self._session, of, self._today)
        if reviewer is None or of.id == self.person.id:
            return False
        return reviewer.id == self.person.id or is_deputy_of(self._session, self.person, reviewer, self._today)

    def _person_of(self, about: About) -> Person | None:
        return self._session.get(Person, (about.workspace_id, about.person_id)) if about.person_id else None

    def _about(self, thing: Thing) -> About:
        match thing:
            case None:
                return About(self.person.workspace_id)
            case Person():
                return About(thing.workspace_id, thing.id)
            case Team():
                return About(thing.workspace_id, team_id=thing.id)
            case _:
                return thing


def rights_of(session: Session, person: Person, today: date) -> Rights:
    """What the person may on the day that it is where they are."""
    return Rights(session, person, today)
