"""The stages of a workspace's own, with their probabilities: dated, so that the pipeline of a past day stays as it was."""

import re
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, select

from models.deals.queries import stages_of
from models.deals.records import Stage
from models.deals.stages import DEFAULT_STAGES, OUTCOMES
from models.refusal import Refusal
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted

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
    session, workspace_id = author.session, author.workspace.workspace_id
    stages = stages_of(session, workspace_id)
    order = _in_order(list(stages.keys), list(wanted))
    if len(order) > MOST_STAGES:
        raise Refusal("stages.too_many", limit=MOST_STAGES)
    before = _rows(session, workspace_id)
    for position, key in enumerate(DEFAULT_STAGES if not before else ()):
        _put(author, key, position, DEFAULT_STAGES[key], EVER)
    for position, key in enumerate(order):
        _put(author, key, position, {key: stages.probability(key, day) or 0, **wanted}[key], day)
    change = noted(author, STAGES, str(day), None, ", ".join(f"{key} {wanted[key]}%" for key in wanted))
    change.old, change.new = {**change.old, "rows": before}, {**change.new, "rows": _rows(session, workspace_id)}
    session.flush()
    return change


def undo_stages(author: Author, change_id: str) -> None:
    """The stages are what they were. Refuses when they were changed since, or it was taken back already."""
    session, workspace_id = author.session, author.workspace.workspace_id
    change = session.get(SettingChange, (workspace_id, change_id))
    if change is None or change.key != STAGES or change.undone_at is not None:
        raise Refusal("settings.undone_already")
    if _rows(session, workspace_id) != change.new["rows"]:
        raise Refusal("stages.changed_since")
    for stage in _stored(session, workspace_id):
        session.delete(stage)
    session.flush()
    rows = change.old["rows"]
    assert isinstance(rows, list)
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


def _stored(session: Session, workspace_id: str) -> list[Stage]:
    rows = select(Stage).where(Stage.workspace_id == workspace_id)
    return list(session.exec(rows.order_by(col(Stage.effective_from), col(Stage.position))))


def _rows(session: Session, workspace_id: str) -> list[list[object]]:
    """The table as JSON can hold it."""
    return [
        [stage.key, stage.position, stage.probability, stage.effective_from.isoformat()]
        for stage in _stored(session, workspace_id)
    ]
