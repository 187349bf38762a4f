"""From the skill gaps of the self-audit to training, and back: was it measured again, and what did it do?

Whom somebody sees in it is the rule of the audit's skills: themself, those below them, leaders everybody.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from sqlmodel import Session

from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.results.earlier import pair_of_levels, reworded_between
from models.audit.results.skills import PersonSkills, TeamSkills, team_skills
from models.maturity.history import closed_audits
from models.period import Period
from models.team.records import Person
from models.training.attendance import attended_in
from models.training.queries import seats_of, trainings_to_come
from models.training.records import SeatState, Training
from models.training.topics import TOPICS

MOST_GAPS = 5


@dataclass(frozen=True)
class Gap:
    """A skill below best in class, and what is done about it."""

    topic: str
    gap: float
    """The mean of the people's gaps, in points of the scale of 1 to 5."""
    people: int
    """Of whom anything was said."""
    offered: Sequence[Training]
    """To come, on this topic."""
    booked: int
    """People below best in class who are on one of those."""
    trained: int
    """People below best in class who had training on it since the survey closed."""


@dataclass(frozen=True, slots=True)
class Change:
    """The mean level of some people in two surveys; `before` and `after` None when there are none."""

    people: int
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True)
class Measured:
    """A skill that was trained between two surveys: those who had training on it, beside those who had none."""

    topic: str
    trained: Change
    others: Change


@dataclass(frozen=True)
class TrainingPlan:
    """What to train, from the newest survey on skills, and what training did between the last two."""

    survey: int | None = None
    """Its number; None: there is none that is closed, or nobody in it whom the reader sees."""
    closed_on: date | None = None
    gaps: Sequence[Gap] = ()
    measured: Sequence[Measured] = ()
    before: int | None = None
    """The number of the survey before it."""


def training_plan(session: Session, viewer: Person, today: date) -> TrainingPlan:
    """The widest gaps of the people whom the viewer sees, with the training offered; and before and after."""
    surveys = closed_audits(session, viewer.workspace_id, Part.SKILLS)
    if not surveys:
        return TrainingPlan()
    newest = surveys[0]
    team = team_skills(session, newest, viewer, today)
    if not team.people:
        return TrainingPlan()
    earlier = next((one for one in surveys[1:] if _closed(one) < newest.opened_on), None)
    measured: list[Measured] = []
    if earlier is not None:
        trained = _trained(session, viewer.workspace_id, Period(_closed(earlier), newest.opened_on))
        reworded = reworded_between(session, earlier, newest)
        measured = measured_again(team_skills(session, earlier, viewer, today).people, team.people, trained, reworded)
    since = _trained(session, viewer.workspace_id, Period(_closed(newest), max(today, _closed(newest)) + _DAY))
    gaps = _gaps(session, viewer.workspace_id, team, since, today)
    return TrainingPlan(newest.number, newest.closed_on, gaps, measured, earlier.number if earlier else None)


def measured_again(
    before: Sequence[PersonSkills],
    after: Sequence[PersonSkills],
    trained: Mapping[str, set[str]],
    reworded: Collection[str] = (),
) -> list[Measured]:
    """Each trained skill with the mean level before and after, over people of whom both surveys say something.

    Without those of `reworded`: what was asked in other words was not measured again.
    Their manager's level is compared with their manager's, else their own with their own: never one with the other.
    """
    earlier = {(one.person.id, line.skill): line for one in before for line in one.lines}
    found = []
    for topic in (one for one in TOPICS if one not in reworded):
        pairs: dict[str, tuple[float, float]] = {}
        for one in after:
            for line in one.lines:
                was = earlier.get((one.person.id, topic))
                if line.skill == topic and was is not None and (pair := pair_of_levels(was, line)):
                    pairs[one.person.id] = pair
        with_it = [pair for id_, pair in pairs.items() if id_ in trained.get(topic, set())]
        without = [pair for id_, pair in pairs.items() if id_ not in trained.get(topic, set())]
        if with_it:
            found.append(Measured(topic, _change(with_it), _change(without)))
    return found


def _change(pairs: Sequence[tuple[float, float]]) -> Change:
    if not pairs:
        return Change(0)
    return Change(len(pairs), *(round(fmean(side), 2) for side in zip(*pairs, strict=True)))


def _gaps(
    session: Session, workspace_id: str, team: TeamSkills, since: Mapping[str, set[str]], today: date
) -> list[Gap]:
    coming = trainings_to_come(session, workspace_id, today)
    seats = [one for one in seats_of(session, workspace_id, coming) if one.state == SeatState.PLANNED]
    below: defaultdict[str, set[str]] = defaultdict(set)
    for one in team.people:
        for line in one.lines:
            if (line.gap or 0) > 0:
                below[line.skill].add(one.person.id)
    found = []
    wide = [line for line in team.lines if line.skill in TOPICS and (line.gap or 0) > 0]
    for skill in sorted(wide, key=lambda line: (-(line.gap or 0), TOPICS.index(line.skill)))[:MOST_GAPS]:
        offered = [one for one in coming if one.topic == skill.skill]
        on_it = {seat.person_id for seat in seats if seat.training_id in {one.id for one in offered}}
        had = since.get(skill.skill, set()) & below[skill.skill]
        booked = on_it & below[skill.skill]
        found.append(Gap(skill.skill, skill.gap or 0, skill.n, offered, len(booked), len(had)))
    return found


def _trained(session: Session, workspace_id: str, period: Period) -> dict[str, set[str]]:
    """By topic: who had training on it in the period."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in attended_in(session, workspace_id, period):
        found[one.topic].add(one.entry.person_id)
    return found


def _closed(survey: AuditCampaign) -> date:
    return survey.closed_on or survey.deadline


_DAY = date.resolution
