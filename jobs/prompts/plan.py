"""Half a year after an audit of the functions: leaders are asked, once, whether it is time to look again."""

from collections.abc import Iterator
from datetime import time, timedelta

from sqlmodel import Session, select

from jobs.cadence import Cadence, Occasion, Window
from messages.blocks import Message
from messages.plan import prompts as messages
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.recurrence import once
from models.maturity.history import AGAIN_AFTER, audits_of_the_company
from models.period import months_after
from models.permissions import Right
from models.plan.queries import actions_seen_by, progress_of_plan
from models.rights import rights_of

AT = time(9)


def leaders_to_ask(window: Window) -> Iterator[Due]:
    """Each leader on the first working morning six months after the newest audit closed; nobody while one runs."""
    audits = audits_of_the_company(window.session, window.workspace.workspace_id)
    if not audits or _one_runs(window.session, window.workspace.workspace_id):
        return
    newest = audits[0]
    assert newest.closed_on is not None
    again_on = months_after(newest.closed_on, AGAIN_AFTER)
    for person in window.people:
        today = window.now.astimezone(window.zone_of(person)).date()
        if not rights_of(window.session, person, today).may(Right.LEAD_COMPANY):
            continue
        for due in due_by_recurrence(
            person.id, once(again_on, AT), window.zone_of(person), window.works_on(person), window.since, window.now
        ):
            yield Due(person.id, f"audit {newest.number}", due.at, {"audit": newest.number})


def ask(occasion: Occasion) -> Message | None:
    """With how far the plan is; None when a new audit has begun, or was closed, meanwhile."""
    assert occasion.person is not None
    session, workspace_id = occasion.session, occasion.workspace.workspace_id
    audits = audits_of_the_company(session, workspace_id)
    asked_about = int(str(occasion.about["audit"]))
    if not audits or audits[0].number != asked_about or _one_runs(session, workspace_id):
        return None
    progress = progress_of_plan(actions_seen_by(session, occasion.person, occasion.today), occasion.today)
    return messages.again(occasion.language, asked_about, AGAIN_AFTER, progress)


def _one_runs(session: Session, workspace_id: str) -> bool:
    running = select(AuditCampaign.id).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == Part.FUNCTIONS,
        AuditCampaign.status == CampaignStatus.OPEN,
    )
    return session.exec(running.limit(1)).first() is not None


AUDIT_AGAIN = Cadence(
    "audit.again",
    leaders_to_ask,
    ask,
    useful_for=timedelta(days=30),
    when="09:00, six months after the newest survey on the sales functions closed",
    to="each leader, once",
)
CADENCES = (AUDIT_AGAIN,)
