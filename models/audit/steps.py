"""What somebody is asked in a survey of skills: their own skills, and those of the people they rate.

Who rates whom, and what a role is asked, is settled by the day on which the survey starts: who knows somebody's work of
the last half year rates them, also when they move to another manager before the last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from models.audit.questions import Question
from models.audit.records import AuditCampaign, AuditInvitation
from models.audit.roles import AskedSkills
from models.team.membership import Place, stays_of
from models.team.records import Person

PEOPLE = "@people"
"""In the place of a question on screen: the list of the people whom somebody rates, each in a form, in any order."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a conversation; `about` is whom a manager rates, None for oneself or the organisation."""

    key: str
    """Of the question, and of the person where it is about somebody else: what a button carries."""
    question: Question
    about: Person | None = None

    @property
    def about_id(self) -> str:
        """Of whom a manager rates; empty for oneself or the organisation."""
        return self.about.id if self.about else ""


def steps_of_skills(session: Session, campaign: AuditCampaign, person: Person, group: str, today: date) -> list[Step]:
    """First oneself, then the people whom the person rates, one after another."""
    asked = AskedSkills(session, campaign.workspace_id, campaign)
    place = _place_on(session, [person], campaign.opened_on)[person.id]
    steps = [Step(question.key, question) for question in asked.of(group, place.sales_role)]
    for rated, their_group, their_place in _rated_by(session, campaign, person, today):
        steps += [
            Step(step_key(question.key, rated.id), question, rated)
            for question in asked.of(their_group, their_place.sales_role)
        ]
    return steps


def step_key(skill: str, about_id: str | None) -> str:
    """The key of a step."""
    return skill if about_id is None else f"{skill}@{about_id}"


def role_on(session: Session, person: Person, day: date) -> str | None:
    """The sales role that somebody had on a day."""
    return _place_on(session, [person], day)[person.id].sales_role


def _rated_by(session: Session, campaign: AuditCampaign, rater: Person, today: date) -> list[tuple[Person, str, Place]]:
    """Whom this person rates, by name: who was theirs on the first day, and whose manager of that day has left since."""
    candidates = (
        select(Person, AuditInvitation.group)
        .join(AuditInvitation, col(AuditInvitation.person_id) == Person.id)
        .where(
            Person.workspace_id == campaign.workspace_id,
            Person.id != rater.id,
            or_(Person.manager_id == rater.id, col(Person.has_moved)),
            AuditInvitation.workspace_id == campaign.workspace_id,
            AuditInvitation.campaign_id == campaign.id,
        )
    )
    found = [
        (person, group)
        for person, group in session.exec(candidates.order_by(col(Person.name), col(Person.id)))
        if _is_here(person, today)
    ]
    places = _place_on(session, [person for person, _ in found], campaign.opened_on)
    rated = []
    for person, group in found:
        place = places[person.id]
        manager_id = place.manager_id
        if manager_id != person.manager_id and manager_id is not None:
            former = session.get(Person, (campaign.workspace_id, manager_id))
            if former is None or not _is_here(former, today):
                manager_id = person.manager_id
        if manager_id == rater.id:
            rated.append((person, group, place))
    return rated


def _place_on(session: Session, people: Iterable[Person], day: date) -> dict[str, Place]:
    """Where each of them was on that day, by id."""
    stays = stays_of(session, list(people))
    return {id_: next(stay.place for stay in own if stay.covers(day)) for id_, own in stays.items()}


def _is_here(person: Person, today: date) -> bool:
    return person.ends_on is None or person.ends_on >= today
