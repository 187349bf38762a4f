"""From the results of audits to the proposals of the plan."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from models.audit.custom_statements import questions_asked
from models.audit.questions import Group, Part
from models.audit.records import AuditCampaign
from models.audit.results.functions import Results
from models.audit.results.skills import team_skills
from models.maturity.history import EVERYBODY, closed_audits
from models.plan.order import Scored, statements_scored
from models.plan.proposing import propose
from models.plan.records import PlanAction
from models.team.records import Person
from models.workspace.records import Workspace


def propose_from_latest(session: Session, workspace: Workspace, now: datetime) -> list[PlanAction]:
    """What the newest audits suggest; nothing that they suggested before.

    Audits of everybody follow one another; a team's audit replaces only earlier ones of the same team by the same person.
    """
    added: list[PlanAction] = []
    for newest, *older in _series(session, workspace.workspace_id):
        scored = _skills_scored(session, newest) if newest.part == Part.SKILLS else scored_in(session, newest)
        added += propose(session, workspace, newest.number, scored, now, {one.number for one in older})
    return added


def scored_in(session: Session, campaign: AuditCampaign) -> list[Scored]:
    """Every statement of an audit of the functions with its score, as far as the frozen results show one."""
    if campaign.results is None:
        return []
    results = Results.from_json(campaign.results)
    asked = questions_asked(session, campaign, None)
    statements = {key: cell.mean for key, cell in results.statements.items()}
    return statements_scored(asked, statements, results.means)


def _skills_scored(session: Session, campaign: AuditCampaign) -> list[Scored]:
    """The training priorities of the people of whoever started it, with what they score on average."""
    starter = session.get(Person, (campaign.workspace_id, campaign.started_by))
    if starter is None:
        return []
    asked = {question.key: question for group in Group for question in questions_asked(session, campaign, group)}
    team = team_skills(session, campaign, starter, campaign.opened_on)
    wide = team.first_of(team.lines)
    return [
        Scored(asked[one.skill], one.level)
        for one in wide.first or wide.alike
        if one.level is not None and one.skill in asked
    ]


def _series(session: Session, workspace_id: str) -> Iterator[list[AuditCampaign]]:
    """Closed audits that follow one another, the newest of each series first."""
    series: dict[tuple[str, ...], list[AuditCampaign]] = defaultdict(list)
    for part in Part:
        for one in closed_audits(session, workspace_id, part):
            whose = ("",) if one.audience == EVERYBODY else (one.started_by, one.audience, one.audience_name)
            series[part.value, *whose].append(one)
    yield from series.values()
