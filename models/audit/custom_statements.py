"""Which questions a workspace asks: ours, and the statements that it added."""

from sqlmodel import Session, col, select

from models.audit.questions import Group, Part, ProposedAction, Question, QuestionText, questions_of
from models.audit.records import OwnStatement

LONGEST_ACTION = 100


def questions_for(
    session: Session, workspace_id: str, part: Part, group: Group | None, *, with_retired: bool = False
) -> list[Question]:
    """The questions of a part for reps or managers (None: of functions, which ask everybody the same), in order.

    What the workspace added stands last, behind ours. `with_retired` adds what it does not ask any more.
    """
    own = select(OwnStatement).where(OwnStatement.workspace_id == workspace_id, OwnStatement.part == part)
    if not with_retired:
        own = own.where(col(OwnStatement.retired_on).is_(None))
    added = [
        _question(statement)
        for statement in session.exec(own.order_by(col(OwnStatement.added_on), col(OwnStatement.key)))
        if statement.for_group is None or statement.for_group == group
    ]
    return [*questions_of(part, group), *added]


def _question(statement: OwnStatement) -> Question:
    texts = {language: QuestionText(**words) for language, words in statement.texts.items()}
    titles = {language: text.recommendation[:LONGEST_ACTION] for language, text in texts.items()}
    return Question(
        statement.key,
        Part(statement.part),
        statement.area,
        None if statement.for_group is None else Group(statement.for_group),
        texts,
        ProposedAction(titles, kpi=None, horizon_days=60, impact=2, effort=2),
    )
