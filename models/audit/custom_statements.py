"""Which questions a workspace asks: ours, the ready-made ones that it switched on, and the statements that it added."""

from sqlmodel import Session, col, select

from models.audit.questions import Group, Part, ProposedAction, Question, QuestionText, questions_of
from models.audit.ready_made import READY_MADE
from models.audit.records import AuditCampaign, OwnStatement
from models.audit.settings import setting_of

LONGEST_ACTION = 100


def questions_for(
    session: Session, workspace_id: str, part: Part, group: Group | None, *, with_retired: bool = False
) -> list[Question]:
    """The questions of a part for reps or managers (None: of functions, which ask everybody the same), in order.

    What the workspace added stands last, behind ours. `with_retired` adds what it does not ask any more, and every
    ready-made one.
    """
    switched_on = ready_made_on(session, workspace_id)
    ready_made = [one for one in questions_of(part, group, READY_MADE) if with_retired or one.key in switched_on]
    own = select(OwnStatement).where(OwnStatement.workspace_id == workspace_id, OwnStatement.part == part)
    if not with_retired:
        own = own.where(col(OwnStatement.retired_on).is_(None))
    added = [
        _question(statement)
        for statement in session.exec(own.order_by(col(OwnStatement.added_on), col(OwnStatement.key)))
        if statement.for_group is None or statement.for_group == group
    ]
    return [*questions_of(part, group), *ready_made, *added]


def every_question(
    session: Session, workspace_id: str, part: Part, *, with_retired: bool = False
) -> dict[str, Question]:
    """The questions of a part by their keys, whoever is asked them; each once."""
    groups = list(Group) if part is Part.SKILLS else [None]
    return {
        question.key: question
        for group in groups
        for question in questions_for(session, workspace_id, part, group, with_retired=with_retired)
    }


def skill_questions(session: Session, workspace_id: str) -> dict[str, Question]:
    """Every skill that a survey has asked or may ask, by its key, also what is asked no more."""
    return every_question(session, workspace_id, Part.SKILLS, with_retired=True)


def ready_made_on(session: Session, workspace_id: str) -> list[str]:
    """Keys of the ready-made statements that are switched on."""
    return setting_of(session, workspace_id).ready_made


def questions_asked(session: Session, campaign: AuditCampaign, group: Group | None) -> list[Question]:
    """The questions that a campaign asks, in the words of its beginning: also those that were retired or reworded since."""
    known = questions_for(session, campaign.workspace_id, Part(campaign.part), group, with_retired=True)
    before_versions = not campaign.versions
    return [
        question.worded(campaign.version_of(question.key))
        for question in known
        if question.key in campaign.versions or (before_versions and question.key not in READY_MADE)
    ]


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
