"""How a workspace works: recommended by its stage, confirmed by a leader, and taken back as easily."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.acting import Acting
from models.maturity.recommended import PROMPTS, Depth, Recommended
from models.maturity.records import Practice
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.kpis import KPIS


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a leader wants from now on. `focus` empty: all KPIs."""

    focus: tuple[str, ...]
    prompts: tuple[str, ...]
    depth: Depth
    stage: int | None = None


EVERYTHING = Chosen((), PROMPTS, Depth.FULL)
"""How a workspace works until a leader confirms something else."""


def chosen_of(session: Session, workspace_id: str) -> Chosen:
    """How the workspace works now."""
    practice = newest(session, workspace_id)
    if practice is None:
        return EVERYTHING
    focus = tuple(key for key in KPIS if key in practice.focus)
    return Chosen(
        focus if len(focus) < len(KPIS) else (), tuple(practice.prompts), Depth(practice.depth), practice.stage
    )


def newest(session: Session, workspace_id: str) -> Practice | None:
    """The confirmation that holds; None when there is none."""
    return session.exec(_STANDING, params={"workspace_id": workspace_id}).first()


_STANDING = (
    select(Practice)
    .where(col(Practice.workspace_id) == bindparam("workspace_id"), col(Practice.undone_at).is_(None))
    .order_by(col(Practice.confirmed_at).desc(), col(Practice.id).desc())
    .limit(1)
)


def confirm(acting: Acting, chosen: Chosen) -> Practice:
    """From now on the workspace works like this. Refuses who is no leader, and a focus on nothing."""
    acting.rights.require(Right.LEAD_COMPANY)
    if not chosen.focus:
        raise Refusal("plan.no_focus", field="focus")
    practice = Practice(
        workspace_id=acting.workspace.workspace_id,
        stage=chosen.stage,
        focus=_known(chosen.focus, KPIS),
        prompts=_known(chosen.prompts, PROMPTS),
        depth=chosen.depth.value,
        confirmed_by=acting.by.id,
        confirmed_at=acting.now,
    )
    acting.session.add(practice)
    acting.session.flush()
    return practice


def take_back(acting: Acting, practice: Practice) -> Chosen:
    """As it was before that confirmation. Refuses who is no leader, and one that was replaced meanwhile."""
    session, workspace_id = acting.session, acting.workspace.workspace_id
    acting.rights.require(Right.LEAD_COMPANY)
    holds = newest(session, workspace_id)
    if holds is None or holds.id != practice.id:
        raise Refusal("plan.practice_replaced")
    practice.undone_at = acting.now
    session.flush()
    return chosen_of(session, workspace_id)


def as_chosen(stage: int, recommended: Recommended) -> Chosen:
    """The recommendation of a stage, to be confirmed as it stands."""
    return Chosen(recommended.focus, recommended.prompts, recommended.depth, stage)


def _known(wanted: Sequence[str], known: Collection[str]) -> list[str]:
    return [key for key in known if key in wanted]
