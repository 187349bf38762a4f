"""What a workspace chose about its audits: from how many answers on figures are shown, and what is best in class."""

from collections.abc import Mapping

from sqlmodel import Session, select

from models.acting import Acting
from models.audit.questions import SKILLS
from models.audit.records import BEST_IN_CLASS, HIGHEST_K, LOWEST_K, AuditSetting, SkillStandard
from models.permissions import Right
from models.refusal import Refusal


def setting_of(session: Session, workspace_id: str) -> AuditSetting:
    """What the workspace chose; the usual, not stored yet, where it chose nothing."""
    found = session.exec(select(AuditSetting).where(AuditSetting.workspace_id == workspace_id)).first()
    return found or AuditSetting(workspace_id=workspace_id)


def k_of(session: Session, workspace_id: str) -> int:
    """The answers from which on a figure is shown, in campaigns that start from now on."""
    return setting_of(session, workspace_id).k


def set_k(acting: Acting, k: int) -> int:
    """Choose it. Refuses who is no leader, and fewer than three; running campaigns keep theirs."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.SET_UP_SURVEYS)
    check_k(k)
    setting = setting_of(session, by.workspace_id)
    setting.k = k
    session.add(setting)
    session.flush()
    return k


def check_k(k: int) -> None:
    """Refuses a k that protects nobody, or that would hide everything."""
    if k < LOWEST_K:
        raise Refusal("audit.k_too_small", floor=LOWEST_K)
    if k > HIGHEST_K:
        raise Refusal("audit.k_too_large", most=HIGHEST_K)


def standards_of(session: Session, workspace_id: str) -> Mapping[str, float]:
    """The level that counts as best in class, by skill."""
    chosen = session.exec(select(SkillStandard).where(SkillStandard.workspace_id == workspace_id))
    return dict.fromkeys(SKILLS, BEST_IN_CLASS) | {standard.skill: standard.level for standard in chosen}


def set_standard(acting: Acting, skill: str, level: float) -> None:
    """Choose what is best in class for a skill. Refuses who is no leader, an unknown skill, and levels beyond 1 to 5."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.SET_UP_SURVEYS)
    if skill not in SKILLS:
        raise Refusal("audit.unknown_skill", skill=skill)
    if not 1 <= level <= 5:
        raise Refusal("audit.level_out_of_range")
    chosen = select(SkillStandard).where(SkillStandard.workspace_id == by.workspace_id, SkillStandard.skill == skill)
    standard = session.exec(chosen).first() or SkillStandard(workspace_id=by.workspace_id, skill=skill, level=level)
    standard.level = level
    session.add(standard)
    session.flush()
