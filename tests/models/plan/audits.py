"""A closed audit with frozen results, for the tests of stage and plan."""

from datetime import date

from sqlmodel import Session

from models.audit.questions import FUNCTIONS, Part, questions_of
from models.audit.records import AuditCampaign, AuditInvitation, ShareForm
from models.audit.results.functions import FunctionResult, Results
from models.audit.results.suppression import Cell, Detail
from models.team.records import Person
from tests.conftest import NOW

CLOSED_ON = date(2026, 11, 9)
LOW = {"technology_reports": 1.8, "technology_customer": 2.0, "people_reviewed": 2.4, "strategy_followed": 2.9}


def closed_audit(
    session: Session,
    by: Person,
    number: int = 1,
    low: dict[str, float] | None = None,
    *,
    answered: int = 10,
    closed_on: date = CLOSED_ON,
    share_with: ShareForm = ShareForm.LEADERS,
    invited: tuple[Person, ...] = (),
    audience: str = "everybody",
    missing: str | None = None,
) -> AuditCampaign:
    """Twelve were asked; every statement scores 4.2 but those in `low`. Of the function `missing` nothing is shown."""
    statements = {question.key: 4.2 for question in questions_of(Part.FUNCTIONS, None)} | (LOW if low is None else low)
    results = Results(5, 12, answered, answered, {key: _function(key, statements, missing) for key in FUNCTIONS})
    campaign = AuditCampaign(
        workspace_id=by.workspace_id,
        number=number,
        part="functions",
        status="closed",
        anonymous=True,
        k=5,
        audience=audience,
        started_by=by.id,
        opened_on=closed_on.replace(day=1),
        deadline=closed_on,
        closed_on=closed_on,
        invited_count=12,
        results=results.to_json(),
        share_with=share_with,
        created_at=NOW,
    )
    session.add(campaign)
    session.flush()
    for person in invited:
        session.add(
            AuditInvitation(workspace_id=by.workspace_id, campaign_id=campaign.id, person_id=person.id, group="rep")
        )
    session.flush()
    return campaign


def _function(key: str, scores: dict[str, float], missing: str | None) -> FunctionResult:
    asked = [question.key for question in questions_of(Part.FUNCTIONS, None) if question.area == key]
    nothing = Cell(reason="audit.too_few")
    if key == missing:
        return FunctionResult(key, None, None, None, "audit.too_few", Detail.NOTHING, nothing, nothing, {})
    cells = {one: Cell(scores[one], 0.5, 10) for one in asked}
    mean = sum(scores[one] for one in asked) / len(asked)
    return FunctionResult(key, mean, 0.5, 10, None, Detail.STATEMENTS, nothing, nothing, cells)
