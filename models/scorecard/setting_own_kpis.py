"""A workspace adds KPIs of its own, and retires them: what is over keeps them."""

import re
from collections.abc import Iterable
from datetime import date

from sqlmodel import col, select

from models.activity.kinds import Kind
from models.activity.queries import own_kinds_of
from models.deals.records import DealType
from models.goals.records import Milestone
from models.refusal import Refusal
from models.scorecard.by_role import EVERYBODY, ByRole, Row, put_whole, take_back
from models.scorecard.kpis import KPIS
from models.scorecard.own_kpis import Counts, OwnKpi, definitions_of, own_kpis_of, retired
from models.scorecard.records import Target
from models.scorecard.targets.setting_usual import NewUsual, Start, check_usual, row_of
from models.scorecard.weights import HEAVIEST
from models.vocabulary import vocabulary
from models.workspace.records import SettingChange
from models.workspace.settings import Author, stored, take_turn, to_undo

OWN = ByRole("kpi", "own_kpis", "kpis.changed_since")
MOST, LONGEST_KEY, LONGEST_NAME = 20, 40, 40
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def add_kpi(author: Author, new: OwnKpi, target: NewUsual | None = None) -> SettingChange:
    """A new KPI; with a target it is usual for every rep, from the running period on.

    Refuses a key or a name that is there already, kinds that are not, a ratio of a part to itself, and the 21st.
    """
    take_turn(author)
    known = definitions_of(author.workspace)
    for name in (new.english, new.dutch):
        if len(name) > LONGEST_NAME:
            raise Refusal("kpis.name_too_long", limit=LONGEST_NAME)
        if _folded(name) in _names_taken(known):
            raise Refusal("kpis.name_is_there", typed=name)
    _check_key(new.key, [one.key for one in known])
    if len(known) >= MOST:
        raise Refusal("kpis.too_many", limit=MOST)
    if new.bottom == new.top:
        raise Refusal("kpis.over_itself")
    if not 0 <= new.weight <= HEAVIEST:
        raise Refusal("scorecard.weight_out_of_range", kpi=new.key)
    for part in (new.top, new.bottom):
        if part is not None:
            _check_part(author, part)
    if target is not None:
        check_usual(author, target)
    rows = [one.to_store() for one in (*known, new)]
    change = put_whole(author, OWN, new.key, (None, new.english), rows)
    if target is not None:
        row = row_of(author, EVERYBODY, target, None, Start())
        author.workspace.role_presets = [*author.workspace.role_presets, row.to_store()]
    author.session.flush()
    return change


def retire_kpi(author: Author, key: str, day: date) -> SettingChange:
    """Not asked any more from that day on; what is over keeps it. Refuses one that is not there, or retired already."""
    take_turn(author)
    known = definitions_of(author.workspace)
    found = next((one for one in known if one.key == key), None)
    if found is None or found.retired_on is not None:
        raise Refusal("kpis.not_there", typed=key[:40])
    rows = [(retired(one, day) if one is found else one).to_store() for one in known]
    return put_whole(author, OWN, key, (found.english, None), rows)


def undo_kpi(author: Author, change_id: str) -> SettingChange:
    """Take back that it was added or retired. Refuses when a target or a goal asks for one that would be gone."""
    change = to_undo(author, change_id, OWN.key)
    if stored(change.old) is None:
        _require_unused(author, change.about)
    undone = take_back(author, OWN, change_id)
    if undone.about not in own_kpis_of(author.workspace):
        for column in ("role_presets", "kpi_weights"):
            rows = map(Row.stored, getattr(author.workspace, column))
            setattr(author.workspace, column, [row.to_store() for row in rows if row.kpi != undone.about])
        author.session.flush()
    return undone


def _require_unused(author: Author, key: str) -> None:
    workspace_id = author.workspace.workspace_id
    targets = select(Target.id).where(
        Target.workspace_id == workspace_id, Target.kpi == key, col(Target.withdrawn_at).is_(None)
    )
    steps = select(Milestone.id).where(Milestone.workspace_id == workspace_id, Milestone.kpi == key)
    if author.session.exec(targets).first() or author.session.exec(steps).first():
        raise Refusal("kpis.is_used", typed=key)


def _check_key(key: str, own: Iterable[str]) -> None:
    if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise Refusal("kpis.not_a_key", typed=key[:40], limit=LONGEST_KEY)
    if key in KPIS or key in own:
        raise Refusal("kpis.is_there", typed=key)


def _names_taken(own: Iterable[OwnKpi]) -> set[str]:
    """Every way to say a KPI that is there."""
    taken = {_folded(name) for kpi in KPIS.values() for name in (kpi.key, kpi.english, kpi.dutch)}
    taken |= {_folded(name) for names in vocabulary().names("kpis").values() for name in names.split(", ")}
    return taken | {_folded(name) for one in own for name in (one.key, one.english, one.dutch)}


def _folded(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())


def _check_part(author: Author, part: Counts) -> None:
    kinds = {*Kind, *(kind.key for kind in own_kinds_of(author.session, author.workspace.workspace_id))}
    for kind in part.kinds:
        if kind not in kinds:
            raise Refusal("kpis.unknown_kind", typed=kind[:40], near=[], known=sorted(kinds))
    for type_ in part.types:
        if type_ not in set(DealType):
            raise Refusal("kpis.unknown_type", typed=type_[:40], known=[*DealType])
