"""The audit that the demo company held about half a year ago: what the next one is compared with."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlmodel import Session

from models.audit.ballots.ballot import Ballot
from models.audit.ballots.box import Box
from models.audit.questions import Group, Part, questions_of
from models.audit.records import DEFAULT_K, AuditCampaign, AuditInvitation, CampaignStatus, ShareForm
from models.audit.results.freezing import frozen
from models.demo.company import PEOPLE, WORKSPACE_ID
from models.team.records import Person

CLOSED_AGO, OPEN_FOR = timedelta(days=187), timedelta(days=14)
SILENT = frozenset({"U0NOOR"})
LEVELS = {
    "strategy": 3.6,
    "process": 2.8,
    "people": 3.1,
    "channels": 3.3,
    "technology": 1.8,
    "customers": 3.4,
    "leadership": 3.8,
}
"""About what people gave, by function: good company, poor systems."""
COMMENTS = {
    "technology_reports": {
        "nl": "Ik hou zelf een Excel bij, want die rapportages kloppen nooit.",
        "en": "I keep a spreadsheet of my own, for those reports are never right.",
    },
    "process_followed": {
        "nl": "Iedereen schrijft het op z’n eigen manier op.",
        "en": "Everybody writes it down in their own way.",
    },
    "leadership_climate": {
        "en": "We laugh a lot, also on a bad Monday.",
        "nl": "We lachen veel, ook op een slechte maandag.",
    },
}
"""One a function at most, so that shuffling cannot change the demo."""


def hold_audit(session: Session, people: dict[str, Person], today: date) -> None:
    """Add the closed campaign with its frozen results. Its answers were forgotten long ago."""
    closed_on = today - CLOSED_AGO
    opened_on = closed_on - OPEN_FOR
    asked = {
        one.slack_user_id: Group.REP if one.sales_role else Group.MANAGER
        for one in PEOPLE
        if (people[one.slack_user_id].starts_on or opened_on) <= opened_on
    }
    questions = questions_of(Part.FUNCTIONS, None)
    box = Box(DEFAULT_K, {question.key: question.area for question in questions})
    for slack_user_id, group in asked.items():
        if slack_user_id not in SILENT:
            box.ballots[slack_user_id] = _ballot(slack_user_id, group, box)
    for ballot, (question, text) in zip(box.ballots.values(), COMMENTS.items(), strict=False):
        ballot.comments[question] = next(iter(text.values()))
    results = frozen(box, DEFAULT_K, len(asked), set(asked.values()), None)
    leader = next(people[one.slack_user_id] for one in PEOPLE if one.is_leader)
    campaign = AuditCampaign(
        workspace_id=WORKSPACE_ID,
        number=1,
        part=Part.FUNCTIONS.value,
        status=CampaignStatus.CLOSED,
        anonymous=True,
        k=DEFAULT_K,
        audience="everybody",
        started_by=leader.id,
        opened_on=opened_on,
        deadline=closed_on - timedelta(days=1),
        closed_on=closed_on,
        invited_count=len(asked),
        finished_count=results.finished,
        counted_on=closed_on,
        results=results.to_json(),
        versions={question.key: question.version for question in questions},
        share_with=ShareForm.SUMMARY,
        shared_on=closed_on,
        created_at=datetime.combine(opened_on, time(9), UTC),
    )
    session.add(campaign)
    session.flush()
    for slack_user_id, group in asked.items():
        session.add(
            AuditInvitation(
                workspace_id=WORKSPACE_ID,
                campaign_id=campaign.id,
                person_id=people[slack_user_id].id,
                group=group.value,
            )
        )
    session.flush()


def _ballot(slack_user_id: str, group: Group, box: Box) -> Ballot:
    random = Random(f"audit {slack_user_id}")
    kinder = 0.3 if group is Group.MANAGER else 0.0  # who leads finds it better than who does it
    levels = {
        question: min(5, max(1, round(LEVELS[area] + kinder + random.gauss(0, 0.7))))
        for question, area in box.questions.items()
    }
    return Ballot(group.value, levels)
