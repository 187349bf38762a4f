"""What a role does: which skills are asked of whom. The file of questions says it; a workspace may choose otherwise.

A campaign keeps what held when it began: neither a form that is half filled in nor a result changes its lines.
"""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from models.acting import Acting
from models.audit.custom_statements import questions_asked, questions_for
from models.audit.questions import SKILLS_OF, Group, Part, Question
from models.audit.records import AuditCampaign
from models.audit.settings import setting_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import SalesRole


class AskedSkills:
    """The questions about skills, by who is asked them: those of a campaign, else what the workspace would ask now."""

    def __init__(self, session: Session, workspace_id: str, campaign: AuditCampaign | None = None) -> None:
        self._questions = {
            group: questions_asked(session, campaign, group)
            if campaign
            else questions_for(session, workspace_id, Part.SKILLS, group)
            for group in Group
        }
        self._chosen = setting_of(session, workspace_id).roles
        self._frozen = campaign.roles if campaign else {}

    def of(self, group: str, sales_role: str | None) -> list[Question]:
        """What somebody of this group is asked, in order: of a rep what their role does, all of it when they have none."""
        if group not in set(Group):
            return []
        asked = self._questions[Group(group)]
        if group == Group.MANAGER or sales_role is None:
            return asked
        return [question for question in asked if self._does(sales_role, question)]

    def roles(self) -> dict[str, list[str]]:
        """The roles of reps that are asked each statement, by its key, as a campaign keeps them; none: every role."""
        return {
            question.key: [role for role in SalesRole if role in self._roles_of(question)]
            for question in self._questions[Group.REP]
        }

    def _does(self, sales_role: str, question: Question) -> bool:
        roles = self._roles_of(question)
        return not roles or sales_role in roles

    def _roles_of(self, question: Question) -> Collection[str]:
        if self._frozen:
            return self._frozen.get(question.key, ())
        return self._chosen.get(question.area, question.roles)


def roles_of_skills(session: Session, workspace_id: str) -> Mapping[str, Collection[str]]:
    """The roles that are asked about each skill of a rep, by its key; none: every role."""
    chosen = setting_of(session, workspace_id).roles
    asked = AskedSkills(session, workspace_id)
    usual = {question.area: question.roles for question in asked.of(Group.REP, None)}
    return {skill: chosen.get(skill, usual.get(skill, ())) for skill in SKILLS_OF[Group.REP]}


def choose_roles(acting: Acting, roles: Mapping[str, Collection[str]]) -> None:
    """Choose who is asked about which skill from the next campaign on. Refuses who is no leader, and a skill or role that is not there."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.SET_UP_SURVEYS)
    for skill, chosen in roles.items():
        if skill not in SKILLS_OF[Group.REP] or set(chosen) - set(SalesRole):
            raise Refusal("audit.unknown_skill", skill=skill)
    setting = setting_of(session, by.workspace_id)
    setting.roles = {
        **setting.roles,
        **{skill: [role for role in SalesRole if role in set(chosen)] for skill, chosen in roles.items()},
    }
    session.add(setting)
    session.flush()
