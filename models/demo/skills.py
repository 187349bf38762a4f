"""The survey of skills that the demo company held about three months ago: the gaps from which its training comes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlmodel import Session

from models.audit.questions import Group, Part, questions_of
from models.audit.records import AuditCampaign, AuditInvitation, CampaignStatus, SkillRating
from models.audit.roles import AskedSkills
from models.demo.company import PEOPLE, WORKSPACE_ID
from models.team.records import Person

NUMBER = 2
CLOSED_AGO, OPEN_FOR = timedelta(days=94), timedelta(days=14)
SILENT = frozenset({"U0NOOR"})
"""Who rated nothing themselves; their manager did."""
USUAL = 3.8
LEVELS = {
    "negotiation": 2.7,
    "objections": 2.9,
    "crm_tools": 3.0,
    "prospecting": 3.2,
    "pipeline_discipline": 3.3,
    "first_conversation": 4.2,
    "product_market": 4.3,
    "training_coaching": 2.9,
    "planning_analysis": 3.4,
}
"""About what managers gave: the rest is `USUAL`. People find themselves a little better."""
KINDER = 0.3


def survey_skills(session: Session, people: Mapping[str, Person], today: date) -> None:
    """Add the closed campaign: who sells and who manages them rated themselves, and were rated by who is above them."""
    closed_on = today - CLOSED_AGO
    opened_on = closed_on - OPEN_FOR
    leader = next(people[one.slack_user_id] for one in PEOPLE if one.is_leader)
    asked = {
        one.slack_user_id: Group.REP if one.sales_role else Group.MANAGER
        for one in PEOPLE
        if one.manager and not one.is_leader and (people[one.slack_user_id].starts_on or opened_on) <= opened_on
    }
    campaign = AuditCampaign(
        workspace_id=WORKSPACE_ID,
        number=NUMBER,
        part=Part.SKILLS.value,
        status=CampaignStatus.CLOSED,
        anonymous=False,
        k=1,
        audience="everybody",
        started_by=leader.id,
        opened_on=opened_on,
        deadline=closed_on - timedelta(days=1),
        closed_on=closed_on,
        invited_count=len(asked),
        finished_count=len(asked.keys() - SILENT),
        counted_on=closed_on,
        roles=AskedSkills(session, WORKSPACE_ID).roles(),
        versions={one.key: one.version for group in Group for one in questions_of(Part.SKILLS, group)},
        created_at=datetime.combine(opened_on, time(9), UTC),
    )
    session.add(campaign)
    session.flush()
    for slack_user_id, group in asked.items():
        person = people[slack_user_id]
        about = {"workspace_id": WORKSPACE_ID, "campaign_id": campaign.id, "person_id": person.id}
        session.add(AuditInvitation(group=group.value, **about))
        given = _given(slack_user_id, group, person.sales_role)
        raters = [(person.manager_id, 0.0), *([(person.id, KINDER)] if slack_user_id not in SILENT else [])]
        session.add_all(
            SkillRating(rater_id=rater_id, skill=skill, level=_level(level + kinder), **about)
            for rater_id, kinder in raters
            if rater_id
            for skill, level in given.items()
        )
    session.flush()


def _given(slack_user_id: str, group: Group, role: str | None) -> dict[str, float]:
    """How good somebody is at each skill that their group and role are asked about."""
    random = Random(f"skills {slack_user_id}")
    every = {question.key: question.roles for question in questions_of(Part.SKILLS, group)}
    levels = {key: LEVELS.get(key, USUAL) + random.gauss(0, 0.5) for key in every}
    return {key: level for key, level in levels.items() if not every[key] or role is None or role in every[key]}


def _level(value: float) -> int:
    return min(5, max(1, round(value)))
