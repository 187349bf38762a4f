"""The stages of a workspace's own, with their probabilities: dated, so that the pipeline of a past day stays as it was."""

import re
from collections.abc import Mapping, Set
from datetime import date

from sqlmodel import Session, col, select

from models.deals.queries import stages_of
from models.deals.records import Deal, Stage, StageChange
from models.deals.stages import DEFAULT_STAGES, OUTCOMES
from models.refusal import Refusal
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted, take_turn, to_undo

STAGES = "stages"
EVER = date(1970, 1, 1)
"""From when the usual stages hold in a workspace that adds its own."""
MOST_STAGES, LONGEST_KEY = 12, 30
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def set_stages(author: Author, wanted: Mapping[str, int], day: date) -> SettingChange:
    """From `day` on these stages have these probabilities (percent); a new one comes behind the one named before it.

    What is not named stays. Refuses a key that is no word or an outcome, a probability beyond 0 to 100, and too many.
    """
    for key, probability in wanted.items():
        if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY or key in OUTCOMES:
            raise Refusal("stages.not_a_key", typed=key[:40], limit=LONGEST_KEY)
        if not 0 <= probability <= 100:
            raise Refusal("stages.not_a_probability", stage=key, typed=probability)
    take_turn(author)
    session, workspace_id = author.session, author.workspace.workspace_id
    stages = stages_of(session, workspace_id)
    order = _in_order(list(stages.keys), list(wanted))
    if len(order) > MOST_STAGES:
        raise Refusal("stages.too_many", limit=MOST_STAGES)
    before = _rows(session, workspace_id)
    for position, key in enumerate(DEFAULT_STAGES if not before else ()):
        _put(author, key, position, DEFAULT_STAGES[key], EVER)
    for key, probability in wanted.items():
        _put(author, key, order.index(key), probability, day)
    _have_places(session, workspace_id, order)
    change = noted(author, STAGES, str(day), None, ", ".join(f"{key} {wanted[key]}%" for key in wanted))
    change.old, change.new = {**change.old, "rows": before}, {**change.new, "rows": _rows(session, workspace_id)}
    session.flush()
    return change


def undo_stages(author: Author, change_id: str) -> None:
    """The stages are what they were. Refuses when they were changed since, deals have been in a new one, or it was taken back already."""
    session, workspace_id = author.session, author.workspace.workspace_id
    change = to_undo(author, change_id, STAGES)
    if _rows(session, workspace_id) != change.new["rows"]:
        raise Refusal("stages.changed_since")
    rows = change.old["rows"]
    assert isinstance(rows, list)
    _require_unused(session, workspace_id, {str(row[0]) for row in rows} or set(DEFAULT_STAGES))
    for stage in _stored(session, workspace_id):
        session.delete(stage)
    session.flush()
    for key, position, probability, day in rows:
        _put(author, key, position, probability, date.fromisoformat(day))
    change.undone_at = author.now
    session.flush()


def _in_order(known: list[str], wanted: list[str]) -> list[str]:
    """The stages with the new ones, each behind the one that was named before it."""
    order, before = list(known), ""
    for key in wanted:
        if key not in order:
            order.insert(order.index(before) + 1 if before else len(order), key)
        before = key
    return order


def _put(author: Author, key: str, position: int, probability: int, day: date) -> None:
    workspace_id = author.workspace.workspace_id
    that_day = select(Stage).where(Stage.workspace_id == workspace_id, Stage.key == key, Stage.effective_from == day)
    stage = author.session.exec(that_day).first()
    if stage is None:
        stage = Stage(workspace_id=workspace_id, key=key, position=position, probability=0, effective_from=day)
        author.session.add(stage)
    stage.position, stage.probability = position, probability
    author.session.flush()


def _have_places(session: Session, workspace_id: str, order: list[str]) -> None:
    """The order is one for all days: it has no date, unlike a probability."""
    for stage in _stored(session, workspace_id):
        stage.position = order.index(stage.key)
    session.flush()


def _require_unused(session: Session, workspace_id: str, stay: Set[str]) -> None:
    """Refuses when deals are, or were, in a stage that would be gone: the pipeline of their days would miss them."""
    goes = {stage.key for stage in _stored(session, workspace_id)} - stay
    here = select(Deal.id).where(Deal.workspace_id == workspace_id, col(Deal.removed_at).is_(None))
    now = session.exec(here.where(col(Deal.stage).in_(goes))).all()
    steps = select(StageChange.deal_id).where(
        StageChange.workspace_id == workspace_id,
        col(StageChange.stage).in_(goes),
        col(StageChange.undone_at).is_(None),
        col(StageChange.deal_id).in_(here),
    )
    if number := len({*now, *session.exec(steps)}):
        raise Refusal("stages.is_used", stages=sorted(goes), number=number)


def _stored(session: Session, workspace_id: str) -> list[Stage]:
    rows = select(Stage).where(Stage.workspace_id == workspace_id)
    return list(session.exec(rows.order_by(col(Stage.effective_from), col(Stage.position))))


def _rows(session: Session, workspace_id: str) -> list[list[object]]:
    """The table as JSON can hold it."""
    return [
        [stage.key, stage.position, stage.probability, stage.effective_from.isoformat()]
        for stage in _stored(session, workspace_id)
    ]
