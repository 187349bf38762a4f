"""Surveys that run by the calendar: closed after their last day, counted at the start of a day, answers forgotten.

Runs when a quarter of an hour begins or something was written, so that a survey closes in the minute after midnight
where the workspace is, or as soon as the bot is up again; answers that come later are refused anyhow.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from jobs.alone import alone
from models.audit.campaigns import due_to_close
from models.audit.closing import REOPENED_WITHIN, close_by_itself, forget_answers
from models.audit.news import tell_results_to_participants, tell_results_to_whoever_started
from models.audit.records import AuditBox, AuditCampaign, CampaignStatus
from models.audit.results.counting import count_finished
from models.audit.starting import audit_day
from models.database import Database
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets


class AuditRound:
    """What a tick does about surveys, before anything is sent."""

    def __init__(self, database: Database, secrets: Secrets | None, now: Callable[[], datetime]) -> None:
        self.database = database
        self.secrets = secrets
        self.now = now

    async def look(self) -> bool:
        """Close, count and forget what is due, each workspace alone; False when that failed somewhere."""
        if self.secrets is None:
            return True
        went_well = True
        for workspace_id in await asyncio.to_thread(self.database.read_over_all, self._with_work):
            with alone(workspace_id, "looking after surveys") as turn:
                await asyncio.to_thread(self.database.write, partial(self._work, workspace_id))
            went_well = went_well and not turn.has_failed
        return went_well

    def _with_work(self, session: Session) -> list[str]:
        """Workspaces in which a survey is over, not counted today, or keeps answers that may go."""
        now = self.now()
        found: set[str] = set()
        running = select(AuditCampaign).where(AuditCampaign.status == CampaignStatus.OPEN)
        for campaign in session.exec(running):
            today = audit_day(session, campaign.workspace_id, now)
            if campaign.deadline < today or campaign.counted_on is None or campaign.counted_on < today:
                found.add(campaign.workspace_id)
        boxes = select(AuditBox.workspace_id, AuditBox.campaign_id)
        for workspace_id, campaign_id in session.exec(boxes):
            closed_on = session.get_one(AuditCampaign, (workspace_id, campaign_id)).closed_on
            if closed_on and closed_on + REOPENED_WITHIN < audit_day(session, workspace_id, now):
                found.add(workspace_id)
        active = select(Workspace.workspace_id).where(col(Workspace.uninstalled_at).is_(None))
        here = list(session.exec(active))
        return sorted(found.intersection(here))

    def _work(self, workspace_id: str, session: Session) -> None:
        assert self.secrets is not None
        now = self.now()
        today = audit_day(session, workspace_id, now)
        for campaign in due_to_close(session, workspace_id, now):
            close_by_itself(session, self.secrets, campaign, now)
            tell_results_to_whoever_started(session, campaign, now)
            tell_results_to_participants(session, campaign, now)
        count_finished(session, self.secrets, workspace_id, today)
        forget_answers(session, workspace_id, today)
