"""Switching a ready-made statement on and off. Campaigns that run keep the questions they began with."""

from models.acting import Acting
from models.audit.questions import Question
from models.audit.ready_made import READY_MADE
from models.audit.settings import setting_of
from models.permissions import Right
from models.refusal import Refusal


def switch(acting: Acting, key: str, *, on: bool) -> Question:
    """Ask it from the next campaign on, or no longer. Refuses who is no leader, and one that is not there."""
    acting.rights.require(Right.SET_UP_SURVEYS)
    question = READY_MADE.get(key)
    if question is None:
        raise Refusal("audit.gone")
    session, workspace_id = acting.session, acting.by.workspace_id
    setting = setting_of(session, workspace_id)
    wanted = {*setting.ready_made, key} if on else {*setting.ready_made} - {key}
    setting.ready_made = [one for one in READY_MADE if one in wanted]
    session.add(setting)
    session.flush()
    return question
