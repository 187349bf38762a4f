"""How scores went over all surveys that may be compared: of functions from frozen results, of skills from ratings.

A point is left out where the statement was asked in other words, and where the reader may not see that survey.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from sqlmodel import Session, select

from models.audit.audience import asked_in
from models.audit.campaigns import form_seen_by
from models.audit.closed_campaigns import closed_campaigns
from models.audit.questions import Group
from models.audit.records import AuditCampaign, ShareForm
from models.audit.results.company_means import company_means, fewest_beside, means_beside
from models.audit.results.earlier import reworded_between
from models.audit.results.functions import Results, before_of, campaigns_before
from models.audit.results.skills import PersonSkills, TeamSkills, team_skills
from models.audit.rounding import moved, tenths
from models.team.records import Person, Team

MOST = 8
"""Surveys in a trend: four years of two a year."""


@dataclass(frozen=True)
class Point:
    """One survey. A score is None where it is not shown, or was asked in other words than the newest."""

    number: int
    closed_on: date
    scores: Mapping[str, float | None]
    people: int = 0
    """On whom the means of skills rest; 0 for one person and for functions."""


@dataclass(frozen=True)
class Beside:
    """A team's skills beside the company's: the mean of both over the skills that both have, and by skill how far the team
    is off, as both are written."""

    name: str
    """Empty: the people whom the reader sees, without the reader."""
    team: float
    company: float
    differences: Mapping[str, float]


def trend_of_functions(session: Session, campaign: AuditCampaign, viewer: Person, today: date) -> list[Point]:
    """Oldest first, the campaign itself last."""
    if campaign.results is None:
        return []
    newest = Results.from_json(campaign.results)
    points = [Point(campaign.number, _day(campaign), newest.means)]
    for one in campaigns_before(session, campaign):
        if one.results is None or form_seen_by(session, one, viewer, today) is not ShareForm.FULL:
            continue
        then = Results.from_json(one.results)
        before = before_of(campaign, newest, one, then)
        scores = {key: None if key in before.reworded else mean for key, mean in before.functions.items()}
        points.append(Point(one.number, _day(one), scores))
    return points[:MOST][::-1]


def trend_of_skills(
    session: Session, campaign: AuditCampaign, viewer: Person, today: date, person: Person | None = None
) -> list[Point]:
    """Of one person, or of everybody whom the viewer sees in the campaign; oldest first.

    Of a person's skill the manager's ratings where the newest has one, else their own: never one against the other.
    """
    now = team_skills(session, campaign, viewer, today).people
    wanted = [one for one in now if person is None or one.person.id == person.id]
    by_manager = {(one.person.id, line.skill) for one in wanted for line in one.lines if line.manager is not None}
    points = []
    for one in _skills_surveys(session, campaign):
        people = now if one.id == campaign.id else team_skills(session, one, viewer, today).people
        here = [each for each in people if each.person.id in {of.person.id for of in wanted}]
        scores = _scores(here, by_manager)
        reworded = reworded_between(session, one, campaign)
        kept = {skill: None if skill in reworded else score for skill, score in scores.items()}
        if any(score is not None for score in scores.values()):
            points.append(Point(one.number, _day(one), kept, 0 if person else len(here)))
    return points[:MOST][::-1]


def teams_beside_company(session: Session, campaign: AuditCampaign, viewer: Person, today: date) -> list[Beside]:
    """Who sees everybody gets each team; who sees a part gets that part: where `company_means` has something to say."""
    team = team_skills(session, campaign, viewer, today)
    if asked_in(session, campaign) - {one.person.id for one in team.people}:
        mine = [one for one in team.people if one.person.id != viewer.id]
        company = company_means(session, campaign, team, viewer)
        found = [_beside("", team, mine, company)]
    else:
        least = fewest_beside(session, campaign)
        names = dict(session.exec(select(Team.id, Team.name).where(Team.workspace_id == campaign.workspace_id)).all())
        found = [_of_team(name, id_, team, least) for id_, name in sorted(names.items(), key=lambda one: one[1])]
    return [one for one in found if one is not None]


def _of_team(name: str, team_id: str, everybody: TeamSkills, least: int) -> Beside | None:
    people = [one for one in everybody.people if one.person.team_id == team_id]
    company = {}
    for group in Group:
        ours = [one for one in people if one.group == group]
        theirs = [one for one in everybody.people_of(group) if one.person.team_id != team_id]
        company[group] = means_beside(ours, theirs, least)
    return _beside(name, everybody, people, company)


def _beside(
    name: str, team: TeamSkills, people: Sequence[PersonSkills], company: Mapping[Group, Mapping[str, float]]
) -> Beside | None:
    pairs = {
        line.skill: (line.level, means[line.skill])
        for group, means in company.items()
        for line in team.together([one for one in people if one.group == group])
        if line.level is not None and line.skill in means
    }
    if not pairs:
        return None
    return Beside(
        name,
        tenths(fmean(ours for ours, _ in pairs.values())),
        tenths(fmean(everybody for _, everybody in pairs.values())),
        {skill: moved(everybody, ours) or 0.0 for skill, (ours, everybody) in sorted(pairs.items())},
    )


def _scores(people: Iterable[PersonSkills], by_manager: set[tuple[str, str]]) -> dict[str, float | None]:
    levels: dict[str, list[float]] = {}
    for one in people:
        for line in one.lines:
            score = line.manager if (one.person.id, line.skill) in by_manager else line.own
            levels.setdefault(line.skill, []).extend([] if score is None else [score])
    return {skill: round(fmean(said), 2) if said else None for skill, said in levels.items()}


def _skills_surveys(session: Session, campaign: AuditCampaign) -> list[AuditCampaign]:
    """This one, then those before it in which one of the same people was asked."""
    asked = asked_in(session, campaign)
    earlier = closed_campaigns(session, campaign.workspace_id, campaign.part, campaign.number)
    return [campaign, *(one for one in earlier if asked & asked_in(session, one))]


def _day(campaign: AuditCampaign) -> date:
    return campaign.closed_on or campaign.deadline
