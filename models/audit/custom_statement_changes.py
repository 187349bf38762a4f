"""Statements that a workspace adds to the audit, and takes out again. Campaigns that run keep the questions they began with."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from models.acting import Acting
from models.audit.questions import FUNCTIONS, LONGEST, SKILLS, SKILLS_OF, Part
from models.audit.records import OwnStatement, random_id
from models.audit.starting import audit_day
from models.permissions import Right
from models.refusal import Refusal

MOST = 30
"""Statements of a workspace's own: a survey that takes an hour is not answered."""
Texts = Mapping[str, Mapping[str, str]]


def own_statements(session: Session, workspace_id: str) -> list[OwnStatement]:
    """The statements that are asked, in the order in which they were added."""
    own = select(OwnStatement).where(OwnStatement.workspace_id == workspace_id, col(OwnStatement.retired_on).is_(None))
    return list(session.exec(own.order_by(col(OwnStatement.added_on), col(OwnStatement.key))))


def add_statement(acting: Acting, part: Part, area: str, texts: Texts) -> OwnStatement:
    """Add one to a function or a skill. `texts` by language: statement, one, five, recommendation; explain may be there.

    Refuses who is no leader, an area that is not there, empty and too long texts, and more than 30.
    """
    session, by = acting.session, acting.by
    acting.rights.require(Right.SET_UP_SURVEYS)
    if area not in (FUNCTIONS if part is Part.FUNCTIONS else SKILLS):
        raise Refusal("audit.unknown_area", field="area")
    if len(own_statements(session, by.workspace_id)) >= MOST:
        raise Refusal("audit.enough_statements", most=MOST)
    group = next((group for group, skills in SKILLS_OF.items() if area in skills), None)
    statement = OwnStatement(
        workspace_id=by.workspace_id,
        key=f"own_{random_id()[:12]}",
        part=part.value,
        area=area,
        for_group=group if part is Part.SKILLS else None,
        texts={language: _checked(words) for language, words in texts.items()},
        added_on=audit_day(session, by.workspace_id, acting.now),
    )
    session.add(statement)
    session.flush()
    return statement


def retire_statement(acting: Acting, key: str) -> OwnStatement:
    """No longer ask it. Refuses who is no leader, and one that is not there."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.SET_UP_SURVEYS)
    statement = next((one for one in own_statements(session, by.workspace_id) if one.key == key), None)
    if statement is None:
        raise Refusal("audit.gone")
    statement.retired_on = audit_day(session, by.workspace_id, acting.now)
    session.add(statement)
    session.flush()
    return statement


def _checked(words: Mapping[str, str]) -> dict[str, str]:
    checked = {}
    for field in ("statement", "one", "five", "recommendation"):
        text = words.get(field, "").strip()
        if not text:
            raise Refusal("audit.empty_text", field=field)
        if len(text) > LONGEST[field]:
            raise Refusal("audit.long_text", limit=LONGEST[field], field=field)
        checked[field] = text
    checked["explain"] = words.get("explain", "").strip() or f"1: {checked['one']} 5: {checked['five']}"
    return checked
